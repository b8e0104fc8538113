"""Why this file exists: a text is counted piece by piece, cut where tokens hardly ever reach across."""

from __future__ import annotations

import re
from collections.abc import Iterator

PARAGRAPH_END = re.compile(r"(?<=\n)(?:[ \t\r]*\n)+")
"""Blank lines. The paragraph ends behind them: the next one begins with a line that is not blank."""

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?=[ \t])")
_LONG = 2_000  # characters of a paragraph that is still one piece, and of a line; an edit costs its piece


def paragraphs(text: str) -> Iterator[str]:
    """`text` cut behind blank lines. The paragraphs joined are the text."""
    start = 0
    for found in PARAGRAPH_END.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    if start < len(text):
        yield text[start:]


def pieces(paragraph: str) -> Iterator[str]:
    """A paragraph cut into what is counted at once. The pieces joined are the paragraph.

    A short one is one piece. Else its lines are, else their sentences (dictated notes have lines of 500 words), else so
    many characters.
    """
    if len(paragraph) <= _LONG:
        yield paragraph
        return
    for line in _LINE.findall(paragraph):
        if len(line) <= _LONG:
            yield line
            continue
        for sentence in _SENTENCE_END.split(line):
            for offset in range(0, len(sentence), _LONG):
                yield sentence[offset : offset + _LONG]
