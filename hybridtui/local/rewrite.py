"""Why this file exists: a model that is large enough may word a line itself, as long as the line can be checked.

The order of things: the model's own turns around the task and one note, one line of output, thoughts stripped, loops
ended, and then the check of `core.fidelity`. What fails the check says why, and the sentence is cut down instead.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Sequence
from dataclasses import dataclass

from hybridtui.core.fidelity import problems
from hybridtui.core.steering import Compression
from hybridtui.core.words import line
from hybridtui.local import chat, prompts
from hybridtui.local.decoder import Anything, Decoder
from hybridtui.local.engine import Ask, Line, Order
from hybridtui.local.repeats import Repeats
from hybridtui.local.thinking import Stripper

_AROUND = re.compile(r"^\s*(?:[-*•]\s+|(?:note|line|spec(?:ification)?|telegram|answer):\s*)+", re.IGNORECASE)
_LOOP = 16
"""Repeated tokens that make a loop: one line has no table in it."""
_SLACK = 24
"""Tokens that a line may have beyond those of its note: telegram style is shorter, and thoughts are cut off."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A line as the model worded it, or what speaks against it. `tokens` is what it took."""

    text: str
    problem: str = ""
    tokens: int = 0


class Rewrite:
    """Words lines with the model of `decoder`. Raises `HybridError` when its chat template cannot be used."""

    def __init__(self, decoder: Decoder, compression: Compression, instruction: str = "") -> None:
        self._decoder = decoder
        self._frame = chat.frame(decoder.template, *decoder.marks)
        self.task = prompts.task(compression, instruction)

    def order(self, name: str, sentence: str, headings: Sequence[str], attempt: int) -> Order:
        """The order for one sentence; its result is a `Wording`. Each `attempt` from 1 on gives another one."""
        *shared, user, after = self._frame.pieces(self.task, prompts.note(sentence, headings))
        prompt: list[int] = []
        for at, (text, markup) in enumerate(shared):
            prompt += self._decoder.tokens(text, start=at == 0 and not self._frame.starts, markup=markup)
        own = self._decoder.tokens(user.text) + self._decoder.tokens(after.text, markup=True)
        most = len(self._decoder.tokens(sentence)) + _SLACK
        return Order(name, tuple(prompt), len(own) + most, lambda: self._write(own, most, sentence, attempt))

    def _write(self, prompt: Sequence[int], most: int, sentence: str, attempt: int) -> Line:
        """One line, token by token. It ends where the model says so, at a line break, in a loop, or at its bound."""
        stripper, repeats = Stripper(self._frame.after), Repeats(least=_LOOP)
        characters = getincrementaldecoder("utf-8")("ignore")
        ask, text, count = prompt, "", 0
        problem = "is longer than its note"
        while count < most:
            (token,) = (yield Ask(ask, {len(ask) - 1: Anything(attempt)}, _line(text)))[len(ask) - 1]
            if self._decoder.ends(token):
                problem = ""
                break
            count += 1
            if repeats.sees(token):
                problem = "went round in circles"
                break
            text = stripper.feed(characters.decode(self._decoder.text((token,), markup=True)))
            if "\n" in text.strip():
                problem = ""
                break
            ask = (token,)
        text = _line(stripper.end())
        return Wording(text, problem or next(iter(problems(sentence, text)), ""), count)


def _line(text: str) -> str:
    """The first line as a draft shows it, without what models like to put around one."""
    text = _AROUND.sub("", (text.strip().splitlines() or [""])[0])
    return line(text[1:-1].split() if text[:1] == text[-1:] == '"' else text.split())
