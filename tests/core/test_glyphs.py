"""Why this file exists: what `visible` lets through goes to the terminal."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.glyphs import visible


@given(st.text(st.characters(exclude_categories=())))
def test_no_control_character_survives_and_no_column_moves(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    shown.encode()


ALPHABET = "".join(map(chr, range(sys.maxunicode + 1)))
REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u061c\u200e\u200f\ufeff"


def hides(char: str) -> bool:
    """Whether Unicode has it for a control, a surrogate, a separator of lines or a mark that reorders them."""
    return char not in "\t\n" and (
        char in MARKS
        or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in REORDERING
    )


def test_a_character_is_shown_as_the_same_one_in_every_text() -> None:
    assert visible(ALPHABET) == "".join(map(visible, ALPHABET))


def test_what_commands_or_reorders_is_replaced_and_nothing_else() -> None:
    assert {char for char in ALPHABET if visible(char) != char} == set(filter(hides, ALPHABET))


def test_a_control_of_ascii_is_shown_as_its_picture() -> None:
    assert visible("\x00\x1b\x7f") == visible("\x00\x1b\x7fé")[:3] == "␀␛␡"


def test_ordinary_text_is_left_alone() -> None:
    text = "Grüße, 漢字 🎉 [bold] \\ tab\there\n"
    assert visible(text) == text
