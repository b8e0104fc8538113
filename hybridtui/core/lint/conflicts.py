"""Why this file exists: of two statements that contradict each other one will be broken, and nobody chose which.

Two clauses are about the same thing if they have the same stems, or one has a single stem more that only names the head
of a noun ("originals", "original files"). That is strict, for a conflict is an error: "list pages load in 1 s" and
"pages load in 3 s" are a rule and its exception. Blind to paraphrase with other nouns, to what is said under different
conditions, and to what only an expert knows to be impossible together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.kinds import Kind
from hybridtui.core.lint.hits import Hit, placed, raw
from hybridtui.core.lint.pairs import pairs
from hybridtui.core.lint.statements import REFUSED, Clause, Figure, clauses
from hybridtui.core.spec import Spec, SpecItem

COMPARED = frozenset({Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT, None})
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
    for first, second in pairs([each.clause.bag - {REFUSED} for each in said], lambda _: 1):
        one, other = said[first], said[second]
        names = (one.item.id, other.item.id)
        if names not in told and (message := _conflict(spec, one, other)):
            told.add(names)
            yield placed(spec, other.item, Hit("S7", other.clause.span, message, _FIX))


def _conflict(spec: Spec, one: _Said, other: _Said) -> str:
    """What is wrong with the second of two clauses; empty where nothing is."""
    mine, theirs = one.clause, other.clause
    if mine.conditions != theirs.conditions or not _alike(mine, theirs):
        return ""
    where = f"{one.item.id} (“{_quoted(spec, one)}”)"
    outside = [each.item.kind is Kind.OUT_OF_SCOPE for each in (one, other)]
    if any(outside):
        wanted = mine.bag == theirs.bag and len(mine.bag) > 1 and not (mine.denied or theirs.denied)
        return f"One is wanted and the other out of scope: see {where}." if wanted and not all(outside) else ""
    denial = (mine.denied or _refuses(mine)) != (theirs.denied or _refuses(theirs))
    if not (mine.figures or theirs.figures):
        certain = mine.denied != theirs.denied and len(mine.bag & theirs.bag) > 1
        return f"This contradicts {where}: one says so, the other says not." if certain else ""
    clash = _clash(mine.figures, theirs.figures, denial)
    return f"This contradicts {where}: {clash}." if clash else ""


def _alike(one: Clause, other: Clause) -> bool:
    """Whether two clauses have the same subject and predicate. One word is enough only where it is all there is."""
    mine, theirs = one.bag - {REFUSED}, other.bag - {REFUSED}
    if mine == theirs:
        return len(mine) > 1 or (one.first and other.first)
    small, large = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
    more = large - small
    return small < large and len(small) > 1 and len(more) == 1 and more <= one.second | other.second


def _refuses(clause: Clause) -> bool:
    return REFUSED in clause.bag


def _clash(one: tuple[Figure, ...], other: tuple[Figure, ...], denial: bool) -> str:
    """In which way the figures of two clauses exclude each other; empty where they do not.

    `denial` says that one clause denies or refuses what the other wants. Only one figure may differ: of two that do,
    one is mostly the case that the other is for.
    """
    mine = {figure.of: figure for figure in one}
    theirs = {figure.of: figure for figure in other}
    if len(mine) < len(one) or len(theirs) < len(other) or mine.keys() != theirs.keys():
        return ""  # a range, or figures of different things
    differing = [of for of in mine if mine[of] != theirs[of]]
    if not differing:
        return "one says so, the other says not" if denial else ""
    first, second = mine[differing[0]], theirs[differing[0]]
    if denial:
        second = replace(second, side=_TURNED.get(second.side, ""))
    return "the figures differ" if len(differing) == 1 and _exclude(first, second) else ""


_TURNED = {"at most": "at least", "at least": "at most"}


def _exclude(one: Figure, other: Figure) -> bool:
    """Whether two figures cannot both hold. Limits that meet in one point are told: nobody means just that point."""
    if one.side == other.side:
        return one.amount != other.amount
    if one.side and other.side:
        most, least = (one, other) if one.side == "at most" else (other, one)
        return most.amount <= least.amount
    bound, figure = (one, other) if one.side else (other, one)
    return figure.amount > bound.amount if bound.side == "at most" else figure.amount < bound.amount


def _quoted(spec: Spec, said: _Said) -> str:
    return " ".join(raw(spec, said.item)[slice(*said.clause.span)].split())
