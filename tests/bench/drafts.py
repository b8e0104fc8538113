"""Why this file exists: a draft can be had in several ways, and to be compared they must be had from the same notes.

Each item of a draft comes with the sentences it was made from. For free-form text, which has no trace, those are found
by its words, as the workbench does for a spec that somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hybridtui.core.notes.sentences import Sentence, sentences
from hybridtui.core.refining.cut import judged
from hybridtui.core.refining.events import Failed, Ready
from hybridtui.core.refining.plan import plan
from hybridtui.core.refining.words import Role, line
from hybridtui.core.steering import Compression, Mode, Steering
from hybridtui.core.trace.index import Index
from hybridtui.local import chat
from hybridtui.local.decoder import Anything, Decoder
from hybridtui.local.engine import Ask, Line, Order
from hybridtui.local.protocol import Refine
from hybridtui.local.refinery import Refinery
from hybridtui.local.thinking import Stripper
from hybridtui.local.tier import Tier
from hybridtui.local.window_cache import WindowCache
from tests.bench.lines import decode

_TASK = (
    "Turn these rambling notes into a dense, structured software specification. Write one bullet point for each"
    " requirement. Keep every number, unit, name, identifier and negation. Leave out small talk. Add nothing."
)
_BULLET = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+")
_PIECE = 400
"""Tokens of notes that go into one prompt: beyond that, small models lose the thread."""


@dataclass(frozen=True, slots=True)
class Made:
    """An item: its text, the keys of the sentences it was made from, and of its words those that a model chose."""

    text: str
    sources: tuple[str, ...]
    chosen: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a way of refining made of some notes. `judged` counts the words of the notes that the model decided on."""

    name: str
    items: tuple[Made, ...]
    judged: int = 0


def refined(notes: str, tier: Tier, mode: Mode) -> Draft:
    """The draft of the workbench itself. Raises `HybridError` when the model fails."""
    cache = WindowCache(None, 0, lambda error: None)
    windows = {window.sentence.key: window for window in plan(notes)}
    made: dict[str, Made] = {}
    asked = 0
    for event in Refinery(tier, cache, lambda: False).run(Refine(1, notes, Steering(mode, Compression.DENSE))):
        if isinstance(event, Failed):
            raise event.error
        for item in event.items if isinstance(event, Ready) else ():
            words = windows[item.sources[0]].words
            chosen = 0
            if item.mode is Mode.REWRITE:
                chosen, asked = len(item.text.split()), asked + sum(len(word.text.split()) for word in words)
            elif item.mode is Mode.FAITHFUL:
                forced = line([word.text for word in words if word.role is Role.MANDATORY])
                chosen = len(item.text.split()) - len(forced.split())
                asked += sum(len(words[at].text.split()) for at in judged(words))
            made[item.sources[0]] = Made(item.text, item.sources, chosen)
    return Draft(mode.value, tuple(made[key] for key in windows if key in made), asked)


def identity(notes: str) -> Draft:
    """Every sentence as it is."""
    return Draft("identity", tuple(Made(each.text, (each.key,)) for each in sentences(notes)))


def free_form(notes: str, decoder: Decoder) -> Draft:
    """What the model makes of the notes when it is just asked, in its own turns, as much as would fit its context.

    The likeliest tokens; at most as many as the notes have, so that a loop ends. Raises `HybridError`.
    """
    frame = chat.frame(decoder.template, *decoder.marks)
    found = sentences(notes)
    orders = []
    for at, text in enumerate(_pieces(found, decoder)):
        prompt: list[int] = []
        for place, (piece, markup) in enumerate(frame.pieces(_TASK, text)):
            prompt += decoder.tokens(piece, start=place == 0 and not frame.starts, markup=markup)
        most = len(decoder.tokens(text))
        begin = partial(_answer, decoder, prompt[1:], most, frame.after)
        orders.append(Order(str(at), (prompt[0],), len(prompt) + most, begin))
    answers = decode(decoder, orders).results
    lines = [text for at in range(len(orders)) for text in _items(answers[str(at)])]
    index = Index([each.text for each in found])
    near = [index.nearest(text) for text in lines]
    made = (
        Made(text, () if place is None else (found[place].key,), len(text.split()))
        for text, place in zip(lines, near, strict=True)
    )
    return Draft("free-form", tuple(made), sum(len(each.text.split()) for each in found))


def _pieces(found: Sequence[Sentence], decoder: Decoder) -> Iterator[str]:
    """The notes' sentences, as many at once as fit a piece; a longer one is a piece of its own."""
    piece: list[str] = []
    size = 0
    for text in (each.text for each in found):
        own = len(decoder.tokens(text))
        if piece and size + own > _PIECE:
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(text)
        size += own
    if piece:
        yield "\n".join(piece)


def _answer(decoder: Decoder, prompt: Sequence[int], most: int, after: str) -> Line:
    stripper, data, ask = Stripper(after), b"", prompt
    for _ in range(most):
        (token,) = (yield Ask(ask, {len(ask) - 1: Anything()}))[len(ask) - 1]
        if decoder.ends(token):
            break
        data += decoder.text((token,), markup=True)
        ask = (token,)
    stripper.feed(data.decode("utf-8", "ignore"))
    return stripper.end()


def _items(answer: str) -> Iterator[str]:
    """The lines of an answer that say something, without bullets, numbers and headings."""
    for written in answer.splitlines():
        text = _BULLET.sub("", written).strip()
        if text and not text.startswith("#"):
            yield text
