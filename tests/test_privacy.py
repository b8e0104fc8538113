"""Why this file exists: nothing leaves the machine before sign-off, by any code path, in the program or its worker.

Every Python process that a test starts reports itself and each attempt to use the network, through an audit hook in
a `sitecustomize` module. Where the system allows it, the processes also run in a network namespace with nothing in it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from hybridtui.local.models import starter
from hybridtui.store import paths
from tests.fake_claude import FakeClaude, happy
from tests.terminal import HYBRIDTUI, LEADER, Terminal, shell

needs_starter = pytest.mark.skipif(starter() is None, reason="needs the starter model")

WITNESS = """
import os, socket, sys

FOLDER = os.environ["NETWORK_WITNESS"]

def note(name, text):
    with open(os.path.join(FOLDER, name), "a") as file:
        file.write(text + "\\n")

def hook(event, args):
    if not event.startswith("socket.") or event in ("socket.__new__", "socket.gethostname"):
        return
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        if args[0].family == socket.AF_UNIX:
            return
    note("network", f"{event} {args[1:]}")

note("processes", " ".join(sys.orig_argv))
sys.addaudithook(hook)
"""

NOTES = "um so we need a small upload page, max 50 MB.\n"


@dataclass(frozen=True, slots=True)
class Witness:
    """What the processes under test reported."""

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """What a process needs in its environment to report, and to ask its model where code alone would do."""
        return {
            "PYTHONPATH": str(self.folder),
            "NETWORK_WITNESS": str(self.folder),
            "HYBRIDTUI_LOCAL_MODE": "faithful",
        }

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []

    def saw_worker(self) -> bool:
        """Whether the local model's process ran under the hook."""
        return any("hybridtui.local.worker" in line for line in self.lines("processes"))


@pytest.fixture
def witness(tmp_path_factory: pytest.TempPathFactory) -> Witness:
    folder = tmp_path_factory.mktemp("witness")
    (folder / "sitecustomize.py").write_text(WITNESS)
    return Witness(folder)


