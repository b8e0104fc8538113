"""Why this file exists: `hybridtui lint` tells what is wrong with a spec as a compiler would, and fails a pipeline."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import groupby

from hybridtui.core.checkpoint.findings import Finding, Group, Severity
from hybridtui.core.errors import Exit
from hybridtui.core.glyphs import visible
from hybridtui.core.plurals import number_of
from hybridtui.headless import streams
from hybridtui.headless.examined import Examined, examine

_TITLES = {
    Group.CONFLICT: "Conflicts",
    Group.SECRET: "Secrets",
    Group.CREEP: "Creep",
    Group.LINT: "Lint",
    Group.QUESTION: "Questions",
}
_COUNTED = {
    Severity.ERROR: "error",
    Severity.WARN: "warning",
    Severity.INFO: "remark",
    Severity.QUESTION: "question",
}

_EMPTY = Finding(
    "empty",
    Group.LINT,
    Severity.ERROR,
    "There is nothing to hand off: the spec has no item.",
    (0, 0),
    "",
    fix="Refine the notes and take what is good, or write an item.",
)


def run(spec: str, notes: str | None, as_json: bool, strict: bool) -> Exit:
    """`hybridtui lint`: every open finding about `spec`, those about `notes` too where they are given.

    Ends with `Exit.FINDINGS` where there is an error, if `strict` a warning. Raises `HybridError`.
    """
    examined = _with_emptiness(examine(spec, notes))
    streams.write(json.dumps(table(examined), indent=2) + "\n" if as_json else report(examined))
    fatal = {Severity.ERROR, Severity.WARN} if strict else {Severity.ERROR}
    return Exit.FINDINGS if any(each.severity in fatal for each in examined.examination.findings) else Exit.DONE


def table(examined: Examined) -> dict[str, object]:
    """Plain values: `line` counts from 1; `start` and `end` count characters of the `file` as it is.

    `item` and `sentence` are empty where a finding is about none.
    """
    return {
        "findings": [_row(examined, finding) for finding in examined.examination.findings],
        "waived": examined.examination.waived,
    }


def report(examined: Examined) -> str:
    """One line for each finding, "spec.md:12:5: warn L2 R3: message", with its fix below, by group; then the counts.

    Nothing in it is obeyed by a terminal, and no message breaks its line.
    """
    lines: list[str] = []
    for group, findings in groupby(examined.examination.findings, key=lambda finding: finding.group):
        lines.append(_TITLES[group])
        for finding in findings:
            lines.append(examined.told(finding))
            if finding.fix:
                lines.append(f"    {_one_line(examined.unsaid(finding.fix))}")
        lines.append("")
    return visible("\n".join([*lines, _counts(examined)]) + "\n")


def _with_emptiness(examined: Examined) -> Examined:
    """A spec without an item has nothing that rules could object to, and yet it must not pass a gate."""
    examination = examined.examination
    if examination.spec.items:
        return examined
    findings = sorted((_EMPTY, *examination.findings), key=lambda finding: list(Group).index(finding.group))
    return replace(examined, examination=replace(examination, findings=tuple(findings)))


def _row(examined: Examined, finding: Finding) -> dict[str, object]:
    paper = examined.paper(finding.document)
    start, end = paper.span(finding.span)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.document.value,
        "line": paper.place(finding.span[0])[0],
        "start": start,
        "end": end,
        "item": finding.item,
        "sentence": examined.sentence_ids.get(finding.sentence, ""),
        "message": examined.unsaid(finding.message),
        "fix": examined.unsaid(finding.fix),
    }


def _counts(examined: Examined) -> str:
    count = Counter(finding.severity for finding in examined.examination.findings)
    told = [number_of(count[each], _COUNTED[each]) for each in Severity if count[each]]
    waived = f" ({examined.examination.waived} waived)" if examined.examination.waived else ""
    return (", ".join(told) or "No findings") + waived + "."


def _one_line(text: str) -> str:
    return " ".join(text.split())
