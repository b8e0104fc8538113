"""Why this file exists: which sentence a text came from is found by their words, and looked for again and again."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

_TERM = re.compile(r"\w+")

ENOUGH = 0.5
"""A sentence that covers less than this share of an item's weighted terms is no source of it."""


class Index:
    """Sentences to be searched for the one that a text came from, however often."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._size = len(sentences)
        self._having: dict[str, list[int]] = {}
        for at, sentence in enumerate(sentences):
            for term in set(_terms(sentence)):
                self._having.setdefault(term, []).append(at)

    def nearest(self, text: str) -> int | None:
        """Index of the sentence that most likely gave rise to `text`: the best, if it covers at least `ENOUGH`."""
        # Sorted, because the order of a set differs between runs and so would the last bit of a sum of floats.
        wanted = sorted(set(_terms(text)))
        scores: dict[int, float] = {}
        whole = 0.0
        for term in wanted:
            having = self._having.get(term, ())
            weight = math.log(1 + self._size / (1 + len(having)))
            whole += weight
            for at in having:
                scores[at] = scores.get(at, 0.0) + weight
        best = max(sorted(scores), key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= ENOUGH * whole else None


def nearest(text: str, sentences: Sequence[str]) -> tuple[int, ...]:
    """Indices of the sentences that most likely gave rise to `text`: the best, if it covers at least `ENOUGH`."""
    found = Index(sentences).nearest(text)
    return () if found is None else (found,)


def _terms(text: str) -> list[str]:
    return [match.group().casefold() for match in _TERM.finditer(text)]
