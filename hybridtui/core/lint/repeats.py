"""Why this file exists: what a spec says twice will one day be changed once.

Blind to paraphrase with other nouns, and to the order of words. Statements that differ in a figure, a name or the
number of denials say different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.english.dates import dates
from hybridtui.core.english.negations import negations
from hybridtui.core.english.opposites import opposites
from hybridtui.core.facts import Fact, FactKind, absent, facts
from hybridtui.core.lint.conflicts import COMPARED
from hybridtui.core.lint.hits import raw, whole
from hybridtui.core.lint.pairs import pairs
from hybridtui.core.lint.prose import REMEMBERED, Prose, prose
from hybridtui.core.lint.statements import clauses
from hybridtui.core.notes.blocks import Span
from hybridtui.core.remembering import remembered
from hybridtui.core.spec import Spec

SUBSET, SHARED = 0.75, 0.85
"""Share of their stems (Jaccard) that two items have in common that say nearly the same: less where one only adds to
the other, more where each has a stem of its own, which mostly makes the difference ("confirmed", "cancelled")."""

_KEYWORD = re.compile(r"\b(?:MUST|SHALL|SHOULD|MAY|NOT|WILL|CAN)\b")
"""Words that some write in capitals, and that are no names."""
_FEWEST, _FEWEST_OF_CLAUSE = 2, 3


@dataclass(frozen=True, slots=True)
class _Said:
    """What an item says as a whole, or one of its clauses. `parts` is how many clauses are in it.

    `figures` are None where more than figures have digits, as dates and quotations do.
    """

    bag: frozenset[str]
    figures: frozenset[str] | None
    text: str
    parts: int
    whole: bool


def repeats(spec: Spec) -> Iterator[Finding]:
    """S8: items that say nearly what one before them says, or are all in a clause of it; each is told once."""
    items = [item for item in spec.items if item.kind in COMPARED and not (item.verbatim or item.criterion)]
    said = [(item, each) for item in items for each in _said(raw(spec, item))]
    told: set[str] = set()
    for first, second in pairs([each.bag for _, each in said], lambda size: int(size * (1 - SUBSET))):
        (item, one), (again, other) = said[first], said[second]
        if again.id not in told and item is not again and _same(one, other):
            told.add(again.id)
            yield whole(
                spec,
                again,
                "S8",
                f"This says nearly the same as {item.id} (“{one.text.strip()}”).",
                "Make one of the two, or say what makes them different.",
            )


@remembered(REMEMBERED)
def _said(text: str) -> tuple[_Said, ...]:
    found, said = clauses(text), prose(text)
    if not found:
        return ()
    known = said.plain == said.words and not any(dates(said.words))
    bag = frozenset().union(*(clause.bag for clause in found))
    whole = _Said(bag, _figures(said, (0, len(said.words))) if known else None, said.words, len(found), True)
    if len(found) == 1:
        return (whole,)
    parts = (
        _Said(clause.bag, _figures(said, clause.span) if known else None, said.words[slice(*clause.span)], 1, False)
        for clause in found
    )
    return (whole, *parts)


def _figures(said: Prose, span: Span) -> frozenset[str]:
    return frozenset(each.value for each in said.figures if span[0] <= each.start < span[1])


def _same(one: _Said, other: _Said) -> bool:
    if one.whole and other.whole:
        alike = _near(one.bag, other.bag)
    else:
        alike = one.parts == other.parts == 1 and one.whole != other.whole and one.bag == other.bag
        alike = alike and len(one.bag) >= _FEWEST_OF_CLAUSE
    return alike and not _apart(one, other) and not _differs(one.text, other.text)


def _apart(one: _Said, other: _Said) -> bool:
    """Whether two differ in a figure, as far as it is known already: to look for all their facts takes longest."""
    return one.figures is not None and other.figures is not None and one.figures != other.figures


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    share = len(one & other) / len(one | other)
    nested = one <= other or other <= one
    if share < (SUBSET if nested else SHARED) or min(len(one), len(other)) < _FEWEST:
        return False
    return not any(opposites(word, other - one) for word in one - other)


def _differs(one: str, other: str) -> bool:
    """Whether one of two texts has a fact that the other has not, or denies more often."""
    if one == other:
        return False
    mine, theirs = _facts(one), _facts(other)
    if absent(mine, other, theirs) or absent(theirs, one, mine):
        return True
    return _denials(one) != _denials(other)


@remembered(REMEMBERED)
def _facts(text: str) -> tuple[Fact, ...]:
    plain = _KEYWORD.sub(lambda match: match[0].lower(), text)
    return tuple(fact for fact in facts(plain) if fact.kind is not FactKind.QUOTE)


@remembered(REMEMBERED)
def _denials(text: str) -> int:
    return sum(each.sort == "not" for each in negations(text))
