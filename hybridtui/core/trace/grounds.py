"""Why this file exists: many items are traced to the same notes, and what that takes is found out about the notes once.

An item rests on a few sentences, mostly neighbours: people say a thing in two or three breaths. So an item's footing is
a small group of sentences that covers its words: of the groups that grow from the best by `Index.best`, neighbours
first, the one that covers most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from hybridtui.core.english.chatter import says_nothing
from hybridtui.core.english.deferrals import only_refuses, put_off, rules_out
from hybridtui.core.english.negations import Negation, negations
from hybridtui.core.english.stems import content, says, words
from hybridtui.core.english.titles import section_kind
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import Sentence
from hybridtui.core.remembering import remembered
from hybridtui.core.trace.alterations import around, instead_of, told
from hybridtui.core.trace.denials import denied, denies, speaks_of
from hybridtui.core.trace.index import Index
from hybridtui.core.trace.inventory import Inventory, inventory, together

LONGEST = 4000
"""Characters: what is longer was pasted, not said. As an item it is compared as a whole; of a sentence, the rest counts
for nothing."""

GROUP = 3
"""Sentences: an item rests on no more, as windows of three turns served best on meetings."""

_NEAR = 2
"""Sentences to each side of one in a group that may join it, whatever of the item they cover."""

_SEEDS, _CANDIDATES = 3, 8
_GAIN = 0.15
"""The share of an item's weight by which a sentence must add to a group to join it."""

_FAR = 0.25
"""The share of an item's weight that a sentence from elsewhere in the notes must cover by itself to join a group. With
less, any three sentences of long notes would cover half of any item between them."""

RULED_OUT = 0.3
"""The share of an item's weight that must be in what a sentence rules out. Less than for support: who makes a
requirement of "SMS? Skip it." puts a sentence round the one word, and it must also be more than any note asks for."""

_RESTATES = 0.7
"""The share of a sentence's own words, by weight, that an item must have to carry it too: people say things twice."""


