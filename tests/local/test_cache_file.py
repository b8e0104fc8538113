"""Why this file exists: one file, several processes, a full disk, a power cut: an entry is right or it is not there."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.local.cache_file import SMALLEST, CacheFile
from hybridtui.local.window_cache import key

AMPLE = 2**26
CHILD = """
import sys
from pathlib import Path
from hybridtui.core.errors import HybridError
from hybridtui.local import cache_file
from hybridtui.local.cache_file import CacheFile
from hybridtui.local.window_cache import key
cache_file._PATIENCE = 60
file, name = Path(sys.argv[1]), sys.argv[2]
cache = CacheFile(file, 2**26, lambda error: print("told", error))
"""
"""How the programs of the tests begin; they are patient, since the machine may be busy."""


def entry(number: int, name: str = "", size: int = 300) -> tuple[str, bytes]:
    """A key, and a value that can belong to no other."""
    return key(name, str(number)), f"{name}{number} ".encode() * (size // (len(name) + len(str(number)) + 1) + 1)


@pytest.fixture
def told() -> list[HybridError]:
    return []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "windows.sqlite3"


@pytest.fixture
def cache(file: Path, told: list[HybridError]) -> Iterator[CacheFile]:
    cache = CacheFile(file, AMPLE, told.append)
    yield cache
    cache.close()


def read(file: Path, *keys: str) -> dict[str, bytes]:
    """What is on the disk, in a file that must be sound."""
    told: list[HybridError] = []
    cache = CacheFile(file, AMPLE, told.append)
    found = cache.read(keys)
    cache.close()
    assert told == []
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return found


def before_commit(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have `act` called whenever a transaction is about to be committed."""
    connect = sqlite3.connect

    def connected(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(lambda statement: act() if statement == "COMMIT" else None)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connected)


def start(program: str, file: Path, name: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD + program, str(file), name], stdin=PIPE, stdout=PIPE, text=True
    )


def on_a_small_disk(folder: Path, program: str) -> list[str]:
    """What `program` prints when `folder` is a disk of 300 kB."""
    mounted = 'mount -t tmpfs -o size=300k none "$0" 2>&1 && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mounted, str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], stdout=PIPE, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    command += [sys.executable, "-c", CHILD + program, str(folder / "windows"), ""]
    return subprocess.run(command, stdout=PIPE, text=True, check=True, timeout=120).stdout.splitlines()


