"""Why this file exists: whether a defect was found is judged by one rule for each family, told here.

A defect is found where a finding of the right sort stands on it: for a smell any lexical rule on its words, or the
structural rule for its sort on one of its items; for an invention or an altered fact the verdict "added" or "altered"
on its item (where a negation is gone, S10 says the same); for an idea put off the rule S10 on its item; for a secret a
finding on at least half of its characters.
A word is listed where the linter objects to it in a sentence that holds nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hybridtui.core.checkpoint.findings import Document, Finding, Group
from hybridtui.core.lint import lint
from hybridtui.core.notes.blocks import Span
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.secrets import report
from hybridtui.core.secrets.scanner import scan
from hybridtui.core.spec import parse
from hybridtui.core.trace.creep import creep
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer
from tests.planting.bed import Family, Planted

UNLISTED = "smell, unlisted word"
"""What smells are told under whose words the linter does not know."""

_STRUCTURAL = {
    "conflict": {"S7"},
    "near-duplicate": {"S8"},
    "pronoun": {"S6"},
    "dangling id": {"S4"},
    "duplicate id": {"S4"},
}
_RIGHT = {
    Family.INVENTION: {"added", "altered"},
    Family.ALTERED: {"added", "altered"},
    Family.DEFERRED: {"S10"},
}
_PROBES = ("The page is {}.", "The page {} show the list.", "The page shows {} lists.", "The page shows the list {}.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one defect: the family it is told under, the sentence it stands in, and the rules on its item."""

    family: str
    planted: Planted
    sentence: str
    found: bool
    rules: tuple[str, ...]


def examine(text: str, notes: str) -> tuple[Finding, ...]:
    """Everything that is found about a spec and its notes, questions left out."""
    spec, said, record = parse(text), sentences(notes), Record()
    trace = Tracer().trace(spec, said, record)
    found = report.findings(spec, record, scan(text))
    return (*lint(spec), *creep(spec, said, trace), *found)


@cache
def listed(word: str) -> bool:
    """Whether the linter objects to `word` where there is nothing else to object to."""
    for probe in _PROBES:
        before, after = probe.split("{}")
        opening = f"## Constraints\n\n- {before}"
        span = (len(opening), len(opening) + len(word))
        text = opening + word + after
        if any(_overlap(each.span, span) and each.rule[0] in "LS" for each in lint(parse(text)) if each.item):
            return True
    return False


def outcome(text: str, planted: Planted, findings: Sequence[Finding]) -> Outcome:
    """What the `findings` on the spec `text` make of one defect in it."""
    near = [
        each
        for each in findings
        if each.document is Document.SPEC and any(_overlap(each.span, item) for item in planted.items)
    ]
    sort, family = planted.defect.sort, planted.defect.family
    told = family.value
    if family is Family.SECRET:
        size = planted.span[1] - planted.span[0]
        hits = [each for each in near if each.group is Group.SECRET and 2 * _overlap(each.span, planted.span) >= size]
    elif family is not Family.SMELL:
        right = _RIGHT[family] | ({"S10"} if sort == "negation" else set())
        hits = [each for each in near if each.rule in right]
    elif sort in _STRUCTURAL:
        hits = [each for each in near if each.rule in _STRUCTURAL[sort]]
        told = "smell, structural"
    else:
        hits = [each for each in near if each.group is Group.LINT and _overlap(each.span, planted.span)]
        told = "smell, listed word" if listed(planted.defect.words) else UNLISTED
    sentence = " ".join(text[slice(*planted.items[0])].split())
    return Outcome(told, planted, sentence, bool(hits), tuple(sorted({each.rule for each in near})))


def _overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
