"""Why this file exists: one argument decides which notes are open and where their neighbours lie."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hybridtui.core.errors import HybridError
from hybridtui.store import atomic, paths

_SPEC, _TRACE, _REPLIES = ".spec.md", ".trace.json", ".replies"
_NOTES_SUFFIXES = (".md", ".markdown", ".txt", "")
_WELCOME = Path(__file__).parents[2] / "welcome.md"
_NAMED = 5
"""Notes that an error names."""


class Workspace(NamedTuple):
    """The absolute paths that belong to one file of notes; none of them needs to exist."""

    notes: Path
    spec: Path
    trace: Path
    replies: Path

    @classmethod
    def of(cls, notes: Path) -> Workspace:
        """The workspace around `notes`: `<stem>.spec.md`, `<stem>.trace.json` and `<stem>.replies` beside it."""
        notes = notes.absolute()
        spec, trace, replies = (notes.with_name(notes.stem + suffix) for suffix in (_SPEC, _TRACE, _REPLIES))
        return cls(notes, spec, trace, replies)


def open_workspace(argument: str | None, last: Callable[[], Path | None] = lambda: None) -> Workspace:
    """The workspace that PATH on the command line means.

    A file is the notes; a folder stands for its `notes.md`, or for the only notes in it that have a spec; a spec or
    trace stands for the notes beside it; None for the `last` notes opened, or else notes of the user's own, which begin
    as the welcome sample. Raises `HybridError`.
    """
    return Workspace.of((last() or _own()) if argument is None else meant(argument))


def welcome() -> str:
    """The welcome sample: the first notes of a new user."""
    return _WELCOME.read_text(encoding="utf-8")


def meant(argument: str) -> Path:
    """The notes that a path means; they may not be there yet. Raises `HybridError` for what cannot be notes."""
    if "\0" in argument:
        raise HybridError("Cannot open that path", "A path holds no NUL.", "Give the path of a text file or a folder.")
    path = Path(argument)
    try:
        if path.is_dir() or argument.endswith(os.sep):
            return _in_folder(path)
        for suffix in (_SPEC, _TRACE):
            if path.name.endswith(suffix):
                return _notes_beside(path, path.name.removesuffix(suffix))
        if path.exists() and not path.is_file():
            raise HybridError(
                f"Cannot open {path.name}", "It is not a regular file.", "Give the path of a text file or a folder."
            )
    except OSError as error:
        raise atomic.disk_error(f"Cannot open {argument}", error) from error
    return path


def notes_of(spec: Path) -> Path | None:
    """The notes beside a spec: `idea.md` beside `idea.spec.md`. None where there are none, or for any other name."""
    return _beside(spec, spec.name.removesuffix(_SPEC)) if spec.name.endswith(_SPEC) else None


def _in_folder(folder: Path) -> Path:
    notes = folder / "notes.md"
    if notes.exists() or not folder.is_dir():
        return notes
    specs = (spec for spec in sorted(folder.glob(f"*{_SPEC}")) if spec.is_file())
    found = [beside for spec in specs if (beside := notes_of(spec))]
    if len(found) > 1:
        names = ", ".join(each.name for each in found[:_NAMED]) + (" and more" if len(found) > _NAMED else "")
        raise HybridError(f"Several notes are in {folder}", f"There are {names}.", "Give the path of one of them.")
    return found[0] if found else notes


def _notes_beside(path: Path, stem: str) -> Path:
    if notes := _beside(path, stem):
        return notes
    raise HybridError(
        f"{path.name} belongs to notes that are not there",
        f"No {stem}.md lies beside it.",
        "Open the notes it was made from, or rename it to use it as notes.",
    )


def _beside(path: Path, stem: str) -> Path | None:
    names = (path.with_name(stem + suffix) if stem + suffix else path for suffix in _NOTES_SUFFIXES)
    return next((notes for notes in names if notes != path and notes.is_file()), None)


def _own() -> Path:
    notes = paths.data_folder() / "notes.md"
    if not notes.exists():
        try:
            atomic.write(notes, welcome().encode())
        except HybridError as error:
            raise HybridError(
                "There is no place for notes of your own", error.cause, "Say where they are to be: hybridtui PATH."
            ) from error
    return notes