def execute(file: Path, *statements: str) -> None:
    """Change the file behind the cache's back."""
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def journal(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


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
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_stays_within_its_limit_and_every_value_is_right(
    file: Path, steps: list[tuple[int, int, bool]]
) -> None:
    told: list[HybridError] = []
    cache = CacheFile(file, SMALLEST, told.append)
    expected: dict[str, bytes] = {}
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
    file.unlink(missing_ok=True)
    assert {name: expected[name] for name in found} == found
    assert told == []


@pytest.mark.parametrize("limit", [SMALLEST, 4 * SMALLEST])
def test_with_its_journal_the_file_exceeds_the_limit_by_half_at_most(
    file: Path, told: list[HybridError], monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    sizes: list[int] = []
    before_commit(monkeypatch, lambda: sizes.append(file.stat().st_size + journal(file).stat().st_size))
    cache = CacheFile(file, limit, told.append)
    count = 3 * limit // 500
    cache.write(entry(number, size=300 if number % 200 else 60_000) for number in range(count))
    cache.close()
    assert limit * 0.9 < max(sizes) < limit * 1.5
    assert told == []


def test_a_file_larger_than_the_limit_is_begun_anew(file: Path, cache: CacheFile, told: list[HybridError]) -> None:
    cache.write(entry(number) for number in range(3000))
    cache.close()
    lower = CacheFile(file, SMALLEST, told.append)
    lower.write([entry(1)])
    lower.close()
    assert file.stat().st_size <= SMALLEST
    assert read(file, entry(1)[0]) == dict([entry(1)])
    assert told == []


def test_a_value_that_was_tampered_with_is_not_there_until_it_is_written_again(
    file: Path, cache: CacheFile, told: list[HybridError]
) -> None:
    cache.write([entry(1), entry(2)])
    execute(file, f"UPDATE window SET value = CAST(replace(value, '1', '7') AS BLOB) WHERE key = x'{entry(1)[0]}'")
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


def test_a_process_outlives_another_one_beginning_the_file_anew(
    file: Path, cache: CacheFile, told: list[HybridError]
) -> None:
    cache.write(entry(number) for number in range(3000))
    other = CacheFile(file, SMALLEST, told.append)
    other.write([entry(3001)])
    cache.write([entry(3002)])
    other.write([entry(3003)])
    other.close()
    newest = dict(entry(number) for number in (3001, 3002, 3003))
    assert read(file, *newest) == newest
    assert told == []


def test_processes_that_write_at_once_lose_nothing(file: Path) -> None:
    program = (
        "print('ready', flush=True)\n"
        "input()\n"
        "for number in range(0, 400, 4):\n"
        "    cache.write((key(name, str(each)), f'{name} {each}'.encode()) for each in range(number, number + 4))\n"
    )
    children = [start(program, file, name) for name in ("left", "right")]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    assert [child.communicate(timeout=120)[0] for child in children] == ["", ""]
    assert [child.returncode for child in children] == [0, 0]
    expected = {
        key(name, str(number)): f"{name} {number}".encode() for name in ("left", "right") for number in range(400)
    }
    assert read(file, *expected) == expected


def test_a_process_killed_while_it_writes_leaves_what_it_had_written(file: Path) -> None:
    program = (
        "for number in range(10**6):\n"
        "    cache.write([(key(str(number)), str(number).encode() * 500)])\n"
        "    print(number, flush=True)\n"
    )
    for least in (0, 3, 40):
        with start(program, file) as child:
            assert child.stdout is not None
            written = next(int(line) for line in child.stdout if int(line) >= least)
            child.kill()
        expected = {key(str(number)): str(number).encode() * 500 for number in range(written + 1)}
        assert read(file, *expected) == expected
        file.unlink()


def test_a_process_killed_with_half_a_batch_in_the_file_leaves_the_file_as_it_was(file: Path, cache: CacheFile) -> None:
    before = dict(entry(number) for number in range(500))
    cache.write(before.items())
    cache.close()
    untouched = file.read_bytes()
    program = (
        "import os, signal, sqlite3\n"
        "def trace(statement):\n"
        "    if statement == 'COMMIT': os.kill(os.getpid(), signal.SIGKILL)\n"
        "connection = cache._opened()\n"
        "connection.execute('PRAGMA cache_size = 1')\n"  # pages go to the file before the batch is complete
        "connection.set_trace_callback(trace)\n"
        "cache.write((key('', str(number)), b'new' * 300) for number in range(0, 500, 8))\n"
    )
    with start(program, file) as child:
        assert child.wait(timeout=120) == -signal.SIGKILL
    assert file.read_bytes() != untouched
    assert journal(file).exists()
    assert read(file, *before) == before


@pytest.mark.parametrize("room", [0, 30_000])
def test_a_file_that_may_not_grow_is_an_error_and_stays_sound(file: Path, room: int) -> None:
    program = (
        "import resource\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
        "try:\n"
        "    for number in range(1000): cache.write([(key(str(number)), str(number).encode() * 100)])\n"
        "except HybridError as error: print(number, error.title, sep=',')\n"
    )
    written, title = start(program, file).communicate(timeout=120)[0].strip().split(",")
    assert title.startswith("The cache of refined lines")
    assert (int(written) > 0) == (room > 0)
    expected = {key(str(number)): str(number).encode() * 100 for number in range(int(written))}
    assert read(file, *expected) == expected


def test_a_full_disk_is_an_error_and_the_file_stays_sound(tmp_path: Path) -> None:
    program = (
        "number = 0\n"
        "try:\n"
        "    while True:\n"
        "        cache.write([(key(str(number)), str(number).encode() * 100)])\n"
        "        number += 1\n"
        "except HybridError as error: print(error.title)\n"
        "keys = [key(str(each)) for each in range(number)]\n"
        "assert cache.read(keys) == {each: str(n).encode() * 100 for n, each in enumerate(keys)}\n"
        "print(number)\n"
    )
    title, written = on_a_small_disk(tmp_path, program)
    assert title == "The disk is full: refined lines are kept in memory only"
    assert int(written) > 100


def test_a_read_only_disk_is_an_error(tmp_path: Path) -> None:
    program = (
        "import subprocess\n"
        "cache.write([(key('one'), b'one')])\n"
        "cache.close()\n"
        "subprocess.run(['mount', '-o', 'remount,ro', file.parent], check=True)\n"
        "try: cache.write([(key('two'), b'two')])\n"
        "except HybridError as error: print(error.title)\n"
    )
    assert on_a_small_disk(tmp_path, program) == ["The cache of refined lines cannot be written"]
