"""Why this file exists: the draft is drawn by hand, so what it draws is tested line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hybridtui.core.draft import Draft, Merged
from hybridtui.core.draft.item import Item, Span
from hybridtui.core.kinds import Kind
from hybridtui.core.session import Session, respecified, took
from hybridtui.ui.panes.draft_rows import Layout
from tests.fakes import item
from tests.ui.conftest import OpenBench

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)
ITEMS = st.lists(st.tuples(TEXTS, st.sampled_from(list(Kind))), max_size=8).map(
    lambda pairs: [Item(str(n), kind, text, (str(n),)) for n, (text, kind) in enumerate(pairs)]
)


def session(items: list[Item]) -> Session:
    """A session whose draft holds these finished items."""
    spans = tuple(Span(one.sources[0], 0, 0) for one in items)
    return Session(draft=Draft(spans=spans, by_key={one.sources[0]: one for one in items}))


def _changed(state: Session, one: Item) -> Session:
    return replace(state, draft=replace(state.draft, by_key={**state.draft.by_key, one.sources[0]: one}))


def _streaming(state: Session, one: Item) -> Session:
    return replace(state, draft=replace(state.draft, partials={one.sources[0]: one}))


def _taken(state: Session, one: Item) -> Session:
    return took(state, [one])


def _aside(state: Session, one: Item) -> Session:
    return replace(state, record=state.record.set_aside(one.sources[0]))


def _unspecified(state: Session, one: Item) -> Session:
    return respecified(state, f"- {one.text}\n")


def _alike(state: Session, one: Item) -> Session:
    """Its line and the one of the sentence "a" say the same."""
    parts = tuple(state.draft.by_key[key] for key in dict.fromkeys(("a", one.sources[0])))
    merged = replace(parts[0], id=f"merged {one.id}", sources=tuple(part.sources[0] for part in parts))
    return replace(state, draft=replace(state.draft, merged=(Merged(parts, merged),)))


STEPS = [_changed, _streaming, _taken, _aside, _unspecified, _alike]


@given(ITEMS, st.integers(12, 80))
def test_every_item_stands_once_under_its_kind_and_nothing_is_too_wide(items: list[Item], width: int) -> None:
    lines = Layout().rows(session(items), width)
    order = list(dict.fromkeys(row.item for row in lines if row.item))
    assert sorted(order) == sorted(one.id for one in items)
    ranks = [list(Kind).index(items[int(name)].kind) for name in order]
    assert ranks == sorted(ranks)
    assert all(cell_len(row.text) <= width for row in lines)
    assert not any("\x1b" in row.text or "\n" in row.text for row in lines)


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 4)), max_size=12), st.sampled_from([14, 40]))
def test_what_is_laid_out_step_by_step_is_what_is_laid_out_at_once(
    steps: list[tuple[Callable[[Session, Item], Session], int]], width: int
) -> None:
    layout = Layout()
    state = session([item(key, f"one two three {key}") for key in "abcde"])
    assert layout.rows(state, 40) == Layout().rows(state, 40)
    for step, place in steps:
        state = step(state, item("abcde"[place], f"another {place}"))
        assert layout.rows(state, width) == Layout().rows(state, width)


def test_the_state_of_an_item_is_a_glyph_not_only_a_colour() -> None:
    _, b, c, d = items = [item("a", "one"), item("b", "two"), item("c", "three"), item("d", "four")]
    state = took(session(items[:3]), [b, c])
    state = replace(state, draft=replace(state.draft, partials={"d": d}, spans=(*state.draft.spans, Span("d", 0, 0))))
    state = respecified(state, "- two\n")
    texts = [row.text for row in Layout().rows(state, 40) if row.item]
    assert texts == ["+ one", "✓ two", "– three", "» four"]


def test_long_items_hang_under_their_first_word() -> None:
    texts = [row.text for row in Layout().rows(session([item("a", "one two three four")]), 14) if row.item]
    assert texts == ["+ one two", "  three four"]


async def test_the_cursor_stays_on_its_item_while_others_arrive(bench: OpenBench) -> None:
    async with bench("A. B. C.") as b:
        draft = b.screen.draft
        b.fakes.refiner.draft(item("b", "Do B"), item("c", "Do C"))
        await b.until(lambda: draft.cursor == "b")
        await b.pilot.press("ctrl+g", "2", "j")
        await b.until(lambda: draft.cursor == "c")
        b.fakes.refiner.draft(item("a", "Do A"), item("b", "Do B"), item("c", "Do C"))
        await b.until(lambda: len(b.screen.session.draft.items) == 3)
        await b.pilot.press("k")
        await b.until(lambda: draft.cursor == "b")
        await b.pilot.press("enter")
        await b.until(lambda: "Do B" in b.screen.spec.text)


async def test_lines_have_the_same_room_before_and_after_the_scroll_bar_comes(bench: OpenBench) -> None:
    async with bench("A. B. C.") as b:
        draft = b.screen.draft
        room = draft.scrollable_content_region.width
        b.fakes.refiner.draft(*(item(f"i{number}", f"Do {number} " + "words " * 15) for number in range(30)))
        await b.until(lambda: draft.show_vertical_scrollbar)
        assert draft.scrollable_content_region.width == room
        assert not draft.show_horizontal_scrollbar
