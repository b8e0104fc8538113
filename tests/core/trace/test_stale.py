"""Why this file exists: the spec may fall behind the notes, but never unnoticed, and never by a false alarm."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.draft import Draft
from hybridtui.core.draft.item import Item, Span
from hybridtui.core.kinds import Kind
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.stale import Stale, stale


def line(text: str, *sources: str) -> Item:
    """An item with the id of its first source."""
    return Item(sources[0], Kind.REQUIREMENT, text, sources)


def draft_of(**sentences: str) -> Draft:
    """A draft of notes that are these sentences, by their keys."""
    spans, at = [], 0
    for key, text in sentences.items():
        spans.append(Span(key, at, at + len(text)))
        at += len(text) + 1
    return Draft(notes=" ".join(sentences.values()), spans=tuple(spans))


def found(taken: list[Item], draft: Draft, *candidates: Item) -> tuple[Stale, ...]:
    return stale(Record().take(taken), {item.id: item.text for item in taken}, draft, candidates)


def test_a_changed_sentence_leads_to_the_line_that_takes_the_place_of_the_old() -> None:
    draft = draft_of(a2="Uploads of at most 20 MB.", b="Show progress.", c="Log in with Google.")
    new, other = line("Uploads of at most 20 MB", "a2"), line("Log in with Google", "c")
    assert found([line("Uploads of at most 50 MB", "a")], draft, other, new) == (
        Stale("a", "Uploads of at most 50 MB", "a2"),
    )


def test_a_sentence_that_is_gone_leaves_its_line_behind() -> None:
    draft = draft_of(b="Show progress.")
    assert found([line("Uploads of at most 50 MB", "a")], draft, line("Show progress", "b")) == (
        Stale("a", "Uploads of at most 50 MB"),
    )


def test_what_still_stands_in_the_notes_is_not_stale() -> None:
    draft = draft_of(a="Show progress.", b="Show the progress bar.")
    assert found([line("Show progress", "a")], draft, line("Show the progress bar", "b")) == ()


def test_a_line_that_the_human_changed_or_removed_is_not_looked_at() -> None:
    trace = Record().take([line("Show progress", "a")])
    assert stale(trace, {}, draft_of(b="Check columns."), ()) == ()


def test_a_line_said_twice_is_stale_only_if_one_of_the_two_says_something_else_now() -> None:
    taken = [line("Show progress", "a", "b")]
    assert found(taken, draft_of(b="Show progress.", c="Check columns."), line("Check columns", "c")) == ()
    assert found(taken, draft_of(b="Show progress.", c="Show no progress."), line("Show no progress", "c")) == (
        Stale("a", "Show progress", "c"),
    )


def test_one_new_line_takes_the_place_of_one_old_one() -> None:
    taken = [line("Show progress in red", "a"), line("Show progress in blue", "b")]
    both = found(taken, draft_of(c="Show progress in green."), line("Show progress in green", "c"))
    assert [each.new for each in both] == ["c", ""]


WORDS = st.lists(st.sampled_from(["show", "progress", "red", "20", "MB", "file"]), min_size=1, max_size=4).map(" ".join)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6), st.sets(st.integers(0, 5)))
def test_only_new_lines_take_places_and_each_takes_one(taken: list[str], new: list[str], kept: set[int]) -> None:
    lines = [line(text, f"t{at}") for at, text in enumerate(taken)]
    still = {f"t{at}": taken[at] for at in kept if at < len(taken)}
    candidates = [line(text, f"n{at}") for at, text in enumerate(new)]
    draft = draft_of(**still, **{f"n{at}": text for at, text in enumerate(new)})
    behind = found(lines, draft, *candidates)
    assert [each.item for each in behind] == [each.id for each in lines if each.id not in still]
    places = [each.new for each in behind if each.new]
    assert len(set(places)) == len(places)
    assert set(places) <= {each.id for each in candidates}


def test_notes_that_were_replaced_as_a_whole_are_looked_through_once() -> None:
    taken = [line(f"Upload part {at} into table {at * 7}", f"t{at}") for at in range(300)]
    sentences = {f"n{at}": f"Upload part {at} into table {at * 7} now." for at in range(1500)}
    started = time.process_time()
    behind = found(taken, draft_of(**sentences), *(line(text, key) for key, text in sentences.items()))
    assert [each.new for each in behind] == [f"n{at}" for at in range(300)]
    assert time.process_time() - started < 5
