"""Why this file exists: whatever lies in files and settings, the real program opens, says so, and loses nothing.

Everything here runs the command in a terminal, with the starter model unless a test takes it away.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hybridtui.local.models import starter
from tests.fake_claude import FakeClaude, happy
from tests.terminal import HYBRIDTUI, LEADER, Terminal

needs_starter = pytest.mark.skipif(starter() is None, reason="needs the starter model")

MARKUP = "Show [bold] and [/ and [@click=app.quit]quit[/] as text."
SEQUENCES = (
    "We need \x1b[31;47;9mred, \x1b]0;PWNED\x07 a bell \x07, \x9b31m, NUL \x00, \u202e drawer\u2069 and \x1b[2J."
)
GLYPHS = ("[@click=app.quit]quit[/]", "␛[31;47;9mred", "␛]0;PWNED␇", "NUL ␀")
WIDE = "We need emoji 🎉, 日本語の入力 and עברית in 3 files."


def worker_of(parent: int) -> int | None:
    """Process id of the local model's worker that `parent` started."""
    table = subprocess.run(["ps", "-Ao", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 2) for line in table.splitlines())
    return next((int(row[0]) for row in rows if int(row[1]) == parent and "hybridtui.local.worker" in row[2]), None)


def is_running(pid: int) -> bool:
    """Whether the process is there and not merely waiting to be collected."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def holds(path: Path, content: bytes) -> Callable[[], bool]:
    """A condition: the file has exactly this content."""
    return lambda: path.exists() and path.read_bytes() == content


@needs_starter
def test_nothing_in_notes_spec_or_reply_is_obeyed_by_the_terminal(tmp_path: Path) -> None:
    evil = "\n\n".join((MARKUP, SEQUENCES, WIDE)) + "\n"
    (tmp_path / "notes.md").write_bytes(evil.encode() + b"\nWe need \xff\xfe bytes kept.\n")
    (tmp_path / "notes.spec.md").write_text(evil)
    with FakeClaude.in_thread(happy("Shown as text: " + evil, thinking=evil)) as claude:
        env = {"ANTHROPIC_BASE_URL": claude.url, "ANTHROPIC_API_KEY": "sk-test-0000"}
        with Terminal([*HYBRIDTUI, str(tmp_path)], env=env) as terminal:
            terminal.shows("✓ refined", "日")
            drafted = terminal.text
            assert drafted.count("[bold]") >= 3, f"in notes, draft and spec:\n{drafted}"
            terminal.type(LEADER, "3", LEADER, "h")
            terminal.shows("Checkpoint", *GLYPHS)
            terminal.settle()  # what is typed before it is seen decides nothing
            terminal.type("b")
            terminal.shows("Byte for byte", "\\u001b]0;PWNED")
            terminal.sign()
            terminal.shows("complete", "Shown as text:", "PWNED␇")
            terminal.type("i")
            terminal.shows(*GLYPHS)
            terminal.type("q")
            assert terminal.ends() == 0
    assert terminal.strays() == []


@needs_starter
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbfWe need 3 pages.\r\nKeep \xff\xfe bytes, caf\xc3\xa9.\n\r\nDon't lose \x00 it.\rOld line",
    ],
    ids=["empty", "mixed"],
)
def test_a_file_is_written_only_when_edited_and_then_only_where(content: bytes, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_bytes(content)
    os.utime(notes, (1_000_000_000, 1_000_000_000))
    with Terminal([*HYBRIDTUI, str(notes)]) as terminal:
        terminal.shows("✓ refined" if content else "Nothing to refine")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert notes.read_bytes() == content
    assert notes.stat().st_mtime == 1_000_000_000
    assert os.listdir(tmp_path) == ["notes.md"]
    with Terminal([*HYBRIDTUI, str(notes)]) as terminal:
        terminal.shows("live")
        terminal.type("So ")
        bom = b"\xef\xbb\xbf" if content else b""
        terminal.until(holds(notes, bom + b"So " + content.removeprefix(bom)))
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert os.listdir(tmp_path) == ["notes.md"]


@needs_starter
def test_a_megabyte_of_notes_opens_answers_keys_and_drafts(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    line = "So we need an upload page for files of at most 50 MB, and um it must not touch the billing columns.\n"
    notes.write_text(line * (1_000_000 // len(line) + 1))
    with Terminal([*HYBRIDTUI, str(notes)]) as terminal:
        terminal.shows("live", "50 MB")
        terminal.type("typed at once ")
        terminal.shows("typed at once", seconds=5)
        terminal.shows("refining", " new ─", seconds=60)
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert notes.read_text().startswith("typed at once So we need")


def test_what_cannot_be_saved_is_said_and_leaving_asks_twice(tmp_path: Path) -> None:
    folder, away = tmp_path / "work", tmp_path / "away"
    folder.mkdir()
    notes = folder / "notes.md"
    env = {"HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf")}
    with Terminal([*HYBRIDTUI, str(notes)], env=env) as terminal:
        terminal.shows("live")
        terminal.type("First. ")
        terminal.until(holds(notes, b"First. "))
        folder.rename(away)
        folder.write_text("a file where the folder was")
        terminal.type("Second. ")
        terminal.shows("Not saved: notes.md", "not a folder", "✗ not saved")
        terminal.type(LEADER, "q")
        terminal.shows("again to leave all the same")
        folder.unlink()
        away.rename(folder)
        terminal.type("Third.")
        terminal.until(holds(notes, b"First. Second. Third."))
        terminal.until(lambda: "✗ not saved" not in terminal.text)
        folder.rename(away)
        folder.write_text("again")
        terminal.type(" Fourth.")
        terminal.shows("✗ not saved")
        terminal.type(LEADER, "q", "!")
        terminal.shows("Fourth.!")  # it was typed since, so leaving asks again
        terminal.type(LEADER, "q", LEADER, "q")
        assert terminal.ends() == 0
    assert (away / "notes.md").read_bytes() == b"First. Second. Third."


def test_every_problem_with_settings_and_themes_is_shown_and_a_theme_is_read_again(
    tmp_path: Path, isolated: Path
) -> None:
    config = isolated / "config" / "hybridtui"
    (config / "themes").mkdir(parents=True)
    (config / "config.toml").write_text(
        '[local]\npause_ms = -1\nthreads = "many"\n[claude]\neffort = "huge"\n[ui]\ntheme = "mine"\n'
    )
    (config / "themes" / "broken.toml").write_text('name = "broken"\nprimary = "no colour"\n')
    mine = config / "themes" / "mine.toml"
    theme = 'name = "mine"\nprimary = "#7aa2d6"\nforeground = "#d8dce4"\nbackground = "{}"\n'
    mine.write_text(theme.format("#102030"))
    env = {"HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf"), "COLORTERM": "truecolor"}

    def background() -> str:
        return str(terminal.screen.buffer[terminal.screen.lines // 2][3].bg)

    with Terminal([*HYBRIDTUI, str(tmp_path / "notes.md")], env=env) as terminal:
        terminal.shows("3 settings are not usable", "local.pause_ms", "local.threads", "claude.effort")
        terminal.shows("The theme broken.toml is not used", "primary: must be a colour", "background: is missing")
        assert terminal.text.count("broken.toml is not used") == 1
        terminal.until(lambda: background() == "102030")
        mine.write_text(theme.format("#405060"))
        terminal.until(lambda: background() == "405060")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0


def cut_short() -> bytes:
    model = starter()
    assert model is not None
    with model.open("rb") as file:
        return file.read(2_000_000)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: None, ("The model file does not exist", "--model FILE.gguf")),
        (lambda: b"not a model at all", ("This is not a GGUF model", "leave --model out")),
        pytest.param(cut_short, ("The model could not be loaded", "name another model"), marks=needs_starter),
    ],
    ids=["missing", "no GGUF", "truncated"],
)
def test_without_a_usable_model_the_draft_says_what_to_do_and_notes_are_kept(
    content: Callable[[], bytes | None], says: tuple[str, str], tmp_path: Path
) -> None:
    notes, model = tmp_path / "notes.md", tmp_path / "m.gguf"
    if data := content():
        model.write_bytes(data)
    command = [*HYBRIDTUI, str(notes), "--model", str(model)]
    with Terminal(command, size=(80, 24), env={"HYBRIDTUI_LOCAL_MODE": "rewrite"}) as terminal:
        terminal.shows("live", "Opus")
        terminal.type("we need a login page", LEADER, "2")
        terminal.shows(*says)
        terminal.until(holds(notes, b"we need a login page"))
        terminal.type("q")
        assert terminal.ends() == 0
    assert terminal.strays() == []


@needs_starter
def test_a_killed_worker_starts_again_and_a_killed_workbench_leaves_none(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    lines = [f"It should check the page {number} of the file and tell the owner." for number in range(40)]
    notes.write_text("\n".join(lines) + "\n")
    with Terminal([*HYBRIDTUI, str(notes)], env={"HYBRIDTUI_LOCAL_MODE": "rewrite"}) as terminal:
        terminal.shows("refining", "/40")
        worker = worker_of(terminal.process.pid)
        assert worker is not None
        os.kill(worker, signal.SIGKILL)
        terminal.until(lambda: worker_of(terminal.process.pid) not in (None, worker))
        terminal.type(LEADER, "w")  # to auto, which is quicker
        terminal.shows("✓ refined 40/40", seconds=120)
        assert notes.read_text() == "\n".join(lines) + "\n"
        terminal.type("Typed before the end. ")
        terminal.until(lambda: notes.read_text().startswith("Typed before the end. "))
        terminal.type(LEADER, "w", LEADER, "w", LEADER, "w")  # back to the model
        terminal.until(lambda: "refining" in terminal.text)
        worker = worker_of(terminal.process.pid)
        assert worker is not None
        terminal.process.kill()
        deadline = time.monotonic() + 2
        while is_running(worker) and time.monotonic() < deadline:
            terminal.read()
        assert not is_running(worker)


@needs_starter
@pytest.mark.parametrize(
    "command", [(sys.executable, "-m", "hybridtui"), (str(Path(sys.executable).parent / "hybridtui"),)]
)
def test_modules_in_the_users_folder_are_not_imported(command: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("json", "llama_cpp", "textual", "anthropic"):
        (tmp_path / f"{name}.py").write_text(f"open('imported-{name}', 'w')\nraise SystemExit('the wrong {name}')\n")
    (tmp_path / "notes.md").write_text("we need a login page.\n")
    before = set(os.listdir(tmp_path))
    with Terminal([*command, "."], cwd=tmp_path) as terminal:
        terminal.shows("✓ refined 1/1")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert set(os.listdir(tmp_path)) == before
