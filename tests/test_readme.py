"""Why this file exists: the README must be true today."""

from __future__ import annotations

from pathlib import Path

from hybridtui.core.config import render
from hybridtui.core.errors import Exit

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_very_test_command() -> None:
    (command,) = [line for line in README.splitlines() if line.endswith("-m tests")]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_configuration_is_the_one_in_force() -> None:
    manual = render().strip().split("\n", 2)[2].strip()
    assert f"```toml\n{manual}\n```" in README


def test_every_exit_code_is_named() -> None:
    text = " ".join(README.split())
    assert all(f"{code.value} " in text.partition("Exit codes:")[2].partition(". In the JSON")[0] for code in Exit)


def test_its_picture_is_a_snapshot() -> None:
    (path,) = [part.partition(")")[0] for part in README.split("](")[1:] if ".svg" in part]
    assert (ROOT / path).is_file()
