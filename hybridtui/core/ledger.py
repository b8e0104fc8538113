"""Why this file exists: what a hand-off was meant to cost, and what became of it, is one row in the books.

A row is made of events that are only ever added: the opening, before anything is sent, then each state of the reply
that is worth knowing. So a hand-off that was cut short by a crash is still there, with what was known by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hybridtui.core.costs.meter import Meter, cost_text
from hybridtui.core.hand_off.order import UNANSWERED, Target
from hybridtui.core.reply import Reply, ReplyState, Usage


class Outcome(StrEnum):
    """What became of a hand-off. OPEN: nothing more is known, as it runs, or its program ended before it did.

    COMPLETE: answered in full. CUT: ended in good order, but cut off, declined or paused. STOPPED: by the human.
    BROKEN: an error that may have been billed. FAILED: an error, or a stop in time, that cost nothing. DELIVERED: given
    to something that does not answer.
    """

    OPEN = "open"
    COMPLETE = "complete"
    CUT = "cut"
    STOPPED = "stopped"
    BROKEN = "broken"
    FAILED = "failed"
    DELIVERED = "delivered"

    @property
    def glyph(self) -> str:
        """Its sign on screen."""
        return dict(zip(Outcome, "…✓¬■✗○→", strict=True))[self]

    @property
    def words(self) -> str:
        """What it is called on screen."""
        return {Outcome.CUT: "incomplete", Outcome.BROKEN: "broken off"}.get(self, self.value)


COSTLESS = (Outcome.FAILED, Outcome.DELIVERED)
"""What became of hand-offs for which it is certain that nothing was billed."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known before the send. `project` is the absolute path of the notes, "" where there are none.

    `meter` is None where nothing could be counted. `over_budget` says that the human overrode a budget.
    """

    target: Target
    host: str
    credential: str
    model: str
    sign_off: str
    effort: str = ""
    max_tokens: int = 0
    project: str = ""
    meter: Meter | None = None
    over_budget: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One hand-off in the books: `id` is our own UUID, `at` when it was opened (UTC, ISO 8601).

    `day` is the date of `at` by the clock on the wall, "2026-11-23"; `answered_by` the model that the answer named.
    `usage` and `cost` (USD) are the latest reported, None where unknown; `confirmed` says that they are final. Where
    they are not, they read "at least".
    """

    id: str
    at: str
    opening: Opening
    outcome: Outcome = Outcome.OPEN
    stop_reason: str = ""
    request_id: str = ""
    error: str = ""
    usage: Usage | None = None
    cost: Decimal | None = None
    day: str = ""
    answered_by: str = ""

    @property
    def billable(self) -> bool:
        """Whether it cost money, or may have: it went to a model, and was not turned down."""
        return self.opening.target not in UNANSWERED and self.outcome not in COSTLESS

    @property
    def confirmed(self) -> bool:
        """Whether usage and cost are final."""
        ended = self.outcome in (Outcome.COMPLETE, Outcome.CUT)
        return self.outcome in COSTLESS or (ended and self.usage is not None)

    @property
    def cost_text(self) -> str:
        """What it cost in USD: "$0.0844", "≥$0.0123" where that is not final, "nothing", or "unknown"."""
        return cost_text(self.cost, final=self.confirmed, billable=self.billable)


def outcome(reply: Reply) -> Outcome:
    """What became of a hand-off, by the state of its reply."""
    match reply.state:
        case ReplyState.ENDED:
            return Outcome.COMPLETE if reply.whole else Outcome.CUT
        case ReplyState.STOPPED:
            return Outcome.STOPPED if reply.billable else Outcome.FAILED
        case ReplyState.DELIVERED:
            return Outcome.DELIVERED
        case ReplyState.FAILED:
            return Outcome.BROKEN if reply.billable else Outcome.FAILED
    return Outcome.OPEN