@dataclass(frozen=True, slots=True)
class Footing:
    """The sentences that a text rests on, by their indices in order, and the share of its weight that they cover."""

    score: float = 0.0
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text whose footing is looked for: its terms with their weights, the sum of these, and its likeliest sentences.

    Figures are compared as facts, and are no terms where there are words.
    """

    weights: Mapping[str, float]
    whole: float
    likeliest: tuple[int, ...]


class Grounds:
    """Notes, prepared for tracing items to them."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.texts = [each.text[:LONGEST] for each in self.sentences]
        self.at = {each.key: at for at, each in enumerate(self.sentences)}
        self._whole = {_squeezed(each.text): at for at, each in reversed(list(enumerate(self.sentences)))}
        self._index = Index(self.texts)
        self._latest: tuple[str, _Wanted] = ("", _Wanted({}, 0.0, ()))
        self._own: dict[int, tuple[Mapping[str, float], float]] = {}

    def is_filler(self, at: int) -> bool:
        """Whether a sentence says nothing, or nothing but no to what was said before it."""
        sentence = self.sentences[at]
        return not sentence.verbatim and (_says_nothing(sentence.text, sentence.listed) or only_refuses(sentence.text))

    @cached_property
    def inventory(self) -> Inventory:
        """The facts of all notes."""
        return together(map(inventory, self.texts))

    def same(self, text: str) -> int | None:
        """The first sentence that is `text`, whatever its spacing."""
        return self._whole.get(_squeezed(text))

    def saying(self, text: str) -> int | None:
        """The first sentence that says `text` word for word, but for words that say nothing."""
        wanted = words(text)
        candidates = sorted(self.likeliest(text))
        return next((at for at in candidates if wanted and _says(self.texts[at], wanted)), None)

    def footing(self, text: str, within: str = "") -> Footing:
        """What `text` rests on. Words of `within`, which it is a part of, need no footing of their own."""
        wanted = self._wanted(text)
        given = frozenset(self._index.weights(within)) & frozenset(wanted.weights) if within else frozenset()
        has = {at: self._index.covered(wanted.weights, at) for at in wanted.likeliest}
        groups = [self._group(wanted, given, seed, has) for seed in wanted.likeliest[:_SEEDS]]
        if not groups or not wanted.whole:
            return Footing(_sum(wanted.weights, given) / wanted.whole if wanted.whole else 0.0)
        covered, group = max(groups, key=lambda each: each[0])
        return Footing(covered / wanted.whole, tuple(sorted({*group, *self._restating(wanted)})))

    def likeliest(self, text: str) -> tuple[int, ...]:
        """The sentences that most likely gave rise to `text`, the likeliest first."""
        return self._wanted(text).likeliest

    def coverage(self, text: str, at: Collection[int]) -> float:
        """The share of the weight of `text` that the sentences at these indices cover."""
        wanted = self._wanted(text)
        covered = frozenset().union(*(self._index.covered(wanted.weights, each) for each in at))
        return _sum(wanted.weights, covered) / wanted.whole if wanted.whole else 0.0

    def joined(self, text: str, group: Sequence[int]) -> tuple[int, ...]:
        """`group` with the sentences that have the facts and negations of `text` which it lacks, said of the same.

        A sentence joins if it shares more words with what surrounds the fact than a sentence of the group that has
        another such fact there: that one says what the item has altered.
        """
        own = [inventory(self.texts[at]) for at in group]
        unsaid = [fact for fact in told(text) if not any(each.has(fact) for each in own)]
        lacking = [fact for fact in unsaid if self.inventory.has(fact)]
        bare = [each for each in denied(text) if not any(denies(self.texts[at], each, text) for at in group)]
        if not lacking and not bare:
            return tuple(group)
        lost = [(fact, self.texts[at]) for at in group for fact in told(self.texts[at])]
        near = {at + step for at in group for step in range(-_NEAR, _NEAR + 1) if 0 <= at + step < len(self.texts)}
        candidates = sorted({*near, *self.likeliest(text)} - {*group})
        joining = set(group)
        for fact in lacking:
            here = around(fact, text)
            was = instead_of(fact, text, lost)
            rival = len(here & around(*was)) if was else 0
            for at in candidates:
                if inventory(self.texts[at]).has(fact) and len(here.intersection(content(self.texts[at]))) > rival:
                    joining.add(at)
        for negation in bare:
            joining.update(at for at in candidates if _denied_by(self.texts[at], negation, text))
        return tuple(sorted(joining))

    def refusing(self, text: str) -> int | None:
        """The sentence that rules out or defers what `text` asks for; None where none does, or others ask for it too.

        A text that says no itself to what the sentence names is none that asks for it.
        """
        wanted = self._wanted(text)
        weights = {term: weight for term, weight in wanted.weights.items() if self._index.has(term)}
        if not weights or not self._refused or rules_out(text):
            return None
        said_no_to = {each for negation in negations(text) for each in negation.scope}
        best, most = None, RULED_OUT * sum(weights.values())
        for match in self._refusals.best(text, _CANDIDATES):
            at = self._refused[match.index]
            ruled_out = _sum(weights, self._put_off[at])
            if ruled_out > most and not said_no_to & self._put_off[at]:
                best, most = at, ruled_out
        if best is None:
            return None
        named = {term: weight for term, weight in weights.items() if term in self._put_off[best]}
        asked = max(self._asked(weights, at) for at in wanted.likeliest)
        asked_of_it = max(self._asked(named, at) for at in wanted.likeliest)
        return best if most > asked or asked_of_it < most / 2 else None

    def _asked(self, weights: Mapping[str, float], at: int) -> float:
        """How much of the weight a sentence covers by what it does not rule out."""
        return sum(weights[term] for term in self._index.covered(weights, at) - self._put_off[at])

    @cached_property
    def _put_off(self) -> tuple[frozenset[str], ...]:
        scopes = put_off(["" if each.verbatim else each.text for each in self.sentences])
        return tuple(
            scope | frozenset(content(each.text)) if _is_put_off(each.headings) else scope
            for each, scope in zip(self.sentences, scopes, strict=True)
        )

    @cached_property
    def _refused(self) -> list[int]:
        return [at for at, scope in enumerate(self._put_off) if scope]

    @cached_property
    def _refusals(self) -> Index:
        return Index([self.texts[at] for at in self._refused])

    def _wanted(self, text: str) -> _Wanted:
        """What is looked for, once: all that is asked of an item is asked in a row."""
        if self._latest[0] != text:
            weights = self._weights(text)
            likeliest = tuple(each.index for each in self._index.best(text, _CANDIDATES))
            self._latest = text, _Wanted(weights, sum(weights.values()), likeliest)
        return self._latest[1]

    def _weights(self, text: str) -> Mapping[str, float]:
        weights = self._index.weights(text)
        return {term: weight for term, weight in weights.items() if not term[0].isdigit()} or weights

    def _group(
        self, wanted: _Wanted, given: frozenset[str], seed: int, has: dict[int, frozenset[str]]
    ) -> tuple[float, tuple[int, ...]]:
        """The group that grows from `seed`, and the weight that it covers.

        `has` are the terms that sentences have; those of more sentences are put there as they are looked for.
        """
        far = [at for at in wanted.likeliest if _sum(wanted.weights, has[at]) >= _FAR * wanted.whole]
        group, covered = [seed], given | has[seed]
        while len(group) < GROUP:
            near = {at + step for at in group for step in range(-_NEAR, _NEAR + 1) if 0 <= at + step < len(self.texts)}
            best, gain = None, _GAIN * wanted.whole
            for at in sorted({*near, *far} - {*group}):
                if at not in has:
                    has[at] = self._index.covered(wanted.weights, at)
                own = has[at] - covered
                if own and (more := _sum(wanted.weights, own)) > gain:
                    best, gain = at, more
            if best is None:
                break
            group.append(best)
            covered |= has[best]
        return _sum(wanted.weights, covered), tuple(group)

    def _restating(self, wanted: _Wanted) -> list[int]:
        """Those of the likeliest that say hardly anything but what the item says."""
        found = []
        for at in wanted.likeliest:
            if at not in self._own:
                weights = self._weights(self.texts[at])
                self._own[at] = weights, sum(weights.values())
            own, whole = self._own[at]
            if (shared := _sum(own, wanted.weights)) and shared >= _RESTATES * whole:
                found.append(at)
        return found


def _sum(weights: Mapping[str, float], terms: Collection[str]) -> float:
    """What those of the terms weigh that are among `weights`; in their order there, or sums of floats would differ."""
    return sum([weight for term, weight in weights.items() if term in terms])


_says_nothing = remembered(16_384)(says_nothing)


@lru_cache(maxsize=1024)  # many sentences stand under each
def _is_put_off(headings: tuple[str, ...]) -> bool:
    return section_kind(headings) is Kind.OUT_OF_SCOPE or any(map(rules_out, headings))


def _denied_by(sentence: str, negation: Negation, text: str) -> bool:
    return speaks_of(sentence, negation) and denies(sentence, negation, text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _says(sentence: str, wanted: Sequence[str]) -> bool:
    """Whether the words `wanted` stand in `sentence` in that order, with none between them that says something."""
    said = words(sentence)
    rest = iter(said)
    skipped = []
    for word in wanted:
        for other in rest:
            if other == word:
                break
            skipped.append(other)
        else:
            return False
    skipped += rest
    return not any(says(word) or word in _TURNING or word[0].isdigit() for word in skipped)


_TURNING = frozenset({"not", "no", "never", "only", "without", "except", "unless", "maybe", "perhaps", "probably"})
