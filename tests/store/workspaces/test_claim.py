"""Why this file exists: of two workbenches one writes, and a lock that sticks would keep both from it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hybridtui.store.workspaces import lock
from hybridtui.store.workspaces.claim import ClaimFile

NOTES = "/work/notes.md"


@contextmanager
def elsewhere(folder: Path, notes: str = NOTES) -> Iterator[subprocess.Popen[str]]:
    """Another process that took the claim."""
    command = [sys.executable, "-m", "tests.store.workspaces.claim_child", str(folder), notes]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_one_process_has_it_and_the_other_is_told_which(tmp_path: Path) -> None:
    mine = ClaimFile(tmp_path, NOTES)
    with elsewhere(tmp_path) as other:
        assert not mine.take()
        assert not mine.held
        assert mine.holder().pid == other.pid
        assert mine.holder().since.endswith("+00:00")
        assert f"process {other.pid}" in mine.holder().place


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_ends_however_it_ends_gives_it_back(tmp_path: Path, number: signal.Signals) -> None:
    mine = ClaimFile(tmp_path, NOTES)
    with elsewhere(tmp_path) as other:
        other.send_signal(number)
        other.wait()
        assert mine.take()
        assert mine.holder().pid == os.getpid()
    mine.release()


def test_notes_have_one_claim_whatever_name_they_are_opened_by(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()
    (tmp_path / "link.md").symlink_to("notes.md")
    state = tmp_path / "state"
    with elsewhere(state, str(tmp_path / "notes.md")):
        assert not ClaimFile(state, str(tmp_path / "link.md")).take()
        assert ClaimFile(state, str(tmp_path / "other.md")).take()


def test_notes_that_share_a_spec_share_its_claim_and_who_waits_is_told_of_which(tmp_path: Path) -> None:
    mine = ClaimFile(tmp_path, "/work/idea.txt")
    with elsewhere(tmp_path, "/work/idea.md"):
        assert not mine.take()
        assert mine.holder().notes == "/work/idea.md"
        assert len(list(tmp_path.glob("*.lock"))) == 3  # the other's: what it had of its own is given back
        mine.ask()
        assert ClaimFile(tmp_path, "/work/idea.md").asked()
        mine.force()
        assert mine.held
        assert not ClaimFile(tmp_path, "/work/idea.md").take()
    mine.release()


def test_a_link_in_another_folder_leads_to_the_same_notes_though_its_spec_is_another(tmp_path: Path) -> None:
    (tmp_path / "idea.md").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "idea.md").symlink_to("../idea.md")
    here, there = (ClaimFile(tmp_path / "state", str(tmp_path / name)) for name in ("idea.md", "other/idea.md"))
    assert here.take()
    assert not there.take()
    assert there.holder().notes == ""
    here.release()
    assert there.take()
    there.release()


def test_what_is_given_up_leaves_nothing_behind(tmp_path: Path) -> None:
    mine = ClaimFile(tmp_path, NOTES)
    assert mine.take()
    assert mine.take()
    mine.release()
    mine.release()
    assert list(tmp_path.iterdir()) == []


def test_who_hangs_loses_it_and_finds_out(tmp_path: Path) -> None:
    first, second = ClaimFile(tmp_path, NOTES), ClaimFile(tmp_path, NOTES)
    assert first.take()
    assert not second.take()
    second.force()
    assert second.held
    assert not first.held
    assert not first.take()
    first.release()  # takes nothing from the other
    assert second.held
    second.release()
    assert first.take()
    first.release()


def test_a_suspended_process_is_passed_over(tmp_path: Path) -> None:
    mine, third = ClaimFile(tmp_path, NOTES), ClaimFile(tmp_path, NOTES)
    with elsewhere(tmp_path) as other:
        other.send_signal(signal.SIGSTOP)
        assert not mine.take()
        mine.force()
        assert mine.held
        assert not third.take()
        other.send_signal(signal.SIGCONT)
        assert mine.held
        mine.release()


def test_asking_reaches_the_holder_and_ends_with_the_answer(tmp_path: Path) -> None:
    first, second = ClaimFile(tmp_path, NOTES), ClaimFile(tmp_path, NOTES)
    assert first.take()
    assert not first.asked()
    second.ask()
    assert first.asked()
    first.release()
    assert second.take()
    assert not second.asked()
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_who_asked_and_was_killed_takes_nothing_from_the_next(tmp_path: Path) -> None:
    ClaimFile(tmp_path, NOTES).ask()
    mine = ClaimFile(tmp_path, NOTES)
    assert mine.take()
    assert not mine.asked()


def test_where_files_cannot_be_locked_everybody_is_let_in_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "locked", refuse)
    mine = ClaimFile(tmp_path, NOTES)
    assert mine.take()
    assert mine.held
    assert mine.fault
    assert "No locks available" in mine.fault.cause
    mine.release()


def test_a_folder_that_cannot_be_written_lets_everybody_in(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    mine = ClaimFile(tmp_path / "state" / "claims", NOTES)
    assert mine.take()
    assert mine.held
    assert mine.fault


def test_a_lock_file_of_nonsense_names_nobody(tmp_path: Path) -> None:
    mine = ClaimFile(tmp_path, NOTES)
    with elsewhere(tmp_path):
        for file in tmp_path.glob("*.lock"):
            file.write_bytes(b"\xff{")
        assert mine.holder().place == ""
        assert not mine.take()
