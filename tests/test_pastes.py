"""Why this file exists: a paste is whole and exact, however it arrives, and no key is taken out of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.ui.terminal.pastes import END, START, Input, Pastes, bursts

LIVELY = st.text(st.sampled_from("\x1b[201~0 a\r\n\x00é"), max_size=40)
"""Text made of what brackets are made of."""


def seen(pieces: list[str]) -> tuple[str, list[str]]:
    """What was typed, without the brackets, and the pastes."""
    pastes = Pastes()
    parts = [part for piece in pieces for part in pastes.feed(piece)]
    parts += pastes.close()
    typed = "".join(part.text for part in parts if not part.pasted)
    return typed, [part.text for part in parts if part.pasted]


def cut(text: str, places: list[int]) -> list[str]:
    """`text` in pieces."""
    edges = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [text[start:end] for start, end in pairwise(edges)]


@given(st.lists(LIVELY.filter(lambda text: END not in text)), st.lists(st.integers(0, 10_000)))
def test_pastes_are_whole_wherever_the_input_is_cut(texts: list[str], places: list[int]) -> None:
    # a paste that ends as its closing bracket begins is told from one that does not by nobody
    texts = [text for text in texts if (text + END).find(END) == len(text)]
    stream = "".join(f"k{START}{text}{END}" for text in texts)
    assert seen(cut(stream, places)) == (f"k{START}{END}" * len(texts), texts)


@given(LIVELY, st.lists(st.integers(0, 100)))
def test_nothing_is_held_back_or_lost_outside_of_pastes(text: str, places: list[int]) -> None:
    pastes = Pastes()
    for piece in cut(text, places):
        assert "".join(part.text for part in pastes.feed(piece)) == piece


@given(LIVELY.filter(lambda text: END not in text), st.lists(st.integers(0, 100)))
def test_what_there_is_of_a_paste_at_the_end_is_kept(text: str, places: list[int]) -> None:
    assert seen(cut(START + text, places)) == (START, [text] if text else [])


@given(st.text(st.sampled_from("abcdefghij \r\x1b[Cé\x07"), max_size=400))
def test_bursts_are_parts_of_the_input_in_order(typed: str) -> None:
    assert "".join(part.text for part in bursts(typed)) == typed


def test_what_no_hand_types_at_once_is_a_paste() -> None:
    page = "A page of notes,\rwith lines, tabs\t and enough of both to be more than a hand types.\r"
    assert list(bursts(f"\x07{page}\x1b[C")) == [Input("\x07"), Input(page, pasted=True), Input("\x1b[C")]


def test_a_key_that_is_held_down_and_a_quick_word_are_typed() -> None:
    for typed in ("j" * 500, "\x1b[B" * 100, "a quick word or two", ""):
        assert not any(part.pasted for part in bursts(typed))
