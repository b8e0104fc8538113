"""Why this file exists: a requirement is met in scenarios, and these are read from its criteria, however written.

A criterion may be one sentence ("Given a, when b, then c"), a step of several entries, a bare statement, or an entry
"Scenario: ..." with its steps below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.spec import Spec, SpecItem

_STEP = re.compile(r"[*_`]{0,3}(given|when|then|and|but)(?![\w-])[*_`:]{0,4}\s*", re.IGNORECASE)
_NAMED = re.compile(r"[*_]{0,3}scenario(?:[ ]\w{1,9})?[*_]{0,3}:[*_]{0,3}\s*", re.IGNORECASE)
_WITHIN = re.compile(r"[,;.]?\s+[*_]{0,3}(?:and\s+)?(when|then)(?![\w-])[*_]{0,3}\s+", re.IGNORECASE)
_COMMA = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: GIVEN, WHEN, THEN, AND or BUT, and its words."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """Steps that belong together, and the name the spec gives them, if it does."""

    name: str
    steps: tuple[Step, ...]


_Told = tuple[str, Sequence[Step]]


def scenarios(spec: Spec, item: SpecItem) -> tuple[Scenario, ...]:
    """The scenarios that the criteria within `item` tell, in order; blocks of several lines tell none."""
    return tuple(_gathered(_told(spec, item)))


def steps(text: str) -> tuple[Step, ...]:
    """The steps that one line tells: "When a, b" is a WHEN and a THEN. What begins with no step word is a THEN."""
    first = _STEP.match(text)
    if not first or not text[first.end() :].strip():
        return (Step("THEN", text),)
    word, rest = first[1].upper(), text[first.end() :]
    found: list[Step] = []
    at = 0
    for inner in _WITHIN.finditer(rest):
        if rest[at : inner.start()].strip() and rest[inner.end() :].strip():
            found.append(Step(word, rest[at : inner.start()].strip()))
            word, at = inner[1].upper(), inner.end()
    last = rest[at:].strip()
    comma = _COMMA.search(last) if word == "WHEN" else None
    if comma and last[: comma.start()].strip() and last[comma.end() :].strip():
        return (*found, Step("WHEN", last[: comma.start()]), Step("THEN", last[comma.end() :]))
    return (*found, Step(word, last))


def _told(spec: Spec, item: SpecItem) -> Iterator[_Told]:
    """What each criterion within an item tells: the name over it, and its steps."""
    own = spec.section(item)
    for child in spec.within(item.id):
        section = spec.section(child)
        heading = _NAMED.match(section.title) if section and section != own else None
        name = section.title[heading.end() :] if section and heading else ""
        if not child.criterion:
            yield from _told(spec, child)
        elif named := _NAMED.match(child.text):
            title = child.text[named.end() :]
            yield title, [*_below(spec, child, "THEN")] or [Step("THEN", title)]
        else:
            first = () if child.verbatim else steps(child.text)
            yield name, [*first, *_below(spec, child, "AND")]


def _below(spec: Spec, item: SpecItem, word: str) -> Iterator[Step]:
    """The steps of all that stands within an item; `word` is for statements without a step word."""
    for child in spec.within(item.id):
        if not child.verbatim:
            plain = not _STEP.match(child.text)
            yield from (Step(word, step.text) if plain else step for step in steps(child.text))
        yield from _below(spec, child, "AND")


def _gathered(told: Iterable[_Told]) -> Iterator[Scenario]:
    """Scenarios of the steps: a new one begins with a new name, and with a condition or a statement after a THEN."""
    name = ""
    current: list[Step] = []
    for next_name, added in told:
        if not added:
            continue
        ended = any(step.word == "THEN" for step in current) and added[0].word not in ("AND", "BUT")
        # under a name of its own, statements in a row are steps of one scenario
        if current and (next_name != name or (ended and not (name and added[0].word == "THEN"))):
            yield Scenario(name, tuple(current))
            current = []
        name = next_name
        current += added
    if current:
        yield Scenario(name, tuple(current))
