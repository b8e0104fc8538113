"""Why this file exists: how much a text would weigh can be asked before there is a spec, and by a script."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from hybridtui.core.calibration import Observation
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.meter import tokens_text
from hybridtui.core.weighing import count_text
from hybridtui.frontier.tokens import Tokens
from hybridtui.headless import configured, paper, streams
from hybridtui.store import paths
from hybridtui.store.ledger import LedgerFile


@dataclass(frozen=True, slots=True)
class Count:
    """How many tokens `model` likely makes of a `file`: between `low` and `high`."""

    file: str
    tokens: int
    low: int
    high: int
    model: str
    counter: str
    kind: str


def run(files: list[str], model: str | None, as_json: bool) -> Exit:
    """`hybridtui count`: the tokens that each of `files` has for `model`, estimated offline. Raises `HybridError`."""
    chosen = model or configured.settings_in_force().claude.model
    tokens, learnt_from = Tokens(), _observations()
    counts = [_count(tokens, learnt_from, file, chosen) for file in files]
    streams.write(json.dumps([asdict(each) for each in counts], indent=2) + "\n" if as_json else table(counts))
    return Exit.DONE


def _count(tokens: Tokens, observations: Sequence[Observation], file: str, model: str) -> Count:
    found = count_text(tokens, observations, model, paper.read(file, "the text").text)
    weight = found.weight
    return Count(file, weight.tokens, weight.low, weight.high, model, found.counter, found.kind)


def _observations() -> Sequence[Observation]:
    """What was billed before. Without the books the estimate is less sharp, and none the less an estimate."""
    try:
        return LedgerFile(paths.ledger()).observations()
    except HybridError:
        return ()


def table(counts: Sequence[Count]) -> str:
    """A line for each file and one for all of them."""
    width = max(len(tokens_text(sum(each.tokens for each in counts))), 7)
    lines = [f"{tokens_text(each.tokens):>{width}}  {each.file}" for each in counts]
    if len(counts) > 1:
        lines.append(f"{tokens_text(sum(each.tokens for each in counts)):>{width}}  total")
    return visible("\n".join(lines) + "\n")
