"""Why this file exists: "3 admins and 7 users" has the figures of "7 admins and 3 users", and says something else."""

from __future__ import annotations

from hybridtui.core.english.quantities import quantities
from hybridtui.core.english.stems import says, stem, words

_NEXT = 40
"""Characters after a figure in which the word for what it counts stands."""


def counted(text: str) -> dict[str, set[str]]:
    """The first content word (its stem) right after each number without a unit, and those numbers."""
    found: dict[str, set[str]] = {}
    for each in quantities(text):
        following = words(text[each.end : each.end + _NEXT])
        if not each.unit and following and says(following[0]):
            found.setdefault(stem(following[0]), set()).add(each.number)
    return found
