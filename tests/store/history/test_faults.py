"""Why this file exists: a history that cannot be kept costs nobody their work, and processes share it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.history import Sort
from hybridtui.store import shared_file
from hybridtui.store.history.database import HistoryDatabase
from hybridtui.store.history.file import HistoryFile
from tests.store.history.child import text
from tests.store.history.test_history import history, sound

T = TypeVar("T")

ROOT = Path(__file__).parents[3]


@contextmanager
def child(path: Path, name: str, versions: int) -> Iterator[subprocess.Popen[str]]:
    """`tests.store.history.child` in a process of its own, ready, and ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.history.child", str(path), name, str(versions)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert said(process) == "ready"
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.mark.parametrize("kept", [1, 7, 20])
def test_a_process_that_is_killed_loses_no_version_that_it_had_kept(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "history.db"
    with child(path, "w", 10_000) as process:
        go(process)
        for number in range(kept):
            assert said(process) == str(number)
        process.send_signal(signal.SIGKILL)
        process.wait()
    versions = history(tmp_path).versions()
    assert len(versions) >= kept
    assert [history(tmp_path).text(each.id) for each in reversed(versions)][:kept] == [
        text("w", number) for number in range(kept)
    ]
    after = history(tmp_path)
    after.add(Sort.NOTES, "and on it goes")
    assert after.notices() == ()
    assert sound(tmp_path)


def test_two_processes_keep_their_versions_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with child(path, "one", 25) as one, child(path, "other", 25) as other:
        go(one)
        go(other)
        assert one.wait(60) == other.wait(60) == 0
    for name in ("one", "other"):
        kept = HistoryFile(path, lambda: name, 0)  # noqa: B023 - asked at once
        assert [kept.text(each.id) for each in reversed(kept.versions())] == [text(name, n) for n in range(25)]
    assert sound(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all" * 100, None], ids=["not SQLite", "a damaged page"])
def test_a_damaged_file_is_moved_aside_and_work_goes_on(tmp_path: Path, content: bytes | None) -> None:
    kept = history(tmp_path)
    path = tmp_path / "history.db"
    kept.add(Sort.NOTES, "".join(f"{number}\n" for number in range(9000)))
    before = path.read_bytes()
    if content is None:
        content = before[:100] + b"\xa5" * (len(before) - 100)
    path.write_bytes(content)
    kept.add(Sort.NOTES, "after")
    (notice,) = kept.notices()
    assert "damaged" in notice.title
    (aside,) = tmp_path.glob("history.damaged-*.db")
    assert aside.name in notice.cause
    assert aside.read_bytes() == content
    assert [kept.text(each.id) for each in kept.versions()] == ["after"]


def test_a_version_whose_text_is_damaged_is_not_shown_as_if_it_were_right(tmp_path: Path) -> None:
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "right")
    with closing(sqlite3.connect(tmp_path / "history.db")) as database, database:
        database.execute("UPDATE pieces SET data = ?", (b"wrong",))
    with pytest.raises(HybridError, match="cannot be read"):
        kept.text(kept.versions()[0].id)
    with pytest.raises(HybridError, match="cannot be read"):
        kept.find("right")
    kept.add(Sort.NOTES, "next")
    assert kept.notices() == ()
    assert kept.text(kept.versions()[0].id) == "next"


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "a")
    with closing(sqlite3.connect(tmp_path / "history.db")) as database:
        database.execute("PRAGMA user_version = 99")
    before = (tmp_path / "history.db").read_bytes()
    assert kept.add(Sort.NOTES, "b")
    kept.add(Sort.NOTES, "c")
    (notice,) = kept.notices()
    assert notice.next_step == "Update hybridtui."
    with pytest.raises(HybridError, match="newer version"):
        kept.versions()
    assert (tmp_path / "history.db").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    kept = history(tmp_path / "state")
    kept.add(Sort.NOTES, "a")
    kept.add(Sort.NOTES, "b")
    (notice,) = kept.notices()
    assert "writable" in notice.next_step


@contextmanager
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Another program writes, and does not end."""
    monkeypatch.setattr(shared_file, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield holder


def test_what_is_due_while_another_program_holds_the_file_is_kept_in_its_order_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(datetime(2026, 11, 23, 9, minute, tzinfo=UTC) for minute in range(60))
    kept = HistoryFile(tmp_path / "history.db", lambda: "w", 0, lambda: next(moments))
    kept.add(Sort.NOTES, "a")
    with held(tmp_path, monkeypatch):
        digest = kept.add(Sort.SPEC, "b")
        kept.add(Sort.SIGN_OFF, "envelope", "signed", of=digest)
        kept.add(Sort.NOTES, "a\nb")
        kept.add(Sort.NOTES, "a\nb")
        kept.catch_up()
        (notice,) = kept.notices()
        assert "holds" in notice.next_step
        assert kept.waiting == 3
        assert [each.about for each in kept.versions()] == ["+1 line"]  # reading waits for nobody
    kept.catch_up()
    assert kept.notices() == ()
    assert kept.waiting == kept.lost == 0
    assert [(each.sort, each.about, each.at[14:16]) for each in reversed(kept.versions())] == [
        (Sort.NOTES, "+1 line", "00"),
        (Sort.SPEC, "+1 line", "01"),
        (Sort.SIGN_OFF, "signed", "02"),
        (Sort.NOTES, "+1 line", "03"),
    ]


def test_a_version_that_is_due_beside_others_that_wait_does_not_try_for_seconds_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "a")
    tries = count()
    write = HistoryDatabase.write

    def counted(self: HistoryDatabase, work: Callable[[sqlite3.Connection], T]) -> T:
        next(tries)
        return write(self, work)

    monkeypatch.setattr(HistoryDatabase, "write", counted)
    with held(tmp_path, monkeypatch):
        for number in range(9):
            kept.add(Sort.NOTES, f"{number}")
    assert next(tries) == 1
    kept.catch_up()
    assert len(kept.versions()) == 10


def test_a_second_outage_is_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "a")
    for outage in range(2):
        with held(tmp_path, monkeypatch):
            kept.add(Sort.NOTES, f"{outage}")
            assert len(kept.notices()) == 1
        kept.catch_up()
        assert not kept.waiting
