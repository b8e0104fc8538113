"""Why this file exists: a rewrite that turns "don't" into "do" is worse than none.

A negation is compared by its sort and by what it is said of. What that is can only be told roughly without a parser:
the content words up to the end of its clause or, where there are none, those of the sentence before it ("dark mode,
but not now").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hybridtui.core.english.chunks import REMEMBERED, Chunk, chunks, negated
from hybridtui.core.english.places import places
from hybridtui.core.english.quantities import quantities
from hybridtui.core.english.stems import content, says, stem, words
from hybridtui.core.remembering import remembered

_SORTS = {
    "only": "only",
    "solely": "only",
    "exclusively": "only",
    "except": "except",
    "unless": "except",
    "instead": "instead",
    "rather": "instead",
}
_DENYING = frozenset(
    ["exclud", "prevent", "forbid", "disallow", "prohibit", "ban", "refus", "reject", "deni", "omit", "skip"]
)
_CANCELLING = frozenset({"forget", "hesitate", "only"})
"""After "not" these make it no negation: "don't forget the tests", "not only rows but columns"."""

_REACH = 40
"""Words: no negation in a sentence that was meant to be understood reaches further."""

ENOUGH = 0.5
"""Of the words under a negation that the other text has too, the share that must be under one there. Scopes are rough
and mostly too long, so more would turn down true rewrites; below half, the negation has moved to something else."""


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation in a text: its sort ("not", "only", "except", "instead"), the stems in its scope, and its span."""

    sort: str
    scope: tuple[str, ...]
    start: int
    end: int


@remembered(REMEMBERED)
def negations(text: str) -> tuple[Negation, ...]:
    """The negations of `text` in order. Those that belong to a limit ("no more than 5") are part of its figure."""
    parts = chunks(text)
    sorts = [_sort(part) for part in parts]
    if not any(sorts):
        return ()
    starts, inside = places(text, parts), negated(parts)
    limits = [(each.limit.start, each.limit.end) for each in quantities(text) if each.limit]
    found = []
    for at, sort in enumerate(sorts):
        following = parts[at + 1].core if at + 1 < len(parts) else ""
        before = parts[at - 1].core if at else ""
        if not sort or any(start <= starts[at] < end for start, end in limits):
            continue
        if (sort == "not" and following in _CANCELLING) or (parts[at].core == "only" and before == "not"):
            continue
        end = _clause_end(parts, inside, at)
        scope = _stems(parts[at + 1 : end]) or _stems(parts[_sentence_start(parts, at) : at])
        if scope:
            found.append(Negation(sort, scope, starts[at], starts[end - 1] + len(parts[end - 1].text)))
    return tuple(found)


def unanswered(found: Sequence[Negation], others: Sequence[Negation], text: str) -> tuple[Negation, ...]:
    """Those of `found` which the other text, `text` with its negations `others`, does not say of the same words."""
    present = frozenset(content(text))
    return tuple(each for each in found if not _answered(each, others, present))


def _answered(negation: Negation, others: Sequence[Negation], present: Collection[str]) -> bool:
    denied = {each for other in others if other.sort == negation.sort for each in other.scope}
    shared = {each for each in negation.scope if each in present}
    return bool(shared & denied) and len(shared & denied) >= ENOUGH * len(shared)


@lru_cache(maxsize=REMEMBERED)
def _sort(part: Chunk) -> str:
    if part.core in _SORTS:
        return _SORTS[part.core]
    return "not" if part.negates or (part.plain and stem(part.core) in _DENYING) else ""


def _stems(parts: Sequence[Chunk]) -> tuple[str, ...]:
    return tuple(stem(word) for part in parts for word in words(part.text) if says(word) and not _sort(part))


def _clause_end(parts: Sequence[Chunk], inside: Sequence[bool], at: int) -> int:
    """One past the last chunk that the negation at `at` is said of."""
    end, last = at + 1, min(len(parts), at + _REACH)
    while end < last and inside[end] and not parts[end - 1].pauses:
        end += 1
    return end


def _sentence_start(parts: Sequence[Chunk], at: int) -> int:
    first = max(0, at - _REACH)
    while at > first and parts[at - 1].text[-1] not in ".!?…":
        at -= 1
    return at
