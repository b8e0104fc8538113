"""Why this file exists: workspaces are made and renamed where the human means, and none loses its files or its past."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store import paths
from hybridtui.store.documents.journal import JournalFile
from hybridtui.store.workspaces import moving
from hybridtui.store.workspaces import shelf as workspaces
from hybridtui.store.workspaces.claim import ClaimFile
from hybridtui.store.workspaces.registry import Move, Registry
from hybridtui.store.workspaces.shelf import WorkspaceShelf, keep


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home of mine"


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "workspaces.db")


@pytest.fixture
def shelf(registry: Registry, home: Path, tmp_path: Path) -> WorkspaceShelf:
    claims, journals = tmp_path / "claims", tmp_path / "journals"
    return WorkspaceShelf(registry, home, partial(ClaimFile, claims), partial(JournalFile, journals))


def opened(shelf: WorkspaceShelf, notes: Path, text: str = "three words here") -> Path:
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_text(text)
    shelf.opened(str(notes))
    return notes


def test_a_workspace_is_called_by_its_folder_or_its_file(shelf: WorkspaceShelf, tmp_path: Path) -> None:
    opened(shelf, tmp_path / "trip" / "notes.md")
    opened(shelf, tmp_path / "idea.md", "one two")
    assert [(one.name, one.words, one.exists) for one in shelf.known()] == [("idea", 2, True), ("trip", 3, True)]


def test_notes_that_are_gone_stay_listed_and_those_that_never_were_do_not(
    shelf: WorkspaceShelf, tmp_path: Path
) -> None:
    gone = opened(shelf, tmp_path / "gone.md")
    gone.unlink()
    shelf.opened(str(tmp_path / "never.md"))
    (one,) = shelf.known()
    assert (one.name, one.words, one.exists) == ("gone", None, False)
    shelf.forget(one.id)
    assert shelf.known() == ()


def test_notes_written_after_they_were_opened_are_listed_for_good(shelf: WorkspaceShelf, tmp_path: Path) -> None:
    late = tmp_path / "late.md"
    shelf.opened(str(late))
    late.write_text("at last")
    assert [one.words for one in shelf.known()] == [2]
    late.unlink()
    assert [one.words for one in shelf.known()] == [None]


def test_a_name_is_a_folder_at_home_and_a_path_is_what_it_says(
    shelf: WorkspaceShelf, home: Path, tmp_path: Path
) -> None:
    assert shelf.place(" trip to rome ") == str(home / "trip to rome" / "notes.md")
    assert shelf.place(f"{tmp_path}/b.md") == str(tmp_path / "b.md")
    assert shelf.place(f"{tmp_path}/c/") == str(tmp_path / "c" / "notes.md")
    assert shelf.place("~/d.md") == f"{os.environ['HOME']}/d.md"
    assert not home.exists()


@pytest.mark.parametrize("given", ["", "   ", "a\0b", "/a\0b", "/dev/null"])
def test_what_cannot_be_a_workspace_is_refused(shelf: WorkspaceShelf, given: str) -> None:
    with pytest.raises(HybridError):
        shelf.place(given)


def test_a_new_workspace_is_not_one_that_is_there(shelf: WorkspaceShelf, home: Path) -> None:
    opened(shelf, home / "trip" / "notes.md")
    with pytest.raises(HybridError, match="trip is there already"):
        shelf.place("trip")


@pytest.mark.parametrize(
    ("old", "given", "new"),
    [
        ("idea.md", "plan", "plan.md"),
        ("idea.txt", "plan.md", "plan.md"),
        ("idea.md", "./sub/plan.md", "sub/plan.md"),
        ("docs/notes.md", "plan", "docs/plan.md"),
        ("home of mine/trip/notes.md", "rome", "home of mine/rome/notes.md"),
        ("idea.md", "idea", "idea.md"),
    ],
)
def test_renaming_moves_the_file_or_the_folder_of_its_own(
    shelf: WorkspaceShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, given: str, new: str
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = opened(shelf, tmp_path / old)
    key = shelf.id_of(str(notes))
    assert shelf.rename(key, str(notes), given) == str(tmp_path / new)
    assert (tmp_path / new).read_text() == "three words here"
    assert [(one.id, one.path) for one in shelf.known()] == [(key, str(tmp_path / new))]
    assert notes.exists() is (old == new)
    assert (notes.parent.exists()) is ("trip" not in old)


def test_a_rename_that_fails_leaves_everything_as_it_was(shelf: WorkspaceShelf, tmp_path: Path) -> None:
    notes = opened(shelf, tmp_path / "a.md")
    opened(shelf, tmp_path / "b.md")
    before = shelf.known()
    with pytest.raises(HybridError, match="nothing is replaced"):
        shelf.rename(shelf.id_of(str(notes)), str(notes), "b")
    assert shelf.known() == before


def test_what_another_workbench_has_open_is_not_renamed(shelf: WorkspaceShelf, tmp_path: Path) -> None:
    notes = opened(shelf, tmp_path / "a.md")
    elsewhere = ClaimFile(tmp_path / "claims", str(notes))
    assert elsewhere.take()
    with pytest.raises(HybridError, match="a is open in another hybridtui"):
        shelf.rename(shelf.id_of(str(notes)), str(notes), "b")
    elsewhere.release()
    assert shelf.rename(shelf.id_of(str(notes)), str(notes), "b") == str(tmp_path / "b.md")
    assert ClaimFile(tmp_path / "claims", str(notes)).take()


def test_what_is_only_in_a_journal_keeps_its_path(shelf: WorkspaceShelf, tmp_path: Path) -> None:
    notes = opened(shelf, tmp_path / "a.md")
    JournalFile(tmp_path / "journals", str(tmp_path / "a.spec.md")).keep("", "typed, and never saved")
    with pytest.raises(HybridError, match="Cannot rename a yet"):
        shelf.rename(shelf.id_of(str(notes)), str(notes), "b")
    assert notes.exists()


def test_an_id_is_known_even_where_the_list_cannot_be_used(tmp_path: Path, shelf: WorkspaceShelf) -> None:
    notes = opened(shelf, tmp_path / "a.md")
    (tmp_path / "file").write_text("no folder")
    broken = WorkspaceShelf(
        Registry(tmp_path / "file" / "workspaces.db"),
        tmp_path,
        partial(ClaimFile, tmp_path),
        partial(JournalFile, tmp_path),
    )
    assert broken.id_of(str(notes)) == shelf.id_of(str(notes))


def test_a_rename_that_was_killed_is_ended_when_the_list_is_next_looked_at(
    shelf: WorkspaceShelf, registry: Registry, tmp_path: Path
) -> None:
    notes = opened(shelf, tmp_path / "a.md")
    (tmp_path / "a.spec.md").write_text("# Spec")
    key = shelf.id_of(str(notes))
    registry.begin_move(Move(key, notes, tmp_path / "b.md"))
    moving._name(tmp_path / "a.spec.md", tmp_path / "b.spec.md")
    moving._name(notes, tmp_path / "b.md")
    assert [(one.id, one.path) for one in shelf.known()] == [(key, str(tmp_path / "b.md"))]
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["b.md", "b.spec.md"]


def noon() -> datetime:
    return datetime(2026, 11, 23, 12)


def test_a_rename_that_is_under_way_elsewhere_is_left_to_whoever_makes_it(
    shelf: WorkspaceShelf, registry: Registry, tmp_path: Path
) -> None:
    notes = opened(shelf, tmp_path / "a.md")
    (tmp_path / "b.spec.md").write_text("moved already")
    registry.begin_move(Move(registry.id_of(notes), notes, tmp_path / "b.md"))
    mover = ClaimFile(tmp_path / "claims", str(notes))
    assert mover.take()
    shelf.known()
    assert (tmp_path / "b.spec.md").exists()
    assert registry.moves()
    mover.release()
    shelf.known()
    assert (tmp_path / "a.spec.md").read_text() == "moved already"
    assert registry.moves() == ()


def test_piped_notes_are_kept_under_the_day_and_their_first_words() -> None:
    first = keep("So, um: the *upload* page / needs a limit, I think\n", noon)
    second = keep("So um the upload page needs more", noon)
    assert first == paths.data_folder() / "2026-11-23 so um the upload page" / "notes.md"
    assert first.read_text() == "So, um: the *upload* page / needs a limit, I think\n"
    assert second.parent.name == "2026-11-23 so um the upload page needs"
    assert keep("So, um: the *upload* page / needs!", noon).parent.name == "2026-11-23 so um the upload page 2"
    assert workspaces.keep("...", noon).parent.name == "2026-11-23"
