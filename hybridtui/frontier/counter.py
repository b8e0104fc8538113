"""Why this file exists: Claude itself can say how many tokens a request has, once the human let the text leave for it.

Counting is free, but it uploads the very text of the hand-off: it takes an envelope and a sign-off of its own.
"""

from __future__ import annotations

import json
from dataclasses import replace

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.order import Target
from hybridtui.frontier import transport
from hybridtui.frontier.approval import PROXY, rechecked
from hybridtui.frontier.failures import Failure

COUNT = "count"
READ_SECONDS = 60.0

# Of the fields that we send with a message, those that a count takes; the others say how the answer is to be.
_COUNTED = ("model", "system", "thinking", "output_config", "messages")


class ClaudeCounter:
    """Exact counts of tokens, as `core.ports.ExactCounter` asks. `read_seconds` is how long an answer may take."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds

    def compose_count(self, envelope: Envelope) -> Envelope:
        """What would be sent to have `envelope`, one of the API, counted: the same text, to the same host.

        Raises `HybridError` (exit 2) for an envelope that has nothing Claude could count.
        """
        if envelope.target != Target.API:
            raise HybridError("Claude cannot count this", "It does not go to the API.", "The estimate stands.")
        table = json.loads(envelope.payload)
        body = {name: table[name] for name in _COUNTED if name in table}
        payload = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        settings = (("asks for", "the number of tokens, no answer; free"),)
        on_the_way = tuple(pair for pair in envelope.settings if pair[0] == PROXY)
        return replace(envelope, target=COUNT, settings=settings + on_the_way, payload=payload)

    async def count(self, approved: Approved) -> int:
        """Every token of input, as Claude counts. Sends the approved bytes, once. Raises `HybridError`."""
        try:
            proxy = rechecked(approved, COUNT)
            approved.spend()
            answer = await transport.fetched(approved.envelope, proxy, self._read_seconds)
        except Failure as failure:
            raise _uncounted(failure) from None
        tokens = answer.get("input_tokens") if isinstance(answer, dict) else None
        if not isinstance(tokens, int) or isinstance(tokens, bool) or tokens < 0:
            raise HybridError("Claude did not count", "There is no number in the answer.", _STEP, Exit.OTHER_SIDE)
        return tokens


_STEP = "Counting is free, and the estimate stands: hand off by that, or count again."


def _uncounted(failure: Failure) -> HybridError:
    """The failure of a count: what is said of bills in one of a hand-off does not hold for it."""
    error = failure.failed.error
    if not failure.failed.billable:
        return error
    return HybridError("Claude did not count", error.cause, _STEP, error.exit)
