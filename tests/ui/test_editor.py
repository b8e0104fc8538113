"""Why this file exists: what the program writes into the human's text must be one small edit."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.events import Resize

from hybridtui.ui.panes.editor import Editor
from tests.ui.panes import open_panes

TEXT = "first line\nsecond line\nthird line\n"


@pytest.mark.parametrize(
    ("cursor", "text", "expected"),
    [
        ((2, 5), TEXT.replace("second", "another"), (2, 5)),
        ((2, 5), TEXT.replace("second line\n", ""), (1, 5)),
        ((1, 3), "new\n" + TEXT, (2, 3)),
        ((0, 4), TEXT + "more\n", (0, 4)),
    ],
)
async def test_the_cursor_stays_where_it_is_in_the_text_around_it(
    cursor: tuple[int, int], text: str, expected: tuple[int, int]
) -> None:
    async with open_panes(shown="spec") as panes:
        panes.spec.show(TEXT)
        panes.spec.move_cursor(cursor)

        panes.spec.amend(text)

        assert panes.spec.text == text
        assert panes.spec.cursor_location == expected


async def test_an_amendment_is_one_step_to_undo() -> None:
    async with open_panes(shown="spec") as panes:
        panes.spec.show(TEXT)
        panes.spec.amend(TEXT.replace("first", "1st").replace("third", "3rd"))

        panes.spec.undo()

        assert panes.spec.text == TEXT


async def test_amending_into_the_same_text_is_no_edit() -> None:
    async with open_panes(shown="spec") as panes:
        panes.spec.show(TEXT)
        panes.spec.amend(TEXT + "x")
        panes.spec.amend(TEXT + "x")

        panes.spec.undo()

        assert panes.spec.text == TEXT


async def test_places_and_offsets_are_the_same_thing() -> None:
    async with open_panes(shown="spec") as panes:
        panes.spec.show(TEXT)

        assert all(panes.spec.index(panes.spec.location(offset)) == offset for offset in range(len(TEXT) + 1))


class Sized(Editor):
    """An editor that remembers how many lines of the screen its text took when it was told of its size."""

    heights: tuple[int, ...] = ()

    def on_resize(self, event: Resize) -> None:
        self.heights += (self.wrapped_document.height,)


class OneEditor(App[None]):
    """Nothing but an editor, of a text of one long line."""

    def compose(self) -> ComposeResult:
        yield Sized(id="notes")

    def on_mount(self) -> None:
        self.query_one(Sized).show("word " * 100)


async def test_a_text_is_wrapped_before_it_is_painted() -> None:
    app = OneEditor()
    async with app.run_test(size=(60, 20)):
        editor = app.query_one(Sized)
        assert editor.heights
        assert set(editor.heights) == {editor.wrapped_document.height}
        assert editor.wrapped_document.height > 5
