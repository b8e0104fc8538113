"""Why this file exists: what is written down about a reply is read back as it was, by later versions too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.kept import Kept, spec_hash
from hybridtui.store.clock import IN_NAME

SPEC, THINKING = ".spec.md", ".thinking.md"
FAULTS = (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError)
"""What reading a record may come to that another program has damaged."""

_INTERRUPTED = "hybridtui ended before this reply did"
_DAMAGED = "What is known of this reply cannot be read"
_SECOND = len("20261123T091407Z")


def encode(reply: Reply, host: str, begun: datetime, spec: str) -> bytes:
    """The record of `reply`, begun at `begun`; `spec` is the hash of the spec it answers."""
    table = {
        "hand_off": reply.id,
        "begun": begun.astimezone(UTC).isoformat(),
        "sign_off": reply.sign_off,
        "spec": spec,
        "target": reply.target,
        "model": reply.model,
        "host": host,
        "request_id": reply.request_id,
        "state": ReplyState.STREAMING if reply.running else reply.state,
        "stop_reason": reply.stop_reason,
        "usage": asdict(reply.usage) if reply.usage else None,
        "cost_usd": None if reply.cost is None else str(reply.cost),
        "may_be_billed": reply.billable,
        "error": reply.error.title if reply.error else None,
        "note": reply.note,
    }
    return (json.dumps(table, indent=2) + "\n").encode()


def records(folder: Path) -> Iterator[Path]:
    """The records in `folder`, the newest first. Names tell the second; only records of the same one are read."""
    named = sorted(folder.glob("*.json"), key=_second, reverse=True)
    for _, each in groupby(named, key=_second):
        together = list(each)
        yield from sorted(together, key=lambda record: kept(record).at, reverse=True) if together[1:] else together


def _second(record: Path) -> str:
    return record.name[:_SECOND]


def read(record: Path) -> Reply:
    """The reply as far as it came. Raises one of `FAULTS`."""
    table = load(record)
    state = ReplyState(table["state"])
    error = HybridError(table["error"], f"It is kept in {record.parent}.") if table["error"] else None
    if state is ReplyState.STREAMING:
        state, error = ReplyState.FAILED, HybridError(_INTERRUPTED)
    return Reply(
        state,
        table["model"],
        table["sign_off"],
        _text(record, ".md"),
        _text(record, THINKING),
        table["stop_reason"],
        table["request_id"],
        Usage(**table["usage"]) if table["usage"] else None,
        _money(table),
        table["may_be_billed"],
        error,
        note=table.get("note", ""),
        target=Target(table.get("target", Target.API)),
        id=table.get("hand_off", ""),
    )


def read_damaged(record: Path) -> Reply:
    """The text of a reply whose record says nothing. Raises `OSError` where there is none."""
    text = record.with_suffix(".md").read_bytes().decode("utf-8", "replace")
    error = HybridError(_DAMAGED, f"{record.name} is damaged.", "Its text is here as far as it came.")
    return Reply(ReplyState.FAILED, text=text, thinking=_text(record, THINKING), error=error)


def kept(record: Path) -> Kept:
    """What tells the reply from others, without its text. A damaged record tells only that, and when it was begun."""
    try:
        table = load(record)
        state, error = ReplyState(table["state"]), table["error"] or ""
        if state is ReplyState.STREAMING:
            state, error = ReplyState.FAILED, _INTERRUPTED
        return Kept(
            record.stem,
            datetime.fromisoformat(table["begun"]).isoformat() if "begun" in table else _begun(record),
            state,
            str(table["spec"]) if "spec" in table else _spec(record),
            Target(table.get("target", Target.API)),
            str(table["model"]),
            str(table["stop_reason"]),
            _money(table),
            bool(table["may_be_billed"]),
            str(error),
            str(table.get("hand_off", "")),
        )
    except FAULTS:
        return Kept(record.stem, _begun(record), ReplyState.FAILED, _spec(record), error=_DAMAGED)


def load(record: Path) -> dict[str, Any]:
    """The record as a table. Raises one of `FAULTS`."""
    table = json.loads(record.read_bytes())
    if not isinstance(table, dict):
        raise TypeError(f"{record.name} is no table")
    return table


def _text(record: Path, suffix: str) -> str:
    path = record.with_suffix(suffix)
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else ""


def _money(table: dict[str, Any]) -> Decimal | None:
    return None if table["cost_usd"] is None else Decimal(table["cost_usd"])


def _begun(record: Path) -> str:
    """When it was begun, by its name; the beginning of time where that says nothing."""
    try:
        return datetime.strptime(_second(record), IN_NAME).replace(tzinfo=UTC).isoformat()
    except ValueError:
        return datetime.fromtimestamp(0, UTC).isoformat()


def _spec(record: Path) -> str:
    """The hash of the spec that it answers, read from the spec itself; empty where there is none."""
    try:
        return spec_hash(record.with_suffix(SPEC).read_bytes().decode("utf-8", "surrogateescape"))
    except OSError:
        return ""
