"""Why this file exists: the books can be taken elsewhere, one flat record for each hand-off, under names that stay."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from hybridtui.core.costs.meter import Meter
from hybridtui.core.ledger import Row
from hybridtui.core.reply import Usage

_Read = Callable[[Row], object]


def _of_usage(read: Callable[[Usage], object]) -> _Read:
    return lambda row: read(row.usage) if row.usage else None


def _of_meter(read: Callable[[Meter], object]) -> _Read:
    return lambda row: read(row.opening.meter) if row.opening.meter else None


COLUMNS: Mapping[str, _Read] = MappingProxyType(
    {
        "id": lambda row: row.id,
        "at": lambda row: row.at,
        "project": lambda row: row.opening.project,
        "target": lambda row: row.opening.target.value,
        "host": lambda row: row.opening.host,
        "credential": lambda row: row.opening.credential,
        "model": lambda row: row.opening.model,
        "answered_by": lambda row: row.answered_by,
        "effort": lambda row: row.opening.effort,
        "max_tokens": lambda row: row.opening.max_tokens,
        "sign_off": lambda row: row.opening.sign_off,
        "over_budget": lambda row: row.opening.over_budget,
        "outcome": lambda row: row.outcome.value,
        "confirmed": lambda row: row.confirmed,
        "stop_reason": lambda row: row.stop_reason,
        "request_id": lambda row: row.request_id,
        "error": lambda row: row.error,
        "input_tokens": _of_usage(lambda usage: usage.input),
        "cache_read_tokens": _of_usage(lambda usage: usage.cache_read),
        "cache_write_5m_tokens": _of_usage(lambda usage: usage.cache_write_5m),
        "cache_write_1h_tokens": _of_usage(lambda usage: usage.cache_write_1h),
        "output_tokens": _of_usage(lambda usage: usage.output),
        "thinking_tokens": _of_usage(lambda usage: usage.thinking),
        "web_searches": _of_usage(lambda usage: usage.web_searches),
        "unpriced": _of_usage(lambda usage: usage.unpriced),
        "cost_usd": lambda row: row.cost,
        "estimate_tokens": _of_meter(lambda meter: meter.input_tokens),
        "estimate_low": _of_meter(lambda meter: meter.low),
        "estimate_high": _of_meter(lambda meter: meter.high),
        "estimate_exact": _of_meter(lambda meter: meter.exact),
        "counter": _of_meter(lambda meter: meter.counter),
        "text_kind": _of_meter(lambda meter: meter.kind),
        "notes_tokens": _of_meter(lambda meter: meter.notes_tokens),
        "spec_tokens": _of_meter(lambda meter: meter.spec_tokens),
        "estimate_low_usd": _of_meter(lambda meter: meter.input_low),
        "estimate_high_usd": _of_meter(lambda meter: meter.input_high),
        "estimate_most_usd": _of_meter(lambda meter: meter.worst_case),
        "notes_usd": _of_meter(lambda meter: meter.notes_cost),
    }
)
"""The fields of a hand-off by their names. Those of usage and estimate are None where there is none.

`at` is UTC. Money is USD. The estimate's three amounts are the input at the least, the input at the most, and the input
with the longest answer; `notes_usd` is what the input would have cost with the notes in the place of the spec.
"""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, by the list of OWASP."""


def to_json_list(rows: Iterable[Row]) -> list[dict[str, object]]:
    """One object for each of `rows`, fields as in `COLUMNS`; money is text, so that no reader rounds it."""
    return [{name: _plain(read(row)) for name, read in COLUMNS.items()} for row in rows]


def to_json(rows: Iterable[Row]) -> str:
    """The same as the text of a JSON document, in ASCII."""
    return json.dumps(to_json_list(rows), indent=2) + "\n"


def to_csv(rows: Iterable[Row]) -> str:
    """The same as comma-separated values with a line of names, by RFC 4180; what is unknown is empty.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(read(row)) for read in COLUMNS.values()])
    return target.getvalue()


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    value = _plain(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
