"""Why this file exists: a fast way to wrap is worth nothing unless every line is broken where Textual breaks it."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual._wrap import compute_wrap_offsets
from textual.document._document import Document, DocumentBase
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths
from textual.geometry import Offset

from hybridtui.core.glyphs import visible
from hybridtui.ui.panes import long_wrapping
from hybridtui.ui.panes.editor import wrapping
from hybridtui.ui.panes.line_breaks import line_breaks
from hybridtui.ui.panes.long_document import LongDocument
from hybridtui.ui.panes.long_wrapping import LongWrapping
from tests.ui.panes import open_panes

WORDS = st.text(alphabet="ab  ", max_size=60)
WIDE = st.text(alphabet="ab 世界é’👍", max_size=60)
ODD = st.text(alphabet="a \t\u0301\u200d\ufe0f❤👍世\u3000\u00a0\x1b\ue000\ue001\ud800", max_size=60)
LINES = WORDS | WIDE | ODD | st.text(st.characters(exclude_characters="\n\r"), max_size=60)
WIDTHS = st.integers(0, 30)
TABS = st.integers(1, 8)
TEXTS = st.lists(LINES, max_size=6).map("\n".join)
PLACES = st.tuples(st.floats(0, 1), st.floats(0, 1))
EDITS = st.lists(st.tuples(PLACES, PLACES, TEXTS), max_size=4)


@given(LINES, WIDTHS, TABS)
@example("a word  and spaces   ", 8, 4)
@example("unbreakablyLongWord and more", 8, 4)
@example("世 wide at the edge", 2, 4)
@example("世界", 1, 4)
def test_a_line_is_broken_where_textual_breaks_it(line: str, width: int, tab_width: int) -> None:
    tabs = get_tab_widths(line, tab_width)
    breaks = compute_wrap_offsets(line, width, tab_width, precomputed_tab_sections=tabs) if width else []

    assert line_breaks(line, width, tab_width) == (breaks, [cells for _, cells in tabs])


@given(TEXTS, EDITS, WIDTHS, WIDTHS)
def test_after_any_edits_a_document_is_wrapped_as_a_new_one(
    text: str, edits: list[tuple[tuple[float, float], tuple[float, float], str]], width: int, other: int
) -> None:
    document = LongDocument(text)
    ours = LongWrapping(document, width, 4)

    for one, another, put in edits:
        start, end = sorted((_place(document, one), _place(document, another)))
        result = document.replace_range(start, end, put)
        ours.wrap_range(start, end, result.end_location)
        assert _known(ours) == _known(_of_textual(document, width, 4))

    ours.wrap(other, 8)
    assert _known(ours) == _known(_of_textual(document, other, 8))


@given(TEXTS, st.integers(1, 30), PLACES, st.integers(-1, 40), st.integers(-1, 12))
def test_a_place_is_drawn_where_textual_draws_it(
    text: str, width: int, place: tuple[float, float], x: int, y: int
) -> None:
    document = LongDocument(text)
    ours, theirs = LongWrapping(document, width, 4), _of_textual(document, width, 4)
    row, column = _place(document, place)

    assert ours.location_to_offset((row, column)) == theirs.location_to_offset((row, column))
    assert ours.offset_to_location(Offset(x, y)) == theirs.offset_to_location(Offset(x, y))
    assert ours.get_target_document_column(row, x, -1) == theirs.get_target_document_column(row, x, -1)
    assert "".join(ours.get_sections(row)) == document.get_line(row)
    assert [*map(visible, ours.get_sections(row))] == theirs.get_sections(row)


def test_only_what_changed_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    document = LongDocument("one\ntwo\nthree\nfour\n")
    ours = LongWrapping(document, 10, 4)
    wrapped: list[str] = []

    def noted(line: str, width: int, tab_width: int) -> tuple[list[int], list[int]]:
        wrapped.append(line)
        return line_breaks(line, width, tab_width)

    monkeypatch.setattr(long_wrapping, "line_breaks", noted)

    ours.wrap(10, 4)
    assert wrapped == []

    end = document.replace_range((1, 3), (1, 3), "\n2").end_location
    ours.wrap_range((1, 3), (1, 3), end)
    assert wrapped == ["2"]


async def test_several_edits_undone_at_once_leave_every_line_where_it_belongs() -> None:
    async with open_panes(shown="spec") as panes:
        spec = panes.spec
        spec.show("\n".join(f"line {number}" for number in range(20)))
        spec.history.checkpoint()
        for top, bottom, text in (((12, 0), (15, 2), "x"), ((3, 0), (3, 0), "a\nb\nc\nd\n"), ((9, 1), (11, 1), "")):
            spec.replace(text, top, bottom)

        spec.undo()

        assert _known(spec.wrapped_document) == _known(_of_textual(spec.document, spec.wrap_width, 4))


@pytest.mark.parametrize("missing", ["a field", "a function"])
def test_another_textual_wraps_by_itself(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if missing == "a field":
        monkeypatch.setattr(long_wrapping, "_NAMES", {"_offsets"})
    else:
        monkeypatch.setitem(sys.modules, "hybridtui.ui.panes.long_wrapping", None)

    found = wrapping(LongDocument("one two three"), 8, 4)

    assert type(found) is WrappedDocument
    assert found.get_sections(0) == ["one two ", "three"]


def _place(document: LongDocument, fractions: tuple[float, float]) -> tuple[int, int]:
    row = round(fractions[0] * (document.line_count - 1))
    return row, round(fractions[1] * len(document.get_line(row)))


def _of_textual(document: DocumentBase, width: int, tab_width: int) -> WrappedDocument:
    """What Textual makes of a text as it is drawn."""
    drawn = Document("")
    drawn._lines = [visible(line) for line in document.lines]
    return WrappedDocument(drawn, width, tab_width)


def _known(wrapped: WrappedDocument) -> dict[str, object]:
    """All that is known of how a document is wrapped."""
    height = {"height": wrapped.height}
    return height | {name: vars(wrapped)[name] for name in long_wrapping._NAMES - {"document"}}
