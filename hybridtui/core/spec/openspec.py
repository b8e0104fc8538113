"""Why this file exists: a spec can be handed to a project that keeps its specs in the form of OpenSpec.

The form is that of its main specs (version 1.10): a purpose, requirements with SHALL or MUST in their bodies, scenarios
with WHEN and THEN. Nothing is invented: what the spec does not say is derived from its own words, and says that it is.
OpenSpec reads line by line, so what it could take for a heading or a fence never begins a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hybridtui.core.kinds import Kind
from hybridtui.core.spec import Spec, SpecItem
from hybridtui.core.spec.entries import escaped
from hybridtui.core.spec.scenarios import Scenario, Step, scenarios, steps

_LEAST_PURPOSE = 50
_NAME = 70
"""Characters of a name that is made of an item's words."""

_NORMATIVE = (Kind.REQUIREMENT, Kind.CONSTRAINT)
_OTHERS = (Kind.GOAL, Kind.OUT_OF_SCOPE, Kind.QUESTION, Kind.BACKGROUND, None)
_KEYWORD = re.compile(r"\b(?:SHALL|MUST)\b", re.ASCII)
_OBLIGATION = re.compile(r"(?<![\w'’-])(?:must|shall)(?: not)?(?![\w'’-])", re.IGNORECASE)
_WEAK = re.compile(r"\b(?:should|could|may|might|would)\b", re.IGNORECASE)
_CODE = re.compile(r"`[^`]*`")
_ORDERED = re.compile(r"[0-9]{1,9}[.)](?:\s|$)")
_NAMED = re.compile(r"requirement(?:\s+[\d.]+)?:\s*(?=\S)", re.IGNORECASE)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_EMPHASIS = re.compile(r"\*\*|__|`")


