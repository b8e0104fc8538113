"""Why this file exists: a pipe breaks, a disk fills up and a stream is closed, and a command must end as it says."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit
from tests.test_cli import COMMANDS, HEAVY, run

LIGHT = {
    "lint s.md": Exit.FINDINGS,
    "trace s.md --notes n.md": 0,
    "convert s.md --to json": 0,
    "schema": 0,
    "ledger": 0,
    "config": 0,
    "config --json": 0,
}
"""Commands that need no model and no tokenizer, and how they end."""
ENDINGS = {**LIGHT, "count n.md": 0, "quote s.md": 0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s.md").write_text("## Requirements\n\n- TBD\n")
    (tmp_path / "n.md").write_text("The page has a title.\n")
    return tmp_path


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the program with the redirections of a shell."""
    command = f"{shlex.quote(sys.executable)} -m hybridtui {line}"
    return subprocess.run(command, shell=True, cwd=cwd, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("command", ENDINGS)
def test_a_reader_that_goes_away_changes_nothing_about_the_end(command: str, folder: Path) -> None:
    program = [sys.executable, "-m", "hybridtui", *command.split()]
    with subprocess.Popen(program, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.close()
        child.stdout = None
        _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (ENDINGS[command], b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("command", ENDINGS)
def test_a_result_that_cannot_be_written_is_an_error_with_a_next_step(command: str, folder: Path) -> None:
    done = shell(f"{command} >/dev/full", folder)
    assert done.returncode == Exit.BAD_INPUT
    assert len(done.stderr.decode().splitlines()) == 3
    assert b"Cannot write the result" in done.stderr


@pytest.mark.parametrize("command", ENDINGS)
def test_closed_streams_are_told_as_far_as_that_can_be(command: str, folder: Path) -> None:
    done = shell(f"{command} >&-", folder)
    assert done.returncode == Exit.BAD_INPUT
    assert b"Standard output is closed" in done.stderr
    assert shell(f"{command} 2>&-", folder).returncode == ENDINGS[command]


@pytest.mark.parametrize(
    "command", ["lint -", "trace - --notes n.md", "trace s.md --notes -", "convert - --to md", "count -", "quote -"]
)
def test_standard_input_that_is_closed_is_bad_input(command: str, folder: Path) -> None:
    done = shell(f"{command} <&-", folder)
    assert (done.returncode, done.stdout) == (Exit.BAD_INPUT, b"")
    assert b"Standard input is closed" in done.stderr


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_a_file_called_like_a_command_is_reached_by_a_path(command: str, folder: Path) -> None:
    (folder / command).write_text("## Goal\n\n- a\n")
    done = run(f"./{command}", cwd=folder)
    assert done.returncode == Exit.BAD_INPUT
    assert b"The workbench needs a terminal" in done.stderr


@pytest.mark.parametrize("command", ENDINGS)
def test_commands_without_a_model_load_nothing_heavy(command: str, folder: Path) -> None:
    needed = ["platformdirs"]  # which tells where the settings are
    if command not in LIGHT:
        needed += ["tiktoken", "genai_prices", "asyncio"]  # which weigh, price and send
    heavy = [name for name in HEAVY if name not in needed]
    script = (
        "import sys; from hybridtui.cli import main\n"
        "main(sys.argv[1:])\n"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    program = [sys.executable, "-c", script, *command.split()]
    done = subprocess.run(program, cwd=folder, capture_output=True, timeout=60, check=True)
    assert done.stderr.decode().strip() == "[]"
