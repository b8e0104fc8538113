"""Why this file exists: scripts live on what the command prints, where it prints it, and how it ends."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.draft.item import Item, Model, Span, Stats
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.refining.events import Completed, Event, Failed, Loaded, Loading, Ready, Started, Unavailable
from hybridtui.core.steering import Steering
from hybridtui.headless import refine
from hybridtui.headless.draft import Draft
from hybridtui.headless.progress import Progress
from hybridtui.headless.status_line import StatusLine
from tests.test_cli import Terminal

SPANS = (Span("aa.0", 1, 5), Span("bb.0", 6, 9))
STATS = Stats(done=2, total=2, tokens=30, chosen=4, seconds=1.5, first_token=0.25)
FIRST, SECOND = Item("aa.0", Kind.GOAL, "Fast\ud800", ("aa.0",)), Item("bb.0", Kind.BACKGROUND, "Red", ("bb.0",))
A_RUN: tuple[Event, ...] = (
    Loading(0.5),
    Loaded(Model("tiny", "/m/tiny.gguf")),
    Started(1, SPANS),
    Ready(1, (SECOND,), STATS),
    Ready(1, (FIRST,), STATS),
    Completed(1, STATS),
)


class FakeRefiner:
    """A refiner that says what it was given, and remembers what was asked of it."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.script = tuple(events)
        self.submitted: list[str] = []
        self.closed = False

    async def events(self) -> AsyncIterator[Event]:
        for event in self.script:
            yield event

    def submit(self, text: str, steering: Steering = Steering(), cursor: int = 0) -> int:
        self.submitted.append(text)
        return len(self.submitted)

    def stop(self) -> None:
        raise AssertionError("nobody stops a headless run")

    async def close(self) -> None:
        self.closed = True


def drafted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Mapping[str, str]]]:
    """Let the command line get `A_RUN` instead of starting a model; returns what it was asked to refine, and how."""
    asked: list[tuple[str, Mapping[str, str]]] = []

    def instead(text: str, arguments: Mapping[str, str]) -> Draft:
        asked.append((text, arguments))
        return asyncio.run(refine.refine(text, FakeRefiner(A_RUN), lambda event: None))

    monkeypatch.setattr(refine, "drafted", instead)
    return asked


def test_notes_are_refined_exactly_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = drafted(monkeypatch)
    notes = tmp_path / "n.md"
    notes.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\xff\0")
    assert cli.main(["refine", str(notes), "--model", "m.gguf"]) == Exit.DONE
    assert asked == [("\ufeffa\r\nb\rc\udcff\0", {"local.model": "m.gguf"})]


def test_the_command_line_steers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = drafted(monkeypatch)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    steered = ["--mode", "rewrite", "--compression", "light", "--instruction", "a CLI"]
    assert cli.main(["refine", "-", *steered]) == Exit.DONE
    assert asked == [("x", {"local.mode": "rewrite", "local.compression": "light", "local.instruction": "a CLI"})]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = drafted(monkeypatch)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe\xe9")))
    assert cli.main(["refine", "-"]) == Exit.DONE
    assert asked == [("from a pipe\udce9", {})]


def test_markdown_goes_to_standard_output_in_the_order_of_the_kinds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    drafted(monkeypatch)
    (tmp_path / "n.md").write_text("x")
    assert cli.main(["refine", str(tmp_path / "n.md")]) == Exit.DONE
    out, err = capfdbinary.readouterr()
    assert out.decode() == "## Goal\n\n- Fast\ufffd\n\n## Background\n\n- Red\n"
    assert err == b""


def test_json_has_the_items_in_the_order_of_their_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    drafted(monkeypatch)
    (tmp_path / "n.md").write_text("x")
    assert cli.main(["refine", "--json", str(tmp_path / "n.md")]) == Exit.DONE
    out = capfdbinary.readouterr().out
    assert out.isascii()
    assert json.loads(out) == {
        "sentences": [{"id": "n1", "start": 1, "end": 5}, {"id": "n2", "start": 6, "end": 9}],
        "items": [
            {"id": "aa.0", "kind": "goal", "text": "Fast\ud800", "sources": ["n1"], "mode": "rules", "remark": ""},
            {"id": "bb.0", "kind": "background", "text": "Red", "sources": ["n2"], "mode": "rules", "remark": ""},
        ],
        "model": "tiny",
        "stats": {
            "sentences": 2,
            "tokens": 30,
            "chosen": 4,
            "recalled": 0,
            "seconds": 1.5,
            "first_token_seconds": 0.25,
            "tokens_per_second": 20.0,
        },
    }


