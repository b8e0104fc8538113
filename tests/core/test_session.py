"""Why this file exists: the session is a pure fold over events, so every order of events can be tried here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.draft import Run
from hybridtui.core.draft.item import Item, Model, Span, Stats
from hybridtui.core.draft.progress import refined
from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.refining.events import (
    Completed,
    Dropped,
    Event,
    Failed,
    Loaded,
    Loading,
    Partial,
    Ready,
    Started,
    Stopped,
    Unavailable,
)
from hybridtui.core.session import Session, sources_at, submitted

ERROR = HybridError("The worker ended", "killed", "It is started again.")
SPANS = (Span("a", 0, 5), Span("b", 6, 10))


def draft_item(key: str, text: str = "Do it") -> Item:
    return Item(key, Kind.REQUIREMENT, text, (key,))


def after(*events: Event, generation: int = 1, session: Session | None = None) -> Session:
    session = submitted(session or Session(), generation, "Do A. Do B.")
    for event in events:
        session = refined(session, event)
    return session


def test_items_stand_in_the_order_of_the_notes_not_of_arrival() -> None:
    session = after(Started(1, SPANS), Ready(1, (draft_item("b"),), Stats()), Ready(1, (draft_item("a"),), Stats()))
    assert [item.id for item in session.draft.items] == ["a", "b"]


def test_an_older_answer_changes_nothing() -> None:
    session = after(Started(2, SPANS), generation=2)
    assert refined(session, Ready(1, (draft_item("a"),), Stats())) == session


def test_items_stay_until_the_new_run_reaches_their_sentence() -> None:
    first = after(Started(1, SPANS), Ready(1, (draft_item("a"),), Stats()), Ready(1, (draft_item("b"),), Stats()))
    second = after(Started(2, (SPANS[1], Span("c", 12, 14))), generation=2, session=first)
    assert [item.id for item in second.draft.items] == ["b"]
    assert [item.id for item in refined(second, Dropped(2, ("b",), Stats())).draft.items] == []


def test_a_line_being_written_is_not_offered() -> None:
    session = after(Started(1, SPANS), Partial(1, draft_item("a", "Do"), Stats()))
    assert session.fresh == ()
    assert refined(session, Ready(1, (draft_item("a"),), Stats())).fresh == (draft_item("a"),)


def test_a_dead_worker_keeps_the_draft_and_shows_the_model_loading() -> None:
    session = after(
        Loaded(Model("m", "/m.gguf")), Started(1, SPANS), Ready(1, (draft_item("a"),), Stats()), Failed(0, ERROR)
    )
    assert session.engine.model is None
    assert session.draft.items == (draft_item("a"),)


def test_no_model_fails_the_run() -> None:
    session = after(Unavailable(ERROR))
    assert session.engine.error == ERROR
    assert session.draft.run is Run.FAILED


def test_stopping_in_the_middle_of_a_line_leaves_no_half_line() -> None:
    whole = after(Started(1, SPANS), Ready(1, (draft_item("a", "Do A well"),), Stats()))
    halfway = after(Started(2, SPANS), Partial(2, draft_item("a", "Do"), Stats()), generation=2, session=whole)
    assert halfway.draft.items == (draft_item("a", "Do"),)
    assert refined(halfway, Stopped(2)).draft.items == (draft_item("a", "Do A well"),)


EVENTS = st.one_of(
    st.builds(Loading, st.floats(0, 1)),
    st.builds(Started, st.integers(1, 3), st.just(SPANS)),
    st.builds(Partial, st.integers(1, 3), st.sampled_from([draft_item("a"), draft_item("b")]), st.just(Stats())),
    st.builds(
        Ready,
        st.integers(1, 3),
        st.sampled_from([(draft_item("a"),), (draft_item("a"), draft_item("b"))]),
        st.just(Stats()),
    ),
    st.builds(Dropped, st.integers(1, 3), st.sampled_from([("a",), ("a", "b")]), st.just(Stats())),
    st.builds(Completed, st.integers(1, 3), st.just(Stats())),
    st.builds(Stopped, st.integers(1, 3)),
    st.builds(Failed, st.integers(0, 3), st.just(ERROR)),
)


@given(st.lists(EVENTS, max_size=20))
def test_any_order_of_events_leaves_a_consistent_draft(events: list[Event]) -> None:
    session = after(*events, generation=2)
    ids = [item.id for item in session.draft.items]
    assert ids == sorted(set(ids))
    assert session.draft.run is Run.RUNNING or not session.draft.streaming
    assert set(session.fresh) <= set(session.draft.items)


def test_a_spec_line_leads_to_its_sentence_as_taken_or_by_its_words() -> None:
    notes = "Do A quickly. Keep the file for 30 days."
    spans = (Span("a", 0, 13), Span("b", 14, 40))
    session = submitted(Session(), 1, notes)
    for event in (Started(1, spans), Ready(1, (draft_item("a", "Do A"),), Stats())):
        session = refined(session, event)
    spec = "# Spec\n\n## Requirements\n\n- Do A\n- Keep file 30 days\n- Paint it blue\n"
    rows = {line: row for row, line in enumerate(spec.splitlines())}
    taken = Session(draft=session.draft, record=session.record.take([draft_item("a", "Do A")]))
    assert sources_at(taken, spec, rows["- Do A"]) == ("a",)
    assert sources_at(taken, spec, rows["- Keep file 30 days"]) == ("b",)
    assert sources_at(taken, spec, rows["- Paint it blue"]) == ()
    assert sources_at(taken, spec, 0) == ()


def test_a_model_that_comes_back_into_memory_is_known_all_the_while() -> None:
    session = after(Loaded(Model("m", "/m.gguf")), Loading(0.4))
    assert session.engine.model == Model("m", "/m.gguf")
    assert session.engine.fraction == 0.4


def test_spans_and_notes_are_of_one_text_until_the_next_job_starts() -> None:
    session = submitted(after(Started(1, SPANS)), 2, "another text")
    assert session.draft.notes != "another text"
    assert session.draft.spans == SPANS
    assert refined(session, Started(2, ())).draft.notes == "another text"
