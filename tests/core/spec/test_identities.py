"""Why this file exists: a waiver, a link and a diff all say "R3", so R3 must stay R3 whatever happens around it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.spec import Known, parse
from hybridtui.core.spec.identities import Nameless, identify
from hybridtui.core.trace.record import Record, from_json
from tests.core.specs import SPEC_TEXTS

WORDS = st.lists(st.sampled_from([f"word{number}" for number in range(30)]), unique=True, min_size=1, max_size=10)


def listed(words: list[str]) -> str:
    return "## Requirements\n" + "".join(f"- {word}\n" for word in words)


def ids(text: str, before: str = "") -> dict[str, str]:
    return {item.text: item.id for item in parse(text, parse(before).known if before else ()).items}


@given(SPEC_TEXTS, SPEC_TEXTS)
def test_ids_are_unique_whatever_was_known(text: str, before: str) -> None:
    found = [item.id for item in parse(text, parse(before).known).items]
    assert len(set(found)) == len(found)
    assert all(found)


@given(SPEC_TEXTS, SPEC_TEXTS)
def test_reading_a_text_again_gives_the_same_ids(text: str, before: str) -> None:
    spec = parse(text, parse(before).known)
    assert parse(text, spec.known).items == spec.items


@given(SPEC_TEXTS)
def test_a_parent_comes_before_what_is_within_it(text: str) -> None:
    seen = {""}
    for item in parse(text).items:
        assert item.parent in seen
        seen.add(item.id)


def test_without_anything_known_items_are_numbered_in_order() -> None:
    text = "loose\n## Goal\n- g\n## Requirements\n- a\n  - x\n  - y\n    - z\n- b\n## Questions\n- q\n"
    assert list(ids(text).values()) == ["T1", "G1", "R1", "R1.1", "R1.2", "R1.2.1", "R2", "Q1"]


@given(WORDS, st.data())
def test_moving_items_keeps_all_ids(words: list[str], data: st.DataObject) -> None:
    moved = data.draw(st.permutations(words))
    assert ids(listed(moved), listed(words)) == ids(listed(words))


@given(WORDS, st.data())
def test_rewording_one_item_keeps_all_ids(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    reworded = [*words[:at], "other words", *words[at + 1 :]]
    assert list(ids(listed(reworded), listed(words)).values()) == list(ids(listed(words)).values())


@given(WORDS, st.data())
def test_inserting_an_item_keeps_all_other_ids_and_takes_a_new_one(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words)))
    after = ids(listed([*words[:at], "new", *words[at:]]), listed(words))
    assert after.pop("new") == f"R{len(words) + 1}"
    assert after == ids(listed(words))


@given(WORDS, st.data())
def test_removing_an_item_keeps_all_other_ids(words: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(words))
    before = ids(listed(words))
    del before[gone]
    assert ids(listed([word for word in words if word != gone]), listed(words)) == before


def test_an_item_that_is_cut_and_pasted_elsewhere_gets_its_id_back() -> None:
    first = parse(listed(["a", "b", "c"]))
    cut = parse(listed(["a", "c"]), first.known)
    typed = parse(listed(["a", "c", "d"]), cut.known)
    pasted = parse(listed(["a", "c", "d", "b"]), typed.known)
    assert [item.id for item in pasted.items] == ["R1", "R3", "R4", "R2"]


def test_the_record_remembers_what_is_gone() -> None:
    cut = parse(listed(["a"]), parse(listed(["a", "b"])).known)
    kept = from_json(Record(known=cut.known).to_json()).known
    assert kept == (Known("R1", cut.known[0].hash), Known("R2", cut.known[1].hash, gone=True))


def test_the_id_of_an_item_that_is_gone_is_not_given_to_another() -> None:
    first = parse(listed(["a", "b"]))
    cut = parse(listed(["a"]), first.known)
    assert [item.id for item in parse(listed(["a", "other"]), cut.known).items] == ["R1", "R3"]


def test_an_item_reworded_beside_a_moved_one_keeps_its_id() -> None:
    assert ids(listed(["a", "c", "x2", "b"]), listed(["a", "x", "b", "c"]))["x2"] == "R2"


def test_another_kind_is_another_item() -> None:
    before = "## Requirements\n- a\n- b\n## Out of scope\n- c\n"
    after = "## Requirements\n- a\n## Out of scope\n- c\n- b\n"
    assert ids(after, before) == {"a": "R1", "c": "O1", "b": "O2"}


def test_nested_items_keep_their_ids_within_their_parent() -> None:
    before = "## Requirements\n- a\n  - x\n  - y\n- b\n  - x\n"
    after = "## Requirements\n- a reworded\n  - y\n  - x\n- b\n  - new\n  - x\n"
    spec = parse(after, parse(before).known)
    assert [item.id for item in spec.items] == ["R1", "R1.2", "R1.1", "R2", "R2.2", "R2.1"]


def test_equal_texts_keep_their_order() -> None:
    assert [item.id for item in parse(listed(["a", "a"]), parse(listed(["a", "b", "a"])).known).items] == ["R1", "R3"]


def test_the_first_to_state_an_id_has_it_and_the_others_get_their_own() -> None:
    spec = parse("## Requirements\n- plain\n- R1: one\n- R1: two\n- FR-007: three\n")
    assert [(item.id, item.written) for item in spec.items] == [
        ("R2", ""),
        ("R1", "R1"),
        ("R3", "R1"),
        ("FR-007", "FR-007"),
    ]


def test_a_stated_id_goes_before_one_that_was_given() -> None:
    assert ids("## Requirements\n- a\n- R1: b\n", "## Requirements\n- a\n") == {"a": "R2", "R1: b": "R1"}


@pytest.mark.parametrize("id", ["", "R", "R.", ".", "9" * 5000, "R" * 10_000, "R1.x", "R1", "\ud800"])
def test_a_damaged_record_does_no_harm(id: str) -> None:
    known = [Known(id, "x"), Known(id, "x"), Known("R1", "y")]
    names = identify([Nameless("R", "x"), Nameless("R", "x"), Nameless("R", "y"), Nameless("R", "z", "", 0)], known)
    assert len(set(names)) == 4
    assert all(names)


def test_twice_the_items_take_twice_the_time_and_not_four_times() -> None:
    def seconds(count: int) -> float:
        known = [Known(f"R{number}", f"{number % 7}") for number in range(1, count + 1)]
        items = [Nameless("R", f"{number % 11}") for number in range(count)]
        runs = []
        for _ in range(3):
            started = time.process_time()
            identify(items, known)
            runs.append(time.process_time() - started)
        return min(runs)

    assert seconds(40_000) < 4 * 3 * seconds(10_000) + 0.1
