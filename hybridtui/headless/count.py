"""Why this file exists: how much a text would weigh can be asked before there is a spec, and by a script."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from hybridtui.core.costs.calibration import Observation
from hybridtui.core.costs.meter import error_text, tokens_text
from hybridtui.core.costs.weighing import count_text
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.glyphs import visible
from hybridtui.frontier.tokens import Tokens
from hybridtui.headless import configured, paper, streams
from hybridtui.store import paths
from hybridtui.store.ledger.file import LedgerFile


@dataclass(frozen=True, slots=True)
class Count:
    """How many tokens `model` makes of a `file`, likely between `low` and `high`.

    `counter` is the tokenizer that counted, `kind` the kind of text.
    """

    file: str
    tokens: int
    low: int
    high: int
    model: str
    counter: str
    kind: str


def run(files: list[str], model: str | None, as_json: bool) -> Exit:
    """`hybridtui count`: the tokens that each of `files` has for `model`, estimated offline. Raises `HybridError`."""
    if files.count(streams.STDIN) > 1:
        raise HybridError("Only one file can come from standard input", "- stands there twice.", "Give it once.")
    chosen = model or configured.settings_in_force().claude.model
    tokens, observations = Tokens(), _observations()
    counts = [_counted(tokens, observations, chosen, file) for file in files]
    streams.write(json.dumps([asdict(each) for each in counts], indent=2) + "\n" if as_json else table(counts))
    return Exit.DONE


def table(counts: Sequence[Count]) -> str:
    """A line for each file, "≈1,204 ±15 %  notes.md", and one for all where there are several."""
    tokens, low, high = (sum(getattr(each, name) for each in counts) for name in ("tokens", "low", "high"))
    total = [Count("total", tokens, low, high, "", "", "")] if len(counts) > 1 else []
    width = len(tokens_text(tokens))
    told = []
    for each in (*counts, *total):
        error = error_text(each.tokens, each.low, each.high)
        told.append(f"{tokens_text(each.tokens):>{width}} {error:>6}  {' '.join(each.file.split())}")
    return visible("\n".join(told) + "\n")


def _counted(tokens: Tokens, observations: Sequence[Observation], model: str, file: str) -> Count:
    counted = count_text(tokens, observations, model, paper.read(file, "the text").text)
    weight = counted.weight
    return Count(file, weight.tokens, weight.low, weight.high, model, counted.counter, counted.kind.value)


def _observations() -> tuple[Observation, ...]:
    """What was billed before; that it cannot be read is told."""
    try:
        return LedgerFile(paths.ledger()).observations()
    except HybridError as error:
        streams.tell(error)
        return ()
