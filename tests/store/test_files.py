"""Why this file exists: the bytes of a person's notes are theirs."""

from __future__ import annotations

import codecs
import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.document._document import Document as TextAreaDocument

from hybridtui.core.errors import HybridError
from hybridtui.store import atomic
from hybridtui.store.files import Files

ENDINGS = ("\n", "\r\n", "\r", "\u2028", "\x0c", "\x85")
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
line_text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=8)
file_bytes = st.one_of(
    st.binary(max_size=60),
    st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\xc3", b"\xa9", b"\xef\xbb\xbf", b"\0", b"\xe2\x80\xa8"])).map(
        b"".join
    ),
)


def loaded(path: Path, data: bytes) -> tuple[Files, Path]:
    path.write_bytes(data)
    return Files(), path


@in_one_folder
@given(data=file_bytes)
def test_a_file_that_is_edited_and_edited_back_is_byte_identical(tmp_path: Path, data: bytes) -> None:
    files, path = loaded(tmp_path / "n.md", data)
    document = files.load(str(path))
    edited = files.save(document, "Z" + document.text)
    files.save(edited, document.text)
    assert path.read_bytes() == data


@in_one_folder
@given(data=file_bytes)
def test_the_text_is_exactly_what_the_editor_makes_of_it(tmp_path: Path, data: bytes) -> None:
    files, path = loaded(tmp_path / "n.md", data)
    text = files.load(str(path)).text
    assert TextAreaDocument(text).text == text


@in_one_folder
@given(lines=st.lists(st.tuples(line_text, st.sampled_from(ENDINGS)), min_size=1), data=st.data())
def test_editing_one_line_changes_only_the_bytes_of_that_line(
    tmp_path: Path, lines: list[tuple[str, str]], data: st.DataObject
) -> None:
    files, path = loaded(tmp_path / "n.md", "".join(body + ending for body, ending in lines).encode())
    document = files.load(str(path))
    before = list(document.lines)
    index = data.draw(st.integers(0, len(before) - 1))
    shown = document.text.split("\n")
    shown[index] = "something else entirely"
    files.save(document, "\n".join(shown))
    ending = before[index][len(before[index].splitlines()[0]) :]
    before[index] = "something else entirely" + ending
    assert path.read_bytes() == "".join(before).encode()


@in_one_folder
@given(data=file_bytes, text=st.text(max_size=40))
def test_what_was_saved_is_what_is_loaded_again(tmp_path: Path, data: bytes, text: str) -> None:
    files, path = loaded(tmp_path / "n.md", data)
    text = TextAreaDocument(text).text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    saved = files.save(files.load(str(path)), text)
    again = files.load(str(path))
    assert again.text == saved.text == text
    assert again.lines == saved.lines


