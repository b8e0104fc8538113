"""Why this file exists: what is found out about a draft must still hold when it is shown, however late that is."""

from __future__ import annotations

from dataclasses import replace

from hybridtui.core.draft.arrangement import arranged, arrangement
from hybridtui.core.draft.item import Item, Span, Stats
from hybridtui.core.draft.progress import refined
from hybridtui.core.kinds import Kind
from hybridtui.core.refining.events import Completed, Dropped, Event, Partial, Ready, Started, Stopped
from hybridtui.core.session import Session, respecified, sources_at, submitted, took

NOTES = "Show progress. Show the progress. Max 50 MB."
SPANS = (Span("a", 0, 14), Span("b", 15, 33), Span("c", 34, 44))


def line(key: str, text: str) -> Item:
    return Item(key, Kind.REQUIREMENT, text, (key,))


A, B, C = line("a", "Show progress"), line("b", "Show the progress"), line("c", "Max 50 MB")


def after(session: Session, notes: str, *events: Event) -> Session:
    """The session once a job for `notes` said this."""
    session = submitted(session, 1, notes)
    for event in events:
        session = refined(session, event)
    return session


def at_rest(session: Session, notes: str, spans: tuple[Span, ...], *items: Item) -> Session:
    """The session once a job for `notes` gave these items, looked over."""
    done = after(session, notes, Started(1, spans), Ready(1, items, Stats()), Completed(1, Stats()))
    return arranged(done, arrangement(done))


def shown(session: Session) -> list[tuple[str, ...]]:
    return [item.sources for item in session.draft.items]


def test_a_merger_outlives_runs_that_change_nothing_about_its_parts() -> None:
    session = at_rest(Session(), NOTES, SPANS, A, B, C)
    assert shown(session) == [("a", "b"), ("c",)]
    again = after(session, NOTES, Started(1, SPANS), Ready(1, (A,), Stats()))
    assert shown(again) == [("a", "b"), ("c",)]


def test_a_merger_ends_at_once_when_a_part_says_something_else_is_written_or_is_gone() -> None:
    session = at_rest(Session(), NOTES, SPANS, A, B, C)
    for event in (
        Ready(1, (line("b", "Show no progress"),), Stats()),
        Partial(1, line("b", "Show"), Stats()),
    ):
        assert shown(after(session, NOTES, Started(1, SPANS), event)) == [("a",), ("b",), ("c",)]
    assert shown(after(session, NOTES, Started(1, SPANS), Dropped(1, ("b",), Stats()))) == [("a",), ("c",)]


def test_what_was_found_about_an_older_draft_does_no_harm() -> None:
    session = at_rest(Session(), NOTES, SPANS, A, B, C)
    late = arrangement(session)
    newer = after(session, "Max 50 MB.", Started(1, (Span("c", 0, 10),)), Completed(1, Stats()))
    assert shown(arranged(newer, late)) == [("c",)]


def test_a_new_duplicate_of_a_taken_line_is_not_new() -> None:
    taken = took(at_rest(Session(), "Show the progress.", (Span("b", 0, 18),), B), [B])
    session = at_rest(taken, NOTES, SPANS, A, B, C)
    assert [item.id for item in session.fresh] == ["c"]
    assert session.line_of(session.draft.items[0]) == B.text


def test_a_line_taken_for_two_sentences_stands_for_the_one_that_is_left() -> None:
    session = at_rest(Session(), NOTES, SPANS, A, B, C)
    taken = took(session, [session.draft.items[0]])
    less = at_rest(taken, "Show the progress. Max 50 MB.", SPANS[1:], B, C)
    assert [item.id for item in less.fresh] == ["c"]
    assert less.stale == ()


def test_a_stale_line_is_swapped_and_an_undo_makes_it_stale_again() -> None:
    taken = took(at_rest(Session(), NOTES, SPANS, A, B, C), [C])
    notes = "Show progress. Show the progress. Max 20 MB."
    new = line("d", "Max 20 MB")
    session = at_rest(taken, notes, (*SPANS[:2], Span("d", 34, 44)), A, B, new)
    assert list(session.replacing) == ["d"]
    assert [item.id for item in session.fresh] == ["a"]
    swapped = respecified(took(session, [new]), "- Max 20 MB\n")
    assert swapped.stale == arranged(swapped, arrangement(swapped)).stale == ()
    undone = respecified(swapped, "- Max 50 MB\n")
    assert list(arranged(undone, arrangement(undone)).replacing) == ["d"]


def test_an_edit_that_leaves_the_line_as_it_was_makes_nothing_stale_or_new() -> None:
    taken = took(at_rest(Session(), "Max 50 MB.", (Span("c", 0, 10),), C), [C])
    session = at_rest(taken, "Well, max 50 MB.", (Span("d", 0, 16),), line("d", "Max 50 MB"))
    assert session.stale == ()
    assert session.fresh == ()
    assert session.line_of(session.draft.items[0]) == "Max 50 MB"
    assert sources_at(session, "- Max 50 MB\n", 0) == ("d",)


def test_a_dropped_line_takes_no_place() -> None:
    taken = took(at_rest(Session(), "Max 50 MB.", (Span("c", 0, 10),), C), [C])
    new = line("d", "Max 20 MB")
    session = at_rest(replace(taken, record=taken.record.set_aside("d")), "Max 20 MB.", (Span("d", 0, 10),), new)
    assert [(each.item, each.new) for each in session.stale] == [("c", "")]


def test_half_a_run_tells_nothing_about_the_lines_of_the_spec() -> None:
    taken = took(at_rest(Session(), "Max 50 MB.", (Span("c", 0, 10),), C), [C])
    stopped = after(taken, "Other. Max 20 MB.", Started(1, (Span("x", 0, 6),)), Stopped(1))
    assert arranged(stopped, arrangement(stopped)).stale == ()


def test_another_wording_of_a_taken_line_would_replace_it() -> None:
    session = took(at_rest(Session(), "Max 50 MB.", (Span("c", 0, 10),), C), [C])
    assert session.replaced_by(C) == ""
    worded = at_rest(session, "Max 50 MB.", (Span("c", 0, 10),), line("c", "50 MB"))
    assert worded.replaced_by(worded.draft.items[0]) == "Max 50 MB"
    assert worded.fresh == ()
