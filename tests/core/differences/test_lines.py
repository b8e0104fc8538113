"""Why this file exists: what the human agrees to must be exactly what is done to the file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.differences import lines as module
from hybridtui.core.differences.lines import DiffLine, line_diff

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "\n", "c"]), max_size=12).map("".join)


def hunks(lines: Sequence[DiffLine]) -> Iterator[Sequence[DiffLine]]:
    starts = [at for at, line in enumerate(lines) if line.side == "gap"]
    return (lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=False))


def side(lines: Sequence[DiffLine], *sides: str) -> str:
    return "".join(line.text + "\n" * line.ended for line in lines if line.side in sides)


@given(TEXTS, TEXTS, st.sampled_from([0, module.LONG]))
def test_what_stays_and_goes_was_there_and_what_stays_and_comes_will_be(old: str, new: str, long: int) -> None:
    with mock.patch.object(module, "LONG", long):
        lines = line_diff(old, new)
    assert bool(lines) == (old != new)
    for hunk in hunks(lines):
        assert side(hunk, "same", "out") in old
        assert side(hunk, "same", "in") in new
    assert len(old) - len(side(lines, "out")) == len(new) - len(side(lines, "in"))


def test_a_change_is_shown_with_the_lines_around_it() -> None:
    old = "".join(f"{n}\n" for n in range(1, 21))
    assert line_diff(old, old.replace("10\n", "ten\n")) == (
        DiffLine("gap", "before: lines 7 to 13 · after: lines 7 to 13"),
        *(DiffLine("same", str(n)) for n in (7, 8, 9)),
        DiffLine("out", "10"),
        DiffLine("in", "ten"),
        *(DiffLine("same", str(n)) for n in (11, 12, 13)),
    )


def test_lines_are_counted_as_people_do() -> None:
    assert line_diff("", "a\n")[0] == DiffLine("gap", "before: no line · after: line 1")


def test_a_newline_at_the_end_is_a_difference() -> None:
    assert line_diff("a", "a\n")[1:] == (DiffLine("out", "a", ended=False), DiffLine("in", "a"))
    assert line_diff("a\r\n", "a\n")[1:] == (DiffLine("out", "a\r"), DiffLine("in", "a"))


def test_long_files_are_compared_at_once() -> None:
    old = "".join(f"{n % 97}\n" for n in range(60_000))
    new = "first\n" + "".join(f"{n % 89}\n" for n in range(60_000)) + old[-20:]
    start = time.process_time()
    lines = line_diff(old, new)
    assert time.process_time() - start < 2
    (hunk,) = hunks(lines)
    assert (side(hunk, "same", "out") in old, side(hunk, "same", "in") in new) == (True, True)
    assert len(old.split("\n")) > module.LONG
    assert line_diff(old, old) == ()


def test_in_long_texts_only_the_lines_that_differ_are_shown() -> None:
    lines = [f"Line {number}.\n" for number in range(module.LONG * 3)]
    edited = [*lines]
    edited[10] = "Edited.\n"
    del edited[9000]
    shown = line_diff("".join(lines), "".join(edited))
    assert [(line.side, line.text) for line in shown if line.side in ("in", "out")] == [
        ("out", "Line 10."),
        ("in", "Edited."),
        ("out", "Line 9000."),
    ]
