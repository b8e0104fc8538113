"""Why this file exists: what panes say at the first paint, knowing nothing yet, is what they say a moment later."""

from __future__ import annotations

COUNTING = "counting tokens"
"""What the meter bar says of a hand-off that is not weighed yet."""


def headline(compression: str, decider: str) -> str:
    """What stands over the draft: the dial, and who decides how a line reads."""
    return f"2 Draft · {compression} · {decider}"


def loading(fraction: float = 0.0) -> str:
    """What the meter bar says while the local model is on its way, `fraction` of it read."""
    return f"loading the local model {fraction:.0%}"


def waiting(fraction: float = 0.0) -> str:
    """The same, as the draft says it."""
    return f"Loading the local model, {fraction:.0%}. You can write meanwhile."
