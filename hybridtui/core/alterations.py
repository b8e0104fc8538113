"""Why this file exists: a spec that says 60 MB where the notes say 50 is worse than one that says nothing.

What an item leaves out is no alteration: it may rest on a part of a long sentence. What it says otherwise is one: a
figure, unit, identifier, name or negation of the item that its sentences do not have, where they have another. English
only, as far as negations go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hybridtui.core.english.counts import counted
from hybridtui.core.english.negations import Negation, negations
from hybridtui.core.english.opposites import opposites
from hybridtui.core.english.stems import content, says, stem, words
from hybridtui.core.facts import Fact, FactKind, shown
from hybridtui.core.inventory import Inventory, inventory, together
from hybridtui.core.wording import SCAFFOLD

NEARBY = 60
"""Characters to each side of a fact whose words tell what it is said of: about 12 words, which is the distance at which
a shared word makes two figures the same fact in the fact-retention measure that this follows."""

SAID_OF, SAID_OF_FIRST = 2 / 3, 1 / 2
"""The share of the words under a negation that another text must have to speak of the same thing, and the share where
the first of them, which is what is denied, is there. Scopes are rough and mostly too long."""

_COMPARED = frozenset(
    {FactKind.NUMBER, FactKind.DATE, FactKind.VERSION, FactKind.CODE, FactKind.URL, FactKind.EMAIL, FactKind.NAME}
)
_FIGURES = frozenset({FactKind.NUMBER, FactKind.DATE, FactKind.VERSION})
_TURNED = {"most": "least", "least": "most"}
_SORTS = frozenset({"not", "only"})
"""Of negations only these are compared: to leave out what "instead" and "except" add is to leave out, not to alter."""


def _stems(listed: str) -> frozenset[str]:
    return frozenset(map(stem, listed.split()))


_KEYWORDS = SCAFFOLD | _stems("given scenario tbd todo todos note recommended")
"""Stems of what specs write in capitals and is no name."""

_DENIES = _stems(
    "absent block broken closed dead deny disabled down empty end expire fail fewer forbid gone hidden ignore invalid"
    " keep lack locked lose lost miss missing off offline omit only paused prevent private prohibit protect read refuse"
    " reject remain same stay stop unable unchanged untouched until"
)
"""Stems of words that deny something by themselves: with one of these a text need not say "not" to mean it."""
_HAPPENS = _stems("happen occur allowed permitted possible acceptable okay fine option")
"""Stems of what is said of the subject as a whole."""
_SENTENCE = re.compile(r"[.!?…;]\s")
_LACKS = re.compile(r"(?:without|no)\b", re.IGNORECASE)
_CLOSE = 3
"""Words between a thing and the word that says that it is not there."""
_DENYING_WORD = re.compile(r"(?:un|non|dis)[a-z]{4,}|[a-z]{3,}less")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an item differs from its sentences: what it says otherwise, in words, and the facts that it has besides."""

    changed: tuple[str, ...]
    new: tuple[Fact, ...]


def alterations(sources: Sequence[str], item: str, *, excluded: bool = False) -> tuple[str, ...]:
    """What `item` says otherwise than the sentences `sources` that it rests on, each in words a person can check.

    `excluded` says that the item stands where things are ruled out, so that it need not say "not" again. The notes and
    the item appear as they are written: plain text, not to be read as markup.
    """
    found = compared(sources, item, excluded=excluded)
    return (*found.changed, *(f"says {shown(each.kind, each.value)}, which the notes do not" for each in found.new))


def compared(sources: Sequence[str], item: str, *, excluded: bool = False) -> Comparison:
    """How `item` differs from the sentences `sources` that it rests on; see `alterations`."""
    changed: list[str] = []
    new: list[Fact] = []
    there, here = together(map(inventory, sources)), inventory(item)
    lost = [
        (fact, source)
        for source in sources
        for fact in inventory(source).facts
        if fact.kind in _COMPARED and not here.has(fact)
    ]
    for fact in told(here):
        if there.has(fact):
            continue
        if was := instead_of(fact, item, lost):
            lost.remove(was)
            changed.append(f"says {shown(fact.kind, fact.value)}, the notes say {shown(was[0].kind, was[0].value)}")
        else:
            new.append(fact)
    changed += _limits(there, here)
    changed += _counts(sources, item) if not changed else ()
    changed += _negations(sources, item, excluded)
    changed += _turned(sources, item)
    return Comparison(tuple(dict.fromkeys(changed)), tuple(new))


def told(said: Inventory) -> Iterator[Fact]:
    """The facts that are looked for in the notes: each value once, without the words that any spec is written in."""
    seen: set[tuple[FactKind, str]] = set()
    for fact in said.facts:
        if fact.kind not in _COMPARED or (fact.kind, fact.value) in seen:
            continue
        seen.add((fact.kind, fact.value))
        if fact.kind is not FactKind.NAME or stem(fact.value) not in _KEYWORDS:
            yield fact


def around(fact: Fact, text: str) -> frozenset[str]:
    """The stems of the words of content near a fact of `text`: what it is said of."""
    before, after = text[max(0, fact.start - NEARBY) : fact.start], text[fact.end : fact.end + NEARBY]
    if fact.start > NEARBY:
        before = before.partition(" ")[2]
    if fact.end + NEARBY < len(text):
        after = after.rpartition(" ")[0]
    return frozenset(content(before) + content(after)) - SCAFFOLD


