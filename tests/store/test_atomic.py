"""Why this file exists: "saved" has to mean that it is still there after a power cut, on every system."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from pathlib import Path

import pytest

from hybridtui.store import atomic

_FULL = 51
"""F_FULLFSYNC, which only macOS has."""


@pytest.mark.parametrize("has_it", [True, False])
def test_on_macos_the_drive_is_told_to_write_where_the_file_system_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_it: bool
) -> None:
    asked: list[str] = []

    def control(descriptor: int, command: int) -> int:
        assert command == _FULL
        asked.append("full")
        if not has_it:
            raise OSError(errno.ENOTSUP, "Operation not supported")
        return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", _FULL, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", lambda descriptor: asked.append("plain"))
    with (tmp_path / "notes.md").open("wb") as file:
        atomic.sync(file.fileno())
    assert asked == (["full"] if has_it else ["full", "plain"])


def test_elsewhere_the_systems_own_way_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "fsync", asked.append)
    with (tmp_path / "notes.md").open("wb") as file:
        atomic.sync(file.fileno())
        assert asked == [file.fileno()]
