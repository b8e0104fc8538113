"""Why this file exists: a disk may be full at any write, and what was on it or in the journal before must come back."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.journal import recover
from hybridtui.core.merging import merge
from hybridtui.core.workspaces.desk import Document
from hybridtui.store.documents.files import Files
from hybridtui.store.documents.journal import JournalFile

TYPED = [f"line {number}\n" * number for number in range(1, 9)]
"""What the document reads, key after key."""

CALLS = ("open", "write", "fsync", "replace")
"""What asks the system for room; files that Python opens itself go through none but `fsync`."""


@contextmanager
def full(after: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that has room for `after` calls and none for the rest; folders can still be read and files removed."""
    left = after

    def refusing(call: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if call is os.open and not arguments[1] & os.O_CREAT:
                return call(*arguments, **named)
            left -= 1
            if left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*arguments, **named)

        return asked

    with monkeypatch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, refusing(getattr(os, name)))
        yield


def type_on(journal: JournalFile, document: Document, texts: list[str], saves: bool = True) -> tuple[str, int]:
    """Type `texts`, saving every third. The newest that the journal or the file took, and how often one refused."""
    files, kept, refused = Files(), document.text, 0
    for number, text in enumerate(texts):
        try:
            journal.keep(document.text, text)
            kept = text
        except HybridError:
            refused += 1
        if saves and number % 3 == 2:
            try:
                document = files.save(document, text)
                kept = text
                journal.forget()
            except HybridError:
                refused += 1
    return kept, refused


def found(folder: Path) -> str:
    """What the next start shows."""
    document = Files().load(str(folder / "notes.md"))
    left = JournalFile(folder / "state", document.path).left()
    recovery = recover(left, document.text, document.exists, merge) if left else None
    return recovery.text if recovery else document.text


@pytest.mark.parametrize("after", range(45))
def test_what_was_taken_before_the_disk_was_full_comes_back(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("saved\n")
    document = Files().load(str(tmp_path / "notes.md"))
    journal = JournalFile(tmp_path / "state", document.path)
    with full(after, monkeypatch):
        kept, refused = type_on(journal, document, TYPED)
    assert found(tmp_path) in TYPED[TYPED.index(kept) :] if kept in TYPED else found(tmp_path) == kept
    assert refused or after >= 20


def test_a_workspace_that_is_full_all_the_time_is_covered_by_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("saved\n")
    document = Files().load(str(tmp_path / "notes.md"))
    journal = JournalFile(tmp_path / "state", document.path)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
    for count in range(1, len(TYPED) + 1):
        kept, _ = type_on(journal, document, TYPED[:count])
        assert kept == TYPED[count - 1] == found(tmp_path)
    assert (tmp_path / "notes.md").read_text() == "saved\n"


def test_once_there_is_room_again_nothing_is_left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Files().load(str(tmp_path / "notes.md"))
    journal = JournalFile(tmp_path / "state", document.path)
    with full(0, monkeypatch):
        type_on(journal, document, TYPED)
    journal.keep(document.text, TYPED[-1])
    Files().save(document, TYPED[-1])
    journal.forget()
    assert (tmp_path / "notes.md").read_text() == TYPED[-1]
    assert not list((tmp_path / "state").glob("*.journal"))
    assert not list(tmp_path.glob(".*.tmp"))
