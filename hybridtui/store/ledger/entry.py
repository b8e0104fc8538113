"""Why this file exists: what the books say of a hand-off is JSON on the disk and a value of core everywhere else.

A field that this version does not know is passed over, one that is missing has its default: so a later version may add
to them. An amount is text, exact to the last digit.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row, outcome
from hybridtui.core.reply import Reply, Usage

_NAMES = {kind: frozenset(field.name for field in fields(kind)) for kind in (Opening, Meter, Usage)}
# Annotations are text, so a new amount of the meter is read as one without being named here.
_MONEY = frozenset(field.name for field in fields(Meter) if "Decimal" in str(field.type))


def opening_text(opening: Opening) -> str:
    """What is known before the send, as JSON."""
    return json.dumps(asdict(opening), default=_amount)


def state_text(reply: Reply) -> str:
    """How a hand-off stands, as JSON. Neither the answer nor the cause of an error is in it."""
    state = {
        "outcome": outcome(reply),
        "answered_by": reply.model,
        "stop_reason": reply.stop_reason,
        "request_id": reply.request_id,
        "error": reply.error.title if reply.error else "",
        "usage": asdict(reply.usage) if reply.usage else None,
        "cost": reply.cost,
    }
    return json.dumps(state, default=_amount)


def row(hand_off: str, at: str, day: str, opening: str, state: str | None) -> Row:
    """The row that these entries make; `state` is None where nothing is known since it was opened.

    Raises ValueError, KeyError, TypeError, AttributeError or ArithmeticError for what this program never wrote.
    """
    begun = _opening(json.loads(opening))
    if state is None:
        return Row(hand_off, at, begun, day=day)
    known = json.loads(state)
    usage, cost = known["usage"], known["cost"]
    return Row(
        hand_off,
        at,
        begun,
        Outcome(known["outcome"]),
        known["stop_reason"],
        known["request_id"],
        known["error"],
        Usage(**_fitting(Usage, usage)) if usage else None,
        None if cost is None else Decimal(cost),
        day,
        known.get("answered_by", ""),
    )


def _opening(table: dict[str, Any]) -> Opening:
    known = _fitting(Opening, table)
    meter = known.pop("meter")
    return Opening(**{**known, "target": Target(known["target"]), "meter": _meter(meter) if meter else None})


def _meter(table: dict[str, Any]) -> Meter:
    known = _fitting(Meter, table)
    amounts = {name: Decimal(known[name]) for name in _MONEY & known.keys() if known[name] is not None}
    return Meter(**{**known, **amounts})


def _fitting(kind: type[Opening | Meter | Usage], table: dict[str, Any]) -> dict[str, Any]:
    names = _NAMES[kind]
    return {name: value for name, value in table.items() if name in names}


def _amount(value: object) -> str:
    """The text of an amount. Raises TypeError for anything else that JSON has no form for."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"no entry for the books: {type(value).__name__}")
