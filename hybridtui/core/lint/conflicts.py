"""Why this file exists: of two statements that contradict each other one will be broken, and nobody chose which.

Two clauses are about the same thing if they have the same stems, or one has a single stem more that only names the head
of a noun ("originals", "original files"). That is strict, for a conflict is an error: "list pages load in 1 s" and
"pages load in 3 s" are a rule and its exception. Blind to paraphrase with other nouns, to what is said under different
conditions, and to what only an expert knows to be impossible together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hybridtui.core.findings import Finding
from hybridtui.core.kinds import Kind
from hybridtui.core.lint.hits import Hit, placed, raw
from hybridtui.core.lint.pairs import pairs
from hybridtui.core.lint.statements import Clause, Figure, clauses
from hybridtui.core.spec import Spec, SpecItem

COMPARED = frozenset({Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT, None})
_SHARE = 0.6  # three stems against two of them
_FIX = "Decide which of the two holds, and change or remove the other."


@dataclass(frozen=True, slots=True)
class _Said:
    item: SpecItem
    clause: Clause


def conflicts(spec: Spec) -> Iterator[Finding]:
    """S7: clauses with another figure than a clause before them, or that deny it, or that are out of scope as well."""
    said = [
        _Said(item, clause)
        for item in spec.items
        if (item.kind in COMPARED or item.kind is Kind.OUT_OF_SCOPE) and not (item.verbatim or item.criterion)
        for clause in clauses(raw(spec, item))
    ]
    told: set[tuple[str, str]] = set()
    for first, second in pairs([each.clause.bag for each in said], _SHARE):
        one, other = said[first], said[second]
        names = (one.item.id, other.item.id)
        if names not in told and (message := _conflict(spec, one, other)):
            told.add(names)
            yield placed(spec, other.item, Hit("S7", other.clause.span, message, _FIX))


def _conflict(spec: Spec, one: _Said, other: _Said) -> str:
    """What is wrong with the second of two clauses; empty where nothing is."""
    if one.clause.open or other.clause.open or not _alike(one.clause, other.clause):
        return ""
    where = f"{one.item.id} (“{_quoted(spec, one)}”)"
    outside = [each.item.kind is Kind.OUT_OF_SCOPE for each in (one, other)]
    if any(outside):
        same = one.clause.bag == other.clause.bag and len(one.clause.bag) > 1
        return f"This is wanted, and out of scope in {where}." if same and not all(outside) else ""
    if (clash := _clash(one.clause.figures, other.clause.figures)) is not None:
        return f"This contradicts {where}: the figures differ." if clash else ""
    if one.clause.denied != other.clause.denied and len(one.clause.bag & other.clause.bag) > 1:
        return f"This contradicts {where}: one says so, the other says not."
    return ""


def _alike(one: Clause, other: Clause) -> bool:
    """Whether two clauses have the same subject and predicate."""
    if one.bag == other.bag:
        return True
    small, large = (one, other) if len(one.bag) < len(other.bag) else (other, one)
    more = large.bag - small.bag
    return small.bag < large.bag and len(small.bag) > 1 and len(more) == 1 and more <= large.second


def _clash(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> bool | None:
    """Whether the figures of two clauses exclude each other; None where they are the same or there are none.

    Only one figure may differ: of two that differ, one is mostly the case that the other is for.
    """
    mine = {figure.of: figure for figure in one}
    theirs = {figure.of: figure for figure in other}
    if len(mine) < len(one) or len(theirs) < len(other) or mine.keys() != theirs.keys():
        return False  # a range, or figures of different things
    differing = [of for of in mine if mine[of] != theirs[of]]
    if not differing:
        return None
    return len(differing) == 1 and _exclude(mine[differing[0]], theirs[differing[0]])


def _exclude(one: Figure, other: Figure) -> bool:
    if one.side == other.side:
        return one.amount != other.amount
    for bound, figure in ((one, other), (other, one)):
        if bound.side == "at most" and figure.amount > bound.amount:
            return True
        if bound.side == "at least" and figure.amount < bound.amount:
            return True
    return False


def _quoted(spec: Spec, said: _Said) -> str:
    return " ".join(raw(spec, said.item)[slice(*said.clause.span)].split())
