"""Why this file exists: a spec takes defects line by line, and each must be found again in the finished text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from hybridtui.core.kinds import Kind
from hybridtui.core.notes.blocks import Span
from hybridtui.core.spec import parse

_BULLET = re.compile(r"(?:[-*+]|\d+[.)]) |")


class Family(StrEnum):
    """What a defect is an instance of; recall is told for each."""

    SMELL = "smell"
    INVENTION = "invention"
    ALTERED = "altered fact"
    DEFERRED = "not now"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted defect: its family and sort, and the `words` that are wrong."""

    family: Family
    sort: str
    words: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A defect in a finished spec: where its words stand, and the spans of the items that may be blamed for it."""

    defect: Defect
    span: Span
    items: tuple[Span, ...]


@dataclass
class Row:
    """A line: what it says, whether it is an entry that nothing was done to, its defect and where its words stand.

    The `partners` are blamed with it: whichever of two contradicting entries is named, the human sees both.
    """

    text: str
    kind: Kind | None
    free: bool
    defect: Defect | None = None
    at: int = 0
    partners: tuple[Row, ...] = ()

    @property
    def bullet(self) -> str:
        """What stands before what the entry says; empty for a paragraph."""
        found = _BULLET.match(self.text)
        return found[0] if found else ""

    @property
    def said(self) -> str:
        """What the entry says."""
        return self.text[len(self.bullet) :]


class Bed:
    """The lines of a spec while defects are put in; no entry gets two."""

    def __init__(self, text: str) -> None:
        spec = parse(text)
        kinds = {item.start: item.kind for item in spec.items}
        self._rows = [Row(line, kinds.get(at), at in kinds) for at, line in enumerate(text.splitlines())]

    def free(self, fits: Callable[[Row], bool] = lambda row: True) -> list[Row]:
        """The entries without a defect that fit, in their order."""
        return [row for row in self._rows if row.free and fits(row)]

    def saying(self, words: str) -> Row | None:
        """The entry without a defect that has `words`."""
        return next(iter(self.free(lambda row: words in row.text)), None)

    def change(self, row: Row, text: str, defect: Defect, at: int | None = None, partner: Row | None = None) -> None:
        """`row` says `text` from now on, and that is its defect; its words stand at `at`, or where they are first."""
        row.text, row.free, row.defect = text, False, defect
        row.at = text.index(defect.words) if at is None else at
        row.partners = _taken(partner)

    def add(self, text: str, kind: Kind, defect: Defect, random: Random, partner: Row | None = None) -> None:
        """A new entry `text` at a random place among those of `kind`."""
        place = random.choice([at for at, row in enumerate(self._rows) if row.kind is kind])
        bullet = self._rows[place].bullet or "- "
        at = text.index(defect.words) + len(bullet)
        row = Row(bullet + text, kind, False, defect, at, _taken(partner))
        self._rows.insert(place + 1, row)

    def finished(self) -> tuple[str, tuple[Planted, ...]]:
        """The text of the spec, and every defect in it in the order of its place."""
        starts: dict[int, int] = {}
        offset = 0
        for row in self._rows:
            starts[id(row)] = offset
            offset += len(row.text) + 1
        found = []
        for row in self._rows:
            if row.defect:
                at = starts[id(row)] + row.at
                items = tuple((starts[id(each)], starts[id(each)] + len(each.text)) for each in (row, *row.partners))
                found.append(Planted(row.defect, (at, at + len(row.defect.words)), items))
        return "\n".join(row.text for row in self._rows) + "\n", tuple(found)


def _taken(partner: Row | None) -> tuple[Row, ...]:
    if partner is None:
        return ()
    partner.free = False
    return (partner,)


def appended(text: str, clause: str) -> str:
    """`text` with `clause` before its final full stop."""
    return re.sub(r"(\.?)$", lambda stop: clause + stop[1], text, count=1)
