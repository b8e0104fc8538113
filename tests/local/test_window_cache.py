"""Why this file exists: what a model once said is found again, whatever becomes of the disk."""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.local.cache_file import SMALLEST
from hybridtui.local.window_cache import JSON, Key, WindowCache, key

AMPLE = 2**26
ONE, TWO, THREE = key("one"), key("two"), key("three")
VALUES = st.text(max_size=20) | st.lists(st.floats(), max_size=8)
SMALL_KEYS = st.integers(0, 9).map(lambda number: key(str(number)))
STEPS = st.lists(
    st.tuples(SMALL_KEYS, VALUES) | SMALL_KEYS | st.sampled_from(["flush", "reopen"]),
    max_size=30,
)


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def stored(file: Path, *keys: Key) -> dict[Key, JSON]:
    """What a process that starts now finds on the disk."""
    told: list[HybridError] = []
    cache = WindowCache(file, AMPLE, told.append)
    found = cache.get_many(keys)
    cache.close()
    assert told == []
    return found


def same(one: JSON, other: JSON) -> bool:
    """Equality in which a NaN is equal to itself."""
    return repr(one) == repr(other)


@given(st.lists(st.text()), st.lists(st.text()))
def test_two_lists_of_parts_have_the_same_key_only_if_they_are_the_same(one: list[str], other: list[str]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"), [(("ab", "c"), ("a", "bc")), ((), ("",)), (("a",), ("a", "")), (("\udc80",), ("?",))]
)
def test_parts_do_not_run_into_each_other(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert key(*one) != key(*other)


def test_a_value_is_found_by_the_next_process(file: Path, told: list[HybridError]) -> None:
    cache = WindowCache(file, AMPLE, told.append)
    cache.put(ONE, [0.5, -math.inf, 3])
    cache.put(TWO, "keeps pasting \udcff into “slack”")
    cache.close()
    assert stored(file, ONE, TWO, THREE) == {ONE: [0.5, -math.inf, 3], TWO: "keeps pasting \udcff into “slack”"}
    assert told == []


def test_the_file_shows_nothing_of_what_a_key_was_made_of(file: Path, told: list[HybridError]) -> None:
    cache = WindowCache(file, AMPLE, told.append)
    cache.put(key("keeps pasting into slack", "a prompt"), [0.5])
    cache.close()
    content = file.read_bytes()
    assert b"[0.5]" in content
    assert b"slack" not in content
    assert b"prompt" not in content


def test_a_value_is_the_same_from_memory_as_from_the_disk(file: Path, told: list[HybridError]) -> None:
    cache = WindowCache(file, AMPLE, told.append)
    cache.put(ONE, (1, 2.5))
    cache.close()
    assert cache.get_many([ONE]) == stored(file, ONE) == {ONE: [1, 2.5]}


def test_changing_what_was_put_does_not_change_what_is_kept(told: list[HybridError]) -> None:
    cache = WindowCache(None, AMPLE, told.append)
    odds = [0.5]
    cache.put(ONE, odds)
    odds.append(9.0)
    assert cache.get_many([ONE]) == {ONE: [0.5]}


def test_nothing_is_made_before_the_first_use(file: Path, told: list[HybridError]) -> None:
    WindowCache(file, AMPLE, told.append).close()
    assert not file.parent.exists()


@pytest.mark.parametrize("limit", [0, SMALLEST - 1])
def test_a_limit_too_low_to_work_with_means_memory_only(file: Path, limit: int, told: list[HybridError]) -> None:
    cache = WindowCache(file, limit, told.append)
    cache.put(ONE, "one")
    cache.close()
    assert cache.get_many([ONE]) == {ONE: "one"}
    assert not file.exists()


def test_writes_are_gathered_and_flush_does_not_wait(file: Path, told: list[HybridError]) -> None:
    clock = Clock()
    cache = WindowCache(file, AMPLE, told.append, clock=clock)
    cache.put(ONE, "one")
    cache.put(TWO, "two")
    assert stored(file, ONE, TWO) == {ONE: "one"}  # the second has come too soon after the first
    cache.flush()
    assert stored(file, ONE, TWO) == {ONE: "one", TWO: "two"}
    clock.now += 1
    cache.put(THREE, "three")
    assert stored(file, THREE) == {THREE: "three"}


def test_memory_is_bounded_and_forgets_the_least_recently_used(told: list[HybridError]) -> None:
    cache = WindowCache(None, AMPLE, told.append, memory=100_000)
    keys = [key(str(number)) for number in range(1000)]
    for each in keys:
        cache.put(each, "x" * 100)
        cache.get_many(keys[:1])
    found = list(cache.get_many(keys))
    assert 100 < len(found) < 400
    assert found == [keys[0], *keys[-len(found) + 1 :]]


def test_a_value_put_again_takes_the_place_of_the_old_one_in_memory(told: list[HybridError]) -> None:
    cache = WindowCache(None, AMPLE, told.append, memory=100_000)
    cache.put(ONE, "one")
    for number in range(1000):
        cache.put(TWO, number)
    assert cache.get_many([ONE, TWO]) == {ONE: "one", TWO: 999}


def test_what_is_read_from_the_disk_now_and_then_stays_there(file: Path, told: list[HybridError]) -> None:
    cache = WindowCache(file, SMALLEST, told.append, memory=0)
    keys = [key(str(number)) for number in range(1500)]
    for each in keys:
        cache.put(each, "x" * 300)
        cache.get_many(keys[:1])
    cache.close()
    assert stored(file, *keys[:2], keys[-1]).keys() == {keys[0], keys[-1]}
    assert told == []


def test_what_memory_forgets_is_on_the_disk_by_then(file: Path, told: list[HybridError]) -> None:
    cache = WindowCache(file, AMPLE, told.append, memory=0, clock=Clock())
    keys = [key(str(number)) for number in range(20)]
    for number, each in enumerate(keys):
        cache.put(each, number)
    assert cache.get_many(keys) == {each: number for number, each in enumerate(keys)}
    cache.close()


@given(STEPS, st.sampled_from([0, 1000, 10**6]))
@settings(max_examples=60)
def test_whatever_is_done_to_it_it_answers_like_a_dict(steps: list[tuple[Key, JSON] | Key | str], memory: int) -> None:
    told: list[HybridError] = []
    model: dict[Key, JSON] = {}
    with TemporaryDirectory() as folder:

        def opened() -> WindowCache:
            return WindowCache(Path(folder, "windows"), AMPLE, told.append, memory, Clock())

        cache = opened()
        for step in steps:
            if isinstance(step, tuple):
                cache.put(*step)
                model[step[0]] = step[1]
            elif step == "flush":
                cache.flush()
            elif step == "reopen":
                cache.close()
                cache = opened()
            else:
                asked = Key(step)
                assert same(cache.get_many([asked]).get(asked), model.get(asked))
        everything = cache.get_many([key(str(number)) for number in range(10)])
        assert everything.keys() == model.keys()
        assert all(same(everything[each], model[each]) for each in model)
        cache.close()
    assert told == []


def test_a_lock_held_by_another_is_told_once_and_outlasted(file: Path, told: list[HybridError]) -> None:
    clock = Clock()
    cache = WindowCache(file, AMPLE, told.append, clock=clock)
    cache.put(ONE, "one")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for number in range(50):
        clock.now += 1
        cache.put(key(str(number)), number)
    assert [error.title for error in told] == ["The cache of refined lines is in use by another process"]
    assert cache.get_many([ONE, key("7"), THREE]) == {ONE: "one", key("7"): 7}
    other.execute("ROLLBACK")
    other.close()
    clock.now += 60
    cache.put(TWO, "two")
    cache.close()
    assert len(stored(file, *(key(str(number)) for number in range(50)), TWO)) == 51
    assert len(told) == 1


def test_a_backlog_is_written_in_parts_so_that_no_put_takes_long(file: Path, told: list[HybridError]) -> None:
    clock = Clock()
    cache = WindowCache(file, AMPLE, told.append, clock=clock)
    keys = [key(str(number)) for number in range(2000)]
    for number, each in enumerate(keys):
        cache.put(each, number)
    clock.now += 1
    cache.put(ONE, "one")
    assert 0 < len(stored(file, *keys)) < 1000
    cache.flush()
    assert len(stored(file, *keys, ONE)) == 2001


def test_after_a_failure_the_disk_is_left_alone_for_a_while_but_not_at_the_end(
    file: Path, told: list[HybridError]
) -> None:
    cache = WindowCache(file, AMPLE, told.append, clock=Clock())
    cache.put(ONE, "one")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache.put(TWO, "two")
    cache.flush()
    other.execute("ROLLBACK")
    other.close()
    cache.flush()
    assert stored(file, TWO) == {}
    cache.close()
    assert stored(file, TWO) == {TWO: "two"}
    assert len(told) == 1


def test_a_path_that_cannot_be_written_is_told_once_and_memory_goes_on(tmp_path: Path, told: list[HybridError]) -> None:
    (tmp_path / "taken").write_text("not a folder")
    clock = Clock()
    cache = WindowCache(tmp_path / "taken" / "windows", AMPLE, told.append, clock=clock)
    for number in range(3):
        clock.now += 60
        cache.put(key(str(number)), number)
        assert cache.get_many([key(str(number)), THREE]) == {key(str(number)): number}
    cache.close()
    assert [error.title for error in told] == ["The cache of refined lines cannot be written"]
    assert told[0].cause
    assert told[0].next_step


def test_a_damaged_file_is_begun_anew_at_once(file: Path, told: list[HybridError]) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\0 this has never been a database" * 500)
    cache = WindowCache(file, AMPLE, told.append)
    assert cache.get_many([ONE]) == {}
    cache.put(ONE, "one")
    cache.close()
    assert stored(file, ONE) == {ONE: "one"}
    assert [error.title for error in told] == ["The cache of refined lines was damaged"]
