"""Why this file exists: common words stand in most sentences, and the best few must be found without weighing them all.

Each word leads to its sentences, those that it tells most about first. Only the heads of these lists are looked at, and
no more than it takes to be sure that nothing below them can be better: the threshold algorithm (Fagin, Lotem and Naor,
"Optimal Aggregation Algorithms for Middleware", 2003). What is found is what weighing all would find.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest

_FIRST, _DEEPER = 64, 4
"""Sentences of each list that are looked at first, and how many times as many then: few words of notes have more."""


class Postings:
    """A term's weight, and the sentences that have it, by their indices, each with its impact on that one's rank."""

    def __init__(self, weight: float, impact: Mapping[int, float]) -> None:
        self.weight = weight
        self.impact = impact

    @cached_property
    def _order(self) -> list[int]:
        return sorted(self.impact, key=lambda at: (-self.impact[at], at))

    def head(self, depth: int) -> Iterable[int]:
        """The `depth` sentences with the greatest impact, of equal ones the first; all where there are fewer."""
        return self.impact if len(self.impact) <= depth else self._order[:depth]

    def below(self, depth: int) -> int | None:
        """The sentence right below that head; None where there is none."""
        return None if len(self.impact) <= depth else self._order[depth]


def top(wanted: Sequence[Postings], most: int) -> list[int]:
    """The `most` sentences with the greatest sums of weight times impact, the greatest first.

    Of equal ones those that come first in the notes do so here. Sentences that have none of the terms are left out.
    """
    depth = _FIRST
    while True:
        ranks = _ranked(wanted, depth)
        best = [at for _, at in nsmallest(most, [(-rank, at) for at, rank in ranks.items()])]
        if _settled(wanted, depth, ranks, best[most - 1 :]):
            return best
        depth *= _DEEPER


def _ranked(wanted: Sequence[Postings], depth: int) -> dict[int, float]:
    """The ranks of the sentences in the heads, each in full. Summed in one order, or equal ones would differ."""
    ranks = dict.fromkeys([at for postings in wanted for at in postings.head(depth)], 0.0)
    for postings in wanted:
        weight, impact = postings.weight, postings.impact
        for at in impact if len(impact) <= depth else [at for at in ranks if at in impact]:
            ranks[at] += weight * impact[at]
    return ranks


def _settled(wanted: Sequence[Postings], depth: int, ranks: Mapping[int, float], last: Sequence[int]) -> bool:
    """Whether no sentence below the heads can come before the `last` of the best; where that is missing, any can."""
    below = [(postings, at) for postings in wanted if (at := postings.below(depth)) is not None]
    if not below or not last:
        return not below
    bound = sum(postings.weight * postings.impact[at] for postings, at in below)
    return ranks[last[0]] > bound or (ranks[last[0]] == bound and last[0] < max(at for _, at in below))
