"""Why this file exists: chunks carry no offsets, and what is found in them must be shown where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.english.chunks import Chunk


def places(text: str, parts: Sequence[Chunk]) -> tuple[int, ...]:
    """The character offset in `text` of each of its chunks.

    One that had a quote marker of a continued line within is not found as it is; it gets the end of the one before it.
    """
    found, at = [], 0
    for part in parts:
        start = text.find(part.text, at)
        found.append(start if start >= 0 else at)
        at = min(len(text), found[-1] + len(part.text))
    return tuple(found)
