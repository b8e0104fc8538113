"""Why this file exists: an export goes where the human said, or says why not, and costs no file that was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.outgoing.exports import Exports


def test_a_relative_name_goes_into_the_folder_of_the_notes(tmp_path: Path) -> None:
    assert Exports(tmp_path).write("books/accounts.csv", "a,b\n") == str(tmp_path / "books" / "accounts.csv")
    assert (tmp_path / "books" / "accounts.csv").read_bytes() == b"a,b\n"


def test_a_tilde_is_the_home_folder(tmp_path: Path) -> None:
    path = Path.home() / "accounts.csv"
    assert Exports(tmp_path).write("~/accounts.csv", "a\n") == str(path)
    assert path.read_bytes() == b"a\n"


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    (tmp_path / "lost.csv").symlink_to(tmp_path / "nowhere")
    for name in ("notes.md", "lost.csv", "."):
        with pytest.raises(HybridError, match="Not exported"):
            Exports(tmp_path).write(name, "a\n")
    assert (tmp_path / "notes.md").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["a\0b.csv", "~nobody-of-that-name/a.csv", "x" * 300])
def test_a_name_that_cannot_be_is_told_as_one(name: str, tmp_path: Path) -> None:
    with pytest.raises(HybridError) as caught:
        Exports(tmp_path).write(name, "a\n")
    assert caught.value.next_step.startswith("Choose a")


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HybridError, match="No space"):
        Exports(tmp_path).write("accounts.csv", "a\n")
    assert not (tmp_path / "accounts.csv").exists()
