"""Why this file exists: a rule is tested on one item, in the section that it is meant for."""

from __future__ import annotations

from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.lint import lint
from hybridtui.core.spec import parse


def spec(*entries: str, heading: str = "Requirements") -> str:
    """A spec with one section of list entries."""
    return f"## {heading}\n\n" + "".join(f"- {entry}\n" for entry in entries)


def found(text: str, profile: str = "plain") -> list[Finding]:
    """What lint has to say about a spec, but for what is told once about all of it."""
    return [each for each in lint(parse(text), profile) if each.rule != "S2" or profile != "plain"]


def rules(*entries: str, heading: str = "Requirements") -> set[str]:
    """The rules that have something to say about the entries of one section."""
    return {each.rule for each in found(spec(*entries, heading=heading))}
