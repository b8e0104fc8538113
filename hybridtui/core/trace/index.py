"""Why this file exists: which sentences a text came from is found by their words, and looked for again and again.

Words are compared by their Snowball stems. Ranking is by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009) plus the share of the text's terms that a sentence covers, weighted by inverse document frequency.
Only that share is held against a threshold: it is one of the whole, whatever the length of the notes, while the
value of BM25 depends on them. What a query costs is the heads of its terms' postings (`core.trace.postings`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hybridtui.core.english.stems import says, stem, words
from hybridtui.core.refining.wording import SCAFFOLD
from hybridtui.core.remembering import remembered
from hybridtui.core.trace.postings import Postings, top

ENOUGH = 0.5
"""A sentence, or group of sentences, that covers less than this share of an item's weighted terms is no source of it.

Set where own notes and the notes of others part (`python -m tests.bench.tracing`): of 91 items of two specs worded by a
person no item fell below it with its own notes, and 97 to 100 % did with notes about something else. Free summaries
of a meeting are beyond the reach of words: 71 % of their sentences fall below, too.
"""

_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's k1 and b, as they are commonly set."""

_SHORTENED = 4
"""Letters: a stem that begins with a whole other one of this length is that word ("auth", "notif")."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that a text may have come from: its index, and the share of the text's terms that it covers."""

    index: int
    score: float


class Index:
    """Sentences to be searched for those that a text came from, however often."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._having: dict[str, dict[int, int]] = {}
        self._lengths = [0] * len(sentences)
        for at, sentence in enumerate(sentences):
            self._lengths[at] = len(_terms(sentence))
            for term, count in Counter(map(stem, words(sentence))).items():
                self._having.setdefault(term, {})[at] = count
        self._mean = sum(self._lengths) / max(1, len(sentences)) or 1.0
        self._sorted = sorted(self._having)
        self._known: dict[str, Postings] = {}

    def best(self, text: str, most: int = 3) -> tuple[Match, ...]:
        """The `most` sentences that most likely gave rise to `text`, the likeliest first; none that share no term."""
        wanted = [self._postings(term) for term in _distinct(text)]
        whole = sum(term.weight for term in wanted)
        return tuple(
            Match(at, sum(term.weight for term in wanted if at in term.impact) / whole) for at in top(wanted, most)
        )

    def nearest(self, text: str) -> int | None:
        """Index of the sentence that most likely gave rise to `text`: the best, if it covers at least `ENOUGH`."""
        return next((each.index for each in self.best(text, 1) if each.score >= ENOUGH), None)

    def weights(self, text: str) -> Mapping[str, float]:
        """The terms of `text`, each with its weight: the rarer it is in the sentences, the more."""
        return {term: self._postings(term).weight for term in _distinct(text)}

    def has(self, term: str) -> bool:
        """Whether any sentence has the term."""
        return bool(self._postings(term).impact)

    def covered(self, terms: Collection[str], at: int) -> frozenset[str]:
        """Those of `terms` that sentence `at` has."""
        return frozenset(term for term in terms if at in self._postings(term).impact)

    def _postings(self, term: str) -> Postings:
        """The sentences that have the term, or one that shortens it or that it shortens."""
        found = self._known.get(term)
        if found is None:
            counts = self._counts(term)
            weight = math.log(1 + len(self._lengths) / (1 + len(counts)))
            found = Postings(weight, {at: self._impact(at, count) for at, count in counts.items()})
            self._known[term] = found
        return found

    def _impact(self, at: int, count: int) -> float:
        """What a term that a sentence has `count` times adds to its rank, for each unit of the term's weight."""
        length = 1 - _LENGTH + _LENGTH * self._lengths[at] / self._mean
        return 1 + count * (_SATURATION + 1) / (count + _SATURATION * length) / (_SATURATION + 1)

    def _counts(self, term: str) -> Mapping[int, int]:
        others = [other for other in self._like(term) if other != term]
        exact = self._having.get(term, {})
        if not others:
            return exact
        found = Counter(exact)
        for other in others:
            found.update(self._having[other])
        return found

    def _like(self, term: str) -> Iterator[str]:
        if len(term) < _SHORTENED or not term.isalpha():
            return
        at = bisect_left(self._sorted, term)
        while at < len(self._sorted) and self._sorted[at].startswith(term):
            yield self._sorted[at]
            at += 1
        yield from (term[:end] for end in range(_SHORTENED, len(term)) if term[:end] in self._having)


def nearest(text: str, sentences: Sequence[str]) -> tuple[int, ...]:
    """Indices of the sentences that most likely gave rise to `text`: the best, if it covers at least `ENOUGH`."""
    found = Index(sentences).nearest(text)
    return () if found is None else (found,)


def _distinct(text: str) -> dict[str, None]:
    """The terms, each once and in the order of the text: that of a set differs between runs, and so do sums then."""
    return dict.fromkeys(_terms(text))


@remembered(16_384)  # most sentences are what they were when the notes are indexed again
def _terms(text: str) -> tuple[str, ...]:
    """What is looked for: the stems of words that say something, and figures; where there are none, of all words."""
    said = words(text)
    telling = [stem(word) for word in said if word[0].isdigit() or (says(word) and stem(word) not in SCAFFOLD)]
    return tuple(telling or map(stem, said))
