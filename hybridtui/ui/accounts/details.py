"""Why this file exists: everything that the books hold of one hand-off can be read, estimate against bill included."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from hybridtui.core.costs.meter import Meter, money_text, range_text, ratio_text, share_text, tokens_text
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.core.ledger import Outcome, Row
from hybridtui.core.reply import Usage
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.moments import Moments
from hybridtui.ui.page import Page

_MEANINGS = {
    Outcome.OPEN: "it still runs, or hybridtui ended before it did",
    Outcome.COMPLETE: "answered in full",
    Outcome.CUT: "it was cut off, declined or paused; what there is of it is billed",
    Outcome.STOPPED: "stopped by hand; what had been produced is billed",
    Outcome.BROKEN: "it broke off, and may have been billed",
    Outcome.FAILED: "it was turned down, or stopped in time; nothing was billed",
    Outcome.DELIVERED: "given away; nothing answers there",
}

Field = tuple[str, str]


def sections(row: Row, moments: Moments) -> Iterator[tuple[str, list[Field]]]:
    """What is known of a hand-off, as titles with their fields. What is not known is left out, or called unknown."""
    opening = row.opening
    yield (
        "What was handed off",
        _said(
            ("when", moments.full(row.at)),
            ("notes", opening.project or "none"),
            ("target", opening.target.label),
            ("host", opening.host),
            ("paid with", opening.credential),
            ("model", opening.model),
            ("answered by", row.answered_by if row.answered_by != opening.model else ""),
            ("effort", opening.effort),
            ("at most", f"{opening.max_tokens:,} tokens of answer" if opening.max_tokens else ""),
            ("sign-off", opening.sign_off),
            ("budget", "overridden: it was sent although the budget did not allow it" if opening.over_budget else ""),
        ),
    )
    if opening.meter:
        yield "Estimated before", list(_estimate(opening.meter, opening.target not in UNANSWERED))
    yield (
        "What became of it",
        _said(
            ("outcome", f"{row.outcome.glyph} {row.outcome.words}: {_MEANINGS[row.outcome]}"),
            ("stop reason", row.stop_reason),
            ("error", row.error),
            *(_usage(row.usage) if row.usage else ()),
            ("cost", row.cost_text.replace("≥", "at least ")),
            ("estimate", _verdict(opening.meter, row.usage) if opening.meter and row.usage else ""),
            ("request id", row.request_id),
            ("our id", row.id),
        ),
    )


def _said(*fields: Field) -> list[Field]:
    return [field for field in fields if field[1]]


def _estimate(meter: Meter, sent: bool) -> Iterator[Field]:
    """What was thought before; of the request and its cost only where there was one: `sent`."""
    yield "notes", f"{tokens_text(meter.notes_tokens)} tokens"
    yield "spec", f"{tokens_text(meter.spec_tokens)} tokens, {ratio_text(meter.ratio)} notes to spec"
    if not sent:
        return
    counted = f"{tokens_text(meter.input_tokens, exact=meter.exact)} tokens"
    if meter.exact:
        yield "input", f"{counted}, counted by Claude"
    else:
        yield "input", f"{counted}, from {meter.low:,} to {meter.high:,}"
        yield "counted by", ", ".join(filter(None, (meter.counter, meter.kind and f"as text of the kind {meter.kind}")))
    yield "input costs", range_text(meter.input_low, meter.input_high)
    yield "at most", money_text(meter.worst_case)
    yield "notes cost", f"{money_text(meter.notes_cost)}, had they been sent instead of the spec"


def _usage(usage: Usage) -> Iterator[Field]:
    written = usage.cache_write_5m + usage.cache_write_1h
    cached = [f"{usage.cache_read:,} read from the cache"] if usage.cache_read else []
    cached += [f"{written:,} written to it"] if written else []
    yield "input", f"{usage.all_input:,} tokens" + (f", {', '.join(cached)}" if cached else "")
    yield "output", f"{usage.output:,} tokens" + (f", {usage.thinking:,} of thinking" if usage.thinking else "")
    yield "searches", f"{usage.web_searches:,}" if usage.web_searches else ""
    yield "no price for", usage.unpriced


def _verdict(meter: Meter, usage: Usage) -> str:
    """How the estimate of the input compares with what was billed; empty where no input was."""
    billed = usage.all_input
    if not billed:
        return ""
    off = Decimal(meter.input_tokens - billed) / billed
    way = "too high" if off > 0 else "too low"
    inside = "inside its range" if meter.low <= billed <= meter.high else "outside its range"
    return f"{share_text(abs(off))} {way}, {inside}" if off else "exact"


class EntryScreen(Dialog[None]):
    """One hand-off in full."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", "Close", show=False)]

    def __init__(self, row: Row, moments: Moments) -> None:
        super().__init__()
        self._row = row
        self._moments = moments

    def compose(self) -> ComposeResult:
        with Page(id="entry") as page:
            page.border_title = "A hand-off"
            page.border_subtitle = "Esc closes"
            for title, fields in sections(self._row, self._moments):
                yield Static(title, classes="entry--title", markup=False)
                for name, value in fields:
                    with Horizontal(classes="entry--field"):
                        yield Static(name, classes="entry--name", markup=False)
                        yield Static(visible(value), markup=False)
