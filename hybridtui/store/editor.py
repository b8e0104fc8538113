"""Why this file exists: who has an editor they love may use it on a text that is open here.

Every editor has its own way to be told a line, and those with windows of their own have to be told to wait.
"""

from __future__ import annotations

import asyncio
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from hybridtui.core.errors import Exit, HybridError

_VARIABLES = ("VISUAL", "EDITOR")
"""Where people name their editor; the first that is set is theirs."""

_USUAL = ("nano", "vim", "vi", "micro", "emacs")
"""What is looked for where no variable names one; the first is the one that tells its own keys."""

_PLUS = frozenset(
    {
        "vi",
        "vim",
        "nvim",
        "view",
        "vis",
        "kak",
        "nano",
        "pico",
        "emacs",
        "emacsclient",
        "micro",
        "joe",
        "ne",
        "mg",
        "jed",
    }
)
"""Editors that take "+12 file"."""

_COLON = frozenset({"hx", "helix", "subl", "zed"})
"""Editors that take "file:12"."""

_GOTO = frozenset({"code", "code-insiders", "codium", "cursor"})
"""Editors that take "--goto file:12"."""

_WINDOWED = _GOTO | {"subl", "zed"}
"""Editors that give the terminal back at once, unless they are told to wait."""

_PATIENCE = 2.0
"""Seconds that an editor is given to end."""


class SystemEditor:
    """The user's own editor, in the terminal that was lent to it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def command(self, path: str, line: int) -> tuple[str, ...]:
        """What opens `path` at `line` (from 1). Raises `HybridError` where there is no such program."""
        words = self._words()
        if shutil.which(words[0], path=self._environment.get("PATH")) is None:
            raise HybridError(
                "That editor is not there",
                f"There is no program called {words[0]}.",
                "Correct the variable VISUAL or EDITOR, and start again.",
            )
        return (*words, *_place(Path(words[0]).stem, words, path, line))

    async def edit(self, path: str, line: int) -> None:
        """Open `path` at `line` (from 1), and return once the human has closed it.

        Raises `HybridError` where the editor cannot be started or ends badly. A caller that is cancelled ends it.
        """
        command = self.command(path, line)
        with _terminal_as_it_is(), _deaf_to_interrupts():
            try:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                process = await asyncio.create_subprocess_exec(*command)
            except (OSError, ValueError) as error:
                raise HybridError(
                    "The editor did not start", str(error), "See whether it starts from a shell."
                ) from error
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                await _end(process)
                raise
        if code:
            raise HybridError(
                f"{Path(command[0]).name} {_ending(code)}",
                "What it has saved is taken over.",
                "See whether the text is as you want it.",
                Exit.OTHER_SIDE,
            )

    def _words(self) -> list[str]:
        for name in _VARIABLES:
            text = self._environment.get(name, "").strip()
            if not text:
                continue
            try:
                if words := shlex.split(text):
                    return words
            except ValueError as error:
                raise HybridError(f"{name} is not usable", f"{error}: {text}", "Correct its quotes.") from error
        search = self._environment.get("PATH")
        if usual := next((name for name in _USUAL if shutil.which(name, path=search)), None):
            return [usual]
        raise HybridError(
            "There is no editor",
            "Neither VISUAL nor EDITOR is set.",
            "Name yours: export EDITOR=nano, and start again.",
        )


async def _end(process: asyncio.subprocess.Process) -> None:
    """We are ended, and the terminal goes back to the shell: the editor, which keeps what it has, must not hold it."""
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        process.kill()


def _place(name: str, words: Sequence[str], path: str, line: int) -> tuple[str, ...]:
    """The arguments that lead the editor `name` to a line; one that is not known opens the file alone."""
    waits = () if name not in _WINDOWED or not {"--wait", "-w"}.isdisjoint(words) else ("--wait",)
    if name in _PLUS:
        return f"+{line}", path
    if name in _COLON:
        return *waits, f"{path}:{line}"
    if name in _GOTO:
        return *waits, "--goto", f"{path}:{line}"
    return (path,)


def _ending(code: int) -> str:
    if code > 0:
        return f"ended with {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl+C is meant for the editor, though the terminal tells us, too. A child does not inherit a handler."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _terminal_as_it_is() -> Iterator[None]:
    """An editor that was killed leaves the terminal as it needed it: put it back."""
    if sys.platform == "win32" or sys.__stdin__ is None or not sys.__stdin__.isatty():
        yield
        return
    import termios

    terminal = sys.__stdin__.fileno()
    before = termios.tcgetattr(terminal)
    try:
        yield
    finally:
        # Without this, who was put behind others would be stopped for asking.
        heard = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        try:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
        finally:
            signal.signal(signal.SIGTTOU, heard)
