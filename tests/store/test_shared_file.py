"""Why this file exists: whatever is shared in a database is treated alike when its file makes no sense."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.shared_file import Format, SharedFile, number

SCHEMA = ("CREATE TABLE IF NOT EXISTS words (word TEXT)",)


def shared(path: Path, renewed: list[Path] | None = None, synchronous: str = "NORMAL") -> SharedFile:
    kind = Format(1, ("PRAGMA journal_mode = WAL",), SCHEMA, synchronous)
    tell = None if renewed is None else renewed.append
    return SharedFile(path, kind, lambda path: HybridError(f"{path} is newer"), tell)


def enter(file: SharedFile, word: str) -> list[str]:
    """Enter a word; the words there are then."""

    def work(database: sqlite3.Connection) -> list[str]:
        database.execute("INSERT INTO words VALUES (?)", (word,))
        return [found for (found,) in database.execute("SELECT word FROM words ORDER BY rowid")]

    return file.transaction(work)


def test_a_damaged_file_is_set_aside_each_time_under_a_name_of_its_own_and_a_new_one_is_begun(tmp_path: Path) -> None:
    path = tmp_path / "words.db"
    aside: list[Path] = []
    file = shared(path, aside)
    for damage in (b"one" * 500, b"two" * 500):
        path.write_bytes(damage)
        assert enter(file, "new") == ["new"]
    assert [each.read_bytes()[:3] for each in aside] == [b"one", b"two"]
    assert enter(file, "next") == ["new", "next"]
    assert len(aside) == 2


def test_where_nobody_would_be_told_damage_is_an_error_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "words.db"
    path.write_bytes(b"nonsense" * 500)
    with pytest.raises(sqlite3.DatabaseError):
        enter(shared(path), "new")
    assert path.read_bytes() == b"nonsense" * 500


def test_what_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    file = shared(tmp_path / "words.db", [])
    enter(file, "a")
    with pytest.raises(sqlite3.OperationalError):
        file.transaction(lambda database: database.execute("INSERT INTO words VALUES ('b')").execute("nonsense"))
    assert enter(file, "c") == ["a", "c"]


@pytest.mark.parametrize("synchronous", ["NORMAL", "FULL"])
def test_what_must_stand_after_a_power_cut_is_synced_in_full_also_where_that_has_to_be_asked_for(
    tmp_path: Path, synchronous: str
) -> None:
    file = shared(tmp_path / "words.db", [], synchronous)
    enter(file, "a")
    assert file.done(lambda database: number(database, "fullfsync")) == (synchronous == "FULL")
    assert file.done(lambda database: number(database, "checkpoint_fullfsync")) == 1
