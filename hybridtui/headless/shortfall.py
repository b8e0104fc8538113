"""Why this file exists: a script must be able to tell a whole answer from one that was cut, declined or broken off."""

from __future__ import annotations

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.reply import Reply, ReplyState

_CUT = {
    "max_tokens": (
        "The answer is cut off",
        "It reached the output limit.",
        "Sign it again with a larger --max-tokens.",
    ),
    "tool_use": (
        "Claude asked for a tool",
        "It has none here.",
        "Say in the spec what it needs to know, and sign that.",
    ),
    "pause_turn": ("The answer was paused before its end", "By the server.", "Sign it again for a whole answer."),
    "refusal": ("Claude declined to answer", "", "Change the spec, or choose another --model, and sign that."),
    "model_context_window_exceeded": (
        "The answer is cut off",
        "The context window is full.",
        "Shorten the spec, or choose a --model with a larger window, and sign that.",
    ),
}


def shortfall(reply: Reply) -> HybridError | None:
    """What a finished reply lacks to be a whole answer, or to have been delivered; None where it lacks nothing."""
    match reply.state:
        case ReplyState.DELIVERED:
            return None
        case ReplyState.FAILED if reply.error is not None:
            return reply.error
        case ReplyState.ENDED if reply.whole:
            return None
        case ReplyState.ENDED:
            why = f"The API says: {reply.stop_reason or 'nothing'}."
            title, cause, step = _CUT.get(
                reply.stop_reason, ("The answer ended early", why, "Read what there is of it.")
            )
            return HybridError(title, cause, step, Exit.OTHER_SIDE)
    there = "What arrived is kept." if reply.text else "Nothing had arrived."
    return HybridError("Stopped before the answer was whole", there, "Sign it again for a whole answer.")