def test_new_lines_get_the_ending_that_the_file_uses_most(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\r\nb\r\nc\n")
    document = files.load(str(path))
    files.save(document, "a\nnew\nb\nc\nlast\n")
    assert path.read_bytes() == b"a\r\nnew\r\nb\r\nc\nlast\r\n"


def test_a_new_file_gets_line_feeds_no_mark_and_its_folders(tmp_path: Path) -> None:
    files, path = Files(), tmp_path / "deep" / "er" / "n.md"
    document = files.load(str(path))
    assert (document.text, document.exists) == ("", False)
    assert files.save(document, "a\nb").exists
    assert path.read_bytes() == b"a\nb"


def test_the_byte_order_mark_is_kept_and_not_shown(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", codecs.BOM_UTF8 + b"hello\r\n")
    document = files.load(str(path))
    assert document.text == "hello\n"
    files.save(document, "hello you\n")
    assert path.read_bytes() == codecs.BOM_UTF8 + b"hello you\r\n"


def test_a_file_that_was_not_edited_is_not_written(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\xff\r\n")
    before = path.stat()
    document = files.load(str(path))
    assert files.save(document, document.text) == document
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    missing = files.load(str(tmp_path / "missing.md"))
    files.save(missing, "")
    assert not (tmp_path / "missing.md").exists()


def test_a_surrogate_that_stands_for_no_byte_is_written_as_a_replacement_character(tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    Files().save(Files().load(str(path)), "a\ud83db\udcff")
    assert path.read_bytes() == "a\ufffdb".encode() + b"\xff"


def test_permissions_survive_a_save(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a")
    path.chmod(0o640)
    files.save(files.load(str(path)), "b")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    files, target = loaded(tmp_path / "target.md", b"a")
    link = tmp_path / "link.md"
    link.symlink_to(target)
    files.save(files.load(str(link)), "b")
    assert link.is_symlink()
    assert target.read_bytes() == b"b"


def test_what_another_program_wrote_is_kept_beside_the_file_before_it_is_replaced(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.spec.md", b"a\n")
    document = files.load(str(path))
    path.write_bytes(b"theirs \xff\r\n")
    path.chmod(0o600)
    saved = files.save(document, "ours\n")
    kept = tmp_path / "n.spec.outside.md"
    assert (path.read_bytes(), kept.read_bytes()) == (b"ours\n", b"theirs \xff\r\n")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert saved.displaced == str(kept)
    again = files.save(saved, "ours again\n")
    assert again.displaced == files.save(saved, saved.text).displaced == ""
    path.write_bytes(b"theirs again\n")
    saved = files.save(again, "ours at last\n")
    assert saved.displaced == str(tmp_path / "n.spec.outside-2.md")
    assert sorted(os.listdir(tmp_path)) == ["n.spec.md", "n.spec.outside-2.md", "n.spec.outside.md"]


def test_a_file_that_appeared_where_there_was_none_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    document = Files().load(str(path))
    path.write_bytes(b"theirs")
    assert Files().save(document, "ours").displaced == str(tmp_path / "n.outside.md")
    assert (tmp_path / "n.outside.md").read_bytes() == b"theirs"


@pytest.mark.parametrize("theirs", [None, b"", b"ours\n"], ids=["gone", "emptied", "the same"])
def test_where_nothing_would_be_lost_nothing_is_kept(tmp_path: Path, theirs: bytes | None) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.unlink()
    if theirs is not None:
        path.write_bytes(theirs)
    assert files.save(document, "ours\n").displaced == ""
    assert path.read_bytes() == b"ours\n"
    assert os.listdir(tmp_path) == ["n.md"]


def test_a_save_that_is_tried_again_keeps_the_other_text_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.write_bytes(b"theirs")
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target == path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    for _ in range(2):
        with pytest.raises(HybridError, match="Not saved"):
            files.save(document, "ours")
    monkeypatch.undo()
    assert files.save(document, "ours").displaced == str(tmp_path / "n.outside.md")
    assert sorted(os.listdir(tmp_path)) == ["n.md", "n.outside.md"]


def test_what_cannot_be_kept_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.write_bytes(b"theirs")

    def refuse(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(HybridError, match=r"Not saved: n\.outside\.md"):
        files.save(document, "ours")
    assert path.read_bytes() == b"theirs"


@in_one_folder
@given(old=file_bytes, theirs=file_bytes, text=st.text(max_size=10))
def test_no_bytes_of_either_side_are_lost(tmp_path: Path, old: bytes, theirs: bytes, text: str) -> None:
    files, path = loaded(tmp_path / "n.md", old)
    document = files.load(str(path))
    path.write_bytes(theirs)
    saved = files.save(document, text)
    if saved.text != document.text:
        assert theirs in (b"", old, path.read_bytes(), Path(saved.displaced or path).read_bytes())
    else:
        assert path.read_bytes() == theirs


@pytest.mark.parametrize(
    ("code", "step", "advice"),
    [
        (errno.ENOSPC, "fsync", "Free some space"),
        (errno.EACCES, "open", "Check the permissions"),
        (errno.EROFS, "open", "read-only"),
        (errno.EPERM, "replace", "Check the permissions"),
    ],
)
def test_a_save_that_fails_says_what_to_do_and_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: str, advice: str
) -> None:
    files, path = loaded(tmp_path / "n.md", b"old\n")
    document = files.load(str(path))

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(HybridError) as caught:
        files.save(document, "new\n")
    monkeypatch.undo()
    assert caught.value.title == "Not saved: n.md"
    assert os.strerror(code) in caught.value.cause
    assert advice in caught.value.next_step
    assert path.read_bytes() == b"old\n"
    assert os.listdir(tmp_path) == ["n.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"old\n")
    document = files.load(str(path))
    tmp_path.chmod(0o555)
    with pytest.raises(HybridError, match="Not saved"):
        files.save(document, "new\n")
    tmp_path.chmod(0o755)
    assert path.read_bytes() == b"old\n"


def test_a_folder_where_a_file_should_be_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HybridError, match="Cannot read"):
        Files().load(str(tmp_path))
    with pytest.raises(HybridError) as caught:
        atomic.write(tmp_path, b"x")
    assert "not of a folder" in caught.value.next_step


def test_a_file_where_a_folder_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HybridError) as caught:
        atomic.write(tmp_path / "file" / "n.md", b"x")
    assert caught.value.next_step


def test_a_path_that_no_system_takes_is_an_error() -> None:
    with pytest.raises(HybridError):
        Files().load("a\0b")
    with pytest.raises(HybridError):
        atomic.write(Path("a\0b"), b"x")


def test_the_longest_name_that_a_folder_takes_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 252 + ".md")
    atomic.write(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_device_or_a_pipe_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(HybridError, match="Not saved"):
        atomic.write(pipe, b"x")
    assert pipe.is_fifo()
