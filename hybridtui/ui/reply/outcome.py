"""Why this file exists: where a reply stands, how it ended, what it cost and what to do now, in words.

A line is a text and the name of its style.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hybridtui.core.costs.receipt import receipt
from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import UNANSWERED, Target
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.ui.keys import LEADER, Key, key_for, shown
from hybridtui.ui.moments import Moments

if TYPE_CHECKING:
    from hybridtui.core.reply.kept import Kept

Line = tuple[str, str]

_STOP_REASONS = {
    "end_turn": ("Claude finished.", ""),
    "stop_sequence": ("Ended at a stop sequence.", ""),
    "max_tokens": (
        "Cut off at the output limit.",
        "Raise claude.max_tokens in the settings, or ask for less, and hand off again ({hand_off}).",
    ),
    "tool_use": (
        "Claude asked for a tool, which it does not have here.",
        "Say in the spec what it needs to know, and hand off again ({hand_off}).",
    ),
    "pause_turn": ("The server paused the answer before its end.", "Hand off again ({hand_off}) for a whole one."),
    "refusal": ("Claude declined to answer.", "Word the spec in another way, or choose another model ({model})."),
    "model_context_window_exceeded": (
        "The context window is full.",
        "Shorten the spec, or choose a model with a larger window ({model}).",
    ),
}
"""Why an answer ended, by the API's word for it, and what to do now."""


def empty(keys: Sequence[Key]) -> str:
    """What the pane says before the first hand-off."""
    hand_off = key_for(keys, "hand-off")
    return (
        f"{hand_off} (in an editor {shown(LEADER)} {hand_off}) opens the checkpoint. Nothing is sent before you sign."
    )


def status(reply: Reply, keys: Sequence[Key], seconds: float | None, words: int, kept: Kept | None) -> list[str]:
    """Where the reply stands, most important first. `seconds` since it was handed off, None where that is not known."""
    stop = key_for(keys, "stop")
    took = [] if seconds is None else [_duration(seconds)]
    said = [f"{words:,} words"] if words else []
    who = _who(reply)
    there = "what arrived is kept" if reply.text else "nothing had arrived"
    match reply.state:
        case ReplyState.NONE:
            return ["Nothing was handed off yet"]
        case ReplyState.WAITING if reply.delay:
            cause, wait = reply.delay.cause.title, reply.delay.seconds
            when = f"sent again in {wait} s" if wait else "sending again now"
            return [f"busy: {when} ({cause})", f"{stop} stops", who]
        case ReplyState.WAITING:
            return [who, "on its way", *took, f"{stop} stops"]
        case ReplyState.STREAMING if not reply.text:
            return [who, "thinking" if reply.thinking else "waiting for the first word", *took, f"{stop} stops"]
        case ReplyState.STREAMING:
            return [who, "streaming", *took, *said, f"{stop} stops"]
    pieces = {
        ReplyState.ENDED: [who, "complete" if reply.whole else "incomplete", *took, *said],
        ReplyState.DELIVERED: [who, "delivered"],
        ReplyState.STOPPED: [who, f"stopped by you; {there}", *took, *said],
        ReplyState.FAILED: [who, f"✗ broken off; {there}" if reply.text else "✗ failed", *took, *said],
    }[reply.state]
    if kept:
        latest = key_for(keys, "pane-claude")
        pieces[1:1] = [f"kept, of {Moments.here().brief(kept.at).strip()}", f"{latest} shows the latest"]
    return pieces


def outcome(reply: Reply, keys: Sequence[Key]) -> Iterator[Line]:
    """How the reply ended; nothing while it runs."""
    if reply.running or reply.state is ReplyState.NONE:
        return
    hand_off = key_for(keys, "hand-off")
    if reply.error:
        for number, part in enumerate(str(reply.error).split("\n")):
            yield (f"✗ {part}", "error") if number == 0 else (part, "")
    if reply.stop_reason:
        yield f"{ended(reply.stop_reason)} {_step(reply.stop_reason, keys)}".rstrip(), "dim" if reply.whole else "warn"
    if reply.note:
        yield reply.note, ""
    if reply.target not in UNANSWERED:
        yield receipt(reply), "dim"
    if reply.state in (ReplyState.FAILED, ReplyState.STOPPED):
        yield f"{hand_off} opens the checkpoint: sending it again takes a new sign-off.", ""
    if reply.request_id and reply.request_id not in str(reply.error or ""):
        yield f"request {reply.request_id}", "dim"


def ended(reason: str) -> str:
    """Why an answer ended. A reason that is not known is told as it is."""
    return _STOP_REASONS.get(reason, (f"It ended with “{reason}”, which is not known here.", ""))[0]


def _step(reason: str, keys: Sequence[Key]) -> str:
    step = _STOP_REASONS.get(reason, ("", ""))[1]
    return step.format(hand_off=key_for(keys, "hand-off"), model=key_for(keys, "model"))


def _who(reply: Reply) -> str:
    """Who answers: a model by its name, or what the text was handed to."""
    label = reply.target.label
    return model_name(reply.model) if reply.target is Target.API else label[0].upper() + label[1:]


def _duration(seconds: float) -> str:
    """Whole seconds, and minutes from the second on: "8 s", "2 min 05 s"."""
    whole = int(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"
