"""Why this file exists: workspaces are listed, made, renamed and taken off the list by one service, on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Claim, Journal
from hybridtui.core.workspaces.known import Known
from hybridtui.store import atomic, paths
from hybridtui.store.documents.journal import JournalFile
from hybridtui.store.workspaces import moving
from hybridtui.store.workspaces.claim import ClaimFile
from hybridtui.store.workspaces.registry import Entry, Move, Registry, first_id
from hybridtui.store.workspaces.workspace import Workspace, meant

_NOTES = "notes.md"
_LONGEST = 60
"""Characters of a folder's name that is made of the notes' first words."""
_WORDS = 6


class WorkspaceShelf:
    """`core.ports.Workspaces` on the disk. Takes a while: use it in a thread. Every method raises `HybridError`.

    `home` is the folder for workspaces of which only a name is given. `claim` and `journal` give those of a document at
    a path.
    """

    def __init__(
        self, registry: Registry, home: Path, claim: Callable[[str], Claim], journal: Callable[[str], Journal]
    ) -> None:
        self._registry = registry
        self._home = home
        self._claim = claim
        self._journal = journal
        self._ids: dict[str, str] = {}

    @classmethod
    def here(cls) -> WorkspaceShelf:
        """That of this user."""
        return cls(
            registry(),
            paths.data_folder(),
            partial(ClaimFile, paths.claims()),
            partial(JournalFile, paths.journals()),
        )

    def known(self) -> tuple[Known, ...]:
        """What is on the list, the one opened last first. A workspace that never had notes is left out."""
        self._finish_moves()
        listed = []
        for entry in self._registry.entries():
            one = _known(entry)
            if one.exists and not entry.seen:
                self._registry.saw(entry.id)
            if one.exists or entry.seen:
                listed.append(one)
        return tuple(listed)

    def id_of(self, path: str) -> str:
        """The id of the workspace of the notes at `path`.

        Never raises: where the list cannot be used, it is the id of a workspace that was never renamed.
        """
        if path not in self._ids:
            try:
                self._ids[path] = self._registry.id_of(Path(path))
            except HybridError:
                self._ids[path] = first_id(Path(path))
        return self._ids[path]

    def opened(self, path: str) -> None:
        """The notes at `path` were opened now."""
        self._finish_moves()
        self._registry.opened(Path(path))

    def forget(self, id: str) -> None:
        """Take a workspace off the list; none of its files is touched."""
        self._registry.forget(id)

    def place(self, given: str) -> str:
        """The notes of a new workspace: the path `given`, or, for a name, `notes.md` in a folder of that name.

        Nothing is made. A workspace that is there already is refused.
        """
        notes = self._place(given)
        if notes.exists():
            raise HybridError(f"{_called(notes)} is there already", str(notes), "Open it, or choose another name.")
        return str(notes)

    def rename(self, id: str, path: str, given: str) -> str:
        """Move the workspace of the notes at `path` to the name or path `given`, with all that belongs to it.

        A name stands for the folder where the notes are `notes.md` in a folder of their own, else for the file.
        Returns the new path of the notes.
        """
        source = Path(path)
        target = self._renamed(source, given)
        if target == source:
            return path
        claim = self._claim(path)
        if not claim.take():
            raise HybridError(f"{_called(source)} is open in another hybridtui", path, "Rename it there, or close it.")
        try:
            self._check_saved(Workspace.of(source))
            self._move(Move(id, source, target))
        finally:
            claim.release()
        if source.parent.parent == self._home:
            with suppress(OSError):
                source.parent.rmdir()  # unless something else lies in it
        return str(target)

    def _check_saved(self, place: Workspace) -> None:
        """What is only in a journal is found by the path of its document."""
        if any(self._journal(str(path)).left() for path in (place.notes, place.spec, place.trace)):
            cause = "What was typed there last could not be saved."
            raise HybridError(f"Cannot rename {_called(place.notes)} yet", cause, "Open it once, which brings it back.")

    def _move(self, move: Move) -> None:
        self._registry.begin_move(move)
        moved = False
        try:
            moving.move(Workspace.of(move.source), Workspace.of(move.target))
            moved = True
        finally:
            self._registry.end_move(move, moved=moved)

    def _renamed(self, source: Path, given: str) -> Path:
        name = given.strip()
        if _is_path(name):
            return self._place(name)
        _check_name(name)
        if source.name == _NOTES and source.parent.parent == self._home:
            return self._home / name / _NOTES
        return source.with_name(name if Path(name).suffix else name + source.suffix)

    def _place(self, given: str) -> Path:
        given = given.strip()
        if _is_path(given):
            return meant(os.path.expanduser(given)).absolute()
        _check_name(given)
        return self._home / given / _NOTES

    def _finish_moves(self) -> None:
        """End what was cut short by the end of the program that had begun it.

        Who moves a workspace has the claim on it, and who has it open, too: then it is not the time.
        """
        for move in self._registry.moves():
            claim = self._claim(str(move.source))
            if not claim.take():
                continue
            try:
                moved = moving.finish(Workspace.of(move.source), Workspace.of(move.target))
                self._registry.end_move(move, moved=moved)
            finally:
                claim.release()


def registry() -> Registry:
    """The list of workspaces of this user: one in this process, as what it found damaged is told once."""
    return _registry(paths.state_folder() / "workspaces.db")


_registry = cache(Registry)


def keep(text: str, now: Callable[[], datetime]) -> Path:
    """Keep `text` as the notes of a new workspace of the user's, named by date and first words. Raises `HybridError`.

    Returns the path of the notes.
    """
    words = _name_of(text.split()[:_WORDS])
    name = f"{now():%Y-%m-%d} {words}".strip()
    ordinal = 1
    while True:
        folder = paths.data_folder() / (name if ordinal == 1 else f"{name} {ordinal}")
        try:
            folder.mkdir(parents=True)
            break
        except FileExistsError as error:
            if not paths.data_folder().is_dir():
                raise atomic.disk_error("Cannot keep the notes", error) from error
            ordinal += 1
        except OSError as error:
            raise atomic.disk_error("Cannot keep the notes", error) from error
    notes = folder / _NOTES
    atomic.create(notes, atomic.encoded(text))
    return notes


def _name_of(words: Iterable[str]) -> str:
    """Words as they may stand in the name of a folder anywhere: letters and digits, lower case."""
    kept = ("".join(character for character in word if character.isalnum()) for word in words)
    return " ".join(filter(None, kept)).casefold()[:_LONGEST].strip()


def _known(entry: Entry) -> Known:
    try:
        words: int | None = len(entry.path.read_bytes().split())
    except (OSError, ValueError):
        words = None
    folder = str(entry.path.parent)
    return Known(entry.id, str(entry.path), _called(entry.path), folder, entry.opened, entry.held, words)


def _called(notes: Path) -> str:
    """What a workspace is called: its folder where the notes are its `notes.md`, else the notes without suffix."""
    return notes.parent.name if notes.name == _NOTES and notes.parent.name else notes.stem or notes.name


def _is_path(given: str) -> bool:
    return os.sep in given or given.startswith(("~", "."))


def _check_name(name: str) -> None:
    if not name or "\0" in name:
        raise HybridError("That is no name", "A workspace needs a name.", "Type a name, or a path with a slash in it.")
