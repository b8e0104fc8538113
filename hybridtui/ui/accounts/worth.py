"""Why this file exists: the second question is what it was good for: tokens, answers, and how right estimates were."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from textual.content import Content

from hybridtui.core.accounts import ONE_SHOT, Accounts, Bill
from hybridtui.core.costs.meter import money_text, ratio_text, share_text
from hybridtui.ui.accounts.line import HEADING, INDENT, Line, counted, hung, labelled, line
from hybridtui.ui.wrapping import packed

_NOTHING = "nothing to tell from yet"


def worth_lines(accounts: Accounts, width: int) -> Iterator[Line]:
    """Tokens billed, how hand-offs ended, what refining saved, how right the estimates were."""
    yield line(("Tokens billed", HEADING))
    yield from labelled("in", _input(accounts.total), width)
    yield from labelled("out", f"{accounts.total.output:,}, of which {accounts.total.thinking:,} thinking", width)
    yield Line()
    yield line((f"Hand-offs: {accounts.total.hand_offs:,}", HEADING))
    ends = sorted(accounts.outcomes, key=lambda pair: -pair[1])
    words = [f"{outcome.glyph} {count:,} {outcome.words}" for outcome, count in ends]
    yield from hung("outcome", (each.plain for each in packed(map(Content, words), " · ", width - INDENT)))
    yield from labelled("one-shot", _one_shot(accounts), width)
    yield Line()
    yield line(("Notes and specs", HEADING))
    yield from labelled("ratio", _ratio(accounts), width)
    yield from labelled("instead", _instead(accounts), width)
    yield Line()
    yield line(("Estimates of the input", HEADING))
    yield from labelled("error", _error(accounts), width)
    yield from labelled("in range", _in_range(accounts), width)


def _input(total: Bill) -> str:
    cached = ((total.cache_read, "read from the cache"), (total.cache_write, "written to the cache"))
    parts = [f"{count:,} {what}" for count, what in cached if count]
    return f"{total.all_input:,}" + (f", of which {' and '.join(parts)}" if parts else "")


def _one_shot(accounts: Accounts) -> str:
    one_shot = accounts.one_shot
    if one_shot is None:
        return _NOTHING
    share = share_text(Decimal(one_shot.alone) / one_shot.complete)
    return f"{share}, {one_shot.alone} of {one_shot.complete}: {ONE_SHOT}"


def _ratio(accounts: Accounts) -> str:
    return _NOTHING if accounts.ratio is None else f"{ratio_text(accounts.ratio)} notes to spec, in estimated tokens"


def _instead(accounts: Accounts) -> str:
    """The counterfactual, called one."""
    never = accounts.counterfactual
    if never is None:
        return _NOTHING
    return (
        f"had the notes been sent instead: {money_text(never.notes)} for the input;"
        f" the specs: {money_text(never.specs)} (same tokenizer, answers not counted, {counted(never.hand_offs)})"
    )


def _error(accounts: Accounts) -> str:
    estimates = accounts.estimates
    if estimates is None:
        return _NOTHING
    return f"median {share_text(estimates.median)}, worst {share_text(estimates.worst)} of what was billed"


def _in_range(accounts: Accounts) -> str:
    estimates = accounts.estimates
    if estimates is None:
        return _NOTHING
    share = share_text(Decimal(estimates.inside) / estimates.hand_offs)
    return f"{share}, {estimates.inside:,} of {estimates.hand_offs:,}: billed within the range shown before"
