"""Why this file exists: each question that Claude would ask back costs a round, and can be asked and answered here.

Three things make it ask: a question that the spec itself leaves open, a whole area that it says nothing about, and
words that put a decision off. What hangs on the answer times how unsure it is gives the rank, as in the clarification
step of GitHub's spec-kit: scope before security, data, what people see, and technical detail; at most five at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hybridtui.core.checkpoint.findings import Finding, Group, Severity, unwaived
from hybridtui.core.english.areas import AREAS, Area, Topic, topic
from hybridtui.core.english.quantities import quantities
from hybridtui.core.kinds import Kind
from hybridtui.core.spec import Spec, SpecItem
from hybridtui.core.trace.record import Waiver

MOST = 5
OPEN = "question"
"""The rule of a question that the spec asks."""
AREA = "S9."
"""What the rules of areas begin with: "S9.errors"."""
HIDDEN = "question."
"""What the rules of decisions hidden in a finding of the linter begin with: "question.L2"."""

_ENOUGH = 3  # requirements: shorter specs are notes to oneself, and need no section of what they leave out
_UNSURE_OPEN, _UNSURE_AREA, _UNSURE_WORD = 3, 2, 1
_HIDING = {"S1": _UNSURE_OPEN, "S7": _UNSURE_OPEN, "L2": _UNSURE_WORD}
_LABEL = r"[\s*_)\"”]*(?:A|Answer|Decision|Decided):[*_]*\s*\S"
_ANSWER = re.compile(rf"(?:→|[-=]>)\s*\S|(?:^|[.?!]){_LABEL}")
_ARROW = re.compile(rf"\S\s*→\s*\S|[.!]{_LABEL}")
_WORDS_SHOWN = 24


def questions(spec: Spec, findings: Sequence[Finding], waivers: Sequence[Waiver] = ()) -> tuple[Finding, ...]:
    """What would make Claude ask back, the gravest first, at most `MOST`.

    `findings` are those of the linter; what is open about a conflict, a placeholder or a vague quantity is asked once
    for each item. A question that one of the `waivers` answers gives its place to the next.
    """
    ranked = [*_open(spec), *_areas(spec), *_hidden(spec, findings)]
    wanted = {id(each) for each in unwaived([found for _, found in ranked], waivers)}
    ranked = sorted((each for each in ranked if id(each[1]) in wanted), key=lambda each: -each[0])
    return tuple(found for _, found in ranked[:MOST])


def decided(spec: Spec, area: Area) -> bool:
    """Whether an item of the spec speaks of `area`; what is told as background decides nothing."""
    if area.decides is None:
        return any(section.kind is area.kind for section in spec.sections) or any(
            item.kind is area.kind for item in spec.items
        )
    return any(item.kind is not Kind.BACKGROUND and speaks_of(area, item.text) for item in spec.items)


def speaks_of(area: Area, text: str) -> bool:
    """Whether `text` decides something about `area`: by its words or, for limits, by any figure with a unit."""
    if area.decides is None or area.decides.search(text):
        return True
    return area.name == "limits" and any(each.limit or each.unit for each in quantities(text))


def _open(spec: Spec) -> Iterator[tuple[int, Finding]]:
    for item in spec.items:
        if _asks(item) and not _answered(spec, item):
            found = Finding(
                OPEN,
                Group.QUESTION,
                Severity.QUESTION,
                item.text,
                item.span,
                spec.text[slice(*item.span)],
                item.id,
                fix="Answer it here: the answer is written behind the question, and enters the notes.",
            )
            yield topic(item.text) * _UNSURE_OPEN, found


def _asks(item: SpecItem) -> bool:
    if item.verbatim or item.text.endswith(":"):
        return False
    if item.kind is Kind.QUESTION:
        return not item.parent
    return item.kind not in (Kind.BACKGROUND, Kind.OUT_OF_SCOPE) and item.text.endswith("?")


def _answered(spec: Spec, item: SpecItem) -> bool:
    """Whether an answer is nested in the item, or stands behind its question mark, or behind an arrow without one."""
    _, mark, behind = item.text.partition("?")
    return bool(spec.within(item.id)) or bool(_ANSWER.search(behind) if mark else _ARROW.search(item.text))


def _areas(spec: Spec) -> Iterator[tuple[int, Finding]]:
    asked = [item.text for item in spec.items if item.kind in (Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT, None)]
    if sum(item.kind is Kind.REQUIREMENT for item in spec.items) < _ENOUGH:
        return
    for area in AREAS:
        if any(area.matters.search(text) for text in asked) and not decided(spec, area):
            found = Finding(
                AREA + area.name,
                Group.QUESTION,
                Severity.QUESTION,
                area.question,
                (0, 0),
                "",
                fix=f"Answer it here: the answer becomes an item under {area.kind.heading}, and enters the notes.",
            )
            yield area.topic * _UNSURE_AREA, found


def _hidden(spec: Spec, findings: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    asked: set[str] = set()
    for finding in findings:
        item = spec.item(finding.item)
        if item is None or finding.rule not in _HIDING or item.id in asked:
            continue
        asked.add(item.id)
        found = Finding(
            HIDDEN + finding.rule,
            Group.QUESTION,
            Severity.QUESTION,
            _wording(finding, item),
            finding.span,
            finding.words,
            item.id,
            fix="Answer it here: the answer takes the place of the words found, and enters the notes.",
        )
        yield max(topic(item.text), Topic.TECHNICAL) * _HIDING[finding.rule], found


def _wording(finding: Finding, item: SpecItem) -> str:
    if finding.rule == "S7":
        return f"Which of the two holds? {finding.message}"
    said = item.text.split()
    shown = " ".join(said[:_WORDS_SHOWN]) + (" …" if len(said) > _WORDS_SHOWN else "")
    return f"What exactly stands for “{finding.words}” in: {shown}"