def instead_of(fact: Fact, item: str, lost: Sequence[tuple[Fact, str]]) -> tuple[Fact, str] | None:
    """The fact of the sentences that stands where `fact` stands in the item; None where there is none like it."""
    here = around(fact, item)
    best, most = None, -1
    for candidate in lost:
        other, source = candidate
        shared = len(here & around(other, source))
        if _alike(fact, other) and shared > most and (shared or not here):
            best, most = candidate, shared
    return best


def _alike(one: Fact, other: Fact) -> bool:
    """Whether one of two facts may be the other gone wrong: figures share the number or the unit."""
    if one.kind is not other.kind:
        return False
    if one.kind is not FactKind.NUMBER:
        return True
    (number, _, unit), (number_there, _, unit_there) = one.value.partition(" "), other.value.partition(" ")
    return unit == unit_there or number == number_there


def _limits(there: Inventory, here: Inventory) -> Iterator[str]:
    """Limits that have been turned round: "at least 5" for "at most 5"."""
    said = {fact.value for fact in there.facts if fact.kind is FactKind.LIMIT}
    for fact in here.facts:
        if fact.kind is FactKind.LIMIT and fact.value not in said:
            at, side, figure = fact.value.split(" ", 2)
            if (turned := f"{at} {_TURNED[side]} {figure}") in said:
                yield f"says {fact.value}, the notes say {turned}"


def _counts(sources: Sequence[str], item: str) -> Iterator[str]:
    """Numbers that have changed places: "3 admins and 7 users" for "7 admins and 3 users"."""
    there: dict[str, set[str]] = {}
    for source in sources:
        for thing, numbers in counted(source).items():
            there.setdefault(thing, set()).update(numbers)
    for thing, numbers in counted(item).items():
        if thing in there and not numbers & there[thing]:
            yield f"counts {min(numbers)} where the notes count {min(there[thing])} ({thing})"


# -- negations --------------------------------------------------------------------------------------------------------


def _negations(sources: Sequence[str], item: str, excluded: bool) -> Iterator[str]:
    if excluded:
        return
    for source in sources:
        for each in compared_negations(source):
            if speaks_of(item, each) and not denies(item, each, source):
                others = (other for other in sources if other is not source)
                if not any(speaks_of(other, each) and not denies(other, each, source) for other in others):
                    yield f'does not say "{_words_of(source, each)}", as the notes do'
    for each in compared_negations(item):
        speaking = [source for source in sources if speaks_of(source, each)]
        speaking = [source for source in speaking if each.scope[0] in content(source)] or speaking
        if speaking and not any(denies(source, each, item) for source in speaking):
            yield f'says "{_words_of(item, each)}", which the notes do not'


@lru_cache(maxsize=16_384)
def compared_negations(text: str) -> tuple[Negation, ...]:
    """The negations of `text` that an item must share with its sentences if both speak of the same."""
    found = (_widened(each, text) for each in negations(text) if each.sort in _SORTS)
    return tuple(each for each in found if each.scope)


def _widened(negation: Negation, text: str) -> Negation:
    """The negation without the words of any spec in its scope.

    Where nothing but "happen" or the like is left, it is said of what stands before it, the nearest word first.
    """
    scope = negation.scope
    if _HAPPENS.issuperset(scope):
        scope = (*reversed(content(_SENTENCE.split(text[: negation.start])[-1])), *scope)
    return replace(negation, scope=tuple(each for each in scope if each not in SCAFFOLD))


def speaks_of(text: str, negation: Negation) -> bool:
    """Whether `text` is about what the negation is said of: has most of its words, or half with the first of them."""
    shared = frozenset(negation.scope).intersection(content(text))
    enough = SAID_OF_FIRST if negation.scope[0] in shared else SAID_OF
    return bool(shared) and len(shared) >= enough * len(frozenset(negation.scope))


def denies(text: str, negation: Negation, own: str) -> bool:
    """Whether `text` denies what `negation` denies in `own`, in whatever words.

    The first word in the scope is the one that is denied ("not *touch* the columns"). Where `text` has it, that has to
    be denied there, too. Where it says it otherwise ("leave the columns alone"), any negation or denying word that
    `own` lacks may stand for this one.
    """
    others = compared_negations(text)
    said = frozenset(content(text))
    if (first := negation.scope[0]) in said:
        denied = any(first in other.scope and _same_sort(other, negation, own) for other in others)
        return denied or (_LACKS.match(own, negation.start) is not None and _lacks(text, first, own))
    if any(said.intersection(negation.scope).intersection(other.scope) for other in others):
        return True
    fresh = [word for word in words(text) if word not in frozenset(words(own))]
    if any(stem(word) in _DENIES or _DENYING_WORD.fullmatch(word) for word in fresh):
        return True
    return any(opposites(each, frozenset(map(stem, fresh))) for each in negation.scope)


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
    return not any(
        each.sort == other.sort and frozenset(each.scope).intersection(other.scope) for each in compared_negations(own)
    )


def _words_of(text: str, negation: Negation) -> str:
    return " ".join(text[negation.start : negation.end].split()).rstrip(".,;:!?")


def _turned(sources: Sequence[str], item: str) -> Iterator[str]:
    """Words of content whose opposite the sentences have in their place: "delete" for "keep"."""
    known = {stem(word) for source in sources for word in words(source)}
    here = words(item)
    shown_stems = set(map(stem, here))
    for word in dict.fromkeys(here):
        if not says(word) or stem(word) in known:
            continue
        if turned := [each for each in opposites(stem(word), known) if each not in shown_stems]:
            was = next(each for source in sources for each in words(source) if stem(each) == turned[0])
            if says(was) and not any(negations(text) for text in (item, *sources)):
                yield f'says "{word}", the notes say "{was}"'
