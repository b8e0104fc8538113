"""Why this file exists: how much a text weighs is asked before it is refined, so the answer must say how sure it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.costs.meter import Meter
from hybridtui.core.errors import Exit
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.frontier.tokens import Tokens
from hybridtui.headless.count import Count, table
from tests.offered import NOTES, books
from tests.test_cli import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with two texts."""
    (tmp_path / "a.md").write_text(NOTES)
    (tmp_path / "b.md").write_text(NOTES * 3)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def counted(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[Count]:
    assert cli.main(["count", "--json", *arguments]) == Exit.DONE
    return [Count(**each) for each in json.loads(capfd.readouterr().out)]


def test_json_has_an_object_for_each_file_in_the_order_given(capfd: pytest.CaptureFixture[str]) -> None:
    second, first = counted(capfd, "b.md", "a.md")
    assert (second.file, first.file) == ("b.md", "a.md")
    assert 0 < first.low < first.tokens < first.high < second.high
    assert first.tokens == Tokens().count(NOTES, "claude-opus-5-5")
    assert (first.model, first.counter, first.kind) == ("claude-opus-5-5", Tokens().name, "prose")


def test_the_model_decides_which_tokenizer_counts(capfd: pytest.CaptureFixture[str]) -> None:
    (new,), (old,) = (counted(capfd, "b.md", "--model", model) for model in ("claude-opus-5-5", "claude-opus-4-1"))
    assert old.model == "claude-opus-4-1"
    assert old.tokens < new.tokens


def test_the_configured_model_is_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HYBRIDTUI_CLAUDE_MODEL", "claude-haiku-5-5")
    assert [each.model for each in counted(capfd, "a.md")] == ["claude-haiku-5-5"]


def test_a_pipe_is_counted_like_a_file_without_its_byte_order_mark(capfd: pytest.CaptureFixture[str]) -> None:
    (file,) = counted(capfd, "a.md")
    done = run("count", "-", "--json", input=b"\xef\xbb\xbf" + NOTES.encode())
    (piped,) = json.loads(done.stdout)
    assert (piped["file"], piped["tokens"]) == ("-", file.tokens)


def test_standard_input_is_counted_once(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["count", "-", "a.md", "-"]) == Exit.BAD_INPUT
    assert "Only one file" in capfd.readouterr().err


def test_what_was_billed_before_corrects_the_count(capfd: pytest.CaptureFixture[str]) -> None:
    (before,) = counted(capfd, "b.md")
    for _ in range(3):
        meter = Meter(
            "claude-opus-5-5", 0, 1_000, 1_300, None, None, None, None, None,
            counter=before.counter, kind=before.kind, raw=1_000, overhead=300,
        )  # fmt: skip
        opening = Opening(Target.API, "https://claude.invalid", "key", "claude-opus-5-5", "0" * 64, meter=meter)
        hand_off = books().begin(opening)
        ended = Reply(ReplyState.ENDED, "claude-opus-5-5", stop_reason="end_turn", usage=Usage(1_560, 9), id=hand_off)
        books().note(ended)
    (after,) = counted(capfd, "b.md")
    assert after.tokens == round(before.tokens * 1.2)


def test_people_get_a_line_for_each_file_and_a_sum() -> None:
    counts = [Count("a.md", 100, 90, 115, "m", "c", "k"), Count("b\x1b[2J.md", 1_104, 1_000, 1_204, "m", "c", "k")]
    assert table(counts).splitlines() == [
        "  ≈100  ±15 %  a.md",
        "≈1,104   ±9 %  b␛[2J.md",
        "≈1,204  ±10 %  total",
    ]
    assert table(counts[:1]) == "≈100  ±15 %  a.md\n"
    assert table([Count("empty.md", 0, 0, 0, "m", "c", "k")]).split() == ["≈0", "empty.md"]
