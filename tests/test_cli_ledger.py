"""Why this file exists: the books are read by people in a narrow terminal, and by scripts that rely on their names."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.accounts import COLUMNS
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.headless.ledger import table
from hybridtui.store import paths
from tests.offered import books

OPENING = Opening(
    Target.API, "https://claude.invalid", "ANTHROPIC_API_KEY", "claude-opus-5-5", "a" * 64, "medium", 900, "/x/idea.md"
)
USAGE = Usage(input=1_204, output=345)


def rows() -> tuple[Row, ...]:
    """One of each kind, in the time zone of the machine."""
    first = Row("1", "2026-11-23T09:14:00", OPENING, Outcome.COMPLETE, usage=USAGE, cost=Decimal("0.0123"))
    project = replace(OPENING, project="/x/a\x1b[2J\nlong name of notes.md", model="claude-nobody-of-all-9-9")
    return (
        first,
        replace(first, outcome=Outcome.BROKEN, usage=Usage(1_234_567, 9), cost=Decimal("12.3456")),
        replace(first, outcome=Outcome.FAILED, usage=None, cost=None),
        replace(first, outcome=Outcome.DELIVERED, usage=None, cost=None, opening=replace(OPENING, target=Target.FILE)),
        replace(first, opening=project, cost=None),
        replace(first, opening=replace(OPENING, project=""), outcome=Outcome.OPEN, usage=None, cost=None),
    )


def test_the_table_says_what_became_of_each_and_what_it_cost() -> None:
    assert table(rows()).splitlines() == [
        "WHEN             PROJECT       MODEL      OUTCOME           IN     OUT      COST",
        "2026-11-23 09:14 idea.md       Opus 5.5   complete       1,204     345   $0.0123",
        "2026-11-23 09:14 idea.md       Opus 5.5   broken off 1,234,567       9   ≥$12.35",
        "2026-11-23 09:14 idea.md       Opus 5.5   failed             -       -   nothing",
        "2026-11-23 09:14 idea.md       file       delivered          -       -   nothing",
        "2026-11-23 09:14 a␛[2J long n… nobody-of… complete       1,204     345   unknown",
        "2026-11-23 09:14 -             Opus 5.5   open               -       -   unknown",
        "",
        "6 hand-offs · $0.0123 billed · at least $12.35 unconfirmed · 2 of unknown cost",
    ]
    assert max(map(len, table(rows()).splitlines())) <= 80


def test_without_any_books_there_is_nothing_and_no_failure(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger"]) == Exit.DONE
    assert capfd.readouterr().out == "Nothing was handed off yet.\n"
    assert cli.main(["ledger", "--json"]) == Exit.DONE
    assert json.loads(capfd.readouterr().out) == []
    assert cli.main(["ledger", "--csv"]) == Exit.DONE
    assert capfd.readouterr().out.split("\r\n") == [",".join(COLUMNS), ""]
    assert not paths.ledger().exists()


def enter(outcome: ReplyState = ReplyState.ENDED) -> str:
    """One hand-off in the books of this test; returns its id."""
    hand_off = books().begin(OPENING)
    books().note(
        Reply(outcome, "claude-opus-5-5", stop_reason="end_turn", usage=USAGE, cost=Decimal("0.0123"), id=hand_off)
    )
    return hand_off


def test_json_is_a_list_with_the_newest_first(capfd: pytest.CaptureFixture[str]) -> None:
    ids = [enter(), enter(ReplyState.STOPPED)]
    assert cli.main(["ledger", "--json"]) == Exit.DONE
    table = json.loads(capfd.readouterr().out)
    assert [each["id"] for each in table] == ids[::-1]
    assert [(each["outcome"], each["confirmed"]) for each in table] == [("stopped", False), ("complete", True)]
    assert {each["cost_usd"] for each in table} == {"0.0123"}
    assert table[0].keys() == COLUMNS.keys()


def test_csv_has_the_same_under_the_same_names(capfd: pytest.CaptureFixture[str]) -> None:
    hand_off = enter()
    assert cli.main(["ledger", "--csv"]) == Exit.DONE
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert (row["id"], row["project"], row["input_tokens"]) == (hand_off, "/x/idea.md", "1204")


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_books_that_cannot_be_read_are_told(form: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    path: Path = paths.ledger()
    path.parent.mkdir(parents=True)
    path.write_text("no database")
    with pytest.raises(HybridError):
        books().rows()
    assert cli.main(["ledger", *form]) == Exit.BAD_INPUT
    out, err = capfd.readouterr()
    assert out == ""
    assert str(path) in err
