"""Why this file exists: an export is read by programs and spreadsheets, which must get every figure and run nothing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.accounts import COLUMNS, to_csv, to_json_list
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row
from hybridtui.core.reply import Usage

METER = Meter(
    "claude-opus-5-5",
    2_000,
    800,
    1_000,
    Decimal("2.5"),
    Decimal("0.0036"),
    Decimal("0.0044"),
    Decimal("0.6444"),
    0.001,
    900,
    1_100,
    Decimal("0.0088"),
    False,
    "cl100k",
    "prose",
    700,
    200,
)
FULL = Row(
    "id-1",
    "2026-11-23T10:00:00+00:00",
    Opening(
        Target.API,
        "https://claude.invalid",
        "ANTHROPIC_API_KEY",
        "claude-opus-5-5",
        "f00",
        "high",
        32_000,
        "/n.md",
        METER,
    ),
    Outcome.COMPLETE,
    "end_turn",
    "req_1",
    "",
    Usage(1_010, 400, 30, 20, 10, 100, 2, ""),
    Decimal("1E-7"),
    "2026-11-23",
    "claude-opus-5-5-20260922",
)
BARE = Row("id-2", "2026-11-23T11:00:00+00:00", Opening(Target.CLIPBOARD, "", "", "", "f01"))


def cells(row: Row) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(to_csv([row]), newline="")))


def test_every_figure_is_there_under_its_name() -> None:
    assert to_json_list([FULL]) == [
        {
            "id": "id-1",
            "at": "2026-11-23T10:00:00+00:00",
            "project": "/n.md",
            "target": "api",
            "host": "https://claude.invalid",
            "credential": "ANTHROPIC_API_KEY",
            "model": "claude-opus-5-5",
            "answered_by": "claude-opus-5-5-20260922",
            "effort": "high",
            "max_tokens": 32_000,
            "sign_off": "f00",
            "over_budget": False,
            "outcome": "complete",
            "confirmed": True,
            "stop_reason": "end_turn",
            "request_id": "req_1",
            "error": "",
            "input_tokens": 1_010,
            "cache_read_tokens": 30,
            "cache_write_5m_tokens": 20,
            "cache_write_1h_tokens": 10,
            "output_tokens": 400,
            "thinking_tokens": 100,
            "web_searches": 2,
            "unpriced": "",
            "cost_usd": "0.0000001",
            "estimate_tokens": 1_000,
            "estimate_low": 900,
            "estimate_high": 1_100,
            "estimate_exact": False,
            "counter": "cl100k",
            "text_kind": "prose",
            "notes_tokens": 2_000,
            "spec_tokens": 800,
            "estimate_low_usd": "0.0036",
            "estimate_high_usd": "0.0044",
            "estimate_most_usd": "0.6444",
            "notes_usd": "0.0088",
        }
    ]


def test_what_is_unknown_is_null_and_empty_and_never_nought() -> None:
    (plain,) = to_json_list([BARE])
    assert (plain["cost_usd"], plain["input_tokens"], plain["estimate_low_usd"]) == (None, None, None)
    assert (cells(BARE)["cost_usd"], cells(BARE)["input_tokens"], cells(BARE)["estimate_low_usd"]) == ("", "", "")
    assert plain["confirmed"] is False


def test_the_list_is_json() -> None:
    rows = to_json_list([FULL, BARE])
    assert json.loads(json.dumps(rows)) == rows


def test_the_two_forms_say_the_same() -> None:
    (plain,) = to_json_list([FULL])
    told = {name: "" if value is None else str(value) for name, value in plain.items()}
    assert cells(FULL) == {**told, "over_budget": "false", "confirmed": "true", "estimate_exact": "false"}


def test_an_empty_ledger_is_an_empty_list_and_a_line_of_names() -> None:
    assert to_json_list([]) == []
    assert to_csv([]) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("project", ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_spreadsheet_runs_no_formula(project: str) -> None:
    row = replace(FULL, opening=replace(FULL.opening, project=project))
    assert cells(row)["project"] == f"'{project}"


@given(st.text(), st.text())
def test_whatever_a_project_is_called_it_fills_one_cell(project: str, error: str) -> None:
    row = replace(FULL, error=error, opening=replace(FULL.opening, project=project))
    found = cells(row)
    assert found.keys() == COLUMNS.keys()
    assert found["project"].removeprefix("'") == project.removeprefix("'")
    assert found["error"][:1] not in tuple("=+-@\t\r\n")
