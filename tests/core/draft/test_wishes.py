"""Why this file exists: what was asked of a line must hold for it alone, and must be easy to take back."""

from __future__ import annotations

from hybridtui.core.draft import Draft, Run
from hybridtui.core.draft.arrangement import arranged, arrangement
from hybridtui.core.draft.item import Item, Span
from hybridtui.core.draft.wishes import again, dropped, parted, shorter, verbatim
from hybridtui.core.kinds import Kind
from hybridtui.core.session import Session, took
from hybridtui.core.steering import Compression, Steering, Wish

LIGHT = Steering(compression=Compression.LIGHT)


def line(key: str, text: str = "Show progress") -> Item:
    return Item(key, Kind.REQUIREMENT, text, (key,))


def at_rest(*items: Item) -> Session:
    """A session whose draft is done and holds these items, looked over."""
    spans = tuple(Span(key, 0, 0) for item in items for key in item.sources)
    session = Session(draft=Draft(run=Run.DONE, spans=spans, by_key={item.sources[0]: item for item in items}))
    return arranged(session, arrangement(session))


def shown(session: Session) -> list[tuple[str, ...]]:
    return [item.sources for item in session.draft.items]


def test_again_asks_for_the_next_attempt_at_this_line_alone() -> None:
    twice = again(again(LIGHT, line("a")), line("a"))
    assert twice.wish("a") == Wish("a", attempt=2)
    assert twice.wish("b") == Wish("b")


def test_shorter_goes_step_by_step_to_dense_and_no_further() -> None:
    start = verbatim(LIGHT, line("a"))
    light = shorter(start, line("a"))
    assert light.wish("a").compression is Compression.LIGHT
    dense = shorter(light, line("a"))
    assert dense.wish("a").compression is Compression.DENSE
    assert shorter(dense, line("a")) == dense
    assert shorter(LIGHT, line("a")).wish("a").compression is Compression.DENSE
    assert shorter(Steering(compression=Compression.DENSE), line("a")).wishes == ()


def test_verbatim_twice_takes_the_wish_back() -> None:
    once = verbatim(LIGHT, line("a"))
    assert once.wish("a").compression is Compression.VERBATIM
    assert verbatim(once, line("a")) == LIGHT


def test_a_wish_for_a_merged_line_is_one_for_each_of_its_sentences() -> None:
    merged = Item("a", Kind.REQUIREMENT, "Show progress", ("a", "b"))
    assert {wish.key for wish in again(LIGHT, merged).wishes} == {"a", "b"}


def test_a_dropped_line_stays_in_sight_is_not_new_and_comes_back() -> None:
    session = at_rest(line("a"), line("b", "Check columns"))
    less = dropped(session, line("a"))
    assert shown(less) == shown(session)
    assert [item.id for item in less.fresh] == ["b"]
    assert dropped(less, line("a")) == session


def test_to_take_a_dropped_line_is_to_want_it() -> None:
    session = took(dropped(at_rest(line("a")), line("a")), [line("a")])
    assert session.record.aside == {}


def test_lines_that_say_the_same_are_one_until_they_are_split_and_again_once_merged() -> None:
    session = at_rest(line("a"), line("b"), line("c", "Check columns"))
    assert shown(session) == [("a", "b"), ("c",)]
    split = parted(session, session.draft.items[0])
    assert shown(split) == [("a",), ("b",), ("c",)]
    assert shown(arranged(split, arrangement(split))) == shown(split)
    whole = parted(split, split.draft.items[1])
    assert shown(whole) == [("a", "b"), ("c",)]
    assert whole.apart == frozenset()


def test_a_line_like_no_other_cannot_be_merged() -> None:
    session = at_rest(line("a"), line("b", "Check columns"))
    assert parted(session, line("a")) == session


def test_a_line_split_from_a_taken_one_is_new() -> None:
    session = at_rest(line("a"), line("b"))
    taken = took(session, session.draft.items)
    assert taken.fresh == ()
    split = parted(taken, taken.draft.items[0])
    assert [item.id for item in split.fresh] == ["b"]
