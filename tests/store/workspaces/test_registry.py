"""Why this file exists: history and spending hang on a workspace's id, so it must outlive names and damage."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.known import Held
from hybridtui.store.workspaces.registry import Move, Registry

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """A minute later at each look."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "state" / "workspaces.db", Clock())


def notes(folder: Path, name: str = "a.md") -> Path:
    path = folder / name
    path.write_text("words of mine")
    return path


def test_a_clock_that_is_set_back_makes_no_other_workspace_the_last(tmp_path: Path) -> None:
    days = iter((BEGAN, BEGAN - timedelta(days=1), BEGAN - timedelta(hours=1)))
    registry = Registry(tmp_path / "workspaces.db", lambda: next(days))
    first, second = notes(tmp_path), notes(tmp_path, "b.md")
    for path in (first, second, first):
        registry.opened(path)
    registry = Registry(tmp_path / "workspaces.db", lambda: BEGAN - timedelta(days=9))
    registry.opened(second)
    assert registry.last() == second
    assert [entry.path for entry in registry.entries()] == [second, first]


def test_a_list_of_the_version_before_is_used_on(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "workspaces.db", Clock())
    first, second = notes(tmp_path), notes(tmp_path, "b.md")
    key = registry.opened(first)
    registry.opened(second)
    with closing(sqlite3.connect(tmp_path / "workspaces.db")) as database:
        database.execute("DROP TABLE turns")
        database.execute("PRAGMA user_version = 1")
    assert [entry.path for entry in registry.entries()] == [second, first]
    assert registry.opened(first) == key
    assert registry.last() == first


def test_the_workspace_opened_last_comes_first(registry: Registry, tmp_path: Path) -> None:
    first, second = notes(tmp_path), notes(tmp_path, "b.md")
    for path in (first, second, first):
        registry.opened(path)
    assert [entry.path for entry in registry.entries()] == [first, second]
    assert registry.last() == first
    first.unlink()
    assert registry.last() == second


def test_asking_makes_no_file(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "state" / "workspaces.db")
    assert (registry.last(), registry.entries(), registry.moves()) == (None, (), ())
    assert list(tmp_path.iterdir()) == []


def test_the_list_is_for_its_owner_alone(registry: Registry, tmp_path: Path) -> None:
    registry.opened(notes(tmp_path))
    assert (tmp_path / "state" / "workspaces.db").stat().st_mode & 0o777 == 0o600


def test_a_path_that_is_not_utf8_is_kept_as_it_is(registry: Registry, tmp_path: Path) -> None:
    path = notes(tmp_path, os.fsdecode("no\u00ebl-\xff.md".encode("latin-1")))
    registry.opened(path)
    assert registry.last() == path


def test_a_link_to_the_notes_is_the_same_workspace(registry: Registry, tmp_path: Path) -> None:
    path, link = notes(tmp_path), tmp_path / "link.md"
    link.symlink_to(path)
    registry.opened(path)
    assert registry.opened(link) == registry.id_of(path)
    (entry,) = registry.entries()
    assert {held.path for held in entry.held} == {str(path), str(link)}


def test_an_id_is_the_same_in_a_list_begun_anew(registry: Registry, tmp_path: Path) -> None:
    path = notes(tmp_path)
    assert registry.id_of(path) == Registry(tmp_path / "other.db").id_of(path)


def test_an_id_alone_puts_nothing_on_the_list(registry: Registry, tmp_path: Path) -> None:
    registry.id_of(notes(tmp_path))
    assert registry.entries() == ()


def test_a_workspace_taken_off_the_list_keeps_its_id(registry: Registry, tmp_path: Path) -> None:
    path = notes(tmp_path)
    key = registry.opened(path)
    registry.forget(key)
    assert registry.entries() == ()
    assert registry.opened(path) == key
    assert [entry.id for entry in registry.entries()] == [key]


