"""Why this file exists: a line of the screen is drawn by itself, and must look as if all of its line had been drawn."""

from __future__ import annotations

import pytest
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from hybridtui.core.checkpoint.margin import Margin
from hybridtui.core.checkpoint.marks import Mark, Sort
from tests.ui.panes import Panes, open_panes

TEXTS = {
    "prose": "A page for uploads (drag and drop) that takes files of up to fifty megabytes each.\n\nAnd *so* on.\n",
    "code": "# Upload\n\n- `a`\tand **b**\n```\nif x:\n\treturn [y for\ty in (1, 2) if y == something_long]\n```\n",
    "wide": "世界 uploads 世界世界世界世界世界世界世界世界世界世界世界世界世界世界 é ❤\ufe0f 👍\n\n\u3000x\n",
    "control": "one\x1b[31mtwo\x07 three four five six\x00\tseven eight nine ten eleven twelve thirteen\n\x7f\n",
    "empty": "",
}
SELECTIONS = [((0, 0), (0, 0)), ((0, 20), (0, 20)), ((0, 3), (0, 60)), ((2, 1), (0, 30)), ((0, 0), (9, 9))]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("shown", ["notes", "spec"])
async def test_each_line_of_the_screen_is_drawn_as_textual_draws_it(text: str, shown: str) -> None:
    async with open_panes(shown=shown, size=(60, 20)) as panes:
        editor = panes.notes if shown == "notes" else panes.spec
        editor.show(text)
        editor.show_marks(Margin([Mark(Sort.ADDED, (2, 70), ""), Mark(Sort.STALE, (30, 34), "")], text.split("\n")))
        for start, end in SELECTIONS:
            editor.selection = Selection(start, end)
            for y in range(editor.wrapped_document.height + 1):
                assert editor._render_line(y) == TextArea._render_line(editor, y)


async def test_a_bracket_and_its_partner_are_drawn_as_textual_draws_them() -> None:
    async with open_panes(size=(40, 20)) as panes:
        panes.notes.show("Some words (that go on and on over the end of a line of this screen) and on.")
        panes.notes.focus()
        for column in (11, 67):
            panes.notes.move_cursor((0, column))
            assert panes.notes.matching_bracket_location is not None
            assert _drawn(panes) == [
                TextArea._render_line(panes.notes, y) for y in range(panes.notes.wrapped_document.height)
            ]


def _drawn(panes: Panes) -> list[object]:
    return [panes.notes._render_line(y) for y in range(panes.notes.wrapped_document.height)]
