"""Why this file exists: whatever ends, stops or hides the program, what was typed is on the disk first.

A signal, a terminal that goes away, a stop: each comes after keys that are still on their way through the queues to
the editor. So each goes the same way, behind them.
"""

from __future__ import annotations

import asyncio
import os
import signal
from abc import abstractmethod
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import AppBlur, AppFocus, Event, Key, Paste
from textual.widgets import TextArea

from hybridtui.ui.terminal.colourless import Colourless
from hybridtui.ui.terminal.events import Behind, Continued, EndAsked, Lost, StopAsked
from hybridtui.ui.terminal.keyboard import LEADING, Keyboard

if TYPE_CHECKING:
    from hybridtui.ui.terminal.driver import TerminalDriver

_BY_SIGNAL = 128
"""What shells add to the number of a signal that ended a program."""

_HANG_UP = 1
"""The number of the signal for a terminal that went away, which not every platform has."""

_PATIENCE = 2.0
"""Seconds that what was typed has to reach an editor that is busy, before the program ends without it."""


class TerminalApp(App[None]):
    """An application that outlives what happens to its terminal, or ends well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_outside_editors", "Suspend", show=False, priority=True, id="suspend")
    ]

    _ending = False
    _tells_focus = False

    @abstractmethod
    def flush(self) -> None:
        """Put on the disk what was typed."""

    @abstractmethod
    async def leave(self, code: int) -> None:
        """Put everything on the disk that can be put there, and end with that exit code."""

    @abstractmethod
    def fail(self, error: Exception) -> None:
        """Save what can be saved: the application is about to end, for an error that nobody expected."""

    def __init__(self) -> None:
        super().__init__()
        self.keyboard = Keyboard(self, super().on_event)
        if self.no_color:
            self._filters.append(Colourless())

    async def on_event(self, event: Event) -> None:
        """What is typed takes its turn."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.keyboard.type(event)
        else:
            await super().on_event(event)

    def redraw(self) -> None:
        """Draw the whole screen anew, trusting nothing that the terminal may show."""
        self.refresh(layout=True)

    def get_driver_class(self) -> type[Driver]:
        """Ours, where there are terminals as we know them."""
        if os.name != "posix":
            return super().get_driver_class()
        from hybridtui.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    @property
    def _terminal(self) -> TerminalDriver | None:
        """The terminal, unless there is none, as in tests."""
        if os.name != "posix":
            return None
        from hybridtui.ui.terminal.driver import TerminalDriver

        return self._driver if isinstance(self._driver, TerminalDriver) else None

    # Attention

    @property
    def watched(self) -> bool:
        """Whether the terminal says that the human looks at it. Many never say anything."""
        return self._tells_focus and self.app_focus

    @on(AppFocus)
    @on(AppBlur)
    def _focus_told(self) -> None:
        self._tells_focus = True

    # Ending

    def heed_signals(self) -> None:
        """To be ended from outside, or by a terminal that goes away, is to leave: saved, and the terminal as it was."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no hang-up
            if self.is_headless or number is None or signal.getsignal(number) is not signal.SIG_DFL:
                continue  # a test has its process for itself; `nohup` wants no end
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, self.end, _BY_SIGNAL + number)

    def end(self, code: int) -> None:
        """End once, after what was typed so far."""
        if self._ending or self._driver is None:
            return
        self._ending = True
        self._driver.disable_input()  # hands over what there is of a paste
        self._driver.send_message(EndAsked(code))
        # Should an editor never come to what was typed, the program ends all the same.
        self.set_timer(_PATIENCE, partial(self._leave, code))

    @on(EndAsked)
    async def _end_asked(self, event: EndAsked) -> None:
        await self.keyboard.after(partial(self._leave, event.code))

    def _leave(self, code: int) -> None:
        from hybridtui.ui.background import begin

        begin(self, partial(self.leave, code), group="leaving")

    @on(Lost)
    def _lost(self) -> None:
        self.end(_BY_SIGNAL + _HANG_UP)

    def _handle_exception(self, error: Exception) -> None:
        """End once, with the terminal as it was. Textual would print every local variable, the notes among them."""
        if self.is_headless:
            super()._handle_exception(error)  # a test wants to see it
        elif self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.fail(error)
            self._close_messages_no_wait()

    # Stopping

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ctrl+Z belongs to an editor where there is one: there it takes the last edit back."""
        if action == "suspend_outside_editors" and isinstance(self.focused, TextArea):
            return False
        return super().check_action(action, parameters)

    async def action_suspend_outside_editors(self) -> None:
        await self.action_suspend()

    async def action_suspend(self) -> None:
        """Stop the program and give the terminal to the shell, until the human brings it back."""
        terminal = self._terminal
        if terminal is None or not terminal.can_stop:
            self.notify("No shell waits behind this terminal, so there is nothing to go back to.", markup=False)
        else:
            await self.keyboard.after(self._stop)

    @on(StopAsked)
    async def _stop_asked(self) -> None:
        await self.keyboard.after(self._stop)

    def _stop(self) -> None:
        if terminal := self._terminal:
            self.flush()
            self._suspend_signal()
            terminal.stop_process()
            self._draw_anew()

    @on(Continued)
    def _continued(self) -> None:
        if terminal := self._terminal:
            terminal.retake()
            self._draw_anew()

    @on(Behind)
    def _draw_anew(self) -> None:
        """The screen may show anything now."""
        self._resume_signal()
        self.redraw()


def typing_held(node: DOMNode, seconds: float = LEADING) -> AbstractContextManager[None]:
    """Keep what is typed, for so many seconds at most: it belongs to what `node` is about to show."""
    app = node.app
    return app.keyboard.hold(seconds) if isinstance(app, TerminalApp) else nullcontext()
