"""Why this file exists: no block of an answer gets out of its folder, and none replaces what the human has not seen."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hybridtui.core.code.saving import Place
from hybridtui.core.errors import HybridError
from hybridtui.store import atomic
from hybridtui.store.outgoing import block_files
from hybridtui.store.outgoing.block_files import CodeFiles

FILES = CodeFiles()


def save(folder: Path, name: str, text: str) -> None:
    FILES.save(str(folder), name, FILES.look(str(folder), name), text)


def test_a_new_file_is_written_with_the_folders_on_the_way(tmp_path: Path) -> None:
    save(tmp_path / "out", "app/main.py", "x = 'é'\n")
    assert (tmp_path / "out" / "app" / "main.py").read_bytes() == "x = 'é'\n".encode()
    assert os.listdir(tmp_path / "out" / "app") == ["main.py"]


def test_what_is_there_is_seen_as_it_is_and_replaced_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "run.sh"
    path.write_bytes(b"old \xff\r\n")
    path.chmod(0o750)
    assert FILES.look(str(tmp_path), "run.sh") == Place(str(path), "old \udcff\r\n")
    save(tmp_path, "run.sh", "new\n")
    assert path.read_bytes() == b"new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o750


def test_nothing_is_written_where_something_changed_since_it_was_seen(tmp_path: Path) -> None:
    folder = str(tmp_path)
    (tmp_path / "a.py").write_text("seen")
    seen, none = FILES.look(folder, "a.py"), FILES.look(folder, "b.py")
    (tmp_path / "a.py").write_text("changed")
    (tmp_path / "b.py").write_text("came")
    for name, place in (("a.py", seen), ("b.py", none)):
        with pytest.raises(HybridError, match="changed after it was shown"):
            FILES.save(folder, name, place, "new")
    assert ((tmp_path / "a.py").read_text(), (tmp_path / "b.py").read_text()) == ("changed", "came")


@pytest.mark.parametrize("name", ["out/a.py", "out", "dangling", "hooks/pre-commit"])
def test_a_link_that_leads_out_of_the_folder_or_to_git_is_not_followed(name: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "folder"
    (folder / ".git" / "hooks").mkdir(parents=True)
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (folder / "dangling").symlink_to(tmp_path / "not-there")
    (folder / "hooks").symlink_to(".git/hooks")
    with pytest.raises(HybridError):
        save(folder, name, "x")
    assert (os.listdir(tmp_path / "elsewhere"), os.listdir(folder / ".git" / "hooks")) == ([], [])
    assert not (tmp_path / "not-there").exists()


def test_a_link_within_the_folder_stays_one_and_a_folder_may_be_one_itself(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.py").write_text("old")
    (tmp_path / "real" / "link.py").symlink_to("a.py")
    (tmp_path / "folder").symlink_to("real")
    save(tmp_path / "folder", "link.py", "new")
    assert (tmp_path / "real" / "a.py").read_text() == "new"
    assert (tmp_path / "real" / "link.py").is_symlink()


@pytest.mark.parametrize(
    "name", ["../a.py", "/etc/passwd", ".git/config", "a\0b", "sub", "sub/pipe", "file/a.py", "x" * 300]
)
def test_what_no_file_can_be_is_refused_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    os.mkfifo(tmp_path / "sub" / "pipe")
    (tmp_path / "file").write_text("")
    with pytest.raises(HybridError) as caught:
        FILES.look(str(tmp_path), name)
    assert caught.value.cause
    assert caught.value.next_step


def test_what_is_too_long_to_compare_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_files, "LARGEST", 3)
    (tmp_path / "a.py").write_text("long")
    with pytest.raises(HybridError, match="too long"):
        FILES.look(str(tmp_path), "a.py")


def test_a_write_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise HybridError("Not saved")

    monkeypatch.setattr(atomic, "write", refuse)
    with pytest.raises(HybridError):
        save(tmp_path, "a.py", "x")
    assert os.listdir(tmp_path) == []


def test_a_folder_is_told_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "file").write_text("")
    assert FILES.folder("out") == str(tmp_path / "out")
    assert FILES.folder("~/x") == str(tmp_path / "home" / "x")
    for given in ("file", "a\0b"):
        with pytest.raises(HybridError, match="Not a folder"):
            FILES.folder(given)
