"""Why this file exists: scripts rely on what comes in through which stream, what goes out through which, and unharmed.

Input is read exactly as it is: no newline translated, a byte order mark kept as the character it is, and bytes that
are not UTF-8 kept as lone surrogates, which `store.atomic.encoded` turns back.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.glyphs import visible

STDIN = "-"


def read(argument: str, what: str) -> str:
    """The text of a file, or of standard input where `argument` is "-". `what` names it in errors ("the spec").

    Raises `HybridError` when it cannot be read.
    """
    from hybridtui.store.atomic import disk_error

    title = f"Cannot read {what}"
    try:
        if argument != STDIN:
            data = Path(argument).read_bytes()
        elif sys.stdin is None:
            raise HybridError(title, "Standard input is closed.", "Pipe something in, or give a path.")
        else:
            data = sys.stdin.buffer.read()
    except OSError as error:
        raise disk_error(title, error) from error
    except ValueError as error:
        raise HybridError(title, str(error), "Choose another path.") from error
    return data.decode("utf-8", "surrogateescape")


def write(text: str, output: str = STDIN) -> None:
    """Put a result into the file `output`, or on standard output where that is "-".

    A terminal gets control characters made visible; a file or a pipe gets `text` as it is. A reader that has gone away
    has seen enough, which is no failure. Raises `HybridError` when it cannot be written.
    """
    from hybridtui.store import atomic

    if output != STDIN:
        atomic.write(Path(output), atomic.encoded(text))
        return
    try:
        if sys.stdout is None:
            raise HybridError("Cannot write the result", "Standard output is closed.", "Open it, or redirect it.")
        sys.stdout.buffer.write(atomic.encoded(visible(text) if sys.stdout.isatty() else text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget_output()
    except OSError as error:
        _forget_output()
        raise atomic.disk_error("Cannot write the result", error) from error


def check_output(output: str, source: str, what: str) -> None:
    """Refuse, before any work is done, to write over the `source` ("the notes", say `what`) or to where no file can be.

    Raises `HybridError`.
    """
    if output == STDIN:
        return
    if source != STDIN and os.path.realpath(source) == os.path.realpath(output):
        raise HybridError(f"Not written: that file holds {what}", output, "Give another path after -o.")
    if os.path.exists(output) and not os.path.isfile(output):
        raise HybridError("Not written: that is no file", output, "Give the path of a file after -o, or leave it out.")


def to_terminal(text: str) -> None:
    """Put on the terminal what asks it for something. Raises `HybridError` (exit 5) where there is none."""
    for stream in (sys.stderr, sys.stdout):
        if stream is not None and stream.isatty():
            stream.write(text)
            stream.flush()
            return
    raise HybridError(
        "There is no clipboard here",
        "No tool that copies is at hand, and there is no terminal to ask.",
        "Choose --target file.",
        Exit.OTHER_SIDE,
    )


def tell(error: HybridError) -> None:
    """Title, cause and next step on standard error, with nothing in them that a terminal would obey."""
    note(f"hybridtui: {error}")


def note(line: str) -> None:
    """A line on standard error, with nothing in it that a terminal would obey. A lost one is no failure."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{visible(line)}\n")
            sys.stderr.flush()


def _forget_output() -> None:
    """Python flushes once more at exit, which must not fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
