"""Why this file exists: the notes are raw text; a sentence is the unit that every item is traced back to."""

from __future__ import annotations

import hashlib
import re
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


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of the notes `text`, in order."""
    found: list[Sentence] = []
    seen: dict[str, int] = {}
    for match in re.finditer(r"\S(?:.*?[.!?…](?=\s|$)|.*)", text):
        digest = hashlib.sha256(" ".join(match[0].split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]
        key = f"{digest}.{seen.get(digest, 0)}"
        seen[digest] = seen.get(digest, 0) + 1
        found.append(Sentence(key, len(found) + 1, match.start(), match.end(), match[0]))
    return tuple(found)
