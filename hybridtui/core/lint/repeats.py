"""Why this file exists: what a spec says twice will one day be changed once.

Blind to paraphrase with other nouns. Items that differ in a figure, a name or a negation say different things.
"""

from __future__ import annotations

from collections.abc import Iterator

from hybridtui.core.english.negations import negations, unanswered
from hybridtui.core.english.opposites import opposites
from hybridtui.core.facts import FactKind, absent, facts
from hybridtui.core.findings import Finding
from hybridtui.core.lint.conflicts import COMPARED
from hybridtui.core.lint.hits import raw, whole
from hybridtui.core.lint.pairs import pairs
from hybridtui.core.lint.statements import clauses
from hybridtui.core.spec import Spec, SpecItem

SUBSET, SHARED = 0.75, 0.85
"""Share of their stems (Jaccard) that two items have in common that say nearly the same: less where one only adds to
the other, more where each has a stem of its own, which mostly makes the difference ("confirmed", "cancelled")."""

_FEWEST = 2


def repeats(spec: Spec) -> Iterator[Finding]:
    """S8: items that say nearly what an item before them says; each is told once."""
    items = [item for item in spec.items if item.kind in COMPARED and not (item.verbatim or item.criterion)]
    bags = [_bag(raw(spec, item)) for item in items]
    told: set[int] = set()
    for first, second in pairs(bags, SUBSET):
        if second not in told and _same(items[first], items[second], bags[first], bags[second]):
            told.add(second)
            yield whole(
                spec,
                items[second],
                "S8",
                f"This says nearly the same as {items[first].id} (“{items[first].text}”).",
                "Make one of the two, or say what makes them different.",
            )


def _bag(text: str) -> frozenset[str]:
    return frozenset().union(*(clause.bag for clause in clauses(text)))


def _same(one: SpecItem, other: SpecItem, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    shared = len(mine & theirs) / len(mine | theirs)
    nested = mine <= theirs or theirs <= mine
    if shared < (SUBSET if nested else SHARED) or min(len(mine), len(theirs)) < _FEWEST:
        return False
    if any(opposites(word, theirs - mine) for word in mine - theirs):
        return False
    return not (_differs(one.text, other.text) or _differs(other.text, one.text))


def _differs(one: str, other: str) -> bool:
    """Whether the first text has a fact or a negation that the second has not."""
    told, there = facts(one), facts(other)
    if any(fact.kind is not FactKind.QUOTE for fact in absent(told, other, there)):
        return True
    return bool(unanswered(negations(one), negations(other), other))
