"""Why this file exists: what a terminal is sent is what matters, so tests run the program in one and read it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tests.emulation import ByteStream, Screen

HYBRIDTUI = (sys.executable, "-P", "-m", "hybridtui")
LEADER = "\x07"

_OWN = re.compile(
    rb"\x1b\[[0-9;]*[A-DHJLMbmr]"  # colours, cursor placement, erasing below, shifting lines, repeating
    rb"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)[hl]"  # modes, on and off
    rb"|\x1b\[\?20(?:26|48)\$p|\x1b\[[>=<][0-9]*u|\x1b\[c|\x1b\[6n"  # questions to the terminal, its keyboard protocol
    rb"|\x1b\]22;[a-z]*\x07"  # the shape of the mouse pointer
    rb"|\r|\n|\x08"  # the short ways back and down
)
_CODE = re.compile(r"Type (\w{4}) (?:and|\+) Enter to sign")
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def shell(line: str) -> list[str]:
    """The words that run `line` in a shell; `hybridtui` in it is the program under test.

    Opening its terminal by name makes it the one that /dev/tty stands for, and whose Ctrl+C is a signal.
    """
    return ["/bin/sh", "-c", ': <>"$(tty)"; ' + line.replace("hybridtui", shlex.join(HYBRIDTUI))]


class Terminal:
    """A program in a pseudo-terminal, with an emulator that keeps the screen it drew.

    `sent` is every byte the program wrote. `until` reads on until a condition holds; a program that never gets there
    fails the test with the screen in the message.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (140, 45),
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        columns, lines = size
        self.sent = bytearray()
        self._emulate(Screen(columns, lines))
        self._text: tuple[int, str] = (-1, "")
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **(env or {})},
            start_new_session=True,
        )
        os.close(slave)

    def _emulate(self, screen: Screen) -> None:
        """Have `screen` show what the program writes from now on."""
        self.screen = screen
        screen.write_process_input = self._answer
        self._stream = ByteStream(screen)

    def _answer(self, answer: str) -> None:
        """Answer what the program asked the terminal: where the cursor is, and nothing else."""
        if answer.endswith("R"):
            self.type(answer)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def type(self, *keys: str) -> None:
        """Send keys as a keyboard would: text, or control characters as they are."""
        for key in keys:
            self.send(key.encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are, all of them, as fast as they are taken."""
        while data:
            data = data[os.write(self._master, data[:65536]) :]

    @property
    def text(self) -> str:
        """The screen as text."""
        if self._text[0] != len(self.sent):  # laying it out costs more than reading does
            # pyte's own `display` breaks off at what is left of a wide character when half of it is drawn over
            rows = (
                [self.screen.buffer[y][x].data for x in range(self.screen.columns)] for y in range(self.screen.lines)
            )
            self._text = len(self.sent), "\n".join(map("".join, rows))
        return self._text[1]

    def strays(self) -> list[str]:
        """What the program sent that a terminal obeys, apart from what drawing takes; each with its context."""
        drawn = _OWN.sub(b"", bytes(self.sent)).decode(errors="backslashreplace")
        return [drawn[max(0, found.start() - 20) : found.end() + 20] for found in _OBEYED.finditer(drawn)]

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what the program wrote, waiting at most `seconds`; False when it is gone."""
        if not select.select([self._master], [], [], seconds)[0]:
            return self.process.poll() is None
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.sent += data
        self._draw(data)
        return bool(data)

    def _draw(self, data: bytes) -> None:
        self._stream.feed(data)

    def until(self, condition: Callable[[], object], seconds: float = 60) -> None:
        """Read until `condition` holds. AssertionError with the screen when time is up or the program is gone."""
        deadline = time.monotonic() + seconds
        while not condition():
            alive = self.read()
            if condition():
                return
            assert alive, f"the program ended with {self.process.wait()}:\n{self.text}"
            assert time.monotonic() < deadline, f"not in {seconds} s:\n{self.text}"

    def shows(self, *texts: str, seconds: float = 60) -> None:
        """Wait until every text is on the screen."""
        self.until(lambda: all(text in self.text for text in texts), seconds)

    def settle(self, quiet: float = 0.3, seconds: float = 60) -> None:
        """Read on until nothing was drawn for `quiet` seconds: a screen may arrive in several frames."""
        deadline = time.monotonic() + seconds
        drawn, since = len(self.sent), time.monotonic()
        while time.monotonic() - since < quiet:
            assert time.monotonic() < deadline, f"still drawing after {seconds} s:\n{self.text}"
            self.read()
            if len(self.sent) != drawn:
                drawn, since = len(self.sent), time.monotonic()

    def sign(self) -> None:
        """Type the code that the checkpoint shows, once it shows one for all that is on the screen."""
        self.until(lambda: _CODE.search(self.text))
        self.settle()
        found = _CODE.search(self.text)
        assert found
        self.type("s", found[1], "\r")

    def go_to(self, name: str, *listed: str) -> None:
        """Choose a workspace by its name from the list, on which there is `listed`, too."""
        self.type(LEADER, "W")
        self.shows("Type to find one", *listed)
        self.type(name)
        self.settle()  # the one looked for is alone on the list then, under the cursor
        self.type("\r")

    def ends(self, seconds: float = 20) -> int:
        """Wait for the program to end; its exit code."""
        deadline = time.monotonic() + seconds
        while self.read():
            assert time.monotonic() < deadline, f"still running:\n{self.text}"
        return self.process.wait(seconds)
