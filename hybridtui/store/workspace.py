"""Why this file exists: one argument decides which notes are open and where their neighbours lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.store import atomic, paths

_SPEC, _TRACE, _REPLIES = ".spec.md", ".trace.json", ".replies"
_NOTES_SUFFIXES = (".md", ".markdown", ".txt", "")


@dataclass(frozen=True, slots=True)
class Workspace:
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


def open_workspace(argument: str | None) -> Workspace:
    """The workspace that PATH on the command line means, remembered as the last one opened.

    A file is the notes; a folder stands for its `notes.md`; a spec or trace for the notes beside it; None for the last
    notes opened, or else notes of the user's own, which begin as the welcome sample. Raises `HybridError`.
    """
    notes = _last() or _own() if argument is None else _meant(argument)
    workspace = Workspace.of(notes)
    _remember(workspace.notes)
    return workspace


def welcome() -> str:
    """The welcome sample: the first notes of a new user."""
    return (files("hybridtui") / "welcome.md").read_text(encoding="utf-8")


def _meant(argument: str) -> Path:
    if "\0" in argument:
        raise HybridError("Cannot open that path", "A path holds no NUL.", "Give the path of a text file or a folder.")
    path = Path(argument)
    try:
        if path.is_dir() or argument.endswith(os.sep):
            path = path / "notes.md"
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


def _memory() -> Path:
    return paths.state_folder() / "last"


def _last() -> Path | None:
    """The notes opened last, if they are still there."""
    try:
        notes = Path(os.fsdecode(_memory().read_bytes()))
        return notes if notes.is_absolute() and notes.is_file() else None
    except (OSError, ValueError):
        return None


def _remember(notes: Path) -> None:
    try:
        atomic.write(_memory(), os.fsencode(notes))
    except HybridError:
        return  # a comfort: a state folder that cannot be written must not keep anybody from working


def _own() -> Path:
    notes = paths.data_folder() / "notes.md"
    if not notes.exists():
        atomic.write(notes, welcome().encode())
    return notes
