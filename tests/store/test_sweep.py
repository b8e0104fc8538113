"""Why this file exists: what a killed process left half-written is cleared away, and nothing else ever is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hybridtui.store import atomic
from hybridtui.store.workspaces import claim
from hybridtui.store.workspaces.claim import ClaimFile

OLD = time.time() - 2 * 24 * 3600


def left(path: Path, at: float = OLD) -> Path:
    """A file that was touched last at that time."""
    path.write_text("half")
    os.utime(path, (at, at))
    return path


def killed(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a process leaves that is killed in the middle of writing `path`."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            atomic.write(path, b"new")
    (copy,) = (each for each in path.parent.iterdir() if each.suffix == ".tmp")
    os.utime(copy, (OLD, OLD))
    return copy


@pytest.mark.parametrize("name", ["notes.md", "a [draft] *.md", "x" * 200 + ".md"])
def test_a_dead_copy_of_a_file_goes_the_file_stays(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = tmp_path / name
    notes.write_text("old")
    copy = killed(notes, monkeypatch)
    atomic.sweep(notes)
    assert not copy.exists()
    assert notes.read_text() == "old"


def test_the_copy_lies_where_the_file_really_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "notes.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to(real)
    copy = killed(real, monkeypatch)
    atomic.sweep(link)
    assert not copy.exists()


def test_a_folder_is_cleared_of_every_dead_copy_and_of_nothing_else(tmp_path: Path) -> None:
    dead = left(tmp_path / ".a.json.0123abcd.tmp")
    others = [
        left(tmp_path / name) for name in ("a.json", ".hidden", "a.tmp", ".a.json.tmp", ".a.json.0123ABCD.tmp", "b.md")
    ]
    atomic.sweep(tmp_path)
    assert not dead.exists()
    assert all(other.exists() for other in others)


def test_a_copy_of_another_file_or_one_under_way_stays(tmp_path: Path) -> None:
    others = left(tmp_path / ".other.md.0123abcd.tmp"), left(tmp_path / ".notes.md.0123abcd.tmp", time.time())
    atomic.sweep(tmp_path / "notes.md")
    assert all(other.exists() for other in others)


def test_where_there_is_no_folder_nothing_is_swept(tmp_path: Path) -> None:
    atomic.sweep(tmp_path / "none" / "notes.md")
    claim.sweep(tmp_path / "none")


def test_claims_that_nobody_holds_go_those_that_are_held_stay(tmp_path: Path) -> None:
    held, fresh = ClaimFile(tmp_path, "/work/held.md"), left(tmp_path / "fresh.lock", time.time())
    assert held.take()
    for lock in (path for path in tmp_path.iterdir() if path != fresh):
        os.utime(lock, (OLD, OLD))
    dead = [left(tmp_path / f"{'0a' * 16}{ending}") for ending in (".lock", ".request", ".4711")]
    foreign = left(tmp_path / "notes.md")
    claim.sweep(tmp_path)
    assert held.held
    assert fresh.exists()
    assert not any(path.exists() for path in dead)
    assert foreign.exists()
    held.release()