def openspec(spec: Spec) -> str:
    """The main spec of OpenSpec that says what `spec` says; without requirements its list of them is empty."""
    top = spec.within("")
    owned = [item for item in top if item.kind in _NORMATIVE and not item.criterion]
    purpose = [item for item in top if item.kind is Kind.GOAL] or [item for item in top if item.kind is Kind.BACKGROUND]
    lines = [f"# {_title(spec)}", "", "## Purpose", ""]
    if purpose:
        lines += [*_entries(spec, purpose), ""]
    if len("\n".join(lines[4:]).strip()) < _LEAST_PURPOSE:
        lines += [f"This specification states {len(owned)} requirements, and says no more about its purpose.", ""]
    lines += ["## Requirements", ""]
    names: set[str] = set()
    while owned:
        item = owned.pop(0)
        blocks = []
        while owned and owned[0].verbatim and spec.section(owned[0]) == spec.section(item):
            blocks.append(owned.pop(0))
        lines += _requirement(spec, item, blocks, names)
    for kind in _OTHERS:
        # criteria without a requirement are left over, whatever their kind
        left = [item for item in top if (item.criterion or item.kind not in _NORMATIVE) and item not in purpose]
        if rest := [item for item in left if (None if item.criterion else item.kind) is kind]:
            lines += [f"## {kind.heading if kind else 'Notes'}", "", *_entries(spec, rest), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _requirement(spec: Spec, item: SpecItem, blocks: Iterable[SpecItem], names: set[str]) -> Iterator[str]:
    name = _unique(_name_of(spec, item), item.id, names)
    yield from (f"### Requirement: {name}", "")
    yield from ("The following MUST hold:", "", *_block(item.text)) if item.verbatim else (_body(item.text),)
    details = list(_entries(spec, [each for each in spec.within(item.id) if not each.criterion]))
    yield from ("", *details) if details else ()
    for each in (*_verbatim_criteria(spec, item), *blocks):
        yield from ("", *_block(each.text))
    titles: set[str] = set()
    for scenario in scenarios(spec, item) or [_derived(item, name)]:
        title = _unique(_short(scenario.name or scenario.steps[0].text), item.id, titles)
        yield from ("", f"#### Scenario: {title}", "")
        yield from (f"- **{step.word}** {step.text}" for step in _complete(scenario))
    yield ""


def _body(text: str) -> str:
    """The line that states a requirement: with an obligation in capitals, and beginning with a word."""
    prose = _CODE.sub(lambda code: " " * len(code[0]), text)
    if not _KEYWORD.search(prose):
        if found := _OBLIGATION.search(prose):
            text = text[: found.start()] + found[0].upper() + text[found.end() :]
        elif _WEAK.search(prose):
            return f"It MUST be taken into account: {text}"
        else:
            return f"The following MUST hold: {text}"
    return text if text[0].isalnum() and not _ORDERED.match(text) else f"The following MUST hold: {text}"


def _derived(item: SpecItem, name: str) -> Scenario:
    """The scenario of a requirement that has no criterion: its own words, and nothing else."""
    told = () if item.verbatim else steps(item.text)
    said = "what the requirement shows" if item.verbatim else item.text
    both = {step.word for step in told} >= {"WHEN", "THEN"}
    return Scenario(f"{name} (derived from the requirement)", told if both else (Step("THEN", said),))


def _complete(scenario: Scenario) -> list[Step]:
    """The steps of a scenario, with the WHEN and the THEN that every scenario of OpenSpec has."""
    found = list(scenario.steps)
    words = [step.word for step in found]
    if "THEN" not in words:
        found.append(Step("THEN", "the requirement holds"))
    if "WHEN" not in words:
        place = next(at for at, step in enumerate(found) if step.word == "THEN")
        found.insert(place, Step("WHEN", "the requirement is put to the test"))
    return found


def _entries(spec: Spec, items: Iterable[SpecItem], depth: int = 0) -> Iterator[str]:
    """List entries for items that are no criteria, and all within them; blocks stand between blank lines."""
    for item in items:
        yield from ("", *_block(item.text), "") if item.verbatim else ("  " * depth + f"- {escaped(item.text)}",)
        normative = item.kind in _NORMATIVE and not item.criterion
        inner = [each for each in spec.within(item.id) if not (normative and each.criterion)]
        yield from _entries(spec, inner, depth + 1)


def _verbatim_criteria(spec: Spec, item: SpecItem, within: bool = False) -> Iterator[SpecItem]:
    """The blocks among the criteria of an item: no step can hold them."""
    for child in spec.within(item.id):
        told = within or child.criterion
        if told and child.verbatim:
            yield child
        yield from _verbatim_criteria(spec, child, told)


def _block(text: str) -> list[str]:
    """A fence or a table as it is, or in a fence that nothing within it can close."""
    first, *inner = lines = text.split("\n")
    fence = _FENCE.match(first)
    if fence and inner and not any(_FENCE.match(line) for line in inner[:-1]):
        last = inner[-1].strip()
        if last.startswith(fence[1]) and not last.strip(fence[1][0]):
            return [first, *inner[:-1], last]
    if not fence and all(line.startswith("|") for line in lines):
        return lines
    runs = [found[1] for line in lines if (found := _FENCE.match(line))]
    ticks = "`" * (1 + max([2, *map(len, runs)]))
    return [ticks, *lines, ticks]


def _title(spec: Spec) -> str:
    title = _line(spec.title)
    return title if title.casefold().endswith("specification") else f"{title} Specification".strip()


def _name_of(spec: Spec, item: SpecItem) -> str:
    """The name that its heading gives a requirement, else its first words."""
    section = spec.section(item)
    if section and (named := _NAMED.match(section.title)):
        return _line(section.title[named.end() :])
    return "" if item.verbatim else _short(item.text)


def _unique(name: str, id: str, names: set[str]) -> str:
    """`name`, with the id and a number where another has it, whatever its case."""
    base = name or id
    number = 1
    while base.casefold() in names:
        base = f"{name or 'Item'} ({id})" if number == 1 else f"{name or 'Item'} ({id}, {number})"
        number += 1
    names.add(base.casefold())
    return base


def _short(text: str) -> str:
    """The first words of a text, without emphasis and the final full stop."""
    line = _line(_EMPHASIS.sub("", text)).rstrip(". ")
    if len(line) <= _NAME:
        return line
    return f"{line[:_NAME].rpartition(' ')[0] or line[:_NAME]}…"


def _line(text: str) -> str:
    """One line of characters that are seen."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable()).strip()
