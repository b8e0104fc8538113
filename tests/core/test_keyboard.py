"""Why this file exists: a user's key is bound only as Textual spells what a terminal can send."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import Keys, _character_to_key

from hybridtui.core.keyboard import spelled

USUAL = re.compile(
    r"(ctrl\+)?(shift\+)?(f[1-9]|f1[0-2]|[a-z0-9]|up|down|left|right|home|end|page(up|down)|insert|delete)"
    r"|escape|enter|space|backspace|(shift\+)?tab"
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("x", "x"),
        ("X", "X"),
        ("é", "é"),
        ("?", "question_mark"),
        (",", "comma"),
        ("+", "plus"),
        (" ", "space"),
        ("question_mark", "question_mark"),
        ("F5", "f5"),
        ("PageUp", "pageup"),
        ("Ctrl+R", "ctrl+r"),
        ("shift+ctrl+up", "ctrl+shift+up"),
        ("alt+/", "alt+slash"),
        ("down, j", "down,j"),
    ],
)
def test_a_key_gets_textuals_spelling(typed: str, key: str) -> None:
    assert spelled(typed) == key


@pytest.mark.parametrize(
    "typed",
    ["", "esc ape", "nokey", "ctrl", "ctrl+", "+x", "ctrl+ctrl+x", "hyper+x", "shift+x", "f0", "f13", "\n", "x,"],
)
def test_what_no_terminal_sends_is_no_key(typed: str) -> None:
    assert spelled(typed) == ""


@pytest.mark.parametrize("character", string.printable.strip())
def test_every_character_is_called_what_textual_calls_it(character: str) -> None:
    assert spelled(character) == _character_to_key(character)


@pytest.mark.parametrize("key", [key.value for key in Keys if USUAL.fullmatch(key.value)])
def test_textuals_own_names_stay_what_they_are(key: str) -> None:
    assert spelled(key) == key


@given(st.text(string.printable, max_size=8))
def test_a_spelling_is_its_own_spelling(typed: str) -> None:
    assert spelled(spelled(typed)) == spelled(typed)
