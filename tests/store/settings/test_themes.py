"""Why this file exists: a theme must be found in every kind of install, and a broken one must not hide the others."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from hybridtui.store import paths
from hybridtui.store.settings import themes
from hybridtui.store.settings.themes import bundled_themes, theme_files


def test_the_themes_that_came_along_are_found() -> None:
    assert {"dusk.toml", "paper.toml", "contrast.toml"} <= {file.path.name for file in theme_files()}


def test_an_installed_package_carries_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hybridtui" / "themes").mkdir(parents=True)
    monkeypatch.setattr(themes, "__file__", str(tmp_path / "hybridtui" / "store" / "settings" / "themes.py"))
    assert bundled_themes() == tmp_path / "hybridtui" / "themes"


def test_the_users_themes_come_last_and_a_broken_one_carries_its_error() -> None:
    folder = paths.user_themes()
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "mine"\n')
    (folder / "broken.toml").write_text("name = \n")
    (folder / "readme.md").write_text("no theme")
    broken, mine = theme_files()[-2:]
    assert (mine.path, mine.table, mine.error) == (folder / "mine.toml", {"name": "mine"}, None)
    assert broken.error is not None
    assert "line 1" in broken.error.cause


def test_a_folder_of_themes_that_may_not_be_read_is_told_and_ours_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.listdir

    def closed(folder: Path) -> list[str]:
        if folder == paths.user_themes():
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "listdir", closed)
    *ours, theirs = theme_files()
    assert ours
    assert all(theme.error is None for theme in ours)
    assert theirs.error is not None
    assert "Permission denied" in theirs.error.cause
