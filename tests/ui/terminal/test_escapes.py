"""Why this file exists: Escape and a letter are two keys, and what keys send that begins with an escape is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from hybridtui.ui.terminal.escapes import apart


def keys(typed: str) -> list[str]:
    return [piece.key if isinstance(piece, Key) else piece for piece in apart(typed)]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("a\x1bx", ["a", "escape", "x"]),
        ("\x1b- item", ["escape", "- item"]),
        ("\x1b\x07h", ["escape", "\x07h"]),
        ("\x1b\r", ["escape", "\r"]),
        ("\x1b漢", ["escape", "漢"]),
        ("\x1bx\x1by", ["escape", "x", "escape", "y"]),
    ],
)
def test_escape_before_what_is_typed_is_a_key(typed: str, pieces: list[str]) -> None:
    assert keys(typed) == pieces


@pytest.mark.parametrize(
    "typed", ["\x1b", "a\x1b", "\x1b[A", "\x1bOP", "\x1b\x7f", "\x1b\t", "\x1b[1;5Fx", "\x1b\x1b[A"]
)
def test_the_beginning_of_a_sequence_is_none(typed: str) -> None:
    assert keys(typed) == [typed]


@given(st.text("\x1b[Oax-;1~\r", max_size=12))
def test_nothing_is_lost(typed: str) -> None:
    assert "".join("\x1b" if isinstance(piece, Key) else piece for piece in apart(typed)) == typed
