"""Why this file exists: Textual's driver takes for granted that the terminal stays; ours takes its going for an event.

What is drawn goes through an `Outlet`, pastes are cut out of the input by `Pastes`, and signals that stop and continue
the program are seen by the event loop, not between any two of its steps. Everything else is Textual's.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from time import monotonic
from typing import Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, Paste
from textual.message import Message

from hybridtui.ui.terminal.escapes import apart
from hybridtui.ui.terminal.events import Behind, Continued, Lost, StopAsked
from hybridtui.ui.terminal.fragments import Fragments
from hybridtui.ui.terminal.outlet import Outlet
from hybridtui.ui.terminal.pastes import Input, Pastes, bursts

_PIECE = 1 << 16
"""Most bytes to read at once."""

_KEYS = 64
"""After how many keys at once others get their turn."""

_GLANCE = 0.1
"""Seconds between two looks at whether reading is to end, and whether a lone escape was the key."""


_PLAIN = "\x1b[m"
"""Ends the colours of what was drawn last."""

_MAY_REPEAT = "\x1b[2;1H \x1b[3b\x1b[6n"
"""Asks whether REP is known: a blank, three more of it, and where is the cursor? It is asked in the second row: what is
said of the first may be a key (F3)."""

_REPEATED = 4, 1
"""Where it is then, column and row, counted from 0."""


class TerminalDriver(LinuxDriver):
    """Input from and output to a real terminal that may go away, stand still, or stop the program."""

    repeats = False
    """Whether the terminal repeats a character when told to (REP): it was asked, and has answered."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        stoppable = signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._output = sys.__stdout__.fileno() if sys.__stdout__ else self.fileno
        self._outlet: Outlet | None = None
        self._last: list[str] | None = None
        """What puts the terminal back, while that is being put together."""
        if stoppable:
            self._loop.add_signal_handler(signal.SIGTSTP, lambda: self.send_message(StopAsked()))
        else:  # whoever started this has no way to let it go on
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._watch_continuing()

    @property
    def can_stop(self) -> bool:
        """Whether there is a shell that could let the program go on."""
        if signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN:
            return False
        try:
            return os.getsid(os.getppid()) == os.getsid(0)
        except OSError:
            return False

    @contextmanager
    def no_automatic_restart(self) -> Iterator[None]:
        """Others have the terminal, an editor say: what stops and continues them stops and continues this program."""
        self._loop.remove_signal_handler(signal.SIGCONT)
        with super().no_automatic_restart(), _by_default(signal.SIGTSTP):
            yield
        self._watch_continuing()

    def _get_terminal_size(self) -> tuple[int, int]:
        """What the terminal says. Textual believes COLUMNS and LINES, which shells export and nobody keeps true."""
        with suppress(OSError):
            width, height = os.get_terminal_size(self._output)
            return width or 80, height or 24
        return super()._get_terminal_size()

    # Output

    def write(self, data: str) -> None:
        """Have `data` written. Nothing is written while other programs have the terminal."""
        if self._last is not None:
            self._last.append(data)
        elif self._outlet is not None:
            self._outlet.write(data)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._last = None
        self._outlet = Outlet(
            self._output,
            lost=lambda: self.send_message(Lost()),
            behind=lambda: self.send_message(Behind()),
        )
        self.repeats = False  # it may be another terminal now
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.input_tty:
            self.write(_MAY_REPEAT)  # the first picture is drawn over it

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if self._last is None:
            self._last = [_PLAIN]
            super().stop_application_mode()

    def close(self) -> None:
        """Write what is left to write, and nothing after it."""
        super().close()
        if self._outlet is not None:
            self._outlet.close("".join(self._last or ()))
            self._outlet = None

    # Stopping

    def stop_process(self) -> None:
        """Stop, as Ctrl+Z does, with the terminal given back; return once the program goes on, with it taken again.

        The whole process group stops, as the shell that waits for it may have been asked for a script around us.
        """
        self.suspend_application_mode()
        self._loop.remove_signal_handler(signal.SIGCONT)
        with _by_default(signal.SIGTSTP):
            os.killpg(0, signal.SIGTSTP)
            os.killpg(0, signal.SIGCONT)  # who continued us alone meant the worker, too
        self._watch_continuing()
        self.retake()

    def retake(self) -> None:
        """Take the terminal again after a stop, once this is the program in front of it."""
        if self._outlet is not None:
            self.suspend_application_mode()
        with suppress(termios.error):
            # From behind, this stops the program until it is brought to the front.
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        self.resume_application_mode()

    def _watch_continuing(self) -> None:
        self._loop.add_signal_handler(signal.SIGCONT, lambda: self.send_message(Continued()))

    # Input

    def _run_input_thread(self) -> None:
        """Read until asked to end; what goes wrong is the application's to tell."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read keys and pastes, until asked to end or until the terminal is gone."""
        parser = XTermParser(self._debug)
        # Bytes that are not UTF-8 are kept as those of files are.
        decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        pastes, fragments = Pastes(), Fragments()
        lost = False
        while not lost and not self.exit_event.is_set():
            data = self._read()
            lost = data is None
            for part in pastes.feed(decode(data or b"")):
                if not part.pasted:
                    fragments.came(part.text, monotonic())
                for piece in (part,) if part.pasted else bursts(part.text):
                    self._take(piece, parser)
            for event in parser.tick() if not fragments.awaited(monotonic()) else ():
                self.process_message(event)
        for part in pastes.close():
            self._take(part, parser)
        with suppress(EOFError, ParseError):
            list(parser.feed(""))
        if lost:
            self.send_message(Lost())

    def _read(self) -> bytes | None:
        """What there is to read, after a short wait; None when the terminal is gone."""
        try:
            if not select.select([self.fileno], [], [], _GLANCE)[0]:
                return b""
            if data := os.read(self.fileno, _PIECE):
                return data
            termios.tcgetattr(self.fileno)  # fails where the terminal is gone; or else this was a Ctrl+D in cooked mode
        except (OSError, termios.error):
            return None
        return b""

    def _take(self, part: Input, parser: XTermParser) -> None:
        if part.pasted:
            self.process_message(Paste(part.text))
            return
        for count, event in enumerate(self._events(part.text, parser), 1):
            if isinstance(event, CursorPosition):
                self.repeats |= (event.x, event.y) == _REPEATED
            elif not isinstance(event, Paste):  # the brackets alone, seen by Textual
                self.process_message(event)
            if count % _KEYS == 0:
                self._pace()

    def _events(self, typed: str, parser: XTermParser) -> Iterator[Message]:
        """What was typed, key by key. Who gave keys with Alt a meaning has a terminal that sends them as such."""
        for piece in (typed,) if any("alt+" in keys for keys in self._app._keymap.values()) else apart(typed):
            if isinstance(piece, str):
                yield from parser.feed(piece)
            else:
                yield piece

    def _pace(self) -> None:
        """Wait for the event loop: Textual does nothing else, saving included, as long as there are keys to take."""
        turn = Event()
        self._loop.call_soon_threadsafe(turn.set)
        while not turn.wait(_GLANCE) and not self.exit_event.is_set():
            pass


@contextmanager
def _by_default(number: signal.Signals) -> Iterator[None]:
    """With the platform's own answer to a signal."""
    ours = signal.getsignal(number)
    signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(number, ours)
