"""Why this file exists: what is signed is told in the same words on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator

from hybridtui.core.costs.budget import NO_LIMITS, Limits, Spent, spent_text
from hybridtui.core.costs.meter import Meter, likely_text, money_text, range_text
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.order import UNANSWERED, Target
from hybridtui.core.plurals import number_of


def manifest(
    envelope: Envelope,
    meter: Meter | None,
    *,
    secrets: str = "",
    spent: Spent | None = None,
    limits: Limits = NO_LIMITS,
    uncounted: str = "tokens unknown",
) -> tuple[tuple[str, str], ...]:
    """Everything that is signed, and what is known of its price: pairs of a short label and a value, in words.

    `secrets` says what becomes of the secrets, empty where there are none. `spent` (None where it is not known) is held
    against `limits`, USD for a day and for a month. `uncounted` stands for the tokens while `meter` is None.
    """
    billed = envelope.target not in UNANSWERED
    pairs = (
        ("target", Target(envelope.target).label if envelope.target in set(Target) else envelope.target),
        ("goes to", envelope.host),
        ("paid with", envelope.credential),
        ("model", envelope.model),
        *_settings(envelope),
        ("works in", envelope.folder),
        ("may", envelope.permission),
        *(_weight(meter, uncounted) if billed else (("costs", "nothing here: it is not sent to Claude"),)),
        *(_spent(spent, limits) if billed else ()),
        ("secrets", secrets),
        ("size", f"{len(envelope.payload):,} bytes"),
        ("SHA-256", envelope.digest()),
    )
    return tuple((label, value) for label, value in pairs if value)


def input_text(meter: Meter) -> str:
    """The tokens of input: "≈1,204 ±6 % tokens", or "1,204 tokens, counted by Claude" where it counted."""
    return f"{meter.input_tokens:,} tokens, counted by Claude" if meter.exact else f"{likely_text(meter)} tokens"


def _weight(meter: Meter | None, uncounted: str) -> Iterator[tuple[str, str]]:
    if meter is None:
        yield "input", uncounted
        return
    yield "input", f"{input_text(meter)}, {range_text(meter.input_low, meter.input_high)}"
    yield "at most", f"{money_text(meter.worst_case)} with the longest answer allowed"


def _settings(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """The settings in words. One that is not known is told as it is."""
    settings = dict(envelope.settings)
    for name, value in envelope.settings:
        match name, value:
            case "max_tokens", _ if value.isdecimal():
                yield "answer", f"at most {int(value):,} tokens, thinking included"
            case "thinking", "adaptive, summarized":
                yield "thinking", "as much as the model wants, billed; a summary is shown"
            case "thinking", "adaptive, omitted":
                yield "thinking", "as much as the model wants, billed; nothing of it is shown"
            case _:
                yield name, value
    if "thinking" in settings and "effort" not in settings:
        yield "effort", "the model decides"


def _spent(spent: Spent | None, limits: Limits) -> Iterator[tuple[str, str]]:
    if spent is None:
        return
    day, month = limits
    for label, amount, at_least, limit in (
        ("today", spent.day, spent.day_at_least, day),
        ("this month", spent.month, spent.month_at_least, month),
    ):
        if limit is not None:
            yield label, f"{spent_text(amount, at_least=at_least)} spent of {spent_text(limit, at_least=False)}"
    if spent.unpriced and limits != NO_LIMITS:
        yield "unpriced", f"{number_of(spent.unpriced, 'hand-off is', 'hand-offs are')} of unknown cost this month"
