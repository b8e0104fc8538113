"""Why this file exists: a model that is large enough may word a line itself, as long as the line can be checked.

The order of things: the model's own turns around the task and one note, one line of output, thoughts stripped, loops
ended. Whether the line can stand for its note is for `core.refining.fidelity` to say.
"""

from __future__ import annotations

import re
import zlib
from codecs import getincrementaldecoder
from collections.abc import Sequence
from dataclasses import dataclass

from hybridtui.core.refining.words import line
from hybridtui.core.steering import Compression
from hybridtui.local import prompts
from hybridtui.local.chat import Frame
from hybridtui.local.decoder import Anything, Decoder
from hybridtui.local.engine import Ask, Line, Order
from hybridtui.local.repeats import Repeats
from hybridtui.local.thinking import Stripper

_AROUND = re.compile(r"^\s*(?:[-*•]\s+|(?:note|line|spec(?:ification)?|telegram|answer):\s*)+", re.IGNORECASE)
_LOOP = 16
"""Repeated tokens that make a loop: one line has no table in it."""
_SLACK = 24
"""Tokens that a line may have beyond those of its note: telegram style is shorter, and thoughts are cut off."""
METHOD = f"1 {_SLACK} {_LOOP}"
"""Everything but model, prompt and attempt that a wording depends on; the number counts the changes of this file."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A line as the model worded it, and what went wrong while it did. `tokens` is what it took."""

    text: str
    problem: str = ""
    tokens: int = 0


class Rewrite:
    """Words lines with the model of `decoder`, in the turns of `frame`."""

    def __init__(self, decoder: Decoder, frame: Frame, compression: Compression, instruction: str = "") -> None:
        self._decoder = decoder
        self._frame = frame
        self.task = prompts.task(compression, instruction)

    def order(self, name: str, sentence: str, headings: Sequence[str], attempt: int) -> Order:
        """The order for one sentence; its result is a `Wording`. Each `attempt` from 1 on gives another one."""
        *shared, user, after = self._frame.pieces(self.task, prompts.note(sentence, headings))
        prompt: list[int] = []
        for at, (text, markup) in enumerate(shared):
            prompt += self._decoder.tokens(text, start=at == 0 and not self._frame.starts, markup=markup)
        own = self._decoder.tokens(user.text) + self._decoder.tokens(after.text, markup=True)
        most = len(self._decoder.tokens(sentence)) + _SLACK
        return Order(name, tuple(prompt), len(own) + most, lambda: self._write(own, most, attempt))

    def _write(self, prompt: Sequence[int], most: int, attempt: int) -> Line:
        """One line, token by token. It ends where the model says so, at a line break, in a loop, or at its bound."""
        stripper, repeats = Stripper(self._frame.after), Repeats(least=_LOOP)
        characters = getincrementaldecoder("utf-8")("ignore")
        ask, text, count = prompt, "", 0
        problem = "is longer than its note"
        while count < most:
            answers = yield Ask(ask, {len(ask) - 1: Anything(_seed(attempt, count))}, _line(text))
            (token,) = answers[len(ask) - 1]
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
        return Wording(text, problem, count)


def _seed(attempt: int, place: int) -> int:
    """The seed of one token: none for the first attempt, which is the likeliest line; else another at each place."""
    return zlib.crc32(f"{attempt} {place}".encode()) | 1 if attempt else 0


def _line(text: str) -> str:
    """The first line as a draft shows it, without what models like to put around one."""
    text = _AROUND.sub("", (text.strip().splitlines() or [""])[0])
    return line(text[1:-1].split() if text[:1] == text[-1:] == '"' else text.split())