@cache
def cut_off() -> tuple[str, ...]:
    """The command that runs another one without a network; empty where the system has none that works."""
    for command in (("unshare", "-n"), ("unshare", "-rn")):
        if (
            shutil.which(command[0])
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return ()


@contextmanager
def workbench(witness: Witness, *arguments: str | Path) -> Iterator[Terminal]:
    """The workbench, cut off and without a local model. It has a credential that it could use."""
    env = {
        **witness.env,
        "ANTHROPIC_API_KEY": "sk-test-0000",
        "HYBRIDTUI_LOCAL_MODEL": str(witness.folder / "none.gguf"),
    }
    with Terminal([*cut_off(), *HYBRIDTUI, *map(str, arguments)], env=env) as terminal:
        yield terminal


def leave(terminal: Terminal) -> None:
    """Quit, and see that it ends well."""
    terminal.type(LEADER, "q")
    assert terminal.ends() == 0


def run(witness: Witness, *arguments: str) -> str:
    """Run a command of the program to its end, cut off; returns what it printed."""
    command = [*cut_off(), *HYBRIDTUI, *arguments]
    done = subprocess.run(
        command, env=os.environ | witness.env, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def test_help_and_version_use_no_network(witness: Witness) -> None:
    assert "usage:" in run(witness, "--help")
    assert "hybridtui" in run(witness, "--version")
    assert len(witness.lines("processes")) == 2
    assert witness.lines("network") == []


def test_commands_on_a_spec_use_no_network_and_no_model(witness: Witness, tmp_path: Path) -> None:
    notes, spec, exported = (str(tmp_path / name) for name in ("n.md", "s.md", "s.json"))
    Path(notes).write_text(NOTES)
    Path(spec).write_text("## Requirements\n\n- A small upload page, max 50 MB\n")
    assert "findings" in run(witness, "lint", spec, "--notes", notes, "--json")
    assert "n1" in run(witness, "trace", spec, "--notes", notes)
    run(witness, "convert", spec, "--to", "json", "-o", exported)
    assert "50 MB" in run(witness, "convert", exported, "--to", "openspec")
    assert "properties" in run(witness, "schema")
    assert len(witness.lines("processes")) == 5
    assert not witness.saw_worker()
    assert witness.lines("network") == []


def test_what_leads_up_to_a_hand_off_uses_no_network(witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    spec = tmp_path / "notes.spec.md"
    spec.write_text("## Requirements\n\n- A small upload page, max 50 MB\n")
    assert "tokens" in run(witness, "count", str(spec), "--json")
    assert "sign_off" in run(witness, "quote", str(spec), "--json")
    assert run(witness, "ledger", "--json") == "[]\n"
    assert run(witness, "list", "--json") == "[]\n"
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        run(witness, "handoff", str(spec))
    assert len(witness.lines("processes")) == 5
    assert not witness.saw_worker()
    assert witness.lines("network") == []


def test_what_tells_of_settings_and_of_hand_offs_uses_no_network(witness: Witness) -> None:
    assert "[local]" in run(witness, "config")
    assert '"claude.model"' in run(witness, "config", "--json")
    path = Path(run(witness, "config", "--path").strip())
    run(witness, "config", "--init")
    assert path.is_file()
    assert "cost_usd" in run(witness, "ledger", "--csv")
    assert len(witness.lines("processes")) == 5
    assert not witness.saw_worker()
    assert witness.lines("network") == []


@needs_starter
def test_refining_uses_no_network(witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    assert "50 MB" in run(witness, "refine", str(tmp_path / "notes.md"))
    assert witness.saw_worker()
    assert witness.lines("network") == []


@needs_starter
def test_the_workbench_up_to_the_hand_off_uses_no_network(witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    env = {**witness.env, "ANTHROPIC_API_KEY": "sk-test-0000"}
    with Terminal([*cut_off(), *HYBRIDTUI, str(tmp_path)], env=env) as terminal:
        terminal.shows("✓ refined 1/1", "context ≈")
        terminal.type(LEADER, "a", LEADER, "m", LEADER, "h")
        terminal.shows("Checkpoint: nothing has been sent yet", "https://api.anthropic.com", "50 MB")
        terminal.settle()  # what is typed before it is seen decides nothing
        terminal.type("b")
        terminal.shows("Byte for byte")
        terminal.type("\x1b")
        terminal.until(lambda: "Byte for byte" not in terminal.text and "✓ refined 1/1" in terminal.text)
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert witness.saw_worker()
    assert witness.lines("network") == []


def test_timeline_workspaces_and_outside_changes_use_no_network(witness: Witness, tmp_path: Path) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    second.write_text("the second page.\n")
    with workbench(witness, second) as terminal:
        terminal.shows("the second page", "live", "context ≈")  # now all is loaded, and it is on the list
        leave(terminal)
    first.write_text(NOTES)
    with workbench(witness, first) as terminal:
        terminal.shows("upload page", "live", "context ≈")  # now all is loaded, and files are watched
        terminal.type("mine ")
        terminal.until(lambda: first.read_text() == f"mine {NOTES}")
        first.write_text(f"mine {NOTES}and from outside.\n")
        terminal.shows("and from outside")
        configured = paths.config_file()
        configured.parent.mkdir(parents=True, exist_ok=True)
        configured.write_text("[ui]\nlive = false\n")
        terminal.shows("config.toml changed")
        terminal.type(LEADER, "T")
        terminal.shows("c Compare", "r Restore")
        terminal.type("\x1b")
        terminal.until(lambda: "c Compare" not in terminal.text)
        terminal.go_to("second.md", "second")
        terminal.shows("the second page")
        leave(terminal)
    assert "second.md" in run(witness, "list", "--json")
    assert witness.lines("processes")
    assert witness.lines("network") == []


def test_neither_recovery_nor_a_take_over_uses_the_network(witness: Witness, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    with workbench(witness, notes) as killed:
        killed.shows("live")

        def typed_and_not_saved() -> bool:
            killed.type("mine ")
            return any(paths.journals().glob("*.journal"))

        killed.until(typed_and_not_saved)
        os.killpg(killed.process.pid, signal.SIGKILL)
    with workbench(witness, notes) as first:
        first.shows("mine", "live")
        with workbench(witness, notes) as second:
            second.shows("Read-only", "mine")
            second.type(LEADER, "O")
            second.until(lambda: first.read(0) and "yours to write again" in second.text)
            leave(second)
        leave(first)
    assert witness.lines("processes")
    assert witness.lines("network") == []


def test_piped_notes_use_no_network(witness: Witness) -> None:
    line = f"printf %s {shlex.quote(NOTES)} | hybridtui - --model /nowhere.gguf"
    with Terminal([*cut_off(), *shell(line)], env=witness.env) as terminal:
        terminal.shows("upload page", "live")
        leave(terminal)
    assert witness.lines("processes")
    assert witness.lines("network") == []


def test_neither_the_books_nor_what_goes_to_a_clipboard_or_a_file_uses_the_network(
    witness: Witness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    spec = "# Goal\n\n- an upload page\n"
    (tmp_path / "notes.spec.md").write_text(spec)
    env = {
        **witness.env,
        "ANTHROPIC_API_KEY": "sk-test-0000",
        "HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf"),
    }
    with Terminal([*cut_off(), *HYBRIDTUI, str(tmp_path)], env=env) as terminal:
        terminal.shows("live")
        terminal.type(LEADER, "$")
        terminal.shows("Accounts", "Esc Back")
        terminal.type("\x1b")
        terminal.until(lambda: "Esc Back" not in terminal.text)
        terminal.type(LEADER, "h")
        terminal.shows("Enter to sign", "c Count")
        terminal.type("c")
        terminal.shows("Have Claude count the tokens?", "The text is uploaded to https://api.anthropic.com")
        terminal.type("\x1b")
        terminal.until(lambda: "Have Claude count the tokens?" not in terminal.text)
        terminal.type("T")
        terminal.until(lambda: "Enter to sign" in terminal.text and "api.anthropic.com" not in terminal.text)
        terminal.sign()
        terminal.shows("whether it took it is not known")
        terminal.type("h")
        terminal.shows("Checkpoint", "T next target")
        terminal.settle()
        terminal.type("T")
        terminal.shows("Enter to sign", "notes.handoff.md")
        terminal.sign()
        terminal.shows("Written to")
        terminal.type("R")
        terminal.shows("2 replies to this spec")
        terminal.type("\x1b")
        terminal.until(lambda: "2 replies to this spec" not in terminal.text)
        terminal.type("q")
        assert terminal.ends() == 0
    assert b"\x1b]52;c;" in terminal.sent
    assert (tmp_path / "notes.handoff.md").read_text() == spec
    assert witness.lines("processes")
    assert witness.lines("network") == []


def test_the_witness_sees_the_hand_off_itself_and_nothing_but_it(witness: Witness, tmp_path: Path) -> None:
    (tmp_path / "notes.spec.md").write_text("# Goal\n\n- an upload page\n")
    with FakeClaude.in_thread(happy("Done.")) as claude:
        env = {
            **witness.env,
            "ANTHROPIC_API_KEY": "sk-test-0000",
            "ANTHROPIC_BASE_URL": claude.url,
            "HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf"),
        }
        with Terminal([*HYBRIDTUI, str(tmp_path)], env=env) as terminal:
            terminal.shows("live")
            terminal.type(LEADER, "h")
            terminal.shows("Checkpoint", claude.url)
            assert witness.lines("network") == []
            terminal.sign()
            terminal.shows("Done.", "complete")
            terminal.type("q")
            assert terminal.ends() == 0
        port = claude.url.rpartition(":")[2]
    seen = witness.lines("network")
    assert any(line.startswith("socket.connect") for line in seen)
    assert all("127.0.0.1" in line and port in line for line in seen)
