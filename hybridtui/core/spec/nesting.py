"""Why this file exists: an entry may stand within a requirement, and may say when that requirement is met.

Both are told by where it stands (in a list entry, under a label, under a heading) and by how it begins ("When", a check
box). The forms of OpenSpec ("### Requirement: ...", "#### Scenario: ...") and of lists with labels are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from hybridtui.core.kinds import Kind
from hybridtui.core.spec.entries import Entry, Heading, Page
from hybridtui.core.spec.references import stated_id

_EMPHASIS = r"[*_`]{0,3}"
_CRITERIA = (
    r"(?:acceptance(?:[ -](?:criteri(?:a|on)|scenarios?|tests?|conditions?))?"
    r"|(?:accepted|done)[ ](?:when|if)|definition[ ]of[ ]done|criteri(?:a|on)|scenarios?)"
)
_LABEL = re.compile(rf"{_EMPHASIS}{_CRITERIA}{_EMPHASIS}:?{_EMPHASIS}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"{_EMPHASIS}(?:(?:{_CRITERIA}|scenario[ ]\w{{1,9}}){_EMPHASIS}:|(?:accepted|done)[ ](?:when|if)\b|AC[ -]?\d)",
    re.IGNORECASE,
)
_STEP = re.compile(rf"{_EMPHASIS}(?:given|when|then)(?![\w-])", re.IGNORECASE)
_NEXT_STEP = re.compile(rf"{_EMPHASIS}(?:and|but)(?![\w-])", re.IGNORECASE)
_REQUIREMENT = re.compile(r"requirement(?:\s+[\d.]+)?(?::.*)?", re.IGNORECASE | re.DOTALL)
_SCENARIO = re.compile(rf"{_CRITERIA}(?:\s+\d+)?(?::.*)?", re.IGNORECASE | re.DOTALL)

_NORMATIVE = (Kind.REQUIREMENT, Kind.CONSTRAINT, None)


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry that is an item, the position of its parent among them (-1 for none), and whether it is a criterion."""

    entry: Entry
    parent: int
    criterion: bool


def is_requirement(title: str) -> bool:
    """Whether what stands under a heading is one requirement: it says so, or it states an id."""
    return bool(_REQUIREMENT.fullmatch(title.strip())) or bool(stated_id(title))


def is_scenario(title: str) -> bool:
    """Whether what stands under a heading are criteria of what stands under the one above it."""
    return bool(_SCENARIO.fullmatch(title.strip()))


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label over criteria, if anything follows that it can be over."""
    return bool(_LABEL.fullmatch(text.strip()))


def placed(page: Page, kinds: Mapping[Heading | None, Kind | None]) -> list[Placed]:
    """The entries of a page that say something of their own, in order; a label over criteria is none of them.

    `kinds` tells the kind that each heading gives to what stands under it; None stands for the text above all headings.
    """
    return _Nesting(page, kinds).placed


class _Nesting:
    def __init__(self, page: Page, kinds: Mapping[Heading | None, Kind | None]) -> None:
        self.kinds = kinds
        self.placed: list[Placed] = []
        self.at: dict[Entry, int] = {}
        self.bodies: dict[Heading, Entry] = {}
        self.labels: set[Entry] = set()
        self.labelled: set[Entry | Heading | None] = set()
        self.previous: dict[int, bool] = {}  # by parent: whether its last child was a criterion
        for entry, following in zip_longest(page.entries, page.entries[1:]):
            normative = kinds.get(entry.heading) in _NORMATIVE
            home = entry.owner or entry.heading
            if normative and following and _labels(entry, following):
                self.labels.add(entry)
                if not entry.bullet:
                    self.labelled.add(home)
                continue
            if not entry.bullet and not entry.verbatim:
                self.labelled.discard(home)
            self._place(entry, home in self.labelled, normative)

    def _place(self, entry: Entry, labelled: bool, normative: bool) -> None:
        owner, heading = entry.owner, entry.heading
        while owner in self.labels:
            labelled = True
            owner = owner.owner if owner else None
        scenario = False
        if owner is None and heading:
            scenario = is_scenario(heading.title)
            owner = self._body(heading, entry, labelled)
        parent = self.at[owner] if owner else -1
        within = parent >= 0 and (
            labelled or scenario or entry.box or self.placed[parent].criterion or self._tells_when(entry.text, parent)
        )
        criterion = normative and (within or (scenario and _opens_above(heading)))
        self.previous[parent] = criterion
        self.at[entry] = len(self.placed)
        self.placed.append(Placed(entry, parent, criterion))

    def _body(self, heading: Heading, entry: Entry, labelled: bool) -> Entry | None:
        """What an entry under `heading`, in no list entry, belongs to: the requirement that the heading opens."""
        if is_scenario(heading.title):
            above = heading.above
            while above and is_scenario(above.title):
                above = above.above
            return self._requirement(above) if above else None
        if heading not in self.bodies:
            self.bodies[heading] = entry
            return None
        body = self.bodies[heading]
        if labelled:
            return self._requirement(heading)
        return body if is_requirement(heading.title) and not body.bullet else None

    def _requirement(self, heading: Heading) -> Entry | None:
        """The one requirement that stands under `heading`, if its form says that it is one."""
        body = self.bodies.get(heading)
        prose = body and not body.bullet and self.kinds[heading] in (Kind.REQUIREMENT, Kind.CONSTRAINT)
        return body if prose or is_requirement(heading.title) else None

    def _tells_when(self, text: str, parent: int) -> bool:
        if _STEP.match(text) or _LABELLED.match(text):
            return True
        return bool(_NEXT_STEP.match(text)) and self.previous.get(parent, False)


def _opens_above(heading: Heading | None) -> bool:
    """Whether the heading stands under one that opens a requirement."""
    return bool(heading and heading.above and is_requirement(heading.above.title))


def _labels(entry: Entry, following: Entry) -> bool:
    """Whether the entry is nothing but a label over the entry that follows."""
    if entry.verbatim or not is_label(entry.text):
        return False
    if entry.bullet:
        return following.owner is entry
    beside = following.owner is None or following.bullet
    same = following.heading is entry.heading
    return same and beside and (following.bullet or following.verbatim) and following.owner is entry.owner
