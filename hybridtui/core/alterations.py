"""Why this file exists: a spec that says 60 MB where the notes say 50 is worse than one that says nothing.

What an item leaves out is no alteration: it may rest on a part of a long sentence. What it says otherwise is one: a
figure, unit, identifier, name or negation of the item that its sentences do not have, where they have another. English
only, as far as negations go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

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

SAID_OF = 2 / 3
"""The share of the words under a negation that another text must have to speak of the same thing. Scopes are rough and
mostly too long; at half, every two words out of four met by chance would count."""

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
    here = compared_negations(item)
    for source in sources:
        for each in compared_negations(source):
            if speaks_of(item, each) and not _denied(each, here, item):
                others = (other for other in sources if other is not source)
                if not any(speaks_of(other, each) and not denies(other, each) for other in others):
                    yield f'does not say "{_words_of(source, each)}", as the notes do'
    for each in here:
        speaking = [source for source in sources if speaks_of(source, each)]
        if speaking and not any(denies(source, each) for source in speaking):
            yield f'says "{_words_of(item, each)}", which the notes do not'


def compared_negations(text: str) -> tuple[Negation, ...]:
    """The negations of `text` that an item must share with its sentences if both speak of the same."""
    return tuple(each for each in negations(text) if each.sort in _SORTS)


def denies(text: str, negation: Negation) -> bool:
    """Whether `text` denies what `negation` does, in whatever words."""
    return _denied(negation, compared_negations(text), text)


def speaks_of(text: str, negation: Negation) -> bool:
    """Whether `text` is about what the negation is said of; of two words or fewer all have to be there."""
    scope = frozenset(negation.scope) - SCAFFOLD
    shared = scope.intersection(content(text))
    return bool(shared) and len(shared) >= SAID_OF * len(scope)


def _denied(negation: Negation, others: Collection[Negation], text: str) -> bool:
    """Whether `text`, with its negations `others`, denies it as well, in whatever words."""
    shared = frozenset(negation.scope).intersection(content(text))
    if any(shared.intersection(other.scope) for other in others):
        return True
    said = words(text)
    if any(stem(word) in _DENIES or _DENYING_WORD.fullmatch(word) for word in said):
        return True
    return any(opposites(each, {stem(word) for word in said}) for each in negation.scope)


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
