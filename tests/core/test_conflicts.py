"""Why this file exists: a conflict that is not found again cannot be settled, and its marker lines would be sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.conflicts import (
    Conflict,
    Keep,
    conflict_at,
    conflicts,
    marker_length,
    resolved,
    without_markers,
    written,
)

BLOCK = "<<<<<<< here\nours\n=======\ntheirs\nmore\n>>>>>>> outside"
lines = st.lists(st.sampled_from(["", "a", "b\r", "=======", "<<<<<<< here", ">>>>>>>>> x", "========"]), max_size=5)


@given(before=st.lists(st.sampled_from(["", "x", "========="])), here=lines, outside=lines, after=lines)
def test_what_is_written_is_found_again(
    before: list[str], here: list[str], outside: list[str], after: list[str]
) -> None:
    length = marker_length((*here, *outside, *after))
    block = "\n".join(written(Conflict(tuple(here), tuple(outside), length)))
    text = "\n".join([*before, block, *after])
    (found,) = (each for each in conflicts(text) if each.length == length)
    assert (list(found.here), list(found.outside)) == (here, outside)
    assert text[slice(*found.span)] == block


@given(before=lines, here=lines, outside=lines, after=lines)
def test_what_is_kept_stands_in_the_place_of_the_block(
    before: list[str], here: list[str], outside: list[str], after: list[str]
) -> None:
    length = marker_length((*before, *here, *outside, *after))
    block = written(Conflict(tuple(here), tuple(outside), length))
    text = "\n".join([*before, *block, *after])
    found = next(each for each in conflicts(text) if each.length == length)
    for keep, kept in ((Keep.HERE, here), (Keep.OUTSIDE, outside), (Keep.BOTH, [*here, *outside])):
        assert resolved(text, found, keep).split("\n") == [*before, *kept, *after] or not (before or kept or after)


@given(lines)
def test_without_markers_every_other_character_stays_in_its_place(parts: list[str]) -> None:
    text = "\n".join([*parts, BLOCK, *parts])
    bare = without_markers(text)
    assert len(bare) == len(text)
    assert all(old == new or new == " " for old, new in zip(text, bare, strict=True))
    assert bare.count("\n") == text.count("\n")


def test_marker_lines_alone_are_blanked() -> None:
    assert without_markers(f"a\n{BLOCK}\nb").split() == ["a", "ours", "theirs", "more", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< here\nours\n=======\ntheirs\n",
        "<<<<<<< here\nours\n>>>>>>> outside\n",
        "ours\n=======\ntheirs\n>>>>>>> outside\n",
        "<<<<<<< here\nours\n=======\ntheirs\n>>>>>>>> outside\n",
        " <<<<<<< here\nours\n=======\ntheirs\n>>>>>>> outside\n",
        "<<<<<<<here\nours\n=======\ntheirs\n>>>>>>> outside\n",
    ],
)
def test_what_only_looks_like_a_part_of_a_conflict_is_none(text: str) -> None:
    assert conflicts(text) == ()
    assert without_markers(text) == text


def test_a_conflict_that_git_left_is_found_whatever_its_line_ends() -> None:
    text = "a\r\n<<<<<<< HEAD\r\nours\r\n=======\r\ntheirs\r\n>>>>>>> branch\r\nb\r\n"
    (found,) = conflicts(text)
    assert resolved(text, found, Keep.OUTSIDE) == "a\r\ntheirs\r\nb\r\n"


def test_the_conflict_to_decide_is_the_one_at_the_cursor_or_the_next() -> None:
    text = f"a\n{BLOCK}\nb\n{BLOCK}\nc"
    one, two = conflicts(text)
    assert conflict_at((one, two), 0) == conflict_at((one, two), one.span[1]) == one
    assert conflict_at((one, two), one.span[1] + 1) == two
    assert conflict_at((one, two), len(text)) == one
    assert conflict_at((), 0) is None
