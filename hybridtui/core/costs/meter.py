"""Why this file exists: what the spec weighs and costs, as estimates that look like estimates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from hybridtui.core.reply import Usage

if TYPE_CHECKING:
    from hybridtui.core.costs.calibration import Weight

Cost = Callable[[Usage], Decimal | None]
"""Prices a usage in USD; None where it cannot. A function rather than a price per token, because a model may charge
every token more once the prompt passes a threshold."""

UNKNOWN = "unknown"

FREE = "nothing"
"""What a hand-off costs that cannot have been billed."""

_SMALLEST = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Meter:
    """The meters before a hand-off. Counts are estimated tokens; money is USD and None where the price is unknown.

    `input_tokens` is the spec and everything sent with it, likely between `low` and `high`; `input_low` and
    `input_high` are what those cost. `worst_case` adds the longest answer allowed. `fill` is the share of the context
    window that the input takes, None where the window is unknown. `ratio` is notes to spec, None while either is
    empty. `notes_cost` is what the input would cost with the notes in the place of the spec, counted the same way; None
    where there are no notes.

    `exact` says that Claude counted. `counter` and `kind` name the tokenizer and the kind of text; `raw` and `overhead`
    are its own counts of the spec and of the rest, from which calibration learns.
    """

    model: str
    notes_tokens: int
    spec_tokens: int
    input_tokens: int
    ratio: Decimal | None
    input_low: Decimal | None
    input_high: Decimal | None
    worst_case: Decimal | None
    fill: float | None
    low: int = 0
    high: int = 0
    notes_cost: Decimal | None = None
    exact: bool = False
    counter: str = ""
    kind: str = ""
    raw: int = 0
    overhead: int = 0


def measure(
    *,
    model: str,
    notes: Weight,
    spec: Weight,
    input: Weight,
    notes_input: Weight,
    max_tokens: int,
    context: int | None,
    cost: Cost,
) -> Meter:
    """The meters for a spec that makes an input of `input` tokens with everything sent with it.

    `notes` and `spec` are the texts by themselves, `notes_input` an input with the notes in the place of the spec.
    `context` is the model's window in tokens.
    """
    return Meter(
        model=model,
        notes_tokens=notes.tokens,
        spec_tokens=spec.tokens,
        input_tokens=input.tokens,
        ratio=Decimal(notes.tokens) / Decimal(spec.tokens) if notes.tokens and spec.tokens else None,
        input_low=cost(Usage(input=input.low)),
        input_high=cost(Usage(input=input.high)),
        worst_case=cost(Usage(input=input.high, output=max_tokens)),
        fill=input.tokens / context if context else None,
        low=input.low,
        high=input.high,
        notes_cost=cost(Usage(input=notes_input.tokens)) if notes.tokens else None,
    )


def counted(meter: Meter, tokens: int, *, max_tokens: int, context: int | None, cost: Cost) -> Meter:
    """The meter once Claude has counted the input: `tokens` in the place of the estimate, its money worked out anew."""
    price = cost(Usage(input=tokens))
    return replace(
        meter,
        input_tokens=tokens,
        low=tokens,
        high=tokens,
        input_low=price,
        input_high=price,
        worst_case=cost(Usage(input=tokens, output=max_tokens)),
        fill=tokens / context if context else None,
        exact=True,
    )


def likely_text(meter: Meter) -> str:
    """The tokens of input and how far they may be off: "≈1,204 ±6 %"; "1,204 counted by Claude" where it counted."""
    if meter.exact:
        return f"{meter.input_tokens:,} counted by Claude"
    return f"{tokens_text(meter.input_tokens)} {error_text(meter.input_tokens, meter.low, meter.high)}".rstrip()


def error_text(tokens: int, low: int, high: int) -> str:
    """How far an estimate likely between `low` and `high` may be off either way, "±6 %"; "" where it may not be."""
    off = max(high - tokens, tokens - low)
    return f"±{max(round(100 * off / tokens), 1)} %" if off > 0 and tokens else ""


def tokens_text(tokens: int, *, exact: bool = False) -> str:
    """A count: "≈1,204" for an estimate, "1,204" for an exact one."""
    return f"{'' if exact else '≈'}{tokens:,}"


def share_text(share: Decimal | float) -> str:
    """A part of a whole: "6.4 %"."""
    return f"{100 * share:.1f} %"


def ratio_text(ratio: Decimal | None) -> str:
    """Notes to spec: "2.6:1", or "–" while there is no spec."""
    return "–" if ratio is None else f"{ratio.quantize(Decimal('0.1'), ROUND_HALF_EVEN):f}:1"


def money_text(amount: Decimal | None, *, billed: bool = False) -> str:
    """USD: "≈$0.0012" for an estimate, "$0.0012" for a billed figure, "unknown" for no price.

    Four decimals below one dollar, two from there up; what would round to nothing reads "<$0.0001".
    """
    if amount is None:
        return UNKNOWN
    return ("" if billed else "≈") + _dollars(amount)


def cost_text(cost: Decimal | None, *, final: bool, billable: bool = True) -> str:
    """What was spent in USD: "$0.0844", "≥$0.0123" where that is not `final`, "nothing" where it cannot have been
    billed, "unknown" for no price.
    """
    if not billable:
        return FREE
    return ("" if final or cost is None else "≥") + money_text(cost, billed=True)


def range_text(low: Decimal | None, high: Decimal | None) -> str:
    """An estimate between two amounts: "≈$0.0010–$0.0014"; one figure where both read the same."""
    if low is None or high is None:
        return UNKNOWN
    first, last = _dollars(low), _dollars(high)
    return f"≈{first}" if first == last else f"≈{first}–{last}"


def _dollars(amount: Decimal) -> str:
    if 0 < amount < _SMALLEST:
        return f"<${_SMALLEST}"
    step = Decimal("0.01") if amount >= 1 else _SMALLEST
    return f"${amount.quantize(step, ROUND_HALF_EVEN):,f}"
