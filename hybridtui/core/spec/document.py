"""Why this file exists: a spec is plain Markdown, and stays so: a `Spec` only says what stands where in its text.

It is a value that is there before any is read; reading one (`spec.reading`) brings rules that take a while to load.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hybridtui.core.kinds import Kind
    from hybridtui.core.notes.blocks import Span


def text_hash(text: str) -> str:
    """The identity of an item's text: 16 hexadecimal digits, blind to spacing and a final full stop."""
    return hashlib.sha256(" ".join(text.split()).removesuffix(".").encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Known:
    """An item as it was when the spec was last read: its id and the hash of its text.

    One that is `gone` was in the spec before: it gets its id back when its text comes back, as after cut and paste.
    """

    id: str
    hash: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its title as written (inline markup included), its level (1 to 6), its line, and the kind it names.

    `line` and `end` are line numbers counting from 0, end exclusive; `span` is where the title stands, in characters.
    """

    title: str
    level: int
    line: int
    end: int
    kind: Kind | None
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class SpecItem:
    """One item of a spec: a list entry, a paragraph, a fence or a table.

    `id` names it ("R3"; "R3.1" within R3) however it moves or changes. `kind` comes from the headings above it and is
    None where none of them names one. `text` is what it says, on one line and without its bullet, unless it is
    `verbatim` (a fence or a table). `start` and `end` are line numbers counting from 0, end exclusive; `span` is where
    its text stands, in characters of the spec. `parent` is the id of the entry that it is nested in ("" for none), and
    a `criterion` is an entry that says when its parent is met. `written` is the id that its text, or the heading that
    it is the body of, states; it differs from `id` where an item before it states the same.
    """

    id: str
    kind: Kind | None
    text: str
    start: int
    end: int
    span: Span
    parent: str = ""
    verbatim: bool = False
    criterion: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a spec's text: the title of a section, the text of an item, or what is between them."""

    span: Span
    of: Section | SpecItem | None


@dataclass(frozen=True)
class Spec:
    """A spec as it is read: its text, what stands where in it, and the items that are gone from it."""

    text: str
    sections: tuple[Section, ...]
    items: tuple[SpecItem, ...]
    gone: tuple[Known, ...] = ()

    @cached_property
    def title(self) -> str:
        """The first heading of the first level; empty where there is none."""
        return next((section.title for section in self.sections if section.level == 1), "")

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """What to give to the next `parse`, so that items keep their ids."""
        return (*(Known(item.id, text_hash(item.text)) for item in self.items), *self.gone)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The whole text in pieces, in order and without a gap: see `render`."""
        named_places: list[Section | SpecItem] = [*self.sections, *self.items]
        parts: list[Part] = []
        end = 0
        for each in sorted(named_places, key=lambda each: each.span):
            if end < each.span[0]:
                parts.append(Part((end, each.span[0]), None))
            parts.append(Part(each.span, each))
            end = each.span[1]
        if end < len(self.text):
            parts.append(Part((end, len(self.text)), None))
        return tuple(parts)

    def item(self, id: str) -> SpecItem | None:
        """The item called `id`."""
        return self._by_id.get(id)

    def at(self, row: int) -> SpecItem | None:
        """The item on line `row`, counting from 0."""
        place = bisect_right(self.items, row, key=lambda item: item.start) - 1
        return self.items[place] if place >= 0 and row < self.items[place].end else None

    def within(self, id: str) -> tuple[SpecItem, ...]:
        """The items directly within the item called `id` (those within none for ""), in order."""
        return self._within.get(id, ())

    def section(self, item: SpecItem) -> Section | None:
        """The section in which the item stands: that of the last heading before it."""
        place = bisect_right(self.sections, item.start, key=lambda section: section.line) - 1
        return self.sections[place] if place >= 0 else None

    @cached_property
    def _by_id(self) -> dict[str, SpecItem]:
        return {item.id: item for item in self.items}

    @cached_property
    def _within(self) -> dict[str, tuple[SpecItem, ...]]:
        found: dict[str, list[SpecItem]] = {}
        for item in self.items:
            found.setdefault(item.parent, []).append(item)
        return {parent: tuple(items) for parent, items in found.items()}


def render(spec: Spec) -> str:
    """The text of a spec, put together from its parts."""
    return "".join(spec.text[slice(*part.span)] for part in spec.parts)


def parse(text: str, known: Sequence[Known] = ()) -> Spec:
    """Read a spec, whatever it is; any text is one. Items that were `known` keep their ids."""
    from hybridtui.core.spec.reading import read_spec

    return read_spec(text, known)
