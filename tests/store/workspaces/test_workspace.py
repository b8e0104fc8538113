"""Why this file exists: the wrong notes opened, or the right ones in the wrong place, is work lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.workspaces.workspace import Workspace, open_workspace, welcome


def test_neighbours_share_the_stem_of_the_notes(tmp_path: Path) -> None:
    assert Workspace.of(tmp_path / "trip.v2.md") == Workspace(
        tmp_path / "trip.v2.md",
        tmp_path / "trip.v2.spec.md",
        tmp_path / "trip.v2.trace.json",
        tmp_path / "trip.v2.replies",
    )


def test_a_relative_path_is_made_absolute_and_need_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_workspace("new.md").notes == tmp_path / "new.md"
    assert os.listdir(tmp_path) == []


def test_a_folder_stands_for_its_notes(tmp_path: Path) -> None:
    assert open_workspace(str(tmp_path)).notes == tmp_path / "notes.md"
    assert open_workspace(f"{tmp_path}/not-there/").notes == tmp_path / "not-there" / "notes.md"


@pytest.mark.parametrize("notes", ["trip.md", "trip.txt", "trip"])
@pytest.mark.parametrize("given", ["trip.spec.md", "trip.trace.json"])
def test_a_spec_opened_by_mistake_opens_its_notes(tmp_path: Path, notes: str, given: str) -> None:
    (tmp_path / notes).write_text("x")
    (tmp_path / given).write_text("y")
    assert open_workspace(str(tmp_path / given)).notes == tmp_path / notes


@pytest.mark.parametrize("given", ["trip.spec.md", ".spec.md"])
def test_a_spec_without_notes_is_an_error(tmp_path: Path, given: str) -> None:
    (tmp_path / given).write_text("y")
    with pytest.raises(HybridError, match="belongs to notes that are not there"):
        open_workspace(str(tmp_path / given))


@pytest.mark.parametrize("given", ["/dev/null", "a\0b", "x" * 300])
def test_a_path_that_cannot_be_notes_is_an_error(given: str) -> None:
    with pytest.raises(HybridError):
        open_workspace(given)


def test_who_has_no_place_for_notes_of_their_own_is_told_to_name_one(isolated: Path) -> None:
    (isolated / "data").write_text("a file where the folder should be")
    with pytest.raises(HybridError, match="no place for notes") as caught:
        open_workspace(None)
    assert "hybridtui PATH" in caught.value.next_step


def test_the_first_notes_are_the_welcome_sample_and_are_filled_once(isolated: Path) -> None:
    notes = open_workspace(None).notes
    assert isolated in notes.parents
    assert notes.read_text() == welcome()
    notes.write_text("mine")
    assert open_workspace(None).notes.read_text() == "mine"


def test_without_a_path_the_last_notes_are_opened_again(tmp_path: Path) -> None:
    notes = tmp_path / "last.md"
    assert open_workspace(None, lambda: notes).notes == notes


def test_a_folder_without_notes_md_stands_for_the_only_notes_that_have_a_spec(tmp_path: Path) -> None:
    for name in ("trip.md", "trip.spec.md", "README.md"):
        (tmp_path / name).write_text("x")
    assert open_workspace(str(tmp_path)).notes == tmp_path / "trip.md"


def test_a_folder_of_several_notes_is_not_guessed_at(tmp_path: Path) -> None:
    for stem in "abcdefg":
        (tmp_path / f"{stem}.md").write_text("x")
        (tmp_path / f"{stem}.spec.md").write_text("x")
    with pytest.raises(HybridError) as caught:
        open_workspace(str(tmp_path))
    assert "a.md, b.md, c.md, d.md, e.md and more" in caught.value.cause
    (tmp_path / "notes.md").write_text("x")
    assert open_workspace(str(tmp_path)).notes == tmp_path / "notes.md"


def test_the_welcome_sample_reads_like_a_ramble_and_names_the_keys() -> None:
    text = welcome()
    assert 250 <= len(text.split()) <= 350
    assert "ctrl+g" in text
    assert text.count("\n# ") >= 1
