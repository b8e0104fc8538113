"""Why this file exists: an estimate that says how far it may be off must be held to that, and must not cost a key.

`python -m tests.bench.tokens [--ctok-python PYTHON]` holds the offline estimate against ctok: on notes and specs, and
on other kinds of text, before calibration; then on specs after five hand-offs that a loopback server billed by ctok.
The yardstick is the usual practice, cl100k times a factor. Then it times an edit of a long text.

The bars: within 12 % on every note and spec before calibration, within 8 % after five hand-offs.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from statistics import median

from hybridtui.core.hand_off.models import DEFAULT_MODEL, Generation
from hybridtui.core.hand_off.order import Order
from hybridtui.frontier import cl100k
from hybridtui.frontier.cl100k import Encoder
from hybridtui.frontier.tokens import Tokens
from tests.bench import ramble, texts
from tests.bench.billing import BEFORE, Biller, estimates
from tests.bench.home import forget_the_user
from tests.bench.reference import Reference, reference
from tests.bench.table import Row, compare, heading, milliseconds, ratio
from tests.bench.texts import Sample

MODELS = {Generation.NEW: DEFAULT_MODEL, Generation.OLD: "claude-sonnet-4-6"}
_FACTORS = {Generation.NEW: 1.5, Generation.OLD: 1.2}
"""Claude's tokens for each of cl100k's, as is usual to reckon."""
_GATEWAY = 400
"""Tokens of a prompt of its own that a gateway might add to every message."""
_EDITS = 50


def main() -> None:
    """Print the table, each row as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tokens", description=__doc__)
    parser.add_argument("--ctok-python", metavar="PYTHON", help="a Python of at least 3.12 that has ctok")
    python: str | None = parser.parse_args().ctok_python
    forget_the_user()
    print(heading(), flush=True)
    with reference(python) as counts:
        if counts:
            made = texts.specs()
            for row in (*_accuracy(counts, made), *_learning(counts, made)):
                print(row, flush=True)
    for row in _edits():
        print(row, flush=True)
    if counts is None:
        print("\nNo Python with ctok was found, so no estimate was held against it: name one with --ctok-python.")


def _accuracy(counts: Reference, specs: Sequence[Sample]) -> Iterator[Row]:
    encoder, tokens = cl100k.load(), Tokens("cl100k")
    for generation, model in MODELS.items():
        for name, samples in (("notes", texts.notes()), ("specs", specs), *texts.others()):
            true = [counts.count(each.text, generation) for each in samples]
            ours = [tokens.count(each.text, model) / one - 1 for each, one in zip(samples, true, strict=True)]
            usual = [_usual(encoder, each, generation) / one - 1 for each, one in zip(samples, true, strict=True)]
            what = f"error before calibration, {model}: {len(samples)} × {name}"
            yield _errors(what, f"cl100k × {_FACTORS[generation]}", usual, ours)


def _usual(encoder: Encoder, sample: Sample, generation: Generation) -> float:
    return len(encoder.encode_ordinary(sample.text)) * _FACTORS[generation]


def _learning(counts: Reference, specs: Sequence[Sample]) -> Iterator[Row]:
    for model, extra in ((DEFAULT_MODEL, 0), (DEFAULT_MODEL, _GATEWAY), (MODELS[Generation.OLD], 0)):
        yield asyncio.run(_learnt(Biller(counts, extra), specs, Order(model=model)))


async def _learnt(biller: Biller, specs: Sequence[Sample], order: Order) -> Row:
    found = [each async for each in estimates(specs, biller, Tokens("cl100k"), order)]
    before, after = zip(*(each.errors for each in found), strict=True)
    inside = sum(each.inside for each in found)
    gateway = f" by a gateway that adds {biller.extra} tokens" if biller.extra else ""
    what = f"error of the next after {BEFORE} hand-offs billed{gateway}, {order.model} ({inside}/{len(found)} in band)"
    return _errors(what, "without bills", before, after)


def _errors(what: str, name: str, yardstick: Sequence[float], ours: Sequence[float]) -> Row:
    """From the lowest to the highest error, and how much smaller the worst is."""
    worst = [max(map(abs, errors)) for errors in (yardstick, ours)]
    return Row(what, f"{name}: {_range(yardstick)}", _range(ours), ratio(worst[1] / worst[0]))


def _range(errors: Sequence[float]) -> str:
    return f"{min(errors):+.1%} to {max(errors):+.1%}"


def _edits() -> Iterator[Row]:
    """The time to count a text again after a letter was typed in its middle, by its length, in turns."""
    small, large = (_grown(size) for size in (10_000, 1_000_000))
    tokens = Tokens("cl100k")
    tokens.count("", DEFAULT_MODEL)
    _timed(tokens, small)
    first = _timed(tokens, large)
    pairs = []
    for _ in range(_EDITS):
        small, large = _typed(small), _typed(large)
        pairs.append((_timed(tokens, small), _timed(tokens, large)))
    short, long = (median(times) for times in zip(*pairs, strict=True))
    yield compare("a letter typed in 1 MB, counted", "in 10 KB", [short], [long], milliseconds)
    yield compare("a letter typed in 1 MB, counted", "from scratch", [first], [long], milliseconds)


def _grown(size: int) -> str:
    return ramble.notes(size // 6)[:size]


def _typed(text: str) -> str:
    at = len(text) // 2
    return f"{text[:at]}x{text[at:]}"


def _timed(tokens: Tokens, text: str) -> float:
    started = time.perf_counter()
    tokens.count(text, DEFAULT_MODEL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
