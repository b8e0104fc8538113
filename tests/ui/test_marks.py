"""Why this file exists: what was found is seen where it stands, while one types, at every size and without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from hybridtui.core.checkpoint.margin import Margin
from hybridtui.core.checkpoint.marks import Mark, Sort
from tests.ui.panes import drawn, open_panes

NOTES = "Um what else. Max 50 MB.\nDark mode, but not now.\nShow progress."
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def mark(sort: Sort, words: str, text: str = NOTES) -> Mark:
    start = text.index(words)
    return Mark(sort, (start, start + len(words)), f"About {words}")


FILLER = mark(Sort.FILLER, "Um what else.")
MAX = mark(Sort.DROPPED, "Max 50 MB.")
DARK = mark(Sort.DROPPED, "Dark mode, but not now.")
MARKS = (FILLER, MAX, DARK)
ANSWERS = "^g t takes it · ^g d sets it aside"


async def test_each_line_with_a_mark_has_its_glyph_and_the_edge_counts_them() -> None:
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))

        assert drawn(panes.notes)[:4] == [
            "- Um what else. Max 50 MB.",
            "- Dark mode, but not now.",
            "  Show progress.",
            "",
        ]
        panes.spec.focus()
        await panes.until(lambda: str(panes.notes.border_subtitle) == "2 dropped")


async def test_a_mark_that_wraps_is_followed_down_the_gutter() -> None:
    async with open_panes(size=(60, 20)) as panes:
        text = "Here it begins. " + "And goes on for longer than a line of this terminal has columns. " * 2 + "\nEnd."
        panes.notes.show(text)
        panes.notes.show_marks(Margin([mark(Sort.ADDED, text[16:-5], text)], text.split("\n")))

        shown = [line for line in drawn(panes.notes) if line]
        assert [line[:2] for line in shown] == ["+ ", *["│ "] * (len(shown) - 2), "  "]
        assert len(shown) > 3


async def test_the_next_mark_is_gone_to_and_told_about() -> None:
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))

        assert panes.notes.next_mark() == MAX
        assert panes.notes.cursor_location == (0, 14)
        assert str(panes.notes.border_subtitle) == f"- About Max 50 MB. · {ANSWERS}"
        assert panes.notes.next_mark() == DARK
        assert panes.notes.next_mark() == MAX
        assert panes.notes.next_mark(backwards=True) == DARK


async def test_a_mark_far_down_is_brought_into_view() -> None:
    async with open_panes(size=(80, 24)) as panes:
        text = "A line.\n" * 500 + "The last.\n" + "A line.\n" * 50
        panes.notes.show(text)
        panes.notes.show_marks(Margin([mark(Sort.DROPPED, "The last.", text)], text.split("\n")))

        panes.notes.next_mark()

        await panes.until(lambda: "- The last." in drawn(panes.notes))


async def test_the_cursor_tells_about_the_mark_that_it_comes_to_and_how_to_answer_it_where_room_is_short() -> None:
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))

        await panes.pilot.press("down", "right")
        await panes.until(lambda: str(panes.notes.border_subtitle) == f"- {ANSWERS}")
        await panes.pilot.press("down")
        await panes.until(lambda: str(panes.notes.border_subtitle) == "2 dropped")


async def test_marks_stay_on_their_words_while_one_types_and_go_when_those_are_edited() -> None:
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))

        await panes.pilot.press("enter", "O", "h", ".")
        await panes.until(lambda: drawn(panes.notes)[2:3] == ["- Dark mode, but not now."])
        assert drawn(panes.notes)[:2] == ["", "- Oh.Um what else. Max 50 MB."]

        await panes.pilot.press("ctrl+end", "up", "x")
        await panes.until(lambda: "  Dark mode, butx not now." in drawn(panes.notes))
        assert panes.notes.next_mark() == Mark(Sort.DROPPED, (18, 28), "About Max 50 MB.")


async def test_undoing_an_edit_elsewhere_leaves_the_marks_on_their_words() -> None:
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))

        await panes.pilot.press("enter")
        await panes.until(lambda: drawn(panes.notes)[2] == "- Dark mode, but not now.")
        panes.notes.undo()

        assert panes.notes.next_mark() == MAX


async def test_marks_of_another_text_are_ignored_and_a_new_document_has_none() -> None:
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, (NOTES + " And more.").split("\n")))
        assert panes.notes.next_mark() is None

        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))
        panes.notes.show("Another.")
        assert panes.notes.next_mark() is None
        assert drawn(panes.notes)[0] == "  Another."


async def test_sources_are_highlighted_beside_marks() -> None:
    async with open_panes(shown="spec") as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin(MARKS, NOTES.split("\n")))
        panes.notes.mark([DARK.span])

        line = panes.notes.get_line(1)
        styles = [panes.notes.style_of(name) for name in ("editor--source", "editor--dropped")]
        whole = line.get_style_at_offset(panes.notes.app.console, 3)
        assert (whole.bgcolor, whole.color) == (styles[0].bgcolor, styles[1].color)


@pytest.mark.parametrize("sort", list(Sort))
async def test_without_colour_every_sort_has_a_shape(sort: Sort, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_panes() as panes:
        panes.notes.show(NOTES)
        panes.notes.show_marks(Margin([mark(sort, "Dark mode")], NOTES.split("\n")))

        style = panes.notes.get_line(1).get_style_at_offset(panes.notes.app.console, 3)
        assert style.underline or style.strike or style.dim
        assert drawn(panes.notes)[1].startswith(f"{sort.glyph} Dark")


@pytest.mark.parametrize(("column", "location"), [(0, (0, 0)), (2, (0, 0)), (4, (0, 1)), (6, (0, 2)), (7, (0, 3))])
async def test_a_click_goes_to_the_character_that_is_seen_there(column: int, location: tuple[int, int]) -> None:
    async with open_panes() as panes:
        text = "漢字ab, and more"
        panes.notes.show(text)
        panes.notes.show_marks(Margin([mark(Sort.DROPPED, "ab", text)], text.split("\n")))
        await panes.until(lambda: drawn(panes.notes)[0] == f"- {text}")

        await panes.pilot.click(panes.notes, offset=(panes.notes.gutter.left + column, panes.notes.gutter.top))

        assert panes.notes.cursor_location == location


lines = st.text(st.characters(exclude_categories=[]), max_size=120).filter(lambda text: text.strip())


@settings(max_examples=8)
@given(texts=st.lists(lines, min_size=20, max_size=20))
async def test_no_character_of_text_or_message_is_obeyed_and_no_line_is_wider_than_its_pane(texts: list[str]) -> None:
    async with open_panes(size=(60, 20)) as panes:
        for text in texts:
            panes.notes.show(text)
            text = panes.notes.text
            panes.notes.show_marks(Margin([Mark(Sort.ADDED, (0, len(text)), text)], text.split("\n")))
            panes.notes.next_mark()
            width, height = panes.notes.size
            strips = [panes.notes.render_line(y) for y in range(height)]

            assert not any(OBEYED.search(strip.text) for strip in strips)
            assert all(cell_len(strip.text) == width for strip in strips[: panes.notes.virtual_size.height])
            assert not OBEYED.search(str(panes.notes.border_subtitle))


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (60, 20)])
async def test_an_empty_pane_invites_in_whole_words_beside_the_gutter(size: tuple[int, int]) -> None:
    async with open_panes(size=size, shown="spec") as panes:
        await panes.until(lambda: panes.spec.size.width)
        panes.spec.show("")

        shown = [line for line in drawn(panes.spec) if line]
        assert (
            " ".join(line.strip() for line in shown) == "Take items from the draft, or write. Only this is handed off."
        )
        assert all(line.startswith("  ") for line in shown)


async def test_where_the_words_do_not_fit_the_edge_counts_in_glyphs() -> None:
    async with open_panes(size=(60, 20)) as panes:
        sorts = [sort for sort in Sort if not sort.quiet]
        text = "a " * len(sorts)
        panes.notes.show(text)
        panes.notes.move_cursor(panes.notes.document.end)
        panes.notes.show_marks(
            Margin([Mark(sort, (2 * at, 2 * at + 1), "") for at, sort in enumerate(sorts)], text.split("\n"))
        )

        assert str(panes.notes.border_subtitle) == "⇄1 ✗2 ≠1 +1 ~1 -1 !1 ?1"
