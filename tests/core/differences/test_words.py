"""Why this file exists: marks around words help only if nothing is lost between them."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from hybridtui.core.differences.words import Piece, around, differences


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


def test_words_that_differ_are_one_run_with_the_spaces_between_them() -> None:
    old, new = differences("at most 50 MB each", "at most 2 GB each")
    assert [piece.text for piece in old if piece.changed] == ["50 MB"]
    assert [piece.text for piece in new if piece.changed] == ["2 GB"]


def test_a_space_beside_a_word_that_was_added_is_no_change() -> None:
    old, _ = differences("a c", "a b c")
    assert not any(piece.changed for piece in old)


def test_lines_are_no_run() -> None:
    old, _ = differences("one\ntwo", "three\nfour")
    assert [piece.text for piece in old if piece.changed] == ["one", "two"]


def test_in_the_middle_of_a_long_line_only_the_words_that_differ_are_marked() -> None:
    words = [f"word{number}" for number in range(600)]
    old, new = differences(" ".join(words), " ".join([*words[:100], "one", *words[101:300], "other", *words[301:]]))
    assert [piece.text for piece in old if piece.changed] == ["word100", "word300"]
    assert [piece.text for piece in new if piece.changed] == ["one", "other"]


def test_of_a_long_line_the_words_around_what_differs_are_left() -> None:
    words = [f"w{number}" for number in range(500)]
    old, _ = differences(" ".join(words), " ".join([*words[:250], "x", *words[251:490], "y", *words[491:]]))
    assert "".join(piece.text for piece in around(old, 2)) == (
        "… w248 w249 w250 w251 w252 … w488 w489 w490 w491 w492 …"
    )


def test_of_a_long_line_that_is_the_same_the_beginning_is_left() -> None:
    assert around([Piece("a b c d e f g h", False)], 2) == (Piece("a b …", False),)


@given(st.lists(st.tuples(st.text("ab \n", max_size=40), st.booleans()), max_size=5), st.integers(1, 4))
def test_what_is_changed_is_never_left_out(parts: list[tuple[str, bool]], words: int) -> None:
    pieces = [Piece(*part) for part in parts]
    assert [piece for piece in around(pieces, words) if piece.changed] == [piece for piece in pieces if piece.changed]
    assert all(len(one.text) <= len(other.text) for one, other in zip(around(pieces, words), pieces, strict=True))
