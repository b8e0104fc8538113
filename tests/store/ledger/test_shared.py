"""Why this file exists: several processes share the books, any of them may be killed, and none loses an entry."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest

from hybridtui.core.ledger import Outcome
from hybridtui.core.reply import Usage
from hybridtui.store.ledger.file import LedgerFile
from tests.fake_claude import FakeClaude
from tests.fake_claude_answer import INPUT_TOKENS
from tests.fake_claude_scenarios import gated
from tests.store.ledger.books import OPENING

ROOT = Path(__file__).parents[3]


@contextmanager
def child(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """`tests.store.ledger.child` in a process of its own, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.ledger.child", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_hand_off_killed_between_first_byte_and_last_has_its_row_and_what_it_cost_at_least(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with FakeClaude.in_thread(gated()) as server:
        with child(
            "hand-off", str(path), ANTHROPIC_BASE_URL=server.url, ANTHROPIC_API_KEY="sk-test-1", NO_PROXY="127.0.0.1"
        ) as process:
            assert said(process) == "text"
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        server.release()
    ledger = LedgerFile(path)
    (row,) = ledger.rows()
    assert (row.outcome, row.confirmed, row.billable) == (Outcome.OPEN, False, True)
    assert (row.answered_by, row.request_id) == ("claude-opus-5-5", "req_fake_0001")
    assert row.usage == Usage(input=INPUT_TOKENS, output=1)
    # 321 tokens of input at $4 and the first of output at $20, by the million
    assert row.cost == Decimal("0.001304")
    assert (ledger.spent().day, ledger.spent().day_at_least) == (row.cost, True)
    with closing(sqlite3.connect(path)) as database:
        columns = "id, outcome, confirmed, input_tokens, cost_usd"
        (found,) = database.execute(f"SELECT {columns} FROM hand_offs").fetchall()
    assert found[:4] == (row.id, "open", 0, INPUT_TOKENS)
    assert Decimal(found[4]) == row.cost


def test_processes_that_begin_the_same_books_at_once_all_enter_everything(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with ExitStack() as stack:
        writers = [stack.enter_context(child("write", str(path), "25")) for _ in range(3)]
        assert [said(process) for process in writers] == ["ready"] * 3
        for process in writers:
            go(process)
        entered = [said(process) for process in writers for _ in range(25)]
        assert [process.wait() for process in writers] == [0, 0, 0]
    rows = LedgerFile(path).rows()
    assert sorted(row.id for row in rows) == sorted(entered)
    assert {row.outcome for row in rows} == {Outcome.COMPLETE}
    assert LedgerFile(path).spent().month == Decimal("0.75")


@pytest.mark.parametrize("entries", [1, 2, 7])
def test_whatever_was_entered_is_there_after_a_kill_at_any_moment(tmp_path: Path, entries: int) -> None:
    path = tmp_path / "ledger.db"
    with child("write", str(path), "100000") as process:
        assert said(process) == "ready"
        go(process)
        entered = [said(process) for _ in range(entries)]
        process.send_signal(signal.SIGKILL)
        process.wait()
    ledger = LedgerFile(path)
    assert set(entered) <= {row.id for row in ledger.rows()}
    after = ledger.begin(OPENING)
    assert ledger.rows()[0].id == after


def test_threads_share_one_ledger(tmp_path: Path) -> None:
    ledger = LedgerFile(tmp_path / "ledger.db")
    entered: list[str] = []
    threads = [Thread(target=lambda: entered.extend(ledger.begin(OPENING) for _ in range(5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(entered) == 20
    assert sorted(entered) == sorted(row.id for row in ledger.rows())
