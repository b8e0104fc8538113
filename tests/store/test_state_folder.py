"""Why this file exists: whether anything can be kept is found out by trying, and trying leaves nothing behind."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from hybridtui.store import state_folder


def test_a_folder_that_is_not_there_yet_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "hybridtui"
    assert state_folder.fault(folder) is None
    assert list(folder.iterdir()) == []


def test_a_file_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    fault = state_folder.fault(tmp_path / "state" / "hybridtui")
    assert fault is not None
    assert str(tmp_path / "state" / "hybridtui") in fault.cause


def test_a_full_disk_is_told_although_empty_files_have_room_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    fault = state_folder.fault(tmp_path)
    assert fault is not None
    assert "No space left" in fault.cause
    assert list(tmp_path.iterdir()) == []
