"""Why this file exists: notes that come through a pipe are opened in the workbench, and kept before anything else.

The pipe takes the place of the keyboard. So it is read to its end, what came is put on the disk as the notes of a
workspace of its own, and then the keyboard is asked for again by the name of the terminal.
"""

from __future__ import annotations

import codecs
import os
import sys
from datetime import datetime
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.store.atomic import disk_error
from hybridtui.store.workspaces.shelf import keep

MOST_BYTES = 20_000_000
"""What a pipe may bring; a pipe that never ends must not fill the memory."""

_TITLE = "Cannot open what comes through the pipe"
_HOW = "Pipe text into it, such as: cat ideas.txt | hybridtui -"
_TERMINAL = "/dev/tty"


def notes() -> Path:
    """Read standard input to its end and keep it as the notes of a new workspace; returns their path.

    Raises `HybridError` where it is a keyboard, or holds nothing, too much, or what is no text in UTF-8.
    """
    return keep(_text(), datetime.now)


def take_keyboard(kept: Path) -> None:
    """Make the terminal this process's standard input. Raises `HybridError`, which names the notes, where none is."""
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR)
    except OSError as error:
        raise HybridError(
            "The workbench needs a terminal",
            f"There is none behind this pipe. The notes are kept: {kept}",
            "On a terminal, open them with: hybridtui PATH",
        ) from error
    os.dup2(terminal, 0)
    os.close(terminal)


def _text() -> str:
    if sys.stdin is None or sys.stdin.isatty():
        raise HybridError('Nothing is piped into "hybridtui -"', "Standard input is a keyboard, or closed.", _HOW)
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        raise disk_error(_TITLE, error) from error
    if len(data) > MOST_BYTES:
        cause = f"It brings more than {MOST_BYTES // 1_000_000} MB."
        raise HybridError(_TITLE, cause, "Put it into a file, and open a part of it.")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        cause = f"Byte {error.start + 1:,} is not UTF-8: this is no text, or in another encoding."
        raise HybridError(_TITLE, cause, "Convert it first, such as: iconv -f latin1 -t utf-8") from error
    if not text.strip():
        raise HybridError(_TITLE, "Nothing came.", _HOW)
    return text
