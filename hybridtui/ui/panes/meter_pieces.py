"""Why this file exists: what the meter bar tells is settled without a screen, piece by piece."""

from __future__ import annotations

from hybridtui.core.costs.meter import Meter, likely_text, money_text, range_text, ratio_text, share_text, tokens_text
from hybridtui.core.draft import Run
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.core.session import Session
from hybridtui.ui.panes.first_words import COUNTING, loading


def local(session: Session) -> list[str]:
    """What the local tier is doing, most important first."""
    engine, draft = session.engine, session.draft
    live = "live" if session.live else "live off"
    if engine.error:
        return [f"✗ {visible(engine.error.title)}", live]
    if engine.model is None or (engine.fraction < 1 and session.draft.run is Run.RUNNING):
        return [loading(engine.fraction), live]
    stats = draft.stats
    doing = {
        Run.IDLE: "ready",
        Run.RUNNING: f"refining {stats.done}/{stats.total}" if stats.total else "refining",
        Run.DONE: f"✓ refined {stats.done}/{stats.total}",
        Run.STOPPED: f"stopped at {stats.done}/{stats.total}",
        Run.FAILED: "✗ refinement failed",
    }[draft.run]
    if session.behind and not session.live:
        doing = "the draft is behind the notes"
    pieces = [doing, live, f"{session.steering.compression} · {session.decider}"]
    if stats.tokens:
        pieces.append(f"{stats.tokens_per_second:.0f} tok/s")
    if stats.first_token is not None:
        pieces.append(f"first token {stats.first_token:.2f} s")
    return [*pieces, visible(engine.model.name), "$0 local"]


def money(session: Session) -> list[str]:
    """What a hand-off would weigh and cost, most important first."""
    meter = session.meter
    if meter is None:
        return [COUNTING]
    pieces = [
        f"notes {tokens_text(meter.notes_tokens)}",
        f"spec {tokens_text(meter.spec_tokens)} tok",
        ratio_text(meter.ratio),
    ]
    if session.order.target in UNANSWERED:
        return [*pieces, f"to {session.order.target.label}, where nothing is billed"]
    return [
        *pieces,
        visible(model_name(meter.model)),
        f"input {range_text(meter.input_low, meter.input_high)}",
        f"worst {money_text(meter.worst_case)}",
        f"in {likely_text(meter)}",
        f"context {_fill_text(meter)}",
    ]


def _fill_text(meter: Meter) -> str:
    """How full the context window would be: "≈0.2 %"."""
    return "unknown" if meter.fill is None else f"≈{share_text(meter.fill)}"
