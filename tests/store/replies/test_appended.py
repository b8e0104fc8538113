"""Why this file exists: bytes that a disk refuses for a while are written when it takes them again, in their order."""

from __future__ import annotations

import errno
import io
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.store.replies.appended import Appended


class Fickle(io.BytesIO):
    """A file that takes as many bytes of each write as it was told to: 0 is a full disk."""

    def __init__(self, takes: Sequence[int]) -> None:
        super().__init__()
        self.takes = list(takes)

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        room = self.takes.pop(0) if self.takes else len(data)
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(bytes(data[:room]))


@given(st.lists(st.binary(max_size=6), max_size=8), st.lists(st.integers(0, 4), max_size=30))
def test_whatever_a_disk_refuses_for_a_while_nothing_is_missing_or_doubled(
    parts: list[bytes], takes: list[int]
) -> None:
    disk = Fickle(takes)
    file = Appended(Path("unused"), disk)
    for part in parts:
        with suppress(OSError):
            file.append(part)
        assert b"".join(parts).startswith(disk.getvalue())
    disk.takes.clear()
    file.append(b"")
    assert disk.getvalue() == b"".join(parts)


def test_a_refusal_is_raised_each_time() -> None:
    file = Appended(Path("unused"), Fickle([0, 0]))
    for _ in range(2):
        with pytest.raises(OSError, match="No space left"):
            file.append(b"x")


def test_without_bytes_no_file_is_made() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Appended(Path(folder) / "thinking.md")
        file.append(b"")
        file.close()
        assert list(Path(folder).iterdir()) == []
        file = Appended(Path(folder) / "thinking.md")
        file.append(b"hm")
        file.close()
        assert (Path(folder) / "thinking.md").read_bytes() == b"hm"
