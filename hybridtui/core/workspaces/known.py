"""Why this file exists: a workspace has a name of the human's, which may change, and an id, which does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A path of notes that a workspace has, or had `until` then (UTC, ISO 8601; "": it still has)."""

    path: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A workspace on the list. `id` stays the same when it is renamed.

    `path` is the absolute path of its notes, `name` what it is called, `folder` where it lies, `opened` when it was
    opened last (UTC, ISO 8601). `words` counts those of the notes; None where there are no notes that can be read.
    """

    id: str
    path: str
    name: str
    folder: str
    opened: str
    held: tuple[Held, ...] = ()
    words: int | None = None

    @property
    def exists(self) -> bool:
        """Whether its notes are there."""
        return self.words is not None
