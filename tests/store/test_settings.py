"""Why this file exists: a settings file is edited by hand and may be anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybridtui.core.config import Config
from hybridtui.store import paths
from hybridtui.store.settings import load


def test_without_a_file_the_defaults_hold() -> None:
    assert load({}) == (Config(), ())


def test_the_users_file_is_read_with_or_without_a_byte_order_mark(isolated: Path) -> None:
    file = paths.config_file()
    assert isolated in file.parents
    file.parent.mkdir(parents=True)
    file.write_bytes(b'\xef\xbb\xbf[ui]\r\ntheme = "paper"\r\n')
    config, problems = load({"HYBRIDTUI_UI_LIVE": "off"}, {"local.model": "m.gguf"})
    assert problems == ()
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
    config, problems = load({"HYBRIDTUI_UI_THEME": "paper"}, file=file)
    assert config.ui.theme == "paper"
    assert len(problems) == 1
    assert problems[0].place == "config.toml"
    assert message in problems[0].message


def test_a_folder_in_its_place_is_one_problem(tmp_path: Path) -> None:
    config, problems = load({}, file=tmp_path)
    assert config == Config()
    assert [problem.place for problem in problems] == [tmp_path.name]
