"""Why this file exists: a text counted as a change of an earlier one must count as if it had never been seen."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.frontier.recount import Recount, common_prefix, common_suffix
from hybridtui.frontier.splitting import lines, pieces

# Few characters, most of them line ends: lines come and go with every edit.
TEXTS = st.text(alphabet="a. \n\n\t\r", max_size=60)
EDITS = st.tuples(st.integers(0, 80), st.integers(0, 12), TEXTS)

LINES = "".join(f"- Line number {number} says something.\n\n" for number in range(1_000))


class Recorder:
    """Counts a piece by its length and its number of blanks, and keeps what it was given."""

    def __init__(self) -> None:
        self.counted: list[str] = []

    def __call__(self, piece: str) -> int:
        self.counted.append(piece)
        return 1_000 + len(piece) * len(piece)


def fresh(text: str) -> int:
    """The count of a text by one that has seen no other."""
    return Recount(Recorder()).count(text)


@given(st.text(max_size=300))
@example("\n \n\t\r\n\n  x\n\n\n")
@example("x" * 9_000)
@example("line\n" * 900)
@example("A sentence. " * 900)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(piece for line in lines(text) for piece in pieces(line)) == text


@given(TEXTS, st.lists(EDITS, max_size=8))
@example("a\n\na\n\na", [(1, 0, "\n"), (0, 9, ""), (3, 1, " \n\n")])
@example("\n\n ", [(3, 0, "\na")])
def test_after_any_edits_a_text_counts_as_if_it_had_never_been_seen(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    recount = Recount(Recorder())
    recount.count(text)
    for at, removed, added in edits:
        text = text[:at] + added + text[at + removed :]
        assert recount.count(text) == fresh(text)


@given(st.lists(TEXTS, max_size=12))
def test_texts_in_turn_count_as_if_each_were_the_first(texts: list[str]) -> None:
    recount = Recount(Recorder())
    for text in [*texts, *texts]:
        assert recount.count(text) == fresh(text)


def test_an_edit_counts_its_own_line_again_and_no_other() -> None:
    recorder = Recorder()
    recount = Recount(recorder)
    recount.count(LINES)
    recorder.counted.clear()
    recount.count(LINES.replace("number 500 ", "number 500 now "))
    assert recorder.counted == ["- Line number 500 now says something.\n\n"]


def test_two_texts_edited_in_turn_cost_their_own_lines() -> None:
    recorder = Recorder()
    recount = Recount(recorder)
    notes, spec = LINES, LINES.replace("Line", "Requirement")
    for text in (notes, spec):
        recount.count(text)
    recorder.counted.clear()
    for times in range(1, 4):
        recount.count(notes.replace("number 7 ", "number 7" + "!" * times))
        recount.count(spec.replace("number 9 ", "number 9" + "!" * times))
    assert len(recorder.counted) == 6


@pytest.mark.parametrize("line", ["word word word\n", "A sentence of dictated notes. "])
def test_an_edit_in_a_text_without_blank_lines_costs_its_line_or_its_sentence(line: str) -> None:
    recorder = Recorder()
    recount = Recount(recorder)
    text = line * 5_000
    recount.count(text)
    recorder.counted.clear()
    recount.count(text[:60_000] + "x" + text[60_000:])
    assert len(recorder.counted) <= 2
    assert sum(map(len, recorder.counted)) < 100


@given(st.text("ab", max_size=40), st.text("ab", max_size=40))
def test_what_two_texts_share_at_their_ends_is_found_and_no_more(one: str, other: str) -> None:
    head = common_prefix(one, other)
    assert one[:head] == other[:head]
    assert head == min(len(one), len(other)) or one[head] != other[head]
    tail = common_suffix(one, other, head)
    assert one[len(one) - tail :] == other[len(other) - tail :]
    left = min(len(one), len(other)) - head
    assert tail == left or one[len(one) - tail - 1] != other[len(other) - tail - 1]
