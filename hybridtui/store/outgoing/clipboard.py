"""Why this file exists: text is copied by the machine's own tool where one can work, or else by the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

from hybridtui.core.errors import HybridError
from hybridtui.store.atomic import encoded

SECONDS = 5.0
"""How long a tool may take. One that waits for a display that is gone would wait for ever."""

TERMINAL_LIMIT = 100_000
"""Bytes of a control sequence that terminals take; a longer one is cut or dropped without a word (as hterm says)."""


_SAID = {"tmux": "Copied to tmux's buffer; whether the terminal took it too is not known."}


class SystemClipboard:
    """Copies text as it is, byte for byte, as `core.ports.Clipboard` asks; `write` puts text on the terminal.

    The tools come in turn: that of the desktop, unless this is a remote session, whose human sits elsewhere; then
    tmux, which by default takes no text from programs inside of it but gives its own on to the terminal (since 3.2).
    What is left is OSC 52, which no terminal answers.
    """

    def __init__(self, write: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> None:
        self._write = write
        self._environ = environ

    def copy(self, text: str) -> str:
        """Copy `text`. Takes as long as a tool may: use it in a thread. Raises `HybridError` if it is too long."""
        data = encoded(text)
        for command in tools(self._environ):
            if self._ran(command, data):
                return _SAID.get(command[0], f"Copied with {command[0]}.")
        sequence = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
        if len(sequence) > TERMINAL_LIMIT:
            raise HybridError(
                "Too long to be copied through the terminal",
                f"It has {len(data):,} bytes, and terminals take about {TERMINAL_LIMIT * 3 // 4:,}.",
                "Copy less of it, or write it to a file.",
            )
        self._write(sequence)
        return "Handed to the terminal; whether it took it is not known."

    def _ran(self, command: tuple[str, ...], data: bytes) -> bool:
        """Whether the tool took `data`. What it says goes nowhere: some stay, to serve what they copied."""
        try:
            done = subprocess.run(
                command,
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**self._environ, "LC_CTYPE": "UTF-8"},  # or else pbcopy takes it for another encoding
                timeout=SECONDS,
                check=False,
                start_new_session=True,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def tools(environ: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The commands that could copy what they read, the best first: installed, and with a display to go to.

    Windows' clip.exe is none: it guesses the encoding. The terminals there take OSC 52.
    """
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    for command, here in (
        (("pbcopy",), sys.platform == "darwin" and not remote),
        (("wl-copy", "--type", "text/plain"), bool(environ.get("WAYLAND_DISPLAY")) and not remote),
        (("xclip", "-selection", "clipboard"), bool(environ.get("DISPLAY")) and not remote),
        (("xsel", "--clipboard", "--input"), bool(environ.get("DISPLAY")) and not remote),
        (("tmux", "load-buffer", "-w", "-"), bool(environ.get("TMUX"))),
    ):
        if here and shutil.which(command[0], path=environ.get("PATH")):
            yield command
