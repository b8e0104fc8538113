"""Why this file exists: on a terminal a human signs by typing what stands for exactly what they were shown."""

from __future__ import annotations

import sys

from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.headless.quotation import Quotation

_YES = "yes"
_TRIES = 3


def on_terminal() -> bool:
    """Whether a human can be asked: what is typed comes from a terminal, and what is told goes to one."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(quotation: Quotation, checkpoint: Checkpoint) -> Approved:
    """Have the human sign what the manifest shows. Raises `HybridError` (exit 3) when they do not.

    What the spec says by then is looked at once more: an edit voids the review.
    """
    word = checkpoint.code if checkpoint.typed else _YES
    deed = "deliver" if checkpoint.envelope.target in UNANSWERED else "send"
    for _ in range(_TRIES):
        sys.stderr.write(f"Type {word} and Enter to sign and {deed} it; Enter alone leaves: ")
        sys.stderr.flush()
        typed = sys.stdin.readline().strip().casefold()
        if not typed:
            break
        if typed == word:
            current = checkpoint if quotation.holds() else checkpoint.edited()
            return current.sign(typed)[1]
        sys.stderr.write("That is not what is asked for.\n")
    raise HybridError("Not signed", "Nothing was sent.", "Run it again when it may be sent.", Exit.REFUSED)
