"""Why this file exists: a script signs by the hash that `quote` prints, so it must be that of what would be sent."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.config import Claude as Settings
from hybridtui.core.errors import Exit
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.order import Order
from hybridtui.core.trace.record import Leave
from hybridtui.frontier.claude import Claude
from hybridtui.store.documents.files import Files
from tests.offered import SECRET, SPEC, WITH_SECRET, decide, laid_out, quoted
from tests.terminal import HYBRIDTUI, LEADER, Terminal
from tests.test_cli import run


@pytest.fixture(autouse=True)
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spec, in the current folder."""
    return laid_out(tmp_path, monkeypatch)


def composed(spec: Path, order: Order | None = None) -> Envelope:
    """What the workbench composes of the text that its editor shows."""
    return Claude().compose(Files().load(str(spec)).text, order or Settings().order)


def test_the_sign_off_is_that_of_what_the_workbench_would_send(spec: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert quoted(capfd)["sign_off"] == composed(spec).digest()


def test_the_checkpoint_shows_the_same_sign_off(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sign_off = quoted(capfd)["sign_off"]
    with Terminal([*HYBRIDTUI, str(tmp_path / "idea.md")], env={"HYBRIDTUI_LOCAL_MODE": "verbatim"}) as terminal:
        terminal.shows("live")
        terminal.type(LEADER, "h")
        terminal.shows("Checkpoint", sign_off)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\x0b"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_endings_and_a_byte_order_mark_are_what_the_editor_makes_of_them(
    ending: str, bom: str, spec: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    plain = quoted(capfd)["sign_off"]
    spec.write_bytes((bom + SPEC.replace("\n", ending)).encode())
    assert quoted(capfd)["sign_off"] == composed(spec).digest() == plain


def test_a_spec_from_a_pipe_has_the_sign_off_of_the_file(spec: Path, capfd: pytest.CaptureFixture[str]) -> None:
    done = run("quote", "-", "--json", input=b"\xef\xbb\xbf" + SPEC.replace("\n", "\r\n").encode())
    assert json.loads(done.stdout)["sign_off"] == quoted(capfd)["sign_off"]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (["--model", "claude-haiku-5-5"], Order(model="claude-haiku-5-5", effort="medium")),
        (["--effort", "max"], Order(effort="max")),
        (["--effort", "auto"], Order()),
        (["--max-tokens", "900"], Order(effort="medium", max_tokens=900)),
        (["--target", "api"], Order(effort="medium")),
    ],
)
def test_options_choose_what_is_signed(
    options: list[str], order: Order, spec: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = quoted(capfd, *options)
    assert table["sign_off"] == composed(spec, order).digest()
    assert table["model"] == order.model


def test_settings_are_in_what_is_signed(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HYBRIDTUI_CLAUDE_THINKING", "omitted")
    table = quoted(capfd)
    assert table["settings"] == {"max_tokens": "32000", "thinking": "adaptive, omitted", "effort": "medium"}
    assert table["sign_off"] == composed(spec, Order(effort="medium", thinking="omitted")).digest()


def test_json_tells_what_it_costs_and_where_it_goes(spec: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = quoted(capfd)
    assert (table["target"], table["host"]) == ("api", "https://api.anthropic.com")
    assert (table["credential"], table["missing"]) == ("ANTHROPIC_API_KEY", "")
    assert table["size_bytes"] == len(composed(spec).payload)
    assert 0 < table["input_low"] < table["input_tokens"] < table["input_high"]
    assert Decimal(0) < Decimal(table["cost_low"]) < Decimal(table["cost_high"]) < Decimal(table["cost_max"])
    assert table["findings"]["secret"] == 0
    assert table["notes_tokens"] > 0
    assert table["budget"]["verdict"] == "fine"


def test_an_unknown_model_has_an_unknown_price(capfd: pytest.CaptureFixture[str]) -> None:
    table = quoted(capfd, "--model", "claude-nobody-9-9")
    assert (table["cost_low"], table["cost_high"], table["cost_max"]) == (None, None, None)
    assert table["input_tokens"] > 0
    assert len(table["sign_off"]) == 64


def test_people_are_shown_the_manifest(spec: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["quote", "idea.spec.md"]) == Exit.DONE
    out, err = capfd.readouterr()
    lines = dict(line.split(maxsplit=1) for line in out.splitlines() if not line.startswith(("goes to", "paid with")))
    assert lines["SHA-256"] == composed(spec).digest()
    assert lines["model"] == "claude-opus-5-5"
    assert "hint" in lines["found"]
    assert err == ""


def test_an_open_secret_takes_the_sign_off_away_and_is_told_without_being_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    laid_out(tmp_path, monkeypatch, WITH_SECRET)
    assert cli.main(["quote", "idea.spec.md", "--json"]) == Exit.FINDINGS
    out, err = capfd.readouterr()
    table = json.loads(out)
    assert "sign_off" not in table
    assert table["findings"]["secret"] == 1
    assert "idea.spec.md:6:27: secret error R2" in err
    assert cli.main(["quote", "idea.spec.md"]) == Exit.FINDINGS
    paper = capfd.readouterr()
    assert "SHA-256" not in paper.out
    assert all(SECRET not in text for text in (out, err, paper.out, paper.err))
    assert Claude().compose(WITH_SECRET, Settings().order).digest() not in out + err + paper.out + paper.err


def test_what_was_decided_about_a_secret_is_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    laid_out(tmp_path, monkeypatch, WITH_SECRET)
    decide(tmp_path, Leave.MASKED, "{{SECRET_1}}")
    table = quoted(capfd)
    safe = WITH_SECRET.replace(SECRET, "{{SECRET_1}}")
    assert table["sign_off"] == Claude().compose(safe, Settings().order).digest()
    assert table["masked"] == 1
    decide(tmp_path, Leave.ALLOWED, "a test account")
    assert quoted(capfd)["sign_off"] == Claude().compose(WITH_SECRET, Settings().order).digest()


def test_without_a_credential_there_is_a_quote_that_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    table = quoted(capfd)
    assert table["credential"] == "none"
    assert "ANTHROPIC_API_KEY" in table["missing"]
    assert len(table["sign_off"]) == 64


@pytest.mark.parametrize("target", ["clipboard", "file"])
def test_what_stays_on_the_machine_has_no_price_and_is_the_spec_itself(
    target: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = quoted(capfd, "--target", target)
    assert (table["cost_low"], table["cost_max"], table["credential"], table["missing"]) == (None, None, "", "")
    assert table["size_bytes"] == len(SPEC.encode())
    assert table["host"] == (str(tmp_path / "idea.handoff.md") if target == "file" else "")


def test_the_budget_is_told_before_it_refuses(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HYBRIDTUI_BUDGET_DAY", "0.000001")
    table = quoted(capfd)
    assert table["budget"]["verdict"] == "refuse"
    assert table["budget"]["day"] == "0.000001"
    assert "today" in table["budget"]["words"][0]
    assert len(table["sign_off"]) == 64


def test_quoting_leaves_nothing_behind(tmp_path: Path, isolated: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = sorted(os.listdir(tmp_path))
    quoted(capfd)
    assert sorted(os.listdir(tmp_path)) == before
    assert not (isolated / "data").exists()


def test_notes_that_were_named_are_taken_for_those_beside_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    beside = quoted(capfd)
    (tmp_path / "other.md").write_text("We need an upload page, max 50 MB.\n\nThe footer shows the build number.\n")
    other = quoted(capfd, "--notes", "other.md")
    assert other["notes_tokens"] > beside["notes_tokens"]
    assert other["findings"]["creep"] > beside["findings"]["creep"]
    assert other["sign_off"] == beside["sign_off"]
