"""Why this file exists: marks around words help only if nothing is lost between them."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from hybridtui.core.differences.words import Piece, differences


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = differences("Max 50 MB a file", "Max 20 MB a file now")
    assert [piece.text for piece in old if piece.changed] == ["50"]
    assert [piece.text for piece in new if piece.changed] == ["20", " now"]


@given(st.text(), st.text())
def test_the_pieces_are_the_lines(old: str, new: str) -> None:
    for line, pieces in zip((old, new), differences(old, new), strict=True):
        assert "".join(piece.text for piece in pieces) == line


LONG_LINES = st.integers(0, 2**602 - 1).map(lambda bits: " ".join(f"{bits:0600b}"))


@settings(max_examples=20)
@given(LONG_LINES, LONG_LINES)
def test_the_pieces_of_long_lines_are_the_lines_too(old: str, new: str) -> None:
    for line, pieces in zip((old, new), differences(old, new), strict=True):
        assert "".join(piece.text for piece in pieces) == line


@given(st.text(min_size=1))
def test_a_line_does_not_differ_from_itself(line: str) -> None:
    assert differences(line, line) == ((Piece(line, False),), (Piece(line, False),))


def test_a_line_of_ten_thousand_words_is_compared_in_a_moment() -> None:
    words = [f"word{number % 97}" for number in range(10_000)]
    started = time.process_time()
    old, new = differences(" ".join(words), " ".join([*words[:500], "other", *words[501:]]))
    assert time.process_time() - started < 2
    assert [piece.text for piece in old if piece.changed] == ["word15"]
    assert [piece.text for piece in new if piece.changed] == ["other"]
