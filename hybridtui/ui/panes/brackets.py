"""Why this file exists: a bracket without a partner, as in "1) this", is looked for through megabytes at each key.

Textual looks at every character on the way; here only brackets are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textual.widgets.text_area import Location

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BACK = {closing: opening for opening, closing in _PAIRS.items()}
_BRACKETS = re.compile(r"[(){}\[\]]")


def partner(lines: Sequence[str], bracket: str, place: Location) -> Location | None:
    """Where the partner of `bracket`, which stands at `place`, is; None where it has none or is no bracket.

    Brackets of another kind that are closed and were never opened do not count.
    """
    if bracket not in _PAIRS and bracket not in _BACK:
        return None
    inner, brackets = (_PAIRS, _onward(lines, place)) if bracket in _PAIRS else (_BACK, _backward(lines, place))
    awaited: list[str] = []
    for character, found in brackets:
        if character in inner:
            awaited.append(inner[character])
        elif awaited and awaited[-1] == character:
            awaited.pop()
            if not awaited:
                return found
    return None


def _onward(lines: Sequence[str], place: Location) -> Iterator[tuple[str, Location]]:
    row, column = place
    for at in range(row, len(lines)):
        for match in _BRACKETS.finditer(lines[at], column if at == row else 0):
            yield match[0], (at, match.start())


def _backward(lines: Sequence[str], place: Location) -> Iterator[tuple[str, Location]]:
    row, column = place
    for at in range(row, -1, -1):
        line = lines[at]
        for match in reversed([*_BRACKETS.finditer(line, 0, column + 1 if at == row else len(line))]):
            yield match[0], (at, match.start())
