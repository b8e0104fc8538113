"""Why this file exists: how much a text would weigh can be asked before there is a spec, and by a script."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR

from hybridtui.core.errors import Exit
from hybridtui.core.glyphs import visible
from hybridtui.core.meter import BAND, tokens_text
from hybridtui.frontier.tokens import Tokens
from hybridtui.headless import configured, paper, streams


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
    tokens = Tokens()
    counts = [_count(tokens, file, chosen) for file in files]
    streams.write(json.dumps([asdict(each) for each in counts], indent=2) + "\n" if as_json else table(counts))
    return Exit.DONE


def _count(tokens: Tokens, file: str, model: str) -> Count:
    text = paper.read(file, "the text").text
    count = tokens.count(text, model)
    low = int((count * (1 - BAND)).to_integral_value(ROUND_FLOOR))
    high = int((count * (1 + BAND)).to_integral_value(ROUND_CEILING))
    return Count(file, count, low, high, model, tokens.name, "")


def table(counts: Sequence[Count]) -> str:
    """A line for each file and one for all of them."""
    width = max(len(tokens_text(sum(each.tokens for each in counts))), 7)
    lines = [f"{tokens_text(each.tokens):>{width}}  {each.file}" for each in counts]
    if len(counts) > 1:
        lines.append(f"{tokens_text(sum(each.tokens for each in counts)):>{width}}  total")
    return visible("\n".join(lines) + "\n")
