"""Why this file exists: a text is counted piece by piece, cut where tokens do not reach across."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?=[ \t])")
_LONG = 2_000  # characters of a line that is still counted at once


def lines(text: str) -> list[str]:
    """`text` cut behind line ends, empty lines with the line before them. The lines joined are the text.

    Whether a line ends at some place depends on the characters before and behind that place alone.
    """
    return _LINE.findall(text)


def pieces(line: str) -> Iterator[str]:
    """A line cut into what is counted at once: dictated notes have lines of 500 words. The pieces joined are the line.

    A long one is cut into its sentences, and what is still too long into so many characters.
    """
    if len(line) <= _LONG:
        yield line
        return
    for sentence in _SENTENCE_END.split(line):
        for offset in range(0, len(sentence), _LONG):
            yield sentence[offset : offset + _LONG]
