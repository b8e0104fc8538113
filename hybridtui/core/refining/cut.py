"""Why this file exists: a faithful line is its sentence less some words, and one rule says which, whoever judged them.

A judge (the model, or nobody) gives each word that may go a margin: above zero it had better stay. The dial says which
words are up for judgement at all. So the dial, and another attempt, cost no inference.
"""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.refining.words import Role, Word
from hybridtui.core.steering import Compression

_JUDGED = {Compression.LIGHT: (Role.OPTIONAL,), Compression.DENSE: (Role.OPTIONAL, Role.ARTICLE)}


def judged(words: Sequence[Word]) -> tuple[int, ...]:
    """The indices of the words that may be judged, in order; margins are given for these."""
    return tuple(at for at, word in enumerate(words) if word.role in (Role.OPTIONAL, Role.ARTICLE))


def cut(words: Sequence[Word], margins: Sequence[float], compression: Compression, attempt: int = 0) -> tuple[str, ...]:
    """The texts of the words that stay.

    `margins` are those of `judged(words)`, or empty where nobody judged them: then all of them go. Attempt n turns
    round the decision that is the n-th least sure, so each attempt differs from the first by one word; after the last
    one they begin anew. VERBATIM keeps every word, noise included.
    """
    if compression is Compression.VERBATIM:
        return tuple(word.text for word in words)
    doubt = dict(zip(judged(words), margins or [-1.0] * len(words), strict=False))
    open_to_choice = [at for at in doubt if words[at].role in _JUDGED[compression]]
    gone = {at for at in open_to_choice if doubt[at] <= 0}
    if turn := attempt % (len(open_to_choice) + 1):
        gone ^= {sorted(open_to_choice, key=lambda at: abs(doubt[at]))[turn - 1]}
    return tuple(word.text for at, word in enumerate(words) if word.role is not Role.FILLER and at not in gone)
