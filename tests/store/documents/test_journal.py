"""Why this file exists: a journal is there for the moment at which everything else goes wrong."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.documents import journal
from hybridtui.store.documents.journal import JournalFile, sweep

AT = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)


def opened(folder: Path, path: str = "/work/notes.md") -> JournalFile:
    return JournalFile(folder, path, lambda: AT)


def text_in(folder: Path) -> str | None:
    """What another process finds."""
    typed = opened(folder).left()
    return typed.text if typed else None


def test_nothing_is_left_where_nothing_was_typed(tmp_path: Path) -> None:
    assert opened(tmp_path / "none").left() is None
    assert not (tmp_path / "none").exists()


def test_what_is_typed_is_there_for_another_process(tmp_path: Path) -> None:
    mine = opened(tmp_path)
    for text in ("One.", "One. T", "One. Two", "One."):
        mine.keep("One.", text)
        assert text_in(tmp_path) == text
    left = opened(tmp_path).left()
    assert left
    assert (left.base, left.path, left.at) == ("One.", os.path.realpath("/work/notes.md"), "2026-11-23T14:03:00+00:00")


def test_after_a_save_it_begins_anew(tmp_path: Path) -> None:
    mine = opened(tmp_path)
    mine.keep("One.", "One. Two.")
    mine.keep("One. Two.", "One. Two. Three.")
    left = opened(tmp_path).left()
    assert left
    assert (left.base, left.text) == ("One. Two.", "One. Two. Three.")
    mine.forget()
    assert list(tmp_path.iterdir()) == []
    mine.forget()


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    mine = opened(tmp_path / "state" / "journals")
    mine.keep("", "private")
    assert stat.S_IMODE(mine.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(mine.path.parent.stat().st_mode) == 0o700


def test_each_document_has_its_own_whatever_name_it_is_opened_by(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()
    (tmp_path / "link.md").symlink_to("notes.md")
    notes, link, spec = (opened(tmp_path, str(tmp_path / name)) for name in ("notes.md", "link.md", "notes.spec.md"))
    assert notes.path == link.path != spec.path


def test_long_typing_without_a_save_stays_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_ROOM", 2000)
    mine = opened(tmp_path)
    for length in range(400):
        mine.keep("", "x" * length)
        assert mine.path.stat().st_size < 3000
    assert text_in(tmp_path) == "x" * 399


def test_a_megabyte_costs_a_key_no_megabyte(tmp_path: Path) -> None:
    mine, long = opened(tmp_path), "A line of notes.\n" * 60_000
    mine.keep(long, long + "a")
    begun = mine.path.stat().st_size
    mine.keep(long, long + "ab")
    assert mine.path.stat().st_size - begun < 150


def test_a_full_disk_is_told_and_made_up_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = opened(tmp_path)
    mine.keep("", "a")
    real = journal._write

    def full(descriptor: int, data: bytes) -> None:
        real(descriptor, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "_write", full)
    for text in ("ab", "abc"):
        with pytest.raises(HybridError, match="cannot be kept"):
            mine.keep("", text)
        assert text_in(tmp_path) == "a"  # what was there is still whole
    monkeypatch.setattr(journal, "_write", real)
    mine.keep("", "abcd")
    assert text_in(tmp_path) == "abcd"
    assert list(tmp_path.iterdir()) == [mine.path]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(HybridError, match="cannot be kept"):
        opened(tmp_path / "state" / "journals").keep("", "a")


def test_who_lost_the_document_leaves_its_journal(tmp_path: Path) -> None:
    mine = opened(tmp_path)
    mine.keep("", "mine")
    mine.release()
    assert text_in(tmp_path) == "mine"


def test_journals_of_files_long_gone_are_swept_others_are_not(tmp_path: Path) -> None:
    there = tmp_path / "there.md"
    there.touch()
    gone, fresh, wanted = (opened(tmp_path, path) for path in ("/work/gone.md", "/work/fresh.md", str(there)))
    for each in (gone, fresh, wanted):
        each.keep("", "text")
    for each in (gone, wanted):
        os.utime(each.path, (0, 0))
    sweep(tmp_path)
    assert [gone.path.exists(), fresh.path.exists(), wanted.path.exists()] == [False, True, True]