def test_an_output_file_is_written_and_nothing_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    drafted(monkeypatch)
    (tmp_path / "n.md").write_text("x")
    assert cli.main(["refine", str(tmp_path / "n.md"), "-o", str(tmp_path / "out.md")]) == Exit.DONE
    assert (tmp_path / "out.md").read_text().startswith("## Goal\n")
    assert capfdbinary.readouterr() == (b"", b"")


def test_the_notes_are_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = drafted(monkeypatch)
    (tmp_path / "n.md").write_text("x")
    (tmp_path / "link.md").symlink_to("n.md")
    assert cli.main(["refine", str(tmp_path / "n.md"), "-o", str(tmp_path / "link.md")]) == Exit.BAD_INPUT
    assert asked == []
    assert (tmp_path / "n.md").read_text() == "x"
    title, _, next_step = capsys.readouterr().err.strip().splitlines()
    assert (title, next_step) == ("hybridtui: Not written: that file holds the notes", "Give another path after -o.")


def test_an_output_that_cannot_be_a_file_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = drafted(monkeypatch)
    (tmp_path / "n.md").write_text("x")
    for output in (tmp_path, Path("/dev/null")):
        assert cli.main(["refine", str(tmp_path / "n.md"), "-o", str(output)]) == Exit.BAD_INPUT
    assert asked == []


def test_notes_that_cannot_be_read_are_bad_input_and_told_without_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["refine", str(tmp_path / "no\x1b[2Jtes.md")]) == Exit.BAD_INPUT
    out, err = capsys.readouterr()
    assert out == ""
    assert "No such file" in err
    assert "\x1b" not in err


async def test_a_missing_model_ends_with_its_own_code_and_leaves_no_worker() -> None:
    error = HybridError("No local model", exit=Exit.NO_MODEL)
    refiner = FakeRefiner([Unavailable(error)])
    with pytest.raises(HybridError) as caught:
        await refine.refine("x", refiner, lambda event: None)
    assert caught.value is error
    assert refiner.closed


async def test_a_worker_that_is_started_again_may_still_finish() -> None:
    died = Failed(0, HybridError("The worker ended"))
    draft = await refine.refine("x", FakeRefiner([*A_RUN[:3], died, *A_RUN[1:]]), lambda event: None)
    assert draft.items == (FIRST, SECOND)


@pytest.mark.parametrize("events", [[], A_RUN[:4]])
async def test_a_run_that_breaks_off_is_a_failure_and_not_a_short_spec(events: list[Event]) -> None:
    with pytest.raises(HybridError, match="broke off") as caught:
        await refine.refine("x", FakeRefiner(events), lambda event: None)
    assert caught.value.exit == Exit.OTHER_SIDE


def test_progress_is_one_line_on_a_terminal_and_silent_elsewhere() -> None:
    for stream, lines in ((Terminal(), 1), (io.StringIO(), 0)):
        progress = Progress(StatusLine(stream))
        for event in A_RUN:
            progress(event)
        shown = stream.getvalue()
        assert shown.count("Refining: 2 of 2, 20 tokens/s") == lines  # the same is not shown twice
        assert shown.count("Loading the model: 50%") == lines
        assert "\n" not in shown
        assert shown.endswith("\r\x1b[K" * lines)


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    script = (
        "import sys; from tests import test_cli_refine; from hybridtui import cli; import pytest\n"
        "test_cli_refine.drafted(pytest.MonkeyPatch()); sys.stdin.readline()\n"
        "sys.exit(cli.main(['refine', '--json', sys.argv[1]]))"
    )
    (tmp_path / "n.md").write_text("x")
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "n.md")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[1],
    ) as child:
        assert child.stdout is not None
        child.stdout.close()
        child.stdout = None
        _, err = child.communicate(b"go\n", timeout=60)
    assert (child.returncode, err) == (Exit.DONE, b"")


def test_on_a_terminal_no_control_character_of_the_notes_comes_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    evil = Item("aa.0", Kind.GOAL, "\x1b]0;title\x07red", ("aa.0",))
    events = (Started(1, SPANS), Ready(1, (evil,), STATS), Completed(1, STATS))
    draft = asyncio.run(refine.refine("x", FakeRefiner(events), lambda event: None))
    monkeypatch.setattr(refine, "drafted", lambda *_: draft)
    (tmp_path / "n.md").write_text("x")
    main, end = os.openpty()
    with open(end, "w") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert cli.main(["refine", str(tmp_path / "n.md")]) == Exit.DONE
        shown = os.read(main, 4096)
    os.close(main)
    assert b"\x1b" not in shown
    assert b"\x07" not in shown
    assert "␛]0;title␇red".encode() in shown
