"""Why this file exists: books that cannot be kept say why, and nothing is sent without them."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope, approve
from hybridtui.core.hand_off.flow import HandOff, Release
from hybridtui.core.reply import ReplyState
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.replies.folder import ReplyFolder
from tests.fakes import Fakes
from tests.store.ledger.books import ENDED, METER, OPENING

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


Call = Callable[[LedgerFile], object]

CALLS: tuple[Call, ...] = (
    lambda ledger: ledger.begin(OPENING),
    lambda ledger: ledger.note(replace(ENDED, id="x")),
    LedgerFile.rows,
    LedgerFile.spent,
    LedgerFile.observations,
)


def failed(call: Call, path: Path) -> HybridError:
    with pytest.raises(HybridError, match="The ledger cannot be used") as caught:
        call(LedgerFile(path))
    assert str(path) in caught.value.cause
    assert caught.value.next_step
    return caught.value


EACH_CALL = pytest.mark.parametrize("call", CALLS, ids=["begin", "note", "rows", "spent", "observations"])


@EACH_CALL
def test_a_file_that_is_none_of_ours_is_told_and_left_alone(path: Path, call: Call) -> None:
    path.write_bytes(b"no database at all\n" * 100)
    assert "Move" in failed(call, path).next_step
    assert path.read_bytes() == b"no database at all\n" * 100


@EACH_CALL
def test_books_of_a_newer_version_are_told_and_left_alone(path: Path, call: Call) -> None:
    LedgerFile(path).begin(OPENING)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    error = failed(call, path)
    assert "newer version" in error.cause
    assert error.next_step == "Update hybridtui."
    assert path.read_bytes() == before


def test_an_entry_that_this_program_never_made_is_told(path: Path) -> None:
    LedgerFile(path).begin(OPENING)
    with closing(sqlite3.connect(path)) as database, database:
        entry = ("x", "2026-11-23T10:00:00+00:00", "opening", '{"target": "moon"}')
        database.execute("INSERT INTO events (hand_off, at, kind, data) VALUES (?, ?, ?, ?)", entry)
    assert "an entry cannot be read" in failed(LedgerFile.rows, path).cause


@FEW
@given(st.data())
def test_damage_is_told_and_never_a_crash(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("books") / "ledger.db"
    ledger = LedgerFile(path)
    ledger.note(replace(ENDED, id=ledger.begin(replace(OPENING, meter=METER))))
    whole = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=40)):
        whole[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    for call in CALLS:
        with suppress(HybridError):
            call(LedgerFile(path))


def test_a_folder_in_its_place_and_a_file_in_the_place_of_its_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    failed(CALLS[0], tmp_path / "ledger.db")
    (tmp_path / "file").touch()
    assert "writable" in failed(CALLS[0], tmp_path / "file" / "ledger.db").next_step


@contextmanager
def not_root() -> Iterator[None]:
    """Root may write everywhere: be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """Books with one entry that anyone may read and none may write; nor may a file be made beside them."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        LedgerFile(path).begin(OPENING)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        yield path
        path.parent.chmod(0o755)


def test_read_only_books_are_told(read_only: Path) -> None:
    with not_root():
        for call in CALLS[:2]:
            assert "writable" in failed(call, read_only).next_step
        assert "writable" in failed(CALLS[0], read_only.with_name("new.db")).next_step


async def test_nothing_is_sent_that_cannot_be_entered(read_only: Path, tmp_path: Path) -> None:
    fakes = Fakes(tmp_path)
    envelope = Envelope("api", "https://claude.invalid", "ANTHROPIC_API_KEY", "claude-opus-5-5", (), b"{}")
    flow = HandOff(
        fakes.executor, LedgerFile(read_only), ReplyFolder(tmp_path), fakes.prices, lambda _: None, lambda _: None
    )
    with not_root():
        reply = await flow.run(Release(approve(envelope, envelope.digest()), OPENING, "- Do A\n"))
    assert (reply.state, reply.billable, fakes.executor.sent) == (ReplyState.FAILED, False, [])
    assert reply.error is not None
    assert reply.error.title == "The ledger cannot be used"


def test_books_that_another_program_holds_are_waited_for_and_then_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hybridtui.store.shared_file.BUSY_SECONDS", 0.05)
    LedgerFile(path).begin(OPENING)
    with closing(sqlite3.connect(path)) as database:
        database.execute("BEGIN IMMEDIATE")
        assert "Another program" in failed(CALLS[0], path).next_step
        assert len(LedgerFile(path).rows()) == 1


def test_a_lock_that_sqlite_does_not_wait_for_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LedgerFile(path).begin(OPENING)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda address, **named: connect(address, **named | {"timeout": 0}))
    with closing(connect(path, check_same_thread=False)) as database:
        database.execute("BEGIN IMMEDIATE")
        release = Timer(0.1, database.rollback)
        release.start()
        LedgerFile(path).begin(OPENING)
        release.join()
    assert len(LedgerFile(path).rows()) == 2
