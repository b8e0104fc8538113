"""Why this file exists: the bytes of a person's notes are theirs."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.document._document import Document as TextAreaDocument

from hybridtui.core.errors import HybridError
from hybridtui.core.merging import Merged
from hybridtui.store import atomic
from hybridtui.store.documents import files as files_module
from hybridtui.store.documents.files import Files

ENDINGS = ("\n", "\r\n", "\r", "\u2028", "\x0c", "\x85")
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@pytest.mark.skipif(sys.platform != "linux", reason="Python knows these attributes on Linux alone")
def test_labels_and_access_lists_survive_a_save(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a")
    try:
        os.setxattr(path, "user.label", b"mine")
    except OSError:
        pytest.skip("this file system has no such attributes")
    files.save(files.load(str(path)), "b")
    assert os.getxattr(path, "user.label") == b"mine"


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, path = loaded(tmp_path / "n.md", b"a")
    document = files.load(str(path))
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write what nobody else may
    with pytest.raises(HybridError, match="Not saved") as caught:
        files.save(document, "b")
    assert "Check the permissions" in caught.value.next_step
    assert path.read_bytes() == b"a"


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    files, target = loaded(tmp_path / "target.md", b"a")
    link = tmp_path / "link.md"
    link.symlink_to(target)
    files.save(files.load(str(link)), "b")
    assert link.is_symlink()
    assert target.read_bytes() == b"b"


def test_what_another_program_wrote_and_what_was_typed_become_one(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", codecs.BOM_UTF8 + b"a\r\nb\r\nc\n")
    document = files.load(str(path))
    path.write_bytes(codecs.BOM_UTF8 + b"theirs \xff\r\nb\r\nc\n")
    path.chmod(0o600)
    saved = files.save(document, "a\nb\nc\nours\n")
    assert path.read_bytes() == codecs.BOM_UTF8 + b"theirs \xff\r\nb\r\nc\nours\r\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert saved == files.load(str(path))
    assert os.listdir(tmp_path) == ["n.md"]


def test_a_conflict_is_in_the_file_and_counted_once(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.write_bytes(b"theirs\n")
    saved = files.save(document, "ours\n")
    assert path.read_bytes() == b"<<<<<<< here\nours\n=======\ntheirs\n>>>>>>> outside\n"
    assert saved.conflicts == 1
    assert files.save(saved, saved.text).conflicts == files.save(saved, "settled\n").conflicts == 0


def test_a_file_that_appeared_where_there_was_none_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    document = Files().load(str(path))
    path.write_bytes(b"theirs\n")
    assert Files().save(document, "ours\n").text == "ours\ntheirs\n"


@pytest.mark.parametrize("theirs", [None, b"", b"ours\n"], ids=["gone", "emptied", "the same"])
def test_what_holds_nothing_against_ours_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theirs: bytes | None
) -> None:
    monkeypatch.setattr(files_module, "_SETTLING", 0)
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.unlink()
    if theirs is not None:
        path.write_bytes(theirs)
    assert files.save(document, "ours\n").text == "ours\n"
    assert path.read_bytes() == b"ours\n"


def test_what_another_program_writes_while_a_save_is_under_way_is_merged_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    real, theirs = os.fsync, [b"a\nfirst\n", b"a\nfirst\nsecond\n"]

    def interrupted(descriptor: int) -> None:
        if theirs:
            path.write_bytes(theirs.pop(0))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", interrupted)
    assert files.save(document, "a\nours\n").text == "a\nours\nfirst\nsecond\n"
    assert os.listdir(tmp_path) == ["n.md"]


def test_a_file_that_never_stands_still_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    monkeypatch.setattr(files_module, "_SETTLING", 0)
    real = os.fsync

    def interrupted(descriptor: int) -> None:
        path.write_bytes(path.read_bytes() + b"more\n")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(HybridError, match="keeps writing"):
        files.save(document, "ours\n")
    assert os.listdir(tmp_path) == ["n.md"]
    assert b"ours" not in path.read_bytes()


def test_another_way_of_merging_is_used_where_one_is_given(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.json", b"1")
    document = files.load(str(path))
    path.write_bytes(b"2")
    seen: list[tuple[str, str, str]] = []

    def newest(base: str, ours: str, theirs: str) -> Merged:
        seen.append((base, ours, theirs))
        return Merged(ours)

    assert files.save(document, "3", newest).text == "3"
    assert (seen, path.read_bytes()) == ([("1", "3", "2")], b"3")


@in_one_folder
@given(old=file_bytes, theirs=file_bytes, text=st.text(max_size=10))
def test_no_line_of_either_side_is_lost(tmp_path: Path, old: bytes, theirs: bytes, text: str) -> None:
    files, path = loaded(tmp_path / "n.md", old)
    document = files.load(str(path))
    path.write_bytes(theirs)
    os.utime(path, (0, 0))  # written long ago
    there = files.load(str(path))
    text = "".join(TextAreaDocument(text).text.splitlines())
    saved = files.save(document, text)
    if text == document.text:
        assert path.read_bytes() == theirs
        return
    assert saved.text == files.load(str(path)).text
    old_words = document.text.split()
    for side in (text, there.text if theirs else ""):
        assert {word for word in side.split() if word not in old_words} <= set(saved.text.split())


def test_looking_tells_a_change_from_our_own_writing(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\r\n")
    document = files.load(str(path))
    assert files.look(document) is document
    saved = files.save(document, "b\n")
    assert files.look(saved) is saved
    path.write_bytes(b"theirs\n")
    assert files.look(saved) == files.load(str(path))


@pytest.mark.parametrize("moment", [1_700_000_000, 4_000_000_000])
def test_an_edit_of_the_same_size_in_the_same_second_is_seen_whatever_that_second_is(
    tmp_path: Path, moment: int
) -> None:
    files, path = loaded(tmp_path / "n.md", b"one\n")
    os.utime(path, (moment, moment))
    document = files.load(str(path))
    path.write_bytes(b"two\n")
    os.utime(path, (moment, moment))
    assert files.look(document).text == "two\n"
    assert files.save(document, "one\nthree\n").text == "two\nthree\n"


def test_a_file_that_is_gone_or_emptied_holds_nothing_against_what_was_there(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\r\n")
    document = files.load(str(path))
    path.write_bytes(b"")
    os.utime(path, (0, 0))
    gone = files.look(document)
    assert (gone.text, gone.exists) == ("a\n", False)
    path.unlink()
    assert files.look(gone) is gone
    path.write_bytes(b"a\r\n")
    assert files.look(gone) == document
    path.unlink()
    assert files.save(gone, "a\nb\n").exists
    assert path.read_bytes() == b"a\r\nb\r\n"


def test_a_file_that_was_never_there_is_not_missed(tmp_path: Path) -> None:
    document = Files().load(str(tmp_path / "n.md"))
    assert Files().look(document) is document


def test_what_is_no_file_any_more_is_told_and_left_alone(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.unlink()
    path.mkdir()
    with pytest.raises(HybridError, match="Cannot read"):
        files.look(document)
    with pytest.raises(HybridError, match="Not saved"):
        files.save(document, "b\n")
    assert path.is_dir()


def test_a_file_written_piece_by_piece_is_read_whole(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    path.write_bytes(b"first half\n")

    def finish() -> None:
        with path.open("ab") as file:
            file.write(b"second half\n")

    timer = Timer(files_module._SETTLING / 2, finish)
    timer.start()
    assert files.look(document).text == "first half\nsecond half\n"
    timer.join()


def test_a_save_waits_for_whoever_empties_the_file_before_writing_it(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\n")
    document = files.load(str(path))
    other = path.open("wb")

    def finish() -> None:
        with other:
            other.write(b"a\ntheirs\n")

    timer = Timer(3 * files_module._SETTLING, finish)
    timer.start()
    assert files.save(document, "a\nours\n").text == "a\nours\ntheirs\n"
    timer.join()
    assert path.read_bytes() == b"a\nours\ntheirs\n"


def test_a_file_that_is_gone_is_written_again_with_a_change_that_is_taken_back(tmp_path: Path) -> None:
    files, path = loaded(tmp_path / "n.md", b"a\r\n")
    document = files.load(str(path))
    path.unlink()
    assert files.save(files.look(document), document.text).exists
    assert path.read_bytes() == b"a\r\n"


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
