"""Why this file exists: who wonders why a setting is as it is must be told who set it, and in which line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.config import SETTINGS, Config, render
from hybridtui.core.config.parser import Settings, parse
from hybridtui.core.errors import Exit
from hybridtui.headless.config import listing
from hybridtui.store import paths
from hybridtui.ui.keys import KEYS


@pytest.fixture
def file() -> Path:
    """Settings with two mistakes, and a good value before, between and after them."""
    path = paths.config_file()
    path.parent.mkdir(parents=True)
    path.write_text(
        '[local]\nthreads = 3\ncontext = "many"\n\n[keys]\nquit = "f10"\n\n[ui]\nthem = "x"\nlive = false\n'
    )
    return path


def test_each_setting_is_listed_with_where_it_came_from(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HYBRIDTUI_UI_LIVE", "yes")
    assert cli.main(["config", "--model", "m.gguf"]) == Exit.FINDINGS
    out, err = capsys.readouterr()
    lines = {" ".join(line.split()) for line in out.splitlines()}
    assert {
        f"# {file}",
        'model = "m.gguf" # command line',
        "threads = 3 # config.toml:2",
        "context = 4096 # default",
        "live = true # HYBRIDTUI_UI_LIVE",
        'quit = "f10" # config.toml:6',
        'take = "t" # default',
    } <= lines
    assert [line for line in err.splitlines() if "(line" in line] == [
        'local.context (line 3): must be a whole number, not "many"',
        "ui.them (line 9): is unknown; did you mean ui.theme?",
    ]


def test_sources_stand_below_one_another_and_the_listing_is_toml_that_says_the_same(file: Path) -> None:
    odd = {"HYBRIDTUI_LOCAL_INSTRUCTION": 'say "no" \\ \x07', "HYBRIDTUI_CHECKPOINT_TERMS": "x" * 60}
    bindings = {key.id: key.plain for key in KEYS}
    found = parse({"keys": {"quit": "f10"}}, odd, bindings=bindings)
    text = listing(found, file)
    again = parse(tomllib.loads(text), {}, bindings=bindings)
    assert again.problems == ()
    assert {**bindings, **again.config.keys} == {**bindings, **found.config.keys}
    assert (again.config.local, again.config.checkpoint) == (found.config.local, found.config.checkpoint)
    places = {line.index("  # ") for line in text.splitlines()[1:] if "  # " in line and "xxx" not in line}
    assert len(places) == 1
    assert len(text.splitlines()) == 1 + len(SETTINGS) + len(KEYS) + 2 * (len({n.split(".")[0] for n in SETTINGS}) + 1)


def test_a_script_gets_the_same_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["config", "--json"]) == Exit.FINDINGS
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["exists"]) == (str(file), True)
    by_name = {each.pop("name"): each for each in told["settings"]}
    assert by_name["local.threads"] == {"value": 3, "source": "file", "variable": None, "line": 2}
    assert by_name["ui.live"] == {"value": False, "source": "file", "variable": None, "line": 10}
    assert by_name["ui.theme"]["source"] == "default"
    assert [problem["line"] for problem in told["problems"]] == [3, 9]


def test_without_a_file_the_defaults_are_listed_and_the_way_to_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["config"]) == Exit.DONE
    assert "hybridtui config --init" in capsys.readouterr().out.splitlines()[0]
    assert listing(Settings(), paths.config_file()).count("# default") == len(SETTINGS) + len(KEYS)


def test_the_first_file_is_written_where_its_path_says_and_never_over_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["config", "--path"]) == Exit.DONE
    path = Path(capsys.readouterr().out.removesuffix("\n"))
    assert cli.main(["config", "--init"]) == Exit.DONE
    assert path.read_text() == render()
    path.write_text("# mine\n")
    assert cli.main(["config", "--init"]) == Exit.BAD_INPUT
    assert path.read_text() == "# mine\n"


def test_a_file_that_is_no_toml_is_one_problem_and_the_defaults_are_listed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('[ui]\ntheme = "paper\n')
    assert cli.main(["config"]) == Exit.FINDINGS
    out, err = capsys.readouterr()
    assert f'theme = "{Config().ui.theme}"' in " ".join(out.split())
    assert "line 2" in err
