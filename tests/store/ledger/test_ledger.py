"""Why this file exists: the books are complete, answer quickly, know which day it is, and give away no secret."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybridtui.core.accounts import COLUMNS, to_json_list
from hybridtui.core.costs.budget import Spent
from hybridtui.core.costs.calibration import Observation
from hybridtui.core.costs.meter import Meter
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row
from hybridtui.core.ports import Ledger
from hybridtui.core.reply import WHOLE, Reply, ReplyState, Usage
from hybridtui.store.ledger.file import LedgerFile
from tests.fakes import FakeLedger
from tests.store.ledger.books import ENDED, METER, OPENING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "ledger#1.db"


def test_asking_makes_no_books(path: Path) -> None:
    ledger = LedgerFile(path)
    assert (ledger.rows(), ledger.spent(), ledger.observations()) == ((), Spent(), ())
    assert not path.parent.exists()


def test_a_hand_off_is_in_the_books_before_it_is_sent(path: Path) -> None:
    hand_off = LedgerFile(path).begin(OPENING)
    (row,) = LedgerFile(path).rows()
    assert (row.id, row.opening, row.outcome, row.confirmed) == (hand_off, OPENING, Outcome.OPEN, False)


def test_the_newest_state_counts_and_the_newest_hand_off_is_first(path: Path) -> None:
    ledger = LedgerFile(path)
    first, second = ledger.begin(OPENING), ledger.begin(OPENING)
    started = replace(ENDED, state=ReplyState.STREAMING, id=first, usage=Usage(321, 1), cost=Decimal("0.001304"))
    ledger.note(started)
    ledger.note(replace(ENDED, id=first, stop_reason="end_turn", request_id="req_1"))
    newest, oldest = ledger.rows()
    assert (newest.id, oldest.id) == (second, first)
    assert (oldest.outcome, oldest.stop_reason, oldest.request_id) == (Outcome.COMPLETE, "end_turn", "req_1")
    assert (oldest.usage, oldest.cost, oldest.confirmed) == (ENDED.usage, ENDED.cost, True)


# SQLite's text ends at a NUL, which neither a path nor a model's name can have.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)
COUNT = st.integers(0, 10**9)
MONEY = st.none() | st.decimals(0, 10**6, places=9, allow_nan=False, allow_infinity=False)
METERS = st.builds(
    Meter, TEXT, COUNT, COUNT, COUNT, MONEY, MONEY, MONEY, MONEY, st.none() | st.floats(0, 2), COUNT, COUNT, MONEY,
    st.booleans(), TEXT, TEXT, COUNT, COUNT,
)  # fmt: skip
OPENINGS = st.builds(
    Opening, st.sampled_from(Target), TEXT, TEXT, TEXT, TEXT, TEXT, COUNT, TEXT, st.none() | METERS, st.booleans()
)
ERRORS = st.none() | st.builds(HybridError, TEXT, TEXT, TEXT)
USAGES = st.none() | st.builds(Usage, COUNT, COUNT, COUNT, COUNT, COUNT, COUNT, COUNT, TEXT)
REPLIES = st.builds(
    Reply,
    st.sampled_from([state for state in ReplyState if state is not ReplyState.NONE]),
    TEXT,
    stop_reason=TEXT | st.sampled_from(WHOLE),
    request_id=TEXT,
    usage=USAGES,
    cost=MONEY,
    billable=st.booleans(),
    error=ERRORS,
)
BOOKS = st.lists(st.tuples(OPENINGS, st.lists(REPLIES, max_size=2)), min_size=1, max_size=3)
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def entered(ledger: Ledger, books: list[tuple[Opening, list[Reply]]]) -> tuple[Row, ...]:
    for opening, replies in books:
        hand_off = ledger.begin(opening)
        for reply in replies:
            ledger.note(replace(reply, id=hand_off))
    return tuple(replace(row, id="", at="", day="") for row in ledger.rows())


@FEW
@given(BOOKS)
def test_what_is_entered_is_what_is_read_here_and_in_the_fake(
    tmp_path_factory: pytest.TempPathFactory, books: list[tuple[Opening, list[Reply]]]
) -> None:
    ledger = LedgerFile(tmp_path_factory.mktemp("books") / "ledger.db")
    assert entered(ledger, books) == entered(FakeLedger(), books)


@FEW
@given(BOOKS)
def test_the_view_has_a_row_for_each_hand_off_with_the_columns_of_an_export(
    tmp_path_factory: pytest.TempPathFactory, books: list[tuple[Opening, list[Reply]]]
) -> None:
    path = tmp_path_factory.mktemp("books") / "ledger.db"
    ledger = LedgerFile(path)
    entered(ledger, books)
    with closing(sqlite3.connect(path)) as database:
        found = database.execute(f"SELECT {', '.join(COLUMNS)} FROM hand_offs ORDER BY place DESC").fetchall()
    assert [tuple(row.values()) for row in to_json_list(ledger.rows())] == found


INSERT = "INSERT INTO events (hand_off, at, kind, data)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET data = '{}'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        f"{INSERT} SELECT hand_off, at, kind, data FROM events WHERE kind = 'opening'",
        f"{INSERT} VALUES ('stray', '2026-11-23', 'state', '{{}}')",
        f"{INSERT} VALUES ('x', '2026-11-23', 'opening', 'no json')",
        f"{INSERT} VALUES ('x', '2026-11-23', 'else', '{{}}')",
    ],
)
def test_what_was_entered_can_only_be_added_to(path: Path, statement: str) -> None:
    ledger = LedgerFile(path)
    ledger.note(replace(ENDED, id=ledger.begin(OPENING)))
    before = ledger.rows()
    with closing(sqlite3.connect(path)) as database, database, pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)
    assert ledger.rows() == before


def test_a_state_of_no_hand_off_is_refused(path: Path) -> None:
    ledger = LedgerFile(path)
    ledger.begin(OPENING)
    with pytest.raises(HybridError, match="The ledger cannot be used") as caught:
        ledger.note(replace(ENDED, id="another"))
    assert "no such hand-off" in caught.value.cause


def test_observations_are_of_what_was_counted_and_billed_the_newest_first(path: Path) -> None:
    ledger = LedgerFile(path)

    def hand_off(usage: Usage | None, meter: Meter | None = METER, state: ReplyState = ReplyState.ENDED) -> None:
        hand_off = ledger.begin(replace(OPENING, meter=meter))
        ledger.note(Reply(state, usage=usage, id=hand_off))

    hand_off(Usage(30, 5, 3, 2, 1))
    hand_off(Usage(40, 1), state=ReplyState.STOPPED)
    hand_off(None)
    hand_off(Usage(0, 5))
    hand_off(Usage(50, 5, unpriced="speed fast"))
    hand_off(Usage(50, 5, web_searches=1))
    hand_off(Usage(50, 5), replace(METER, raw=0))
    hand_off(Usage(50, 5), None)
    assert ledger.observations() == tuple(
        Observation("claude-opus-5-5", "cl100k", "prose", 8, 2, billed) for billed in (40, 36)
    )


def test_no_question_of_every_pause_looks_through_all_of_the_books(path: Path) -> None:
    from hybridtui.store.ledger import file as module

    LedgerFile(path).begin(OPENING)
    with closing(sqlite3.connect(path)) as database:
        plan = database.execute(f"EXPLAIN QUERY PLAN {module._SPENT}", ("", "", "", "", "")).fetchall()
    assert any("USING INDEX opened (at>?)" in step[3] for step in plan)
    assert not any(step[3].startswith("SCAN") for step in plan)


def test_only_the_owner_can_read_the_books(path: Path) -> None:
    before = os.umask(0)
    try:
        ledger = LedgerFile(path)
        ledger.begin(OPENING)
        with closing(sqlite3.connect(path)) as database:
            database.execute("SELECT * FROM events").fetchall()
            ledger.begin(OPENING)
            modes = {
                each.name.removeprefix(path.name): stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()
            }
    finally:
        os.umask(before)
    assert modes == {"": 0o600, "-wal": 0o600, "-shm": 0o600}


def test_between_two_calls_the_books_are_one_file(path: Path) -> None:
    ledger = LedgerFile(path)
    ledger.note(replace(ENDED, id=ledger.begin(OPENING)))
    ledger.rows()
    assert os.listdir(path.parent) == [path.name]


def test_neither_the_answer_nor_the_cause_of_an_error_is_in_the_books(path: Path) -> None:
    ledger = LedgerFile(path)
    error = HybridError("The answer broke off", "CANARY-cause", "CANARY-step")
    reply = Reply(ReplyState.FAILED, text="CANARY-text", thinking="CANARY-thought", note="CANARY-note", error=error)
    ledger.note(replace(reply, id=ledger.begin(OPENING)))
    assert b"The answer broke off" in path.read_bytes()
    assert b"CANARY" not in path.read_bytes()


def test_a_project_whose_name_is_no_text_comes_back_as_it_was(path: Path) -> None:
    odd = replace(OPENING, project=os.fsdecode(b"/n\xff.md"))
    ledger = LedgerFile(path)
    ledger.begin(odd)
    assert ledger.rows()[0].opening == odd
