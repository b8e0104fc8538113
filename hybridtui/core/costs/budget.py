"""Why this file exists: the human said what a day and a month may cost, and is told before it costs more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hybridtui.core.costs.meter import Meter, money_text

Limits = tuple[Decimal | None, Decimal | None]
"""What a day and a month may cost, in USD; None where there is no limit."""

NO_LIMITS: Limits = (None, None)


@dataclass(frozen=True, slots=True)
class Spent:
    """USD since the start of this day and this month, by the clock on the wall.

    What is unconfirmed counts with what is known of it; `day_at_least` and `month_at_least` say that more may have been
    billed. `unpriced` counts the month's hand-offs of unknown cost that may have been billed.
    """

    day: Decimal = Decimal(0)
    month: Decimal = Decimal(0)
    unpriced: int = 0
    day_at_least: bool = False
    month_at_least: bool = False


class Verdict(StrEnum):
    """What a budget says of a hand-off. REFUSE: not without an explicit yes for this one."""

    FINE = "fine"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict of the budgets on one hand-off; `words` has a sentence for each budget that warns or refuses.

    `settings` are the settings of the budgets that refuse, such as "budget.day".
    """

    verdict: Verdict = Verdict.FINE
    words: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why it is refused; "" where it is not."""
        return " ".join(self.words) if self.verdict is Verdict.REFUSE else ""


@dataclass(frozen=True, slots=True)
class _Limit:
    """One budget: its name in words, its setting, USD allowed, USD spent, and whether more may have been billed."""

    name: str
    setting: str
    most: Decimal
    spent: Decimal
    at_least: bool


def standing(limits: Limits, warn_percent: int, spent: Spent | None, meter: Meter | None) -> Standing:
    """Hold a hand-off to the Claude API that weighs `meter` against the `limits` of a day and a month (USD).

    It is refused where a limit is spent or its input alone, at the least, would pass it, and where its price is unknown
    (`meter` None included) while there is a limit. It is warned of from `warn_percent` of a limit on, its likely input
    counted, and where the longest answer could pass the limit. A limit of None is none. `spent` is None where the books
    cannot be read, which is no proof that something is left.
    """
    if limits == NO_LIMITS:
        return Standing()
    if spent is None:
        return Standing(Verdict.REFUSE, ("The books cannot be read, so the budget cannot be held.",))
    verdicts: list[Verdict] = []
    words: list[str] = []
    settings: list[str] = []
    for limit in _limits(limits, spent):
        verdict, sentence = _held(limit, warn_percent, meter)
        if verdict is not Verdict.FINE:
            verdicts.append(verdict)
            words.append(sentence)
        if verdict is Verdict.REFUSE:
            settings.append(limit.setting)
    worst = max(verdicts, key=list(Verdict).index, default=Verdict.FINE)
    return Standing(worst, tuple(words), tuple(settings))


def _limits(limits: Limits, spent: Spent) -> Iterator[_Limit]:
    day, month = limits
    if day is not None:
        yield _Limit("today", "budget.day", day, spent.day, spent.day_at_least)
    if month is not None:
        yield _Limit("this month", "budget.month", month, spent.month, spent.month_at_least)


def _held(limit: _Limit, warn_percent: int, meter: Meter | None) -> tuple[Verdict, str]:
    """What one budget says, and the sentence that tells it."""
    used = f"{spent_text(limit.spent, at_least=limit.at_least)} of {money_text(limit.most, billed=True)} spent"
    begin = f"{used} {limit.name}"
    low, high = (meter.input_low, meter.input_high) if meter else (None, None)
    worst = meter.worst_case if meter else None
    if limit.spent >= limit.most:
        return Verdict.REFUSE, f"{begin}: nothing is left."
    if low is None or high is None or worst is None:
        return Verdict.REFUSE, f"{begin}; what this hand-off costs is unknown."
    if limit.spent + low > limit.most:
        return Verdict.REFUSE, f"{begin}; the input alone costs {money_text(low)} or more."
    if limit.spent + (low + high) / 2 >= limit.most * warn_percent / 100:
        return Verdict.WARN, f"{begin}; this hand-off costs up to {money_text(worst)}."
    if limit.spent + worst > limit.most:
        return Verdict.WARN, f"{begin}; the longest answer would pass it: up to {money_text(worst)}."
    return Verdict.FINE, f"{begin}."


def spent_text(amount: Decimal, *, at_least: bool) -> str:
    """USD spent: "$4.12", "$0" for nothing, or "at least $4.12" where more may have been billed."""
    return ("at least " if at_least else "") + (money_text(amount, billed=True) if amount else "$0")
