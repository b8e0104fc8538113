"""Why this file exists: over SSH one works in tmux, which reads every key and draws every screen once more."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.raw_terminal import ForegroundTerminal

_SETTINGS = "set -g status off\nset -g escape-time 0\nset -g default-terminal tmux-256color\n"
_TELLING_ITS_CODE = '"$@"; echo $? > "$0"'
"""A shell's line that runs its words and puts their exit code into the file that it is named after."""


class MultiplexedTerminal(ForegroundTerminal):
    """A terminal with tmux in it, a server of its own, and the program in that."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hybridtui-")
        folder = Path(self._folder.name)
        self._code, settings = folder / "code", folder / "tmux.conf"
        settings.write_text(_SETTINGS)
        self._tmux = ("tmux", "-u", "-S", str(folder / "server"), "-f", str(settings))
        run = ("/bin/sh", "-c", _TELLING_ITS_CODE, str(self._code), *command)
        super().__init__((*self._tmux, "new-session", *run), size=size, env=env)

    @property
    def program(self) -> int:
        """The process in the pane, which is the child of its shell."""
        shell = int(self._ask("display-message", "-p", "#{pane_pid}"))
        (child,) = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(child)

    def ends(self, seconds: float = 20) -> int:
        """Wait for the program to end, and tmux with it; the program's exit code."""
        super().ends(seconds)
        return int(self._code.read_text())

    def __exit__(self, *error: object) -> None:
        self._ask("kill-server")
        super().__exit__(None, None, None)
        self._folder.cleanup()

    def _ask(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=False).stdout
