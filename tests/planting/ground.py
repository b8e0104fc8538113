"""Why this file exists: a defect must read as if somebody had written it, so each pair says where it can take one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data" / "planted"

Places = tuple[tuple[str, str], ...]
"""Words of a clean entry, and what stands in their place; a name in braces is a slot for words of that sort."""


@dataclass(frozen=True)
class Ground:
    """A clean spec with its notes, and how each sort of defect is worded in it.

    `places` map the sorts of lexical smells to where they fit: {amount}, {duration}, {frequency}, {speed}, {open},
    {modal}, {blank}; where one stands, no figure is left in the entry. `remarks` are clauses with {subjective}
    for entries without a figure, `wishes` entries with it.
    `pronouns` put a pronoun in the place of a subject. `conflicts` and `copies` have words of an entry and a new entry
    that contradicts it or says it again. `names` are swapped for one another. `inventions` are new entries with
    a foreign name, or a number in the slot {n}; `deferred` are ideas that the notes put off, as requirements.
    """

    name: str
    places: Places
    remarks: tuple[str, ...]
    wishes: tuple[str, ...]
    pronouns: Places
    conflicts: Places
    copies: Places
    names: Mapping[str, tuple[str, ...]]
    inventions: tuple[str, ...]
    deferred: tuple[str, ...]

    @property
    def spec(self) -> str:
        """The clean spec."""
        return (_DATA / f"{self.name}.spec.md").read_text("utf-8")

    @property
    def notes(self) -> str:
        """The notes that it was made from."""
        return (_DATA / f"{self.name}.notes.md").read_text("utf-8")
