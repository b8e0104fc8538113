"""Why this file exists: books with everything in them that books may hold, the same in every test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hybridtui.core.costs.budget import Limits, Spent
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row
from hybridtui.core.reply import Usage
from hybridtui.ui.accounts.books import Books, read
from hybridtui.ui.moments import Moments
from tests.fakes import FakeLedger

NOW = Moments(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), UTC)
MODELS = ("claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-opus-5-5")
PROJECTS = ("/home/ana/upload/notes.md", "/home/ana/upload/auth.md", "/srv/[bold]日本語/notes.md")


def meter(model: str, notes: int, spec: int) -> Meter:
    """An estimate of an input that costs four dollars a million tokens."""
    price = Decimal(4) / 1_000_000
    low, high = spec * 9 // 10, spec * 11 // 10
    return Meter(
        model, notes, spec, spec, Decimal(notes) / spec, low * price, high * price, Decimal(1), 0.1, low, high,
        notes * price, counter="words", kind="prose",
    )  # fmt: skip


def row(number: int, day: str, outcome: Outcome = Outcome.COMPLETE, cost: str | None = "0.25") -> Row:
    """Hand-off `number`, of some model and project, on `day`."""
    model, project = MODELS[number % len(MODELS)], PROJECTS[number % len(PROJECTS)]
    spec = 1000 + 37 * number
    return Row(
        id=f"00000000-0000-4000-8000-{number:012}",
        at=f"{day}T08:{number % 60:02}:00+00:00",
        opening=Opening(
            Target.API, "https://claude.invalid", "ANTHROPIC_API_KEY", model, f"{number:064x}", "medium", 32_000,
            project, meter(model, 3 * spec, spec),
        ),
        outcome=outcome,
        stop_reason="end_turn" if outcome is Outcome.COMPLETE else "",
        request_id=f"req_{number:06}",
        usage=Usage(input=spec + 20 * (number % 5), output=900 + 11 * number, thinking=300, cache_read=number % 2),
        cost=None if cost is None else Decimal(cost),
        day=day,
    )  # fmt: skip


def rows() -> tuple[Row, ...]:
    """One hand-off each for 28 days of October and November, then every way in which one can go wrong; newest first."""
    days = [*(f"2026-10-{day}" for day in range(20, 32)), *(f"2026-11-{day:02}" for day in range(1, 17))]
    plain = [row(number, day, cost=f"0.{10 + 7 * number % 80}") for number, day in enumerate(days)]
    unbilled = replace(row(31, "2026-11-19", Outcome.FAILED, None), usage=None, error="Claude is overloaded")
    pasted = replace(row(33, "2026-11-21", Outcome.DELIVERED, None), usage=None)
    odd = [
        row(29, "2026-11-17", Outcome.STOPPED, "0.0123"),
        replace(row(30, "2026-11-18", Outcome.BROKEN, "0.0045"), error="The answer broke off"),
        unbilled,
        replace(row(32, "2026-11-20", cost=None), opening=replace(row(32, "").opening, model="claude-mystery-9")),
        replace(pasted, opening=replace(pasted.opening, target=Target.CLIPBOARD, model="", host="", credential="")),
        replace(row(34, "2026-11-22", Outcome.OPEN, "0.0044"), opening=replace(row(34, "").opening, project="")),
        replace(row(35, "2026-11-23"), opening=replace(row(35, "").opening, over_budget=True)),
        replace(row(36, "2026-11-23", Outcome.OPEN, None), usage=None),
    ]
    return tuple(reversed([*plain, *odd]))


def ledger(*entries: Row) -> FakeLedger:
    """A ledger that holds these, the newest first; 0.25 USD were spent today."""
    made = FakeLedger()
    made.book = {entry.id: entry for entry in reversed(entries)}
    made.spending = Spent(Decimal("0.25"), Decimal("7.5"), 1, day_at_least=True, month_at_least=True)
    return made


def books(*entries: Row, limits: Limits = (None, None)) -> Books:
    """The books as they are read on 23 November 2026, of `entries` or else of everything."""
    return read(ledger(*(entries or rows())), limits, NOW)
