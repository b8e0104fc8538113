"""Why this file exists: half a key is no text, and an escape that stands alone is a key."""

from __future__ import annotations

import pytest

from hybridtui.ui.terminal.fragments import PATIENCE, Fragments

KEYS = ["\x1b[A", "\x1b[1;5F", "\x1bOP", "\x1b[<0;12;7M", "\x1b[200~", "\x1b[97;5u"]


@pytest.mark.parametrize("key", KEYS)
def test_the_rest_of_a_key_is_awaited_until_it_comes_wherever_it_is_cut(key: str) -> None:
    for cut in range(2, len(key)):
        fragments = Fragments()
        fragments.came("abc" + key[:cut], 10.0)
        assert fragments.awaited(10.0 + 0.9 * PATIENCE)
        fragments.came(key[cut:], 10.5)
        assert not fragments.awaited(10.5)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_may_come_one_character_at_a_time(key: str) -> None:
    fragments = Fragments()
    for at, character in enumerate(key):
        assert fragments.awaited(float(at)) == (at > 1)
        fragments.came(character, at + 0.5)
    assert not fragments.awaited(float(len(key)))


def test_it_is_not_awaited_for_ever() -> None:
    fragments = Fragments()
    fragments.came("\x1b[", 10.0)
    assert not fragments.awaited(10.0 + PATIENCE)


@pytest.mark.parametrize("text", ["", "a", "[", "\x1b", "\x1bx", "\x1b[A\x1b"])
def test_after_anything_else_nothing_is_awaited(text: str) -> None:
    fragments = Fragments()
    fragments.came(text, 10.0)
    assert not fragments.awaited(10.0)
