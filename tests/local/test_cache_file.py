"""Why this file exists: an entry of the cache is right or it is not there, in a file that keeps to its bounds."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.local.cache_file import SMALLEST, CacheFile
from hybridtui.local.window_cache import key
from tests.local.cache_files import entry, execute, journal, read


def before_commit(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have `act` called whenever a transaction is about to be committed."""
    connect = sqlite3.connect

    def connected(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(lambda statement: act() if statement == "COMMIT" else None)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connected)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_more_keys_than_one_query_takes(cache: CacheFile) -> None:
    entries = dict(entry(number) for number in range(1200))
    cache.write(entries.items())
    assert cache.read([*entries, key("unknown")]) == entries


def test_file_folder_and_journal_are_the_users_alone(
    file: Path, cache: CacheFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: set[int] = set()
    before_commit(monkeypatch, lambda: modes.add(mode(journal(file))))
    old = os.umask(0)
    try:
        cache.write([entry(1)])
        file.chmod(0o666)
        cache.close()
        cache.write([entry(2)])
    finally:
        os.umask(old)
    assert (mode(file.parent), mode(file), modes) == (0o700, 0o600, {0o600})


def test_the_least_recently_used_go_first(file: Path, told: list[HybridError]) -> None:
    cache = CacheFile(file, SMALLEST, told.append)
    (first, value), (second, _) = entry(0), entry(1)
    cache.write([entry(0), entry(1)])
    for number in range(2, 2000):
        cache.write([entry(number), (first, None)])
    newest = [entry(number)[0] for number in range(1900, 2000)]
    found = cache.read([first, second, *newest])
    cache.close()
    assert found.keys() == {first, *newest}
    assert found[first] == value


@given(
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from([0, 90, 400, 5000, 20_000]), st.booleans()), max_size=300)
)
@settings(max_examples=25)
def test_the_file_stays_within_its_limit_and_every_value_is_right(steps: list[tuple[int, int, bool]]) -> None:
    told: list[HybridError] = []
    expected: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        file = Path(folder, "windows")
        cache = CacheFile(file, SMALLEST, told.append)
        for number, size, again in steps:
            name, value = entry(number, size=size)
            if again:
                cache.write([(name, None)])
            else:
                cache.write([(name, value)])
                expected[name] = value
                assert len(value) > SMALLEST // 16 or cache.read([name]) == {name: value}
            assert file.stat().st_size <= SMALLEST
        found = cache.read([*expected])
        cache.close()
    assert found == {name: expected[name] for name in found}
    assert told == []


@pytest.mark.parametrize("limit", [SMALLEST, 4 * SMALLEST])
def test_the_journal_beside_the_file_is_no_larger_even_when_large_values_replace_tiny_ones(
    file: Path, told: list[HybridError], monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    files: list[int] = []
    journals: list[int] = []

    def look() -> None:
        files.append(file.stat().st_size)
        journals.append(journal(file).stat().st_size)

    before_commit(monkeypatch, look)
    cache = CacheFile(file, limit, told.append)
    cache.write(entry(number, size=10) for number in range(limit // 100))
    for number in range(50):
        cache.write([entry(limit + number, size=16_000)])
    cache.close()
    assert limit * 0.8 < max(files) <= limit
    assert limit * 0.1 < max(journals) <= limit
    assert told == []


def test_a_value_too_large_for_the_file_takes_the_one_it_replaces_with_it(file: Path, cache: CacheFile) -> None:
    name, value = entry(1)
    cache.write([(name, value), entry(2)])
    cache.write([(name, value * 1000)])
    assert cache.read([name, entry(2)[0]]) == dict([entry(2)])


def test_a_file_larger_than_the_limit_is_begun_anew(file: Path, cache: CacheFile, told: list[HybridError]) -> None:
    cache.write(entry(number) for number in range(3000))
    cache.close()
    lower = CacheFile(file, SMALLEST, told.append)
    lower.write([entry(1)])
    lower.close()
    assert file.stat().st_size <= SMALLEST
    assert read(file, entry(1)[0]) == dict([entry(1)])
    assert told == []


@pytest.mark.parametrize(
    "damage",
    [
        "value = CAST(replace(value, '1', '7') AS BLOB)",
        "value = CAST(value AS TEXT)",
        "value = CAST(x'ff' AS TEXT)",
        "value = x''",
        "checksum = CAST(x'ff' AS TEXT)",
        "checksum = 1",
    ],
)
def test_a_damaged_entry_is_not_there_until_it_is_written_again(
    file: Path, cache: CacheFile, told: list[HybridError], damage: str
) -> None:
    cache.write([entry(1), entry(2)])
    execute(file, f"UPDATE window SET {damage} WHERE key = x'{entry(1)[0]}'")
    both = [entry(1)[0], entry(2)[0]]
    assert cache.read(both) == dict([entry(2)])
    cache.write([entry(1)])
    assert cache.read(both) == dict([entry(1), entry(2)])
    assert told == []


@pytest.mark.parametrize("page", range(1, 12, 2))
def test_damage_anywhere_gives_a_sound_file_and_no_wrong_value(
    file: Path, cache: CacheFile, told: list[HybridError], page: int
) -> None:
    entries = dict(entry(number) for number in range(200))
    cache.write(entries.items())
    cache.close()
    with file.open("r+b") as raw:
        raw.seek(page * 4096)
        raw.write(b"\xa5" * 4096)
    found = cache.read([*entries])
    assert found.items() <= entries.items()
    cache.write(entries.items())
    cache.close()
    assert read(file, *entries) == entries
    assert len(told) == 1


def test_a_file_cut_short_is_begun_anew(file: Path, cache: CacheFile, told: list[HybridError]) -> None:
    cache.write(entry(number) for number in range(200))
    cache.close()
    os.truncate(file, 20_000)
    cache.write([entry(1)])
    cache.close()
    assert read(file, entry(1)[0]) == dict([entry(1)])
    assert len(told) == 1


def test_a_cache_of_an_older_version_is_begun_anew(file: Path, cache: CacheFile, told: list[HybridError]) -> None:
    cache.write([entry(1)])
    cache.close()
    execute(file, "PRAGMA user_version = 0", "ALTER TABLE window RENAME COLUMN value TO old_value")
    cache.write([entry(2)])
    assert cache.read([entry(1)[0], entry(2)[0]]) == dict([entry(2)])
    assert told == []


@pytest.mark.parametrize(
    "statements",
    [["PRAGMA user_version = 99"], ["PRAGMA application_id = 7", "CREATE TABLE diary (page TEXT)"]],
    ids=["a newer version", "another program's"],
)
def test_a_database_that_is_not_ours_to_change_is_left_alone(
    file: Path, cache: CacheFile, statements: list[str]
) -> None:
    cache.write([entry(1)])
    cache.close()
    execute(file, *statements)
    before = file.read_bytes()
    for _ in range(2):
        with pytest.raises(HybridError, match="not of this version"):
            cache.write([entry(2)])
        with pytest.raises(HybridError, match="not of this version"):
            cache.read([entry(1)[0]])
    assert file.read_bytes() == before


def test_a_file_deleted_while_open_is_made_anew(file: Path, cache: CacheFile, told: list[HybridError]) -> None:
    cache.write([entry(1)])
    file.unlink()
    file.parent.rmdir()
    cache.write([entry(2)])
    assert read(file, entry(1)[0], entry(2)[0]) == dict([entry(2)])
    assert told == []
