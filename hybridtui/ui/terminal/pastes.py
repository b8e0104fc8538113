"""Why this file exists: what is pasted is text, every character of it, and never a key.

Textual reads a paste one character at a time, and looks for keys in it: text after an escape character is lost, or
typed. Here a paste is cut out of the input before any key is looked for, and is whole and exact, however it arrives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

START = "\x1b[200~"
END = "\x1b[201~"

_RUN = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]{64,}")
"""So many characters, lines and tabs among them, that no hand types between two looks at the input."""

_KINDS = 8
"""How many different ones there are at least in such a run, or else it is a key that is held down."""


class Input(NamedTuple):
    """A part of the input: typed, the brackets around a paste included, as those are keys of a kind; or `pasted`: one
    whole paste, or, at the end of the input, as much of it as arrived.
    """

    text: str
    pasted: bool = False


class Pastes:
    """Tells pastes from keys in input that arrives in pieces, cut anywhere."""

    def __init__(self) -> None:
        self._pieces: list[str] | None = None
        self._tail = ""
        """The last characters seen: a bracket may be cut in two."""

    def feed(self, text: str) -> Iterator[Input]:
        """What the next piece of input brings. Nothing of it is held back that is no paste."""
        while text:
            if self._pieces is None:
                seen = self._tail + text
                start = seen.find(START)
                if start < 0:
                    self._tail = seen[1 - len(START) :]
                    yield Input(text)
                    return
                cut = start + len(START) - len(self._tail)
                yield Input(text[:cut])
                self._pieces, self._tail, text = [], "", text[cut:]
            else:
                seen = self._tail + text
                end = seen.find(END)
                if end < 0:
                    keep = _begun(seen)
                    self._pieces.append(seen[: len(seen) - keep])
                    self._tail = seen[len(seen) - keep :]
                    return
                self._pieces.append(seen[:end])
                pasted, text = "".join(self._pieces), seen[end + len(END) :]
                self._pieces, self._tail = None, ""
                yield Input(END)
                yield Input(pasted, pasted=True)

    def close(self) -> Iterator[Input]:
        """The input has ended: what there is of a paste."""
        if self._pieces is not None:
            pasted = "".join(self._pieces) + self._tail
            self._pieces, self._tail = None, ""
            if pasted:
                yield Input(pasted, pasted=True)


def bursts(typed: str) -> Iterator[Input]:
    """What of input that came at once no hand typed: long runs of many different characters.

    Terminals without brackets paste like that. Taken for keys, each letter would do in a pane what it does there, and a
    page of text would take a minute.
    """
    end = 0
    for run in _RUN.finditer(typed):
        if len(set(run[0])) >= _KINDS:
            if run.start() > end:
                yield Input(typed[end : run.start()])
            yield Input(run[0], pasted=True)
            end = run.end()
    if end < len(typed):
        yield Input(typed[end:])


def _begun(text: str) -> int:
    """How many characters at the end of `text` may begin the bracket that closes a paste."""
    return next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
