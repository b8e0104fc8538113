"""Why this file exists: the notes are raw text; a sentence is the unit that every item is traced back to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of the notes.

    `start` and `end` are character offsets into the text as given (end exclusive). `key` is its identity: a content
    hash and an occurrence number, so it survives moves and edits elsewhere. `number` counts from 1 and is for display
    only (`id` is "n12"). `headings` are the titles it stands under, outermost first. A `verbatim` sentence (fence,
    table, text that cannot be segmented) is carried as it is.
    """

    key: str
    number: int
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    verbatim: bool = False

    @property
    def id(self) -> str:
        """The display id, "n12"."""
        return f"n{self.number}"
