"""Why this file exists: tests of `quote` and `handoff` begin with the same notes, spec and credential."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from hybridtui import cli
from hybridtui.core.secrets import hash_of
from hybridtui.core.trace.record import Decision, Leave, Record
from hybridtui.store import paths
from hybridtui.store.ledger.file import LedgerFile

NOTES = "um so we need a small upload page, max 50 MB.\n"
SPEC = "# Upload\n\n## Requirements\n\n- A small upload page, max 50 MB\n"
SECRET = "".join(random.Random(7).choices("bcdfghjkmnpqrstvwxz", k=7)) + "27"
WITH_SECRET = SPEC + f"- The staging password is {SECRET} for now\n"


def laid_out(folder: Path, monkeypatch: pytest.MonkeyPatch, spec: str = SPEC) -> Path:
    """Make `folder` the current one, with `idea.md`, `idea.spec.md` and a credential; returns the spec."""
    (folder / "idea.md").write_text(NOTES)
    path = folder / "idea.spec.md"
    path.write_text(spec)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test-0000")
    return path


def decide(folder: Path, leave: Leave, word: str) -> None:
    """What the human decided about `SECRET`, in the trace file beside the spec."""
    (folder / "idea.trace.json").write_text(Record().decide(Decision(hash_of(SECRET), leave, word)).to_json())


def quoted(capfd: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """What `quote idea.spec.md` says as JSON."""
    capfd.readouterr()
    cli.main(["quote", "idea.spec.md", "--json", *options])
    table: dict[str, Any] = json.loads(capfd.readouterr().out)
    return table


def books() -> LedgerFile:
    """The ledger of this test."""
    return LedgerFile(paths.ledger())


HANDOFF = ("handoff", "idea.spec.md")


def signed(capfd: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """The words of a hand-off with the sign-off that `quote` prints for it."""
    return [*HANDOFF, *options, "--sign-off", quoted(capfd, *options)["sign_off"]]


def kept(folder: Path = Path(), stem: str = "idea") -> str:
    """The text of the one reply that is kept."""
    (reply,) = (folder / f"{stem}.replies").glob("*Z-????????.md")
    return reply.read_bytes().decode()
