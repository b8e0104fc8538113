"""Why this file exists: people say the important things twice, and a spec should not.

A wrong merge hides a requirement and a missed one only repeats it, so two items are one only where hardly a word parts
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from hybridtui.core.draft.item import Item
from hybridtui.core.english import lexicon
from hybridtui.core.english.chunks import chunks
from hybridtui.core.english.negations import negations, unanswered
from hybridtui.core.english.quantities import Quantity, quantities
from hybridtui.core.english.stems import stem
from hybridtui.core.facts import absent, facts
from hybridtui.core.kinds import Kind
from hybridtui.core.remembering import remembered

ONE_IN = 5
"""Of so many telling words one may be in the longer item only: their sets share at least 0.8 (Jaccard), and items of up
to four words must have the same."""

_SILENT = (lexicon.ARTICLES - {"my", "your"}) | lexicon.INTENSIFIERS | lexicon.FILLERS | lexicon.HESITATIONS | {
    "is", "are", "was", "were", "be", "been", "being", "do", "does", "will", "would", "shall", "should", "must", "need",
    "needs", "want", "have", "has", "i", "we", "it", "it's", "i'd", "we'd", "let's", "there", "there's", "that", "this",
    "these", "those", "just", "also", "please", "so", "and", "of",
}  # fmt: skip
"""Words that say nothing by themselves. "Can", "may" and "maybe" do, and "in", "off", "from", "all": they stay."""


def merge(items: Sequence[Item], apart: Collection[str] = ()) -> tuple[Item, ...]:
    """`items` with those of a kind that say the same made one, in the place of the first.

    A merged item has the id of the first, the text of the one with most words (of equals the first), and the sources of
    all in order, each once. An item whose id is in `apart`, because a human has split it from others, stays alone.

    Two items say the same if the telling words of one (stems and figures, without articles, auxiliaries and fillers)
    are all among the other's, which has at most one more in `ONE_IN`; if they come in the same order but for one word
    ("validate rows", "rows are validated"); and if no number, limit, date, identifier, link, quotation, name or
    negation is in one only. This is stricter than a token-set ratio of 0.85: where one set of words holds the other,
    that ratio is 1. Text of several lines is data, and is the same only to the letter.

    Only items that share two of their rarest words are compared (prefix filtering, as in set-similarity joins: what one
    set has more can push only so many words before them), so the time grows about linearly with their number. Merging
    again changes nothing.
    """
    merged = tuple(items)
    while True:
        before, merged = merged, _merged_once(merged, apart)
        if len(merged) == len(before):  # an item that has taken over a longer text may be like another one now
            return merged


@dataclass(frozen=True, slots=True)
class _Said:
    """What an item says: its telling words in order, as a set, and the figures among them."""

    words: tuple[str, ...]
    bag: frozenset[str]
    figures: frozenset[str]


_Key = tuple[Kind, frozenset[str], tuple[str, ...]]


def _merged_once(items: tuple[Item, ...], apart: Collection[str]) -> tuple[Item, ...]:
    said = [_said(item.text) for item in items]
    frequency = Counter(word for each in said for word in each.bag)
    groups: list[list[int]] = []
    heads: dict[_Key, list[int]] = {}
    for at, item in enumerate(items):
        shared = _rarest(said[at].bag, frequency) if item.id not in apart else ()
        keys = [(item.kind, said[at].figures, words) for words in shared]
        candidates = sorted({group for key in keys for group in heads.get(key, ())})
        home = next((group for group in candidates if _same(items, said, groups[group][0], at)), None)
        if home is None:
            for key in keys:
                heads.setdefault(key, []).append(len(groups))
            groups.append([at])
        else:
            groups[home].append(at)
    return tuple(_joined(items, said, group) for group in groups)


def _rarest(bag: frozenset[str], frequency: Counter[str]) -> Iterator[tuple[str, ...]]:
    """Pairs of its rarest words, one of which any set has that is alike; the word itself where there is but one."""
    ranked = sorted(bag, key=lambda word: (frequency[word], word))
    return combinations(ranked[: 2 + len(ranked) // ONE_IN], min(2, len(ranked)))


def _same(items: Sequence[Item], said: Sequence[_Said], one: int, other: int) -> bool:
    small, large = said[one], said[other]
    if len(small.bag) > len(large.bag):
        small, large = large, small
    if not small.bag <= large.bag or ONE_IN * (len(large.bag) - len(small.bag)) > len(large.bag):
        return False
    if not _in_order(small.words, [word for word in large.words if word in small.bag]):
        return False
    first, second = items[one].text, items[other].text
    if first == second:
        return True
    return "\n" not in first + second and not any(_differ(*pair) for pair in ((first, second), (second, first)))


def _in_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words come in the same order once one of them is left out."""
    rest = set(one)
    return list(one) == list(other) or any(_without(word, one) == _without(word, other) for word in rest)


def _without(word: str, words: Sequence[str]) -> list[str]:
    return [each for each in words if each != word]


def _differ(one: str, other: str) -> bool:
    """Whether a fact or negation of `one` is not in `other`."""
    missing = absent(facts(one), other, facts(other))
    return bool(missing or unanswered(negations(one), negations(other), other))


def _joined(items: Sequence[Item], said: Sequence[_Said], group: Sequence[int]) -> Item:
    if len(group) == 1:
        return items[group[0]]
    fullest = max(group, key=lambda at: len(said[at].bag))
    sources = dict.fromkeys(source for at in group for source in items[at].sources)
    return replace(items[group[0]], text=items[fullest].text, sources=tuple(sources))


@remembered(8192)  # a draft is merged anew whenever an item of it changes
def _said(text: str) -> _Said:
    figures = quantities(text)
    words = tuple(_telling(text, figures)) or (text,)
    limits = (f"{each.limit.side if each.limit else ''} {each.value}" for each in figures)
    return _Said(words, frozenset(words), frozenset(limits))


def _telling(text: str, figures: Sequence[Quantity]) -> Iterator[str]:
    """The stems of the words of `text` that are not silent, and its figures in their one spelling, in order.

    "To" is silent where nothing stands before it. Of the words around them, figures take in those that limit them.
    """
    at, found = 0, []
    for figure in figures:
        span = figure.limit or figure
        if span.start >= at:
            found += [*_stems(text[at : span.start]), figure.value]
            at = span.end
    found += _stems(text[at:])
    yield from found[1:] if found[:1] == ["to"] else found


def _stems(text: str) -> Iterator[str]:
    for part in chunks(text):
        core = part.core.strip("`'")
        if core == "cannot" or core.endswith("n't"):
            yield "not"
        elif core and core not in _SILENT:
            yield stem(core)
