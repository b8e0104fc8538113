"""Why this file exists: the model says what words are worth; it is asked about the right ones, once, and no further."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.refining.cut import judged
from hybridtui.core.refining.plan import plan
from hybridtui.core.refining.words import Role, Word, classify
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import Ask, Ended, Engine
from hybridtui.local.faithful import ENOUGH, OPENING, Faithful
from tests.local.conftest import RAMBLE

WORDS = st.builds(Word, st.text("ab 1é😀", min_size=1, max_size=5), st.sampled_from(Role))


def margins(decoder: Decoder, words: Sequence[Word]) -> tuple[float, ...]:
    """What the real model makes of one sentence."""
    engine = Engine(decoder)
    engine.begin(Faithful(decoder).order("one", words))
    (ended,) = engine.turn()
    assert isinstance(ended, Ended)
    result: tuple[float, ...] = ended.result
    return result


def test_each_word_that_may_go_gets_a_margin_in_one_pass(decoder: Decoder) -> None:
    for window in plan(RAMBLE):
        if places := judged(window.words):
            assert len(margins(decoder, window.words)) == len(places)


def test_a_word_that_was_to_be_expected_is_worth_less_than_one_that_was_not(decoder: Decoder) -> None:
    said = "We need to send {} reminder two days before the due date."
    words = [[Word(w, Role.OPTIONAL if w == given else Role.MANDATORY) for w in said.format(given).split()]
             for given in ("the", "purple")]  # fmt: skip
    expected, surprising = (margins(decoder, each)[0] for each in words)
    assert expected < 0 < surprising


def test_the_first_word_has_to_surprise_more(decoder: Decoder) -> None:
    alone = [Word("And", Role.OPTIONAL), Word("send", Role.MANDATORY), Word("mail", Role.MANDATORY)]
    order = Faithful(decoder).order("one", alone)
    line = order.begin()
    ask = next(line)
    (place,) = ask.questions
    with pytest.raises(StopIteration) as end:
        line.send({place: dict.fromkeys(ask.questions[place], -20.0)})
    assert end.value.value == (pytest.approx(20 - ENOUGH - OPENING),)


@given(st.lists(WORDS, max_size=12).filter(judged))
def test_it_feeds_no_more_than_the_words_before_the_last_question(loaded: Decoder, words: list[Word]) -> None:
    live = [word for word in words if word.role is not Role.FILLER]
    order = Faithful(loaded).order("one", words)
    ask: Ask = next(order.begin())
    assert len(ask.tokens) <= order.room
    assert max(ask.questions) == len(ask.tokens) - 1
    text = loaded.text(ask.tokens).decode("utf-8", "replace")
    assert text == "-" + "".join(f" {word.text}" for word in live[: judged(live)[-1]])


def test_noise_is_not_shown_to_the_model(decoder: Decoder) -> None:
    clean = margins(decoder, classify("we need to check the columns and the rows"))
    noisy = margins(decoder, classify("um we need to basically check the columns and uh the rows"))
    assert noisy == clean
