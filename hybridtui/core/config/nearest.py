"""Why this file exists: who mistypes a name is led to the one they meant, and to none rather than to a wrong one."""

from __future__ import annotations

import re
from collections.abc import Collection

_SHARE = 3
"""One slip in so many characters is a slip; more are another name. The measure of rustc, whose guesses are trusted."""


def nearest(name: str, known: Collection[str]) -> str:
    """The one of `known` that `name` is a slip for, or a part of; empty where there is none."""
    if not known:
        return ""
    slips, _, near = min((_slips(name.casefold(), each.casefold()), abs(len(each) - len(name)), each) for each in known)
    if slips <= max(1, len(name) // _SHARE) and slips < len(name):
        return near
    words = set(re.split("[_-]", name.casefold()))
    having = [each for each in known if words <= set(re.split("[_-]", each.casefold()))]
    return having[0] if len(having) == 1 else ""


def _slips(one: str, other: str) -> int:
    """How many characters were left out, put in, mistaken or swapped with the next.

    The optimal string alignment distance (L. Boytsov, "Indexing methods for approximate dictionary searching", 2011).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, theirs in enumerate(other, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                slips = min(slips, older[j - 2] + 1)
            row.append(slips)
    return row[-1]
