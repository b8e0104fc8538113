"""Why this file exists: what `visible` lets through goes to the terminal."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core import glyphs
from hybridtui.core.glyphs import visible


@given(st.text(st.characters(exclude_categories=())))
def test_no_control_character_survives_and_no_column_moves(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    shown.encode()


def test_a_character_is_shown_as_the_same_one_in_every_text() -> None:
    alphabet = "".join(map(chr, range(sys.maxunicode + 1)))
    assert visible(alphabet) == "".join(map(visible, alphabet)) == alphabet.translate(glyphs._TABLE)


def test_ordinary_text_is_left_alone() -> None:
    text = "Grüße, 漢字 🎉 [bold] \\ tab\there\n"
    assert visible(text) == text
