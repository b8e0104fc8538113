"""Why this file exists: the human signs an envelope, so all of it is shown: where it goes, who pays, and every byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType

from rich.cells import chop_cells
from textual.content import Content

from hybridtui.core.costs.budget import Limits, Spent
from hybridtui.core.costs.meter import Meter, money_text, range_text, tokens_text
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.leaving import sent_text
from hybridtui.core.hand_off.manifest import manifest
from hybridtui.core.hand_off.order import UNANSWERED, Target
from hybridtui.core.hand_off.request import Request
from hybridtui.ui.checkpoint.agenda import Agenda
from hybridtui.ui.checkpoint.sheet_row import DETAIL, DIM, HEADING, STRONG, Row, hung_content, row
from hybridtui.ui.keys import CHECKPOINT, key_for
from hybridtui.ui.wrapping import wrapped

SENT, PAYLOAD, REST = "sent", "payload", "rest"
"""The stops of the envelope's fields, of the text that is sent, and of the end of that while it is folded."""

FOLDED = 300
"""Lines of the text sent that are shown before the human asks for all: wrapping a megabyte takes a second."""

_LABEL = 11
_KEYS = MappingProxyType(
    {
        "target": ("target-next", "next target"),
        "model": ("model-next", "next model"),
        "effort": ("effort-next", "next effort"),
        "input": ("count", "counts exactly"),
    }
)
"""The keys that change a field, and what each does, by the field's label."""


def manifest_rows(agenda: Agenda, raw: bool, unfolded: bool, width: int) -> Iterator[Row]:
    """The envelope: its fields, then its payload, `raw` or as people read it; the first lines unless `unfolded`."""
    yield row("What would be sent", HEADING, SENT)
    envelope = agenda.checkpoint.envelope
    told = agenda.leaving.told
    for name, value in _fields(envelope, agenda.meter, told, agenda.spent, agenda.limits, agenda.uncounted):
        yield from hung_content(f"{visible(name):<{_LABEL}}", _hinted(agenda, name, value), width, Row(()))
    lines = _payload(envelope, raw, 0 if unfolded else FOLDED, width)
    yield from lines if unfolded else lines[:FOLDED]
    if len(lines) > FOLDED and not unfolded:
        yield row("… and more: Enter shows the rest", DETAIL, REST)


def summary(agenda: Agenda) -> str:
    """What a hand-off costs, in one line that is always in sight."""
    meter, envelope = agenda.meter, agenda.checkpoint.envelope
    if agenda.order.target in UNANSWERED:
        return f"to {agenda.order.target.label} · nothing is billed"
    if meter is None:
        return f"{envelope.model} · {agenda.uncounted}"
    cost = range_text(meter.input_low, meter.input_high)
    tokens = f"{tokens_text(meter.input_tokens, exact=meter.exact)} tokens"
    return f"{envelope.model} · {cost} in · at most {money_text(meter.worst_case)} · {tokens}"


@lru_cache(maxsize=8)
def _fields(
    envelope: Envelope,
    meter: Meter | None,
    secrets: str,
    spent: Spent | None,
    limits: Limits,
    uncounted: str,
) -> tuple[tuple[str, str], ...]:
    """As `manifest`, once for what is drawn again and again: a megabyte takes a while to hash."""
    return manifest(envelope, meter, secrets=secrets, spent=spent, limits=limits, uncounted=uncounted)


def _hinted(agenda: Agenda, name: str, value: str) -> Content:
    """`value`, and behind it the key that changes it where there is one."""
    key, does = _KEYS.get(name, ("", ""))
    hint = f"   {key_for(CHECKPOINT, key)} {does}" if key in agenda.offered else ""
    return Content.assemble(visible(value), (hint, DIM))


@lru_cache(maxsize=2)  # to read it and byte for byte; it may be as long as a spec can be
def _payload(envelope: Envelope, raw: bool, most: int, width: int) -> tuple[Row, ...]:
    """The payload in lines of `width` cells; no more than needed for `most` of them and one (0: all)."""
    rows: list[Row] = []
    for title, text in _exact(envelope) if raw else _readable(envelope):
        rows += (row(""), Row(((title, STRONG),), stop="" if rows else PAYLOAD))
        for line in visible(text).split("\n"):
            if most and len(rows) > most:
                return tuple(rows)
            # A line may be a megabyte long: no more of it than can be shown.
            line = line[: (most + 1) * width] if most else line
            rows += map(row, _cells(line, width) if raw else wrapped(line, width))
    return tuple(rows)


def _cells(line: str, width: int) -> Sequence[str]:
    """`line` cut where it is full, whatever stands there: nothing is moved or left out."""
    return chop_cells(line.replace("\t", "␉"), width) or ("",)


def _exact(envelope: Envelope) -> tuple[tuple[str, str], ...]:
    return (("Byte for byte", envelope.payload.decode(errors="surrogateescape")),)


def _readable(envelope: Envelope) -> tuple[tuple[str, str], ...]:
    """The texts in the payload, each with its title, read back from the very bytes that would be sent."""
    if envelope.target != Target.API:
        return (("Text", sent_text(envelope)),)
    system = Request.parse(envelope.payload).system
    return ("Spec", sent_text(envelope)), ("System prompt, sent in front of it", system)
