"""Why this file exists: other processes, kill -9 and a full disk never cost more than what was being written."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.local.cache_file import SMALLEST, CacheFile
from hybridtui.local.window_cache import key
from tests.local.cache_files import entry, journal, on_a_small_disk, read, start


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


def leave_half_a_batch(file: Path) -> None:
    """Have a process write into the file, and killed as soon as the file itself has been changed."""
    program = (
        "import os, signal, sqlite3\n"
        "def trace(statement):\n"
        "    if statement == 'COMMIT': os.kill(os.getpid(), signal.SIGKILL)\n"
        "connection = cache._opened()\n"
        "connection.execute('PRAGMA cache_size = 1')\n"  # pages go to the file before the batch is complete
        "connection.set_trace_callback(trace)\n"
        "cache.write((key(str(number)), b'new' * 300) for number in range(0, 500, 8))\n"
    )
    untouched = file.read_bytes()
    with start(program, file) as child:
        assert child.wait(timeout=120) == -signal.SIGKILL
    assert file.read_bytes() != untouched
    assert journal(file).exists()


def test_a_process_killed_with_half_a_batch_in_the_file_leaves_the_file_as_it_was(file: Path, cache: CacheFile) -> None:
    entries = dict(entry(number) for number in range(500))
    cache.write(entries.items())
    cache.close()
    leave_half_a_batch(file)
    assert read(file, *entries) == entries


def test_a_journal_that_has_lost_its_file_does_not_get_into_the_next_one(file: Path, cache: CacheFile) -> None:
    entries = dict(entry(number) for number in range(500))
    cache.write(entries.items())
    cache.close()
    leave_half_a_batch(file)
    file.unlink()
    cache.write([entry(501)])
    assert read(file, *entries, entry(501)[0]) == dict([entry(501)])


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
