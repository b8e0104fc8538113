"""Why this file exists: a settings file is edited by hand and may be anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybridtui.core.config import Config, render
from hybridtui.core.config.parser import Origin, Settings, Source
from hybridtui.core.errors import HybridError
from hybridtui.store import paths
from hybridtui.store.settings import own_prices, themes
from hybridtui.store.settings.config_file import begin, load


def test_without_a_file_the_defaults_hold() -> None:
    assert load({}) == Settings()


def test_the_users_file_is_read_with_or_without_a_byte_order_mark(isolated: Path) -> None:
    file = paths.config_file()
    assert isolated in file.parents
    file.parent.mkdir(parents=True)
    file.write_bytes(b'\xef\xbb\xbf[ui]\r\ntheme = "paper"\r\n')
    found = load({"HYBRIDTUI_UI_LIVE": "off"}, {"local.model": "m.gguf"})
    assert found.problems == ()
    config = found.config
    assert (config.ui.theme, config.ui.live, config.local.model) == ("paper", False, "m.gguf")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'[ui]\ntheme = "paper\n', "line 2"),
        (b"\xff", "UTF-8"),
        pytest.param(b"a = " + b"[" * 200_000, "nested", id="nested"),
        (b"\0", "TOML"),
        pytest.param(b"a = " + b"1" * 5_000, "TOML", id="huge number"),
    ],
)
def test_a_broken_file_is_one_problem_and_the_rest_still_counts(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(data)
    found = load({"HYBRIDTUI_UI_THEME": "paper"}, file=file)
    assert found.config.ui.theme == "paper"
    assert found.unread
    (problem,) = found.problems
    assert problem.place == "config.toml"
    assert message in problem.message


def test_a_folder_in_its_place_is_one_problem(tmp_path: Path) -> None:
    found = load({}, file=tmp_path)
    assert (found.config, found.unread) == (Config(), True)
    assert [problem.place for problem in found.problems] == [tmp_path.name]


def test_a_folder_that_cannot_be_entered_is_told_once_for_all_that_lies_in_it() -> None:
    folder = paths.config_file().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(folder)

    (problem,) = load({}).problems
    assert problem.place == str(folder)
    assert "Too many levels" in problem.message
    assert own_prices.load() == ({}, None)
    assert [theme.error for theme in themes.theme_files() if theme.error] == []


def test_a_mistake_is_told_with_its_line_and_a_value_with_where_it_came_from(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('# mine\n[local]\nthreads = 4\n\ncontex = 1\n\n[keys]\nquit = "f10"\n')
    found = load({"HYBRIDTUI_UI_LIVE": "off"}, {"local.model": "m.gguf"}, file=file)
    assert not found.unread
    assert [str(problem) for problem in found.problems] == [
        "local.contex (line 5): is unknown; did you mean local.context?"
    ]
    assert found.sources == {
        "local.threads": Source(Origin.FILE, line=3),
        "keys.quit": Source(Origin.FILE, line=8),
        "ui.live": Source(Origin.ENVIRONMENT, "HYBRIDTUI_UI_LIVE"),
        "local.model": Source(Origin.ARGUMENT),
    }
    assert found.source("ui.theme") == Source()


def test_the_first_file_is_the_documented_one_and_never_replaces_another(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    begin(file)
    assert file.read_text() == render()
    assert load({}, file=file).config == Config()
    file.write_text("# mine\n")
    with pytest.raises(HybridError, match="settings already"):
        begin(file)
    assert file.read_text() == "# mine\n"
