"""Why this file exists: keys that arrive together must do what they do one by one, whatever they are and lead to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random
from typing import ClassVar

import pytest
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from hybridtui.ui.line import Line
from hybridtui.ui.panes.editor import Editor
from hybridtui.ui.terminal import keyboard
from hybridtui.ui.terminal.app import TerminalApp, typing_held

TEXT = "first line of it\nsecond, which is longer\n\n  last\n"
LETTERS = "abc XY,."
MOVES = (
    *(
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
        "ctrl+left",
        "ctrl+right",
        "ctrl+a",
        "ctrl+e",
    ),
    *("shift+left", "shift+right", "shift+up", "shift+down", "shift+home", "shift+end", "ctrl+home", "ctrl+end", "f7"),
)
EDITS = ("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+f", "ctrl+x", "ctrl+z", "ctrl+y", "enter", "tab")


class Dialog(ModalScreen[str]):
    """One line; Enter gives it, and puts it into the editor."""

    def compose(self) -> ComposeResult:
        yield Line()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Slow(Widget, can_focus=True):
    """Does not come to the end of a key until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.free = asyncio.Event()

    async def on_key(self) -> None:
        await self.free.wait()


class Desk(TerminalApp):
    """An editor and a line, with keys that lead elsewhere in every way there is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "dialog", priority=True),
        Binding("ctrl+o", "dialog_later"),
        Binding("ctrl+t", "go_to_line"),
        Binding("escape", "note('escape')"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.ready = asyncio.Event()
        self.patience = 30.0

    def compose(self) -> ComposeResult:
        yield Editor(id="text")
        yield Line(id="line", select_on_focus=False)

    def flush(self) -> None:
        """Nothing is kept here."""

    async def leave(self, code: int) -> None:
        self.exit(return_code=code)

    def fail(self, error: Exception) -> None:
        raise error

    @property
    def text(self) -> Editor:
        return self.screen_stack[0].query_one("#text", Editor)

    @property
    def line(self) -> Line:
        return self.screen_stack[0].query_one("#line", Line)

    @work
    async def action_dialog(self) -> None:
        self.told.append(await self.push_screen_wait(Dialog()))

    @work
    async def action_dialog_later(self) -> None:
        with typing_held(self, self.patience):
            await self.ready.wait()
        self.told.append(await self.push_screen_wait(Dialog()))

    def action_go_to_line(self) -> None:
        self.line.focus()

    def action_note(self, word: str) -> None:
        self.told.append(word)


def key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else None)


async def at_once(desk: Desk, *names: str) -> None:
    """Send keys as one burst, and wait until all of them have been done."""
    for name in names:
        desk.post_message(key(name))
    await done(desk)


async def done(desk: Desk) -> None:
    """Wait until what was sent has been done."""
    finished = asyncio.Event()
    desk.call_later(desk.keyboard.after, finished.set)
    async with asyncio.timeout(30):
        await finished.wait()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - it may be anything
            await asyncio.sleep(0)


@asynccontextmanager
async def opened() -> AsyncIterator[Desk]:
    desk = Desk()
    async with desk.run_test(size=(40, 12)):
        desk.text.focus()
        await until(lambda: desk.text.has_focus)
        yield desk


def begin(desk: Desk, at: tuple[int, int], column: int) -> None:
    """The same beginning for a burst and for the keys one by one."""
    desk.set_focus(desk.text)
    desk.text.show(TEXT)
    desk.text.move_cursor(at)
    desk.line.value = "some words here"
    desk.line.cursor_position = column


def state(desk: Desk) -> object:
    line = desk.line
    return desk.text.text, desk.text.selection, line.value, line.selection, desk.focused and desk.focused.id


@pytest.mark.parametrize("seed", range(3))
async def test_a_burst_of_keys_leaves_text_and_cursor_as_the_same_keys_one_by_one_do(seed: int) -> None:
    random = Random(seed)
    async with opened() as desk:
        for _ in range(12):
            at, column = (random.randrange(4), 0), random.randrange(15)
            names = [
                random.choice(random.choice((LETTERS, LETTERS, MOVES, EDITS))) for _ in range(random.randrange(2, 14))
            ]
            if random.random() < 0.3:
                names.insert(random.randrange(len(names)), "ctrl+t")
            names = [{" ": "space"}.get(name, name) for name in names]
            begin(desk, at, column)
            for name in names:
                await at_once(desk, name)
            one_by_one = state(desk)
            begin(desk, at, column)
            await at_once(desk, *names)
            assert state(desk) == one_by_one, names


async def test_what_is_typed_after_a_key_that_opens_a_dialog_is_typed_there() -> None:
    async with opened() as desk:
        await at_once(desk, "a", "ctrl+g", "b", "c", "enter", "d")
        assert desk.told == ["bc"]
        assert desk.text.text == "ad"


async def test_what_is_typed_after_a_key_that_moves_the_focus_is_typed_there() -> None:
    async with opened() as desk:
        await at_once(desk, "a", "ctrl+t", "b", "home", "c")
        assert (desk.text.text, desk.line.value) == ("a", "cb")


async def test_a_paste_waits_its_turn() -> None:
    async with opened() as desk:
        for event in (key("a"), key("left"), Paste("b"), key("ctrl+t"), Paste("c"), key("home"), key("d")):
            desk.post_message(event)
        await done(desk)
        assert (desk.text.text, desk.line.value) == ("ba", "dc")


async def test_keys_wait_for_a_dialog_that_takes_a_while_to_open() -> None:
    async with opened() as desk:
        for name in ("ctrl+o", "b", "enter", "d"):
            desk.post_message(key(name))
        await until(lambda: desk.keyboard._holds)
        desk.ready.set()
        await until(lambda: desk.told)
        await done(desk)
        assert desk.told == ["b"]
        assert desk.text.text == "d"


async def test_keys_do_not_wait_for_ever_for_what_never_opens() -> None:
    async with opened() as desk:
        desk.patience = 0.05
        await at_once(desk, "ctrl+o", "b")
        assert desk.text.text == "b"


async def test_a_widget_that_is_long_over_its_key_keeps_no_key_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard, "PATIENCE", 0.05)
    async with opened() as desk:
        slow = Slow()
        await desk.mount(slow)
        desk.set_focus(slow)
        desk.post_message(key("a"))
        desk.post_message(key("ctrl+g"))
        await until(lambda: isinstance(desk.screen, Dialog))
        slow.free.set()


async def test_what_waits_for_what_was_typed_comes_after_it() -> None:
    async with opened() as desk:
        for name in "abc":
            desk.post_message(key(name))
        seen: list[str] = []
        desk.call_later(desk.keyboard.after, lambda: seen.append(desk.text.text))
        desk.post_message(key("d"))
        await until(lambda: seen)
        assert seen == ["abc"]