def test_a_renamed_workspace_keeps_its_id_and_its_former_paths(registry: Registry, tmp_path: Path) -> None:
    old, new = notes(tmp_path), tmp_path / "new.md"
    key = registry.opened(old)
    move = Move(key, old, new)
    registry.begin_move(move)
    assert registry.moves() == (move,)
    registry.end_move(move, moved=True)
    assert registry.moves() == ()
    (entry,) = registry.entries()
    assert (entry.id, entry.path) == (key, new)
    assert entry.held[0] == Held(str(new))
    assert [held.path for held in entry.held if held.until] == [str(old)]
    assert registry.id_of(new) == key
    assert registry.id_of(old) != key  # whoever takes the old name is somebody else


def test_a_move_that_came_to_nothing_changes_nothing(registry: Registry, tmp_path: Path) -> None:
    old = notes(tmp_path)
    key = registry.opened(old)
    before = registry.entries()
    move = Move(key, old, tmp_path / "new.md")
    registry.begin_move(move)
    registry.end_move(move, moved=False)
    assert (registry.entries(), registry.moves()) == (before, ())


def test_a_name_that_goes_back_and_forth_keeps_its_order(registry: Registry, tmp_path: Path) -> None:
    a, b = notes(tmp_path), tmp_path / "b.md"
    key = registry.opened(a)
    for source, target in ((a, b), (b, a), (a, b)):
        move = Move(key, source, target)
        registry.begin_move(move)
        registry.end_move(move, moved=True)
    assert registry.id_of(b) == key
    (entry,) = registry.entries()
    assert sorted(held.path for held in entry.held if held.until) == sorted(map(str, (a, a, b)))


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_list_is_set_aside_told_once_and_begun_anew(
    registry: Registry, tmp_path: Path, damage: bytes
) -> None:
    path = notes(tmp_path)
    key = registry.opened(path)
    file = tmp_path / "state" / "workspaces.db"
    file.write_bytes(damage)
    with pytest.raises(HybridError, match="was damaged") as caught:
        registry.opened(path)
    (aside,) = file.parent.glob("workspaces.damaged-*.db")
    assert aside.name in caught.value.cause
    assert aside.read_bytes() == damage
    assert [entry.id for entry in registry.entries()] == [key]  # told, and listed all the same


def test_who_only_asks_which_was_last_leaves_a_damaged_list_to_somebody_who_tells(
    registry: Registry, tmp_path: Path
) -> None:
    path = notes(tmp_path)
    key = registry.opened(path)
    (tmp_path / "state" / "workspaces.db").write_bytes(b"no database" * 200)
    assert registry.last() is None
    assert registry.id_of(path) == key
    with pytest.raises(HybridError, match="was damaged"):
        registry.opened(path)


def test_a_list_of_a_newer_version_is_left_alone(registry: Registry, tmp_path: Path) -> None:
    registry.opened(notes(tmp_path))
    with closing(sqlite3.connect(tmp_path / "state" / "workspaces.db")) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(HybridError, match="cannot be used") as caught:
        registry.entries()
    assert caught.value.next_step == "Update hybridtui."
    assert registry.last() is None


def test_a_state_folder_that_cannot_be_used_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    registry = Registry(tmp_path / "state" / "workspaces.db")
    with pytest.raises(HybridError, match="cannot be used"):
        registry.opened(notes(tmp_path))
    assert registry.last() is None


def test_processes_that_open_at_the_same_time_lose_no_workspace(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from hybridtui.store.workspaces.registry import Registry\n"
        "for n in range(10): Registry(Path(sys.argv[1])).opened(Path(sys.argv[2] + str(n)))"
    )
    file = str(tmp_path / "state" / "workspaces.db")
    children = [
        subprocess.Popen([sys.executable, "-c", script, file, f"{tmp_path}/{name}"]) for name in ("one", "two", "three")
    ]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    assert len({entry.id for entry in Registry(Path(file)).entries()}) == 30
