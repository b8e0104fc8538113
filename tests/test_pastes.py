"""Why this file exists: a paste is whole and exact, however it arrives, and no key is taken out of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.ui.terminal.pastes import END, START, Pasted, Pastes, Typed

LIVELY = st.text(st.sampled_from("\x1b[201~0 a\r\n\x00é"), max_size=40)
"""Text made of what brackets are made of."""


def seen(pieces: list[str]) -> tuple[str, list[str]]:
    """What was typed, without the brackets, and the pastes."""
    pastes = Pastes()
    parts = [part for piece in pieces for part in pastes.feed(piece)]
    parts += pastes.close()
    typed = "".join(part.text for part in parts if isinstance(part, Typed))
    return typed, [part.text for part in parts if isinstance(part, Pasted)]


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
