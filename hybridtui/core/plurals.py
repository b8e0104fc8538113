"""Why this file exists: "1 lines" and "line(s)" are said by machines."""

from __future__ import annotations


def number_of(count: int, noun: str, plural: str = "") -> str:
    """So many of something: "1 line", "1,200 lines"; `plural` where that is not the noun with an s."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
