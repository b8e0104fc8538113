"""Why this file exists: text is copied by the machine's own tool where there is one, or else by the terminal."""

from __future__ import annotations

import base64
from collections.abc import Callable


class TerminalClipboard:
    """Copies by OSC 52, as `core.ports.Clipboard` asks; `write` puts text on the terminal."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def copy(self, text: str) -> str:
        """Ask the terminal to copy `text`."""
        data = base64.b64encode(text.encode("utf-8", "replace")).decode()
        self._write(f"\x1b]52;c;{data}\x07")
        return "Handed to the terminal; whether it took it is not known."
