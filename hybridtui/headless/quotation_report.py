"""Why this file exists: what would be sent is one sheet, on paper for people and as a table for programs."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hybridtui.core.checkpoint.findings import Group
from hybridtui.core.glyphs import visible
from hybridtui.headless.quotation import Quotation

_LABEL = 12


def report(quotation: Quotation) -> str:
    """The manifest, a line for each entry, then what was found and what stands in the way.

    Nothing in it is obeyed by a terminal.
    """
    examination = quotation.examined.examination
    lines = [*quotation.manifest, ("found", quotation.examined.unsaid(examination.headline))]
    if examination.waived:
        lines.append(("waived", str(examination.waived)))
    lines += [("budget", words) for words in quotation.standing.words]
    if quotation.missing:
        lines.append(("missing", quotation.missing))
    return visible("".join(f"{label:<{_LABEL}} {' '.join(value.split())}\n" for label, value in lines))


def table(quotation: Quotation) -> dict[str, object]:
    """Plain values: money in USD and a ratio as text, None where unknown.

    There is no `sign_off` while a secret or a conflict waits for a decision.
    `cost_low` and `cost_high` are those of the input, `cost_max` adds the longest answer allowed.
    """
    envelope, meter, spent = quotation.envelope, quotation.meter, quotation.spent
    examination = quotation.examined.examination
    groups = Counter(finding.group for finding in examination.findings)
    day, month = quotation.config.budget.limits
    signed = {} if examination.blockers else {"sign_off": envelope.digest()}
    return signed | {
        "target": envelope.target,
        "host": envelope.host,
        "credential": envelope.credential,
        "missing": quotation.missing,
        "model": envelope.model,
        "settings": dict(envelope.settings),
        "size_bytes": len(envelope.payload),
        "input_tokens": meter and meter.input_tokens,
        "input_low": meter and meter.low,
        "input_high": meter and meter.high,
        "spec_tokens": meter and meter.spec_tokens,
        "notes_tokens": meter and meter.notes_tokens if quotation.examined.notes.text else None,
        "counter": meter.counter if meter else "",
        "cost_low": _money(meter.input_low if meter else None),
        "cost_high": _money(meter.input_high if meter else None),
        "cost_max": _money(meter.worst_case if meter else None),
        "findings": {group.value: groups[group] for group in Group},
        "waived": examination.waived,
        "masked": len(quotation.masked.table),
        "budget": {
            "verdict": quotation.standing.verdict.value,
            "words": list(quotation.standing.words),
            "day": _money(day),
            "month": _money(month),
            "spent_day": _money(spent.day if spent else None),
            "spent_month": _money(spent.month if spent else None),
        },
    }


def _money(amount: Decimal | None) -> str | None:
    """USD in plain digits."""
    return None if amount is None else f"{amount:f}"
