"""Why this file exists: nothing may slip into a spec between two hand-offs without being told."""

from __future__ import annotations

from hypothesis import given

from hybridtui.core.spec import parse, text_hash
from hybridtui.core.spec.changes import Change, changes
from tests.core.specs import SPEC_TEXTS, UPLOAD


def told(old: str, new: str) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.id, each.old, each.new) for each in changes(parse(old), parse(new))]


def listed(*words: str) -> str:
    return "## Requirements\n" + "".join(f"- {word}\n" for word in words)


def test_nothing_changed_is_nothing_told() -> None:
    assert told(UPLOAD, UPLOAD) == []


def test_what_is_added_removed_changed_and_moved_is_told_in_order() -> None:
    assert told(listed("a", "b", "c", "d", "e"), listed("d", "a", "b at most", "e", "new")) == [
        ("moved", "R1", "d", "d"),
        ("changed", "R3", "b", "b at most"),
        ("removed", "R3", "c", ""),
        ("added", "R5", "", "new"),
    ]


def test_what_stands_in_the_place_of_an_item_is_that_item_changed() -> None:
    assert told(listed("a", "b", "c"), listed("a", "other", "c")) == [("changed", "R2", "b", "other")]


def test_spacing_line_breaks_and_a_final_full_stop_are_no_change() -> None:
    assert told("## Goal\n- one two.\n", "## Goal\n\n* one\n  two\n") == []


def test_items_are_matched_by_what_they_say_and_not_by_what_they_are_called() -> None:
    assert told(listed("a", "b"), listed("new", "a", "b")) == [("added", "R1", "", "new")]


def test_a_change_is_called_by_the_id_the_new_spec_has() -> None:
    old = parse(listed("a", "b"))
    new = parse(listed("new", "a", "b at most"), old.known)
    assert changes(old, new) == (
        Change("added", "R3", "", "new"),
        Change("changed", "R2", "b", "b at most"),
    )


def test_an_item_that_becomes_a_requirement_is_a_requirement_added() -> None:
    assert told("## Requirements\n- a\n## Out of scope\n- b\n", "## Requirements\n- a\n- b\n## Out of scope\n") == [
        ("removed", "O1", "b", ""),
        ("added", "R2", "", "b"),
    ]


def test_one_item_taken_from_the_end_to_the_front_is_one_move() -> None:
    words = [str(number) for number in range(9)]
    assert told(listed(*words), listed(words[-1], *words[:-1])) == [("moved", "R1", "8", "8")]


@given(SPEC_TEXTS, SPEC_TEXTS)
def test_every_item_is_the_same_or_told_of(old: str, new: str) -> None:
    before, after = parse(old), parse(new)
    found = changes(before, after)
    fresh = {each.id for each in found if each.kind == "added"}
    gone = {each.id for each in found if each.kind == "removed"}
    assert len(after.items) - len(fresh) == len(before.items) - len(gone)
    kept = {text_hash(item.text) for item in before.items if item.id not in gone}
    changed = {each.id for each in found if each.kind == "changed"}
    for item in after.items:
        assert item.id in fresh | changed or text_hash(item.text) in kept
