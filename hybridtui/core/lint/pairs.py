"""Why this file exists: to hold every item against every other is too slow; only those with a rare word in common meet.

This is prefix filtering, as in set-similarity joins: sets that share most of their words share one of their rarest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

_MOST = 32
"""Bags that one word leads to, at most; where it is in more, later ones are held against the first of them only."""
_EQUAL = 2
"""Bags with the very same words that later ones are held against."""


def pairs(bags: Sequence[frozenset[str]], lacking: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Indices of any two bags that are alike, in order, each pair once; empty bags are like none.

    `lacking` tells, for the size of a bag, how many of its words one that is alike may lack at most. The time grows
    about linearly with the number of bags.
    """
    frequency = Counter(word for bag in bags for word in bag)
    rarest = sorted(frequency, key=lambda word: (frequency[word], word))
    rank = {word: at for at, word in enumerate(rarest)}
    having: dict[int, list[int]] = {}
    seen: Counter[frozenset[str]] = Counter()
    lacks = [lacking(len(bag)) for bag in bags]
    for at, bag in enumerate(bags):
        size, may_lack = len(bag), lacks[at]
        prefix = sorted([rank[word] for word in bag])[: may_lack + 1]
        near = {
            other
            for word in prefix
            for other in having.get(word, ())
            if size - may_lack <= len(bags[other]) <= size + lacks[other]
        }
        for other in sorted(near):
            shared = len(bag & bags[other])
            if size - shared <= may_lack and len(bags[other]) - shared <= lacks[other]:
                yield other, at
        seen[bag] += 1
        if seen[bag] <= _EQUAL:
            for word in prefix:
                listed = having.setdefault(word, [])
                if len(listed) < _MOST:
                    listed.append(at)
