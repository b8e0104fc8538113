"""Why this file exists: every editor is told a line in its own way, and none may take the workbench down with it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.editor import SystemEditor


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for programs of a test's own."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def program(folder: Path, name: str, script: str = "") -> Path:
    """A program in Python, which finds its arguments in `words`."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, pathlib, signal, sys, time\nwords = sys.argv[1:]\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("variable", "given"),
    [
        ("vim", ("vim", "+7", "/n/a.md")),
        ("nano -l", ("nano", "-l", "+7", "/n/a.md")),
        ("emacs -nw", ("emacs", "-nw", "+7", "/n/a.md")),
        ("hx", ("hx", "/n/a.md:7")),
        ("code", ("code", "--wait", "--goto", "/n/a.md:7")),
        ("code --wait --new-window", ("code", "--wait", "--new-window", "--goto", "/n/a.md:7")),
        ("subl -w", ("subl", "-w", "/n/a.md:7")),
        ("own 'with spaces' \"and quotes\"", ("own", "with spaces", "and quotes", "/n/a.md")),
    ],
)
def test_each_editor_is_led_to_the_line_in_its_own_way(variable: str, given: tuple[str, ...], programs: Path) -> None:
    program(programs, given[0])
    editor = SystemEditor({"EDITOR": variable, "PATH": str(programs)})
    assert editor.command("/n/a.md", 7) == given


def test_visual_comes_before_editor_and_both_before_what_is_usual(programs: Path) -> None:
    for name in ("mine", "other", "nano", "vi"):
        program(programs, name)
    path = {"PATH": str(programs)}
    assert SystemEditor({"VISUAL": "mine", "EDITOR": "other", **path}).command("/a", 1)[0] == "mine"
    assert SystemEditor({"VISUAL": " ", "EDITOR": "other", **path}).command("/a", 1)[0] == "other"
    assert SystemEditor(path).command("/a", 1) == ("nano", "+1", "/a")


@pytest.mark.parametrize(
    ("environment", "title"),
    [
        ({}, "There is no editor"),
        ({"EDITOR": "nowhere -x"}, "That editor is not there"),
        ({"VISUAL": "vim 'a"}, "VISUAL is not usable"),
    ],
)
async def test_without_a_usable_editor_the_human_is_told_what_to_set(
    environment: dict[str, str], title: str, programs: Path
) -> None:
    with pytest.raises(HybridError) as caught:
        await SystemEditor({**environment, "PATH": str(programs)}).edit(str(programs / "a.md"), 1)
    assert caught.value.title == title
    assert "VISUAL" in f"{caught.value.cause}{caught.value.next_step}{caught.value.title}"


async def test_it_writes_while_we_wait_and_no_shell_reads_the_command(programs: Path, tmp_path: Path) -> None:
    vim = program(programs, "vim", "pathlib.Path(words[-1]).write_text(repr(words))")
    text = tmp_path / "new" / "$(touch x); a.md"
    await SystemEditor({"EDITOR": f"{vim} ';' '$HOME'", "PATH": ""}).edit(str(text), 3)
    assert text.read_text() == repr([";", "$HOME", "+3", str(text)])


@pytest.mark.parametrize(
    ("script", "told"),
    [("sys.exit(3)", "ended with 3"), ("os.kill(os.getpid(), signal.SIGKILL)", "was ended by SIGKILL")],
)
async def test_an_editor_that_ends_badly_is_told(script: str, told: str, programs: Path, tmp_path: Path) -> None:
    vim = program(programs, "vim", script)
    with pytest.raises(HybridError) as caught:
        await SystemEditor({"EDITOR": str(vim)}).edit(str(tmp_path / "a.md"), 1)
    assert caught.value.title == f"vim {told}"


async def test_ctrl_c_is_the_editors_alone(programs: Path, tmp_path: Path) -> None:
    """The editor sends it to both, as a terminal does; to it, it means what it always means."""
    script = (
        "signal.signal(signal.SIGUSR1, lambda *_: None)\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "try: os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n"
        "except KeyboardInterrupt: pathlib.Path(words[-1]).write_text('interrupted')"
    )
    vim = program(programs, "vim", script)
    before = signal.getsignal(signal.SIGINT)
    await SystemEditor({"EDITOR": str(vim)}).edit(str(tmp_path / "a.md"), 1)
    assert (tmp_path / "a.md").read_text() == "interrupted"
    assert signal.getsignal(signal.SIGINT) is before


async def test_an_end_of_ours_is_an_end_of_the_editor(programs: Path, tmp_path: Path) -> None:
    vim = program(programs, "vim", "pathlib.Path(words[-1]).write_text(str(os.getpid()))\ntime.sleep(60)")
    text = tmp_path / "a.md"
    editing = asyncio.ensure_future(SystemEditor({"EDITOR": str(vim)}).edit(str(text), 1))
    async with asyncio.timeout(20):
        while not (text.exists() and text.read_text()):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)
    editing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await editing
    with pytest.raises(ProcessLookupError):
        os.kill(int(text.read_text()), 0)
