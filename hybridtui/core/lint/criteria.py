"""Why this file exists: a requirement is done when something shows it, and a heading promises a text below it.

In a plain spec that is told once, as an information. Under the profile "openspec" each lack is an error, because the
tools that read that form refuse it: level-2 Purpose and Requirements, "### Requirement: name" with a body,
"#### Scenario: name" with WHEN and THEN.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from hybridtui.core.checkpoint.findings import Finding, Group, Severity
from hybridtui.core.kinds import Kind
from hybridtui.core.lint.hits import raw, whole
from hybridtui.core.lint.prose import prose
from hybridtui.core.notes.blocks import Span
from hybridtui.core.spec import Section, Spec, SpecItem

_REQUIREMENT = re.compile(r"\W*requirement\b", re.IGNORECASE)
_SCENARIO = re.compile(r"\W*scenario\b", re.IGNORECASE)
_STEPS = (re.compile(r"\bwhen\b", re.IGNORECASE), re.compile(r"\bthen\b", re.IGNORECASE))
_NORMATIVE = re.compile(r"\b(?:SHALL|MUST)\b")
_PURPOSE, _LONG = 50, 500
"""Characters that OpenSpec wants a purpose to have at least, and a requirement's body at most."""


def plain(spec: Spec) -> Iterator[Finding]:
    """S2 and S3 of a plain spec: how many requirements nothing says how to check, and sections without content."""
    wanted = [item for item in spec.items if item.kind is Kind.REQUIREMENT and not item.parent and not item.criterion]
    without = [item for item in wanted if not any(each.criterion for each in spec.within(item.id))]
    if without:
        yield whole(
            spec,
            without[0],
            "S2",
            f"{len(without)} of {len(wanted)} requirements have no acceptance criterion.",
            "Where it is not plain how to check one, add an entry below it: When ..., then ...",
        )
    for section, _, items in _sections(spec):
        if section.kind and not items:
            yield _titled(spec, section, "S3", "is empty", "Fill it, or remove the heading.", Severity.INFO)


def openspec(spec: Spec) -> Iterator[Finding]:
    """S2 and S3 of a spec that is to be read by OpenSpec."""
    sections = _sections(spec)
    titles = {section.title.strip().casefold() for section, _, _ in sections if section.level == 2}
    for title in ("Purpose", "Requirements"):
        if title.casefold() not in titles:
            fix = f"Add the heading “## {title}”, or convert the spec to the OpenSpec form."
            yield _finding(spec, "S3", f"The section {title} is missing.", fix, (0, 0), Severity.ERROR)
    for at, (section, inner, items) in enumerate(sections):
        if section.level == 2 and section.title.strip().casefold() == "purpose":
            said = sum(len(item.text) for item in items)
            if said < _PURPOSE:
                fix = f"Say in {_PURPOSE} characters or more what this is for."
                yield _titled(spec, section, "S3", f"has {said} characters", fix, Severity.WARN)
        elif section.level == 3 and _REQUIREMENT.match(section.title):
            yield from _requirement(spec, section, items, sections[at + 1 : at + 1 + inner])
        elif section.kind and not items and not inner:
            yield _titled(spec, section, "S3", "is empty", "Fill it, or remove the heading.", Severity.ERROR)
    yield from _bare(spec, sections)


_Placed = tuple[Section, int, Sequence[SpecItem]]
"""A section, how many sections follow within it, and all items in it or in those."""


def _requirement(
    spec: Spec, section: Section, items: Sequence[SpecItem], inner: Sequence[_Placed]
) -> Iterator[Finding]:
    first = inner[0][0].line if inner else None
    body = [raw(spec, item) for item in items if not item.verbatim and (first is None or item.start < first)]
    said = "\n".join(body)
    if not said:
        yield _titled(spec, section, "S2", "has no text", "Say below the heading what must be so.", Severity.ERROR)
    elif not _NORMATIVE.search(prose(said).plain):
        fix = "Write MUST or SHALL in the text below the heading, in capitals."
        yield _titled(spec, section, "S2", "has no MUST or SHALL in its text", fix, Severity.WARN)
    if len(said) > _LONG:
        yield _titled(spec, section, "S2", f"has over {_LONG} characters", "Part it in two.", Severity.INFO)
    scenarios = [(each, inside) for each, _, inside in inner if each.level == 4 and _SCENARIO.match(each.title)]
    if not scenarios:
        fix = "Add “#### Scenario: name” with the entries WHEN ... and THEN ..."
        yield _titled(spec, section, "S2", "has no scenario", fix, Severity.ERROR)
    for each, inside in scenarios:
        text = "\n".join(prose(raw(spec, item)).plain for item in inside if not item.verbatim)
        lacking = [word for word, step in zip(("WHEN", "THEN"), _STEPS, strict=True) if not step.search(text)]
        if lacking:
            fix = "Say what happens (WHEN) and what must follow (THEN)."
            yield _titled(spec, each, "S2", f"has no {' and no '.join(lacking)}", fix, Severity.ERROR)


def _bare(spec: Spec, sections: Sequence[_Placed]) -> Iterator[Finding]:
    """Requirements that are list entries, where OpenSpec wants a heading and a scenario for each."""
    headed = {
        item.id
        for section, _, items in sections
        if section.level == 3 and _REQUIREMENT.match(section.title)
        for item in items
    }
    for item in spec.items:
        if item.kind is not Kind.REQUIREMENT or item.parent or item.criterion or item.id in headed:
            continue
        if not any(each.criterion for each in spec.within(item.id)):
            fix = "Add a scenario: WHEN ... THEN ..."
            yield whole(spec, item, "S2", f"{item.id} has no acceptance criterion.", fix, Severity.ERROR)


def _titled(spec: Spec, section: Section, rule: str, lack: str, fix: str, severity: Severity) -> Finding:
    return _finding(spec, rule, f"“{section.title}” {lack}.", fix, section.span, severity)


def _finding(spec: Spec, rule: str, message: str, fix: str, span: Span, severity: Severity) -> Finding:
    return Finding(rule, Group.LINT, severity, message, span, spec.text[slice(*span)], fix=fix)


def _sections(spec: Spec) -> list[_Placed]:
    starts = [item.start for item in spec.items]
    found: list[_Placed] = []
    for index, (section, following) in enumerate(zip(spec.sections, _following(spec.sections), strict=True)):
        first = bisect_left(starts, section.line)
        last = bisect_left(starts, spec.sections[following].line) if following < len(spec.sections) else len(starts)
        found.append((section, following - index - 1, spec.items[first:last]))
    return found


def _following(sections: Sequence[Section]) -> list[int]:
    """For each section the index of the next one that is not within it."""
    found = [len(sections)] * len(sections)
    above: list[int] = []
    for index, section in enumerate(sections):
        while above and sections[above[-1]].level >= section.level:
            found[above.pop()] = index
        above.append(index)
    return found
