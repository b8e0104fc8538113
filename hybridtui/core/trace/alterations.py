"""Why this file exists: a spec that says 60 MB where the notes say 50 is worse than one that says nothing.

What an item leaves out is no alteration: it may rest on a part of a long sentence. What it says otherwise is one: a
figure, unit, identifier, name or negation of the item that its sentences do not have, where they have another. English
only, as far as negations go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.english.counts import counted
from hybridtui.core.english.negations import negations
from hybridtui.core.english.opposites import opposites
from hybridtui.core.english.quantities import quantities
from hybridtui.core.english.stems import content, says, stem, words
from hybridtui.core.facts import Fact, FactKind, facts, shown
from hybridtui.core.refining.wording import SCAFFOLD
from hybridtui.core.remembering import remembered
from hybridtui.core.trace.denials import denials
from hybridtui.core.trace.inventory import inventory

NEARBY, CLOSE_BY = 60, 25
"""Characters to each side of a fact whose words tell what it is said of: about 12 words, where a shared word
makes two figures one fact in the measure of fact retention that this follows; and about 5, which tell it best."""

_COMPARED = frozenset(
    {FactKind.NUMBER, FactKind.DATE, FactKind.VERSION, FactKind.CODE, FactKind.URL, FactKind.EMAIL, FactKind.NAME}
)
_IN_A_ROW = re.compile(r"[\s*_]*([A-Z]\w+)(?: and | or | & |, |/)")
_TURNED = {"at most": "at least", "at least": "at most"}
_KEYWORDS = SCAFFOLD | frozenset(map(stem, ["given", "scenario", "tbd", "todo", "todos", "note", "recommended"]))
"""Stems of what specs write in capitals and is no name."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an item differs from its sentences.

    `changed` is what it says otherwise, each in words that a person can check; `new` are the facts that it has besides.
    """

    changed: tuple[str, ...]
    new: tuple[Fact, ...]


def compared(sources: Sequence[str], item: str, *, excluded: bool = False) -> Comparison:
    """How `item` differs from the sentences `sources` that it rests on.

    `excluded` says that the item stands where things are ruled out, so that it need not say "not" again. The notes and
    the item appear as they are written: plain text, not to be read as markup.
    """
    changed: list[str] = []
    new: list[Fact] = []
    unsaid = [fact for fact in told(item) if not any(inventory(source).has(fact) for source in sources)]
    lost = [(fact, source) for source in sources if unsaid for fact in told(source) if not inventory(item).has(fact)]
    for fact in unsaid:
        if was := instead_of(fact, item, lost):
            lost.remove(was)
            changed.append(f"says {shown(fact.kind, fact.value)}, the notes say {shown(was[0].kind, was[0].value)}")
        else:
            new.append(fact)
    changed += _limits(sources, item)
    changed += _counts(sources, item) if not changed else ()
    changed += () if excluded else denials(sources, item)
    changed += _turned(sources, item)
    return Comparison(tuple(dict.fromkeys(changed)), tuple(new))


@remembered(4096)  # a sentence of the notes is compared with many items, and again after each edit
def told(text: str) -> tuple[Fact, ...]:
    """The facts of `text` that are compared: each value once, without the words that any spec is written in."""
    claimed = list(facts(text, negated=False))
    if opening := _opening_name(text, claimed):
        claimed.insert(0, opening)
    found: dict[tuple[FactKind, str], Fact] = {}
    for fact in claimed:
        if fact.kind in _COMPARED and not (fact.kind is FactKind.NAME and stem(fact.value) in _KEYWORDS):
            found.setdefault((fact.kind, fact.value), fact)
    return tuple(found.values())


def _opening_name(text: str, there: Sequence[Fact]) -> Fact | None:
    """The word that opens `text`, if it stands in a row with a name and so is one: "Django and PostgreSQL"."""
    match = _IN_A_ROW.match(text)
    if not match or not any(fact.kind is FactKind.NAME and fact.start == match.end() for fact in there):
        return None
    return Fact(FactKind.NAME, match[1].casefold(), *match.span(1))


def around(fact: Fact, text: str, reach: int = NEARBY) -> frozenset[str]:
    """The stems of the words of content within `reach` characters of a fact of `text`: what it is said of."""
    before, after = text[max(0, fact.start - reach) : fact.start], text[fact.end : fact.end + reach]
    if fact.start > reach:
        before = before.partition(" ")[2]
    if fact.end + reach < len(text):
        after = after.rpartition(" ")[0]
    return frozenset(content(before) + content(after)) - SCAFFOLD


def instead_of(fact: Fact, item: str, lost: Sequence[tuple[Fact, str]]) -> tuple[Fact, str] | None:
    """The fact of the sentences that stands where `fact` stands in the item; None where there is none like it.

    It has most of the words around `fact` around it, those close by counting twice; a figure may also be the only one
    that shares the unit or the number.
    """
    like = [each for each in lost if _alike(fact, each[0])]
    here, close = around(fact, item), around(fact, item, CLOSE_BY)
    best, most = None, 0
    for other, source in like:
        shared = len(here & around(other, source)) + len(close & around(other, source, CLOSE_BY))
        if shared > most:
            best, most = (other, source), shared
    if best is None and like and (not here or (len(like) == 1 and fact.kind is FactKind.NUMBER and " " in fact.value)):
        return like[0]
    return best


def _alike(one: Fact, other: Fact) -> bool:
    """Whether one of two facts may be the other gone wrong: figures share the number or the unit."""
    if one.kind is not other.kind:
        return False
    if one.kind is not FactKind.NUMBER:
        return True
    (number, _, unit), (number_there, _, unit_there) = one.value.partition(" "), other.value.partition(" ")
    return unit == unit_there or number == number_there


def _limits(sources: Sequence[str], item: str) -> Iterator[str]:
    """Limits that have been turned round: "at least 5" for "at most 5"."""
    here = _limited(item)
    there = {limit for source in sources for limit in _limited(source)} if here else set()
    for side, figure in here:
        turned = (_TURNED[side], figure)
        if turned in there and (side, figure) not in there:
            yield f"says {side} {figure}, the notes say {turned[0]} {figure}"


def _limited(text: str) -> list[tuple[str, str]]:
    return [(each.limit.side, each.value) for each in quantities(text) if each.limit]


def _counts(sources: Sequence[str], item: str) -> Iterator[str]:
    """Numbers that have changed places: "3 admins and 7 users" for "7 admins and 3 users"."""
    there: dict[str, set[str]] = {}
    for source in sources:
        for thing, numbers in counted(source).items():
            there.setdefault(thing, set()).update(numbers)
    for thing, numbers in counted(item).items():
        if thing in there and not numbers & there[thing]:
            yield f"counts {min(numbers)} where the notes count {min(there[thing])} ({thing})"


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
