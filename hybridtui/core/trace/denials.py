"""Why this file exists: an item that drops a "not", or has one that nobody said, reads as well as before.

A negation is compared by what it denies, which is roughly the first word of content after it, and only with sentences
that speak of the same. A sentence may deny without a "not": "the scanner is dead" stands for "does not work".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hybridtui.core.english.negations import Negation, negations
from hybridtui.core.english.opposites import opposites
from hybridtui.core.english.stems import content, stem, words
from hybridtui.core.refining.wording import SCAFFOLD
from hybridtui.core.remembering import remembered

SAID_OF, SAID_OF_FIRST = 2 / 3, 1 / 2
"""The share of the words under a negation that another text must have to speak of the same thing, and the share where
the first of them, which is what is denied, is there. Scopes are rough and mostly too long."""

_SORTS = frozenset({"not", "only"})
"""Of negations only these are compared: to leave out what "instead" and "except" add is to leave out, not to alter."""


def _stems(listed: str) -> frozenset[str]:
    return frozenset(map(stem, listed.split()))


_DENIES = _stems(
    "absent block broken closed dead deny disabled down empty end expire fail fewer forbid gone hidden ignore invalid"
    " keep lack locked lose lost miss missing off offline omit only paused prevent private prohibit protect read refuse"
    " reject remain same stay stop unable unchanged untouched until"
)
"""Stems of words that deny something by themselves: with one of these a text need not say "not" to mean it."""
_HAPPENS = _stems("happen occur allowed permitted possible acceptable okay fine option")
"""Stems of what is said of the subject as a whole."""
_SENTENCE = re.compile(r"[.!?…;]\s")
_OF_NOBODY = re.compile(r"\b(nobody|none|no one)['’]s\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.!?…;,:]\s|\b(?:and|but)\b")
_NOTHING = re.compile(r"(?:no|nobody|none|nothing|neither)\b", re.IGNORECASE)
_LACKS = re.compile(r"(?:without|no)\b", re.IGNORECASE)
_CLOSE = 3
"""Words between a thing and the word that says that it is not there."""
_DENYING_WORD = re.compile(r"(?:un|non|dis)[a-z]{4,}|[a-z]{3,}less")


def denials(sources: Sequence[str], item: str) -> Iterator[str]:
    """What one of `item` and the sentences `sources` that it rests on denies and the other asserts, in words."""
    if _asks(item):
        return
    for source in sources:
        for each in denied(source):
            if speaks_of(item, each) and not denies(item, each, source):
                others = (other for other in sources if other is not source)
                if not any(speaks_of(other, each) and not denies(other, each, source) for other in others):
                    yield f'does not say "{_words_of(source, each)}", as the notes do'
    for each in denied(item):
        speaking = [source for source in sources if speaks_of(source, each)]
        speaking = [source for source in speaking if each.scope[0] in _content(source)] or speaking
        if speaking and not any(denies(source, each, item) for source in speaking):
            yield f'says "{_words_of(item, each)}", which the notes do not'


@remembered(4096)
def denied(text: str) -> tuple[Negation, ...]:
    """The negations of `text` that an item must share with its sentences if both speak of the same.

    What is denied comes first in the scope. A question denies nothing.
    """
    if _asks(text):
        return ()
    plain = _OF_NOBODY.sub(lambda match: match[1].ljust(len(match[0])), text)
    found = (_widened(each, plain) for each in negations(plain) if each.sort in _SORTS)
    return tuple(each for each in found if each.scope)


def _asks(text: str) -> bool:
    return text.rstrip(" \"'”’)*_").endswith("?")


def _widened(negation: Negation, text: str) -> Negation:
    """The negation without the words of any spec in its scope.

    Where it is said of what stands before it ("users can, guests cannot"), the nearest word comes first; so where
    nothing but "happen" or the like follows it.
    """
    scope = negation.scope
    if _HAPPENS.issuperset(scope):
        scope = (*reversed(content(_SENTENCE.split(text[: negation.start])[-1])), *scope)
    elif not content(text[negation.start : negation.end]):
        scope = tuple(reversed(content(_clause_before(negation, text)) or scope))
    return replace(negation, scope=tuple(each for each in scope if each not in SCAFFOLD))


def _clause_before(negation: Negation, text: str) -> str:
    return _CLAUSE.split(text[: negation.start])[-1]


@remembered(4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(content(text))


def speaks_of(text: str, negation: Negation) -> bool:
    """Whether `text` is about what the negation is said of: has most of its words, or half with the first of them."""
    shared = frozenset(negation.scope).intersection(_content(text))
    enough = SAID_OF_FIRST if negation.scope[0] in shared else SAID_OF
    return bool(shared) and len(shared) >= enough * len(frozenset(negation.scope))


def denies(text: str, negation: Negation, own: str) -> bool:
    """Whether `text` denies what `negation` denies in `own`, in whatever words.

    The first word in the scope is the one that is denied ("not *touch* the columns"). Where `text` has it, that has to
    be denied there, too. Where it says it otherwise ("leave the columns alone"), any negation or denying word that
    `own` lacks may stand for this one.
    """
    others = denied(text)
    if negation.sort == "only" and any(other.sort == "not" for other in others if other not in denied(own)):
        return True  # "dates, no names" for "only dates"
    said = _content(text)
    if (first := negation.scope[0]) in said:
        same = any(first in _reach(other, text) and _same_sort(other, negation, own) for other in others)
        return same or (_LACKS.match(own, negation.start) is not None and _lacks(text, first, own))
    if any(said.intersection(negation.scope).intersection(other.scope) for other in others):
        return True
    fresh = [word for word in words(text) if word not in frozenset(words(own))]
    if any(stem(word) in _DENIES or _DENYING_WORD.fullmatch(word) for word in fresh):
        return True
    return any(opposites(each, frozenset(map(stem, fresh))) for each in negation.scope)


def _reach(negation: Negation, text: str) -> frozenset[str]:
    """What a negation denies: its scope, and of "shows no names" also the verb before it."""
    before = content(_clause_before(negation, text)) if _NOTHING.match(text, negation.start) else ()
    return frozenset((*negation.scope, *before))


def _lacks(text: str, thing: str, own: str) -> bool:
    """Whether `text` says of a thing, close to it, that it is not there, by a word that `own` lacks: "is gone"."""
    stems = [stem(word) for word in words(text)]
    there = [at for at, each in enumerate(stems) if each == thing]
    lacking = [at for at, each in enumerate(stems) if each in _DENIES and each not in map(stem, words(own))]
    return any(abs(one - other) <= _CLOSE for one in there for other in lacking)


def _same_sort(other: Negation, negation: Negation, own: str) -> bool:
    """Whether `other` may stand for `negation`: it is of its sort, or `own` has none of its sort that it stands for."""
    if other.sort == negation.sort:
        return True
    return not any(each.sort == other.sort and frozenset(each.scope).intersection(other.scope) for each in denied(own))


def _words_of(text: str, negation: Negation) -> str:
    return " ".join(text[negation.start : negation.end].split()).rstrip(".,;:!?")
