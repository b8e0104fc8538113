"""Why this file exists: the checkpoint shows one value and answers to one partner; the rest it need not know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Edit, Finding, Group
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.costs.budget import NO_LIMITS, Limits, Spent
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.leaving import Leaving, leaving
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.spec import text_hash
from hybridtui.core.spec.changes import Change
from hybridtui.ui.checkpoint.parts import rank
from hybridtui.ui.wrapping import SEPARATOR

_HIDDEN = "•••"


FINDINGS, TOKENS, BOOKS, SCANNER = "looking everything over", "counting tokens", "the books", "the secret scanner"
"""The checks that sign-off waits for."""


@dataclass(frozen=True)
class Agenda:
    """All that the checkpoint shows, as far as it is known.

    `changes` are those since the last hand-off, if there was one `before`. `meter` is None until the tokens are
    counted. `missing` says what to do when there is no credential; empty when there is one. `order` can be changed
    among `targets`. `warnings` are what the budget has to say, `spent` and `limits` its figures (USD). `countable` says
    that Claude can be asked to count the tokens, `counting` where it is counting them now, empty while it is not.
    """

    checkpoint: Checkpoint
    examination: Examination
    changes: tuple[Change, ...] = ()
    meter: Meter | None = None
    missing: str = ""
    before: bool = False
    order: Order = Order()
    targets: tuple[Target, ...] = (Target.API,)
    warnings: tuple[str, ...] = ()
    spent: Spent | None = None
    limits: Limits = NO_LIMITS
    countable: bool = False
    counting: str = ""

    @property
    def uncounted(self) -> str:
        """What there is to say of the tokens while `meter` is None."""
        return "counting tokens" if TOKENS in self.checkpoint.pending else "tokens unknown"

    @property
    def offered(self) -> frozenset[str]:
        """The ids of the keys that change the order, count or override which mean something now."""
        offers = {
            "target-next": len(self.targets) > 1,
            "model-next": self.order.target is Target.API,
            "effort-next": self.order.takes_effort,
            "count": self.countable,
            "over-budget": self.checkpoint.refused,
        }
        return frozenset(key for key, offered in offers.items() if offered)

    @property
    def obstacle(self) -> str:
        """Why it cannot be signed now, in words; empty when it can."""
        return self.checkpoint.obstacle or self.missing

    @property
    def verdict(self) -> str:
        """What was found, in one line of parts between " · ", what blocks first.

        It does not praise what nobody has looked at yet.
        """
        examination = self.examination
        found = f"✗ Blocked by {examination.headline}" if examination.blockers else examination.headline
        parts = (
            found if examination.findings or not self.checkpoint.pending else "",
            "not all is checked yet" if self.checkpoint.pending else self.leaving.told,
            f"{examination.waived} waived" if examination.waived else "",
        )
        return SEPARATOR.join(part for part in parts if part)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else there is to say before it is signed, a line each: of the budget, and of a count that runs."""
        over = (f"! Over the budget, as you decided. {self.checkpoint.refusal}",) if self.checkpoint.overridden else ()
        running = (f"… {self.counting} is counting the tokens. Esc stops it.",) if self.counting else ()
        return (*(f"! {warning}" for warning in self.warnings), *over, *running)

    @cached_property
    def leaving(self) -> Leaving:
        """What becomes of the secrets that were answered."""
        return leaving(self.examination, self.checkpoint.envelope)

    @cached_property
    def by_key(self) -> dict[str, Finding]:
        """The findings, the gravest first, under keys that stay with them while others come and go."""
        seen: Counter[tuple[str, ...]] = Counter()
        found = {}
        for finding in sorted(self.examination.findings, key=rank):
            same = (finding.rule, finding.item, finding.sentence, text_hash(finding.words))
            found["/".join((*same, str(seen[same])))] = finding
            seen[same] += 1
        return found

    def without_secrets(self, text: str) -> str:
        """`text` as it may be seen over a shoulder: with nothing of the secrets that wait or are masked."""
        return _without(self._secrets, text)

    @cached_property
    def _secrets(self) -> tuple[str, ...]:
        waiting = {each.words for each in self.examination.findings if each.group is Group.SECRET and each.words}
        found = waiting.union(self.leaving.masked)
        return tuple(sorted(found, key=len, reverse=True))


@lru_cache(maxsize=8192)
def _without(secrets: tuple[str, ...], text: str) -> str:
    for words in secrets:
        text = text.replace(words, _HIDDEN)
    return text


@dataclass(frozen=True, slots=True)
class Signed:
    """The human signed what was shown; `code` is what they typed, empty where a key signs."""

    code: str


@dataclass(frozen=True, slots=True)
class Jump:
    """The human wants to see where `finding` stands. A checkpoint opened with this `cursor` is on it again."""

    finding: Finding
    cursor: str


class Answers(Protocol):
    """Carries out what the human decides. What comes of it follows by way of the screen's `show`."""

    def edit(self, edit: Edit) -> None:
        """Change the spec that was examined."""

    def waive(self, finding: Finding, reason: str) -> None:
        """Leave it as it is, for that reason."""

    def allow(self, finding: Finding, reason: str, always: bool) -> None:
        """Let a secret leave this machine, with the next hand-off or with each."""

    def mask(self, finding: Finding) -> None:
        """Send a placeholder for a secret, and put the secret back in the reply."""

    def set_aside(self, finding: Finding, reason: str) -> None:
        """Leave a sentence of the notes out of the spec; the reason may be empty."""

    def take(self, finding: Finding) -> None:
        """Take a sentence of the notes into the spec."""

    def answer(self, finding: Finding, text: str) -> None:
        """Answer a question, in the spec and in the notes."""

    def choose(self, order: Order) -> None:
        """Have the spec executed in another way, or elsewhere."""

    def override(self, asked: Checkpoint) -> None:
        """Send it over the budget this once; `asked` is what the human saw when they said so."""

    def count_request(self) -> Envelope | None:
        """What would be uploaded to have the tokens counted; None where that cannot be done now."""

    def count(self, request: Envelope) -> None:
        """Upload that, to have the tokens counted."""

    def stop_counting(self) -> None:
        """Wait no longer for the count."""
