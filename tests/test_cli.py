"""Why this file exists: which words mean what on the command line, and how little they load, are promises."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from hybridtui import __version__, cli
from hybridtui.core.errors import Exit
from hybridtui.core.lint import RULES

HEAVY = ("textual", "llama_cpp", "anthropic", "tiktoken", "genai_prices", "watchfiles", "platformdirs", "asyncio")
COMMANDS = ("refine", "lint", "trace", "convert", "schema", "count", "quote", "handoff", "ledger", "list", "config")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def run(
    *arguments: str, input: bytes = b"", cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person would, with `input` in a pipe; both outputs are kept apart."""
    command = [sys.executable, "-m", "hybridtui", *arguments]
    return subprocess.run(command, input=input, cwd=cwd, env=env, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    script = (
        "import sys; from hybridtui.cli import main\n"
        "try: main([sys.argv[1]])\n"
        "except SystemExit as end: assert not end.code\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, option], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.strip() == "[]"


def test_help_shows_every_form_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    text = capsys.readouterr().out
    assert "hybridtui [PATH | -]" in text
    assert all(f"hybridtui {command}" in text for command in COMMANDS)
    codes = text.partition("exit codes: ")[2].partition("\n\n")[0]
    assert [int(part.split()[0]) for part in codes.split(",")] == [int(code) for code in Exit]


def test_the_help_of_lint_says_of_every_rule_what_it_looks_for_and_why() -> None:
    done = run("lint", "--help")
    text = " ".join(done.stdout.decode().split())
    assert done.returncode == 0
    assert all(f"{rule.id} {rule.title} {rule.looks_for} {rule.why}" in text for rule in RULES)
    assert text.endswith("70 a fault of this program")


def test_version_is_the_packages() -> None:
    assert run("--version").stdout.decode() == f"hybridtui {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--colour"],
        ["refine"],
        ["refine", "a", "b"],
        ["a", "b"],
        ["lint"],
        ["trace", "a"],
        ["convert", "a"],
        ["schema", "a"],
        ["count"],
        ["quote"],
        ["quote", "a", "--target", "claude-code"],
        ["quote", "a", "--sign-off", "b"],
        ["handoff"],
        ["handoff", "a", "b"],
        ["handoff", "a", "--effort", "enormous"],
        ["handoff", "a", "--max-tokens", "many"],
        ["ledger", "a"],
        ["list", "a"],
        ["ledger", "--json", "--csv"],
        ["config", "--json", "--init"],
    ],
)
def test_wrong_usage_is_bad_input(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == Exit.BAD_INPUT
    assert capsys.readouterr().out == ""


def test_the_module_runs_in_a_folder_that_holds_modules_of_the_same_names_as_ours(tmp_path: Path) -> None:
    for name in ("json", "argparse", "llama_cpp", "textual"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module was imported')\n")
    done = run("--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], (None, None)),
        (["notes.md"], ("notes.md", None)),
        (["./refine", "--model", "m.gguf"], ("./refine", "m.gguf")),
        (["--model", "m.gguf", "refine"], ("refine", "m.gguf")),
    ],
)
def test_anything_but_the_command_opens_the_workbench(
    arguments: list[str], opened: tuple[str | None, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hybridtui import app

    calls: list[tuple[str | None, str | None]] = []

    def open_workbench(path: str | None, model: str | None) -> int:
        calls.append((path, model))
        return 0

    monkeypatch.setattr(app, "open_workbench", open_workbench)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert cli.main(arguments) == 0
    assert calls == [opened]


def test_the_workbench_without_a_keyboard_says_how_to_pipe_notes_in() -> None:
    done = run("notes.md")
    assert done.returncode == Exit.BAD_INPUT
    assert b"hybridtui -" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_help_of_its_own(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main([command, "--help"])
    text = capsys.readouterr().out
    assert text.startswith(f"usage: hybridtui {command} ")
    assert "exit codes: 0 done" in text
