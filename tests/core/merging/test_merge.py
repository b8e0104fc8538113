"""Why this file exists: a merge that loses one line once is worth less than no merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.conflicts import conflicts
from hybridtui.core.merging import merge
from hybridtui.core.merging.matching import hunks, matches

lines = st.lists(st.sampled_from(["a", "b", "c", "d", "", "e f g", "e f h", "x f g", "=======", "<<<<<<< here"]))
texts = lines.map("\n".join)
one_word_texts = st.lists(st.sampled_from([*"abcdefgh", ""])).map("\n".join)
NUMBERED = "\n".join(f"line {number}" for number in range(9)) + "\n"


def new(text: str, base: str, *, by: str = "\n") -> Counter[str]:
    """The lines (or words) of `text` that are not in `base`."""
    pieces, old = (text.split(by), base.split(by)) if by == "\n" else (text.split(), base.split())
    return Counter(piece for piece in pieces if piece.strip() and piece not in old)


@given(base=texts, side=texts)
def test_what_one_side_alone_changed_is_taken_as_it_is(base: str, side: str) -> None:
    assert merge(base, side, base).text == side
    assert merge(base, base, side).text == side
    assert merge(base, side, side).text == side
    assert merge(base, side, base).conflicts == merge(base, base, side).conflicts == 0


@given(base=one_word_texts, ours=one_word_texts, theirs=one_word_texts)
def test_no_line_that_either_side_typed_disappears(base: str, ours: str, theirs: str) -> None:
    merged = new(merge(base, ours, theirs).text, base)
    for side in (ours, theirs):
        assert new(side, base) - merged == Counter()


@given(base=texts, ours=texts, theirs=texts)
def test_no_word_that_either_side_typed_disappears(base: str, ours: str, theirs: str) -> None:
    merged = new(merge(base, ours, theirs).text, base, by=" ")
    for side in (ours, theirs):
        assert new(side, base, by=" ") - merged == Counter()


@given(base=texts, ours=texts, theirs=texts)
def test_who_is_who_changes_only_the_order(base: str, ours: str, theirs: str) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.conflicts == other.conflicts
    assert Counter(one.text.split("\n")) == Counter(other.text.split("\n"))


@given(base=one_word_texts, ours=one_word_texts, theirs=one_word_texts)
def test_every_conflict_is_found_in_the_text(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    assert len(conflicts(merged.text)) == merged.conflicts


@given(one=lines, other=lines)
def test_matches_are_common_lines_in_order(one: list[str], other: list[str]) -> None:
    end = place = 0
    for at, begin, length in matches(one, other):
        assert at >= end
        assert begin >= place
        assert one[at : at + length] == other[begin : begin + length]
        end, place = at + length, begin + length
    rebuilt, done = [], 0
    for hunk in hunks(one, other):
        rebuilt += one[done : hunk.start] + other[hunk.begin : hunk.stop]
        done = hunk.end
    assert rebuilt + one[done:] == other


def test_edits_of_different_lines_both_stand() -> None:
    merged = merge(NUMBERED, NUMBERED.replace("2", "two"), NUMBERED.replace("6", "six"))
    assert merged.text == NUMBERED.replace("2", "two").replace("6", "six")
    assert (merged.conflicts, merged.lines) == (0, 1)


def test_edits_that_touch_both_stand() -> None:
    merged = merge("a\nb\n", "A\nb\n", "a\nB\nc\n")
    assert (merged.text, merged.conflicts) == ("A\nB\nc\n", 0)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("a\n", "a\nours\n", "a\ntheirs\n", "a\nours\ntheirs\n"),
        ("a", "a\nours", "a\ntheirs\n", "a\nours\ntheirs\n"),
        ("a\n", "a\nours", "a\ntheirs", "a\nours\ntheirs"),
        ("", "ours\n", "theirs\n", "ours\ntheirs\n"),
        ("a\n", "a\n\nours\n", "a\n\ntheirs\n", "a\n\nours\n\ntheirs\n"),
        ("a\n", "a\nboth\nours\n", "a\nboth\ntheirs\n", "a\nboth\nours\ntheirs\n"),
        ("a\n", "a\nboth\n", "a\nboth\ntheirs\n", "a\nboth\ntheirs\n"),
        ("a", "a longer", "a\ntheirs\n", "a longer\ntheirs\n"),
    ],
)
def test_what_both_add_at_the_end_stays_ours_first(base: str, ours: str, theirs: str, merged: str) -> None:
    assert merge(base, ours, theirs).text == merged
    assert merge(base, ours, theirs).conflicts == 0


def test_edits_of_different_words_of_a_line_both_stand() -> None:
    base = "so the upload page takes at most 50 MB and then we mail the list to finance"
    merged = merge(base, base.replace("50", "80") + " on mondays", base.replace("upload", "import"))
    assert merged.text == base.replace("50", "80").replace("upload", "import") + " on mondays"
    assert merged.conflicts == 0


def test_a_line_that_one_side_split_keeps_the_words_of_the_other() -> None:
    base = "first the page must load fast, then we mail the list to finance every monday"
    merged = merge(base, base.replace(", then", ",\nthen"), base.replace("monday", "friday"))
    assert merged.text == base.replace(", then", ",\nthen").replace("monday", "friday")


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("at most 50 MB", "at most 80 MB", "at most 20 MB"),
        ("at most 50 MB", "at most 80 MB", "at most 50 GB"),  # 80 GB is what nobody said
        ("at most 50 MB", "at most 50 MB a day", "at most 50 MB an hour"),
        ("mail it to finance", "never mind that", "mail it to sales"),
        ("at most 50 MB", "", "at most 80 MB"),
    ],
)
def test_where_only_a_person_can_tell_both_sides_are_kept(base: str, ours: str, theirs: str) -> None:
    merged = merge(f"head\n{base}\ntail\n", f"head\n{ours}\ntail\n", f"head\n{theirs}\ntail\n")
    assert merged.text == f"head\n<<<<<<< here\n{ours}\n=======\n{theirs}\n>>>>>>> outside\ntail\n"
    assert merged.conflicts == 1


def test_a_line_that_one_side_removed_and_the_other_changed_is_a_conflict() -> None:
    merged = merge("a\nb\nc\n", "a\nc\n", "a\nB\nc\n")
    assert merged.text == "a\n<<<<<<< here\n=======\nB\n>>>>>>> outside\nc\n"


def test_what_two_versions_of_a_conflict_have_in_common_stands_outside_it() -> None:
    merged = merge("a\nz\n", "new\nours one\nmore\nz\n", "new\ntheirs two\nand\nmore\nz\n")
    assert merged.text == "new\n<<<<<<< here\nours one\n=======\ntheirs two\nand\n>>>>>>> outside\nmore\nz\n"


def test_markers_are_longer_than_those_in_the_text() -> None:
    merged = merge("a\n", "=======\n", "<<<<<<<< here\n")
    assert merged.text == "<<<<<<<<< here\n=======\n=========\n<<<<<<<< here\n>>>>>>>>> outside\n"
    (conflict,) = conflicts(merged.text)
    assert (conflict.here, conflict.outside) == (("=======",), ("<<<<<<<< here",))


@pytest.mark.parametrize(
    "line",
    [
        lambda number: f"line {number} of the notes, which says something",
        lambda number: "the same line again and again",
        lambda number: ("", "one", "two", "one")[number % 4],
        lambda number: f"{number % 700} comes back now and then",
    ],
    ids=["all different", "all alike", "few", "recurring"],
)
def test_a_long_text_is_merged_in_time_that_grows_with_its_length(line: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        base = [line(number) for number in range(count)]
        ours = ["first of ours", *base[: count // 2], "ours in the middle", *base[count // 2 + 50 :]]
        theirs = [*base[: count // 3], "theirs", *base[count // 3 + 7 : -9], "the end of theirs"]
        began = process_time()
        merge("\n".join(base), "\n".join(ours), "\n".join(theirs))
        return process_time() - began

    seconds(1000)
    assert seconds(20_000) < 50 * max(seconds(2_000), 0.01)  # with the square of the length it would be a hundred
