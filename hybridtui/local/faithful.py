"""Why this file exists: a model that may only leave words out cannot invent any, and need not write any either.

The model reads a sentence once, as one of many notes. Before each word that may go, it had an opinion on what would
come: a word that it saw coming says little, a word that surprises it says something. So the surprise (self-information)
is what the word is worth, and no line has to be written token by token: that would feed each word twice, once as part
of the sentence and once as part of the line. The method is that of Selective Context (Li et al. 2023, arXiv
2310.06201), here on single words of closed classes. `tests/bench/judges.py` holds it against two that pay twice: one
that writes the line token by token ranks no better and feeds 3.4 times the tokens, one that weighs what follows with
and without the word ranks worse than chance and feeds 6.4 times the tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hybridtui.core.refining.cut import judged
from hybridtui.core.refining.words import Role, Word
from hybridtui.local import prompts
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import Ask, Line, Order

ENOUGH = 7.0
"""Nats of surprise above which a word stays: the starter then keeps about as many words as two raters did."""
OPENING = 4.0
"""What the first word of a sentence has to surprise more: any word would."""


METHOD = f"{prompts.NOTES}{ENOUGH} {OPENING}"
"""Everything but model and words that the margins depend on."""


class _Asked(NamedTuple):
    """A judged word: the index of the token before it, its own first token, and the surprise that it has to cause."""

    at: int
    token: int
    enough: float


class Faithful:
    """Judges the words of sentences that may go, by the model of `decoder`."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._prompt = tuple(decoder.tokens(prompts.NOTES, start=True))

    def order(self, name: str, words: Sequence[Word]) -> Order:
        """The order for one sentence, of which at least one word is `judged`.

        Its result is a tuple of margins for `cut`. What follows the last judged word is not fed.
        """
        live = [word for word in words if word.role is not Role.FILLER]
        places = judged(live)
        tokens: list[int] = self._decoder.tokens(prompts.BULLET)
        asked: list[_Asked] = []
        for at, word in enumerate(live[: places[-1] + 1]):
            own = self._decoder.tokens(f" {word.text}")
            if at in places:
                asked.append(_Asked(len(tokens) - 1, own[0], ENOUGH if at else ENOUGH + OPENING))
            tokens += own if at < places[-1] else []
        return Order(name, self._prompt, len(tokens), lambda: _read(tokens, asked))


def _read(tokens: Sequence[int], asked: Sequence[_Asked]) -> Line:
    """One pass over the sentence: how surprising was each judged word where it came?"""
    answers = yield Ask(tokens, {each.at: (each.token,) for each in asked})
    return tuple(round(-answers[each.at][each.token] - each.enough, 2) for each in asked)
