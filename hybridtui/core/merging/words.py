"""Why this file exists: notes are dictated in lines of hundreds of words, so two edits of one line need not collide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.merging.matching import hunks
from hybridtui.core.merging.regions import regions

_WORD = re.compile(r"\n|[^\S\n]+|\S+")
_SAME = 0.5
"""The share of its words that each side must have left: of a sentence said anew, only a person makes one."""


def by_words(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """The lines in which the edits of both sides stand; None where that would put words together that neither said.

    Between an edit of one side and one of the other there must be a word that both left as it was.
    """
    before, mine, others = (_WORD.findall("\n".join(lines)) for lines in (base, ours, theirs))
    if not (_akin(before, mine) and _akin(before, others)):
        return None
    pieces: list[str] = []
    for region in regions(before, mine, others, lambda between: any(map(str.strip, between))):
        if region.settled is None:
            return None
        pieces += region.settled
    return "".join(pieces).split("\n")


def _akin(base: Sequence[str], side: Sequence[str]) -> bool:
    words = sum(1 for piece in base if piece.strip())
    gone = sum(1 for hunk in hunks(base, side) for piece in base[hunk.start : hunk.end] if piece.strip())
    return words > 0 and words - gone >= _SAME * words
