"""Why this file exists: people draw lines with dots and dashes, and reading their notes must not take for ever.

A pattern with one quantifier too many takes exponential time, on just the text that its author did not think of.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hybridtui.core.english.chatter import says_nothing
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.refining.plan import window
from hybridtui.core.refining.words import classify, line

LENGTH = 1_500
SECONDS = 2.0
"""Of this process's own time, so that a busy machine does not count; each takes a few hundredths at most."""

units = st.text(st.sampled_from(" .,;:!?…-—–_*`'\"’()[]{}<>#|~/\\\n\ta1é。"), min_size=1, max_size=4)


def show(text: str) -> None:
    line(text.split(" "))


def plan(text: str) -> None:
    for sentence in sentences(text):
        window(sentence)


@pytest.mark.parametrize("read", [show, classify, says_nothing, plan])
@settings(max_examples=60)
@given(units, st.sampled_from([("name ", " (required)"), ("a", "x"), ("", ""), ("", '"')]))
@example(".", ("name ", " (required)"))
@example(",..", ("name ", " (required)"))
@example("!.", ("a", "x"))
@example("_", ("a", "x"))
@example("no, ", ("", ""))
def test_a_text_of_repeated_punctuation_is_read_at_once(
    read: Callable[[str], object], unit: str, around: tuple[str, str]
) -> None:
    text = around[0] + unit * (LENGTH // len(unit)) + around[1]
    started = time.process_time()
    read(text)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("unit", [".", "!.", "…", "- ", "a.", "_"])
def test_twice_the_length_takes_twice_the_time_and_not_four_times(unit: str) -> None:
    def seconds(count: int) -> float:
        notes = f"name {unit * count} (required)"
        runs = []
        for _ in range(3):
            started = time.process_time()
            sentences(notes)
            line([notes])
            runs.append(time.process_time() - started)
        return min(runs)

    assert seconds(80_000) < 8 * 3 * seconds(10_000) + 0.1
