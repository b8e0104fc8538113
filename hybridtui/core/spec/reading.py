"""Why this file exists: Markdown is read as a title, sections and items that can be named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hybridtui.core.english.titles import title_kind
from hybridtui.core.kinds import Kind
from hybridtui.core.spec.document import Known, Section, Spec, SpecItem, text_hash
from hybridtui.core.spec.entries import Heading, read
from hybridtui.core.spec.identities import Nameless, identify
from hybridtui.core.spec.nesting import Placed, is_requirement, is_scenario, placed
from hybridtui.core.spec.references import stated_id

_NUMBERING = re.compile(r"^[\d.)\s]+")
_REMEMBERED = 500
"""Ids of items that are gone which are kept for their return; the oldest go first."""

_PREFIXES = {
    Kind.GOAL: "G",
    Kind.REQUIREMENT: "R",
    Kind.CONSTRAINT: "C",
    Kind.OUT_OF_SCOPE: "O",
    Kind.QUESTION: "Q",
    Kind.BACKGROUND: "B",
    None: "T",
}
_ALIASES = {
    "goal": Kind.GOAL,
    "requirement": Kind.REQUIREMENT,
    "functional requirement": Kind.REQUIREMENT,
    "constraint": Kind.CONSTRAINT,
    "out of scope": Kind.OUT_OF_SCOPE,
    "non goal": Kind.OUT_OF_SCOPE,
    "question": Kind.QUESTION,
    "open question": Kind.QUESTION,
    "background": Kind.BACKGROUND,
    "context": Kind.BACKGROUND,
}


def read_spec(text: str, known: Sequence[Known] = ()) -> Spec:
    """Read a spec, whatever it is; any text is one. Items that were `known` keep their ids."""
    page = read(text)
    own = {heading: _own_kind(heading) for heading in page.headings}
    kinds: dict[Heading | None, Kind | None] = {None: None}
    for heading in page.headings:
        kinds[heading] = own[heading] or kinds[heading.above]
    sections = tuple(
        Section(each.title, each.level, each.start, each.end, own[each], each.span) for each in page.headings
    )
    items: list[SpecItem] = []
    nameless: list[Nameless] = []
    named_headings: set[Heading] = set()
    for place in placed(page, kinds):
        entry, kind = place.entry, kinds[place.entry.heading]
        written = _written(place, named_headings)
        nameless.append(Nameless(_PREFIXES[kind], text_hash(entry.text), written, place.parent))
        items.append(
            SpecItem(
                "", kind, entry.text, entry.start, entry.end, entry.span, "", entry.verbatim, place.criterion, written
            )
        )
    names = identify(nameless, known)
    named_items = tuple(
        replace(item, id=name, parent=names[each.parent] if each.parent >= 0 else "")
        for item, name, each in zip(items, names, nameless, strict=True)
    )
    present = set(names)
    gone = [replace(each, gone=True) for each in known if each.id not in present]
    return Spec(text, sections, named_items, tuple(gone[-_REMEMBERED:]))


def named(title: str) -> Kind | None:
    """The kind whose section a heading opens, however it is cased, numbered, emphasised or pluralised."""
    name = re.sub(r"[\W_]+", " ", _NUMBERING.sub("", title)).strip().casefold()
    return _ALIASES.get(name) or _ALIASES.get(name.removesuffix("s"))


def _own_kind(heading: Heading) -> Kind | None:
    """The kind that a heading gives by itself. The name of a requirement or a scenario says nothing about it."""
    if is_scenario(heading.title):
        return None
    if is_requirement(heading.title):
        return None if stated_id(heading.title) else Kind.REQUIREMENT
    return named(heading.title) or (title_kind(heading.title) if heading.level > 1 else None)


def _written(place: Placed, used: set[Heading]) -> str:
    """The id that an item states, or that the heading states whose first entry it is."""
    if written := stated_id(place.entry.text):
        return written
    heading = place.entry.heading
    if heading and heading not in used and place.parent < 0 and not place.criterion:
        used.add(heading)
        return stated_id(heading.title)
    return ""
