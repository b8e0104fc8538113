"""Why this file exists: to hold every item against every other is too slow; only those with a rare word in common meet.

This is prefix filtering, as in set-similarity joins: sets that share most of their words share one of their rarest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

MOST = 64
"""Sets that one word leads to, at most; where a word is in more, later ones are held against the first of them only."""


def pairs(bags: Sequence[frozenset[str]], share: float) -> Iterator[tuple[int, int]]:
    """Indices of any two bags that may have `share` of their words in common (Jaccard), in order, each pair once.

    The time grows about linearly with the number of bags.
    """
    frequency = Counter(word for bag in bags for word in bag)
    having: dict[str, list[int]] = {}
    for at, bag in enumerate(bags):
        ranked = sorted(bag, key=lambda word: (frequency[word], word))
        prefix = ranked[: len(bag) - -int(-share * len(bag) // 1) + 1]
        met = {other for word in prefix for other in having.get(word, ())}
        yield from ((other, at) for other in sorted(met))
        for word in prefix:
            listed = having.setdefault(word, [])
            if len(listed) < MOST:
                listed.append(at)
