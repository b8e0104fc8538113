"""Why this file exists: the stop before a hand-off is a state machine, so that no order of events gets round it.

A checkpoint is open until it is signed or void. It is signed once, with the code that stands for exactly what was
shown; before that every check has to be done, every secret answered, and a budget that refuses overridden. Whatever
changes meanwhile voids it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope, approve
from hybridtui.core.plurals import number_of

CODE = 4
"""Characters of the short code: one in 923,521, so that the code of an earlier envelope does not pass by luck."""

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o, which are taken for one another."""


class State(StrEnum):
    """Where a checkpoint stands."""

    OPEN = "open"
    VOID = "void"
    SIGNED = "signed"


def short_code(digest: str) -> str:
    """What the human types to sign the envelope with that digest: four letters and digits that are hard to mistake."""
    number, code = int(digest, 16), ""
    for _ in range(CODE):
        number, at = divmod(number, len(_ALPHABET))
        code += _ALPHABET[at]
    return code


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The review in progress: the envelope on the screen and the digest that a sign-off must equal.

    `pending` names the checks that still run; `blockers` counts what waits for a decision: secrets, `conflicts` with
    what another program wrote, and `demanded` findings that the settings want answered. `typed` says whether the code
    has to be typed; else any deliberate key signs. `refusal` says why the budget refuses it, empty where it does not;
    `overridden` says that the human wants it all the same.
    """

    envelope: Envelope
    digest: str
    state: State = State.OPEN
    pending: frozenset[str] = frozenset()
    blockers: int = 0
    conflicts: int = 0
    demanded: int = 0
    typed: bool = True
    refusal: str = ""
    overridden: bool = False

    @classmethod
    def of(
        cls,
        envelope: Envelope,
        *,
        pending: frozenset[str] = frozenset(),
        blockers: int = 0,
        conflicts: int = 0,
        demanded: int = 0,
        typed: bool = True,
    ) -> Checkpoint:
        """Open the review of `envelope`."""
        return cls(envelope, envelope.digest(), State.OPEN, pending, blockers, conflicts, demanded, typed)

    @property
    def code(self) -> str:
        """The short code that signs this envelope."""
        return short_code(self.digest)

    @property
    def obstacle(self) -> str:
        """Why it cannot be signed now, in words; empty when it can."""
        if self.state is State.VOID:
            return "What was shown has changed since. Review what is there now."
        if self.state is State.SIGNED:
            return "This was signed already."
        if self.pending:
            return f"Still at work: {', '.join(sorted(self.pending))}."
        if self.conflicts:
            return f"{number_of(self.conflicts, 'conflict waits', 'conflicts wait')} for a decision."
        if secrets := self.blockers - self.demanded:
            return f"{number_of(secrets, 'secret waits', 'secrets wait')} for an answer."
        if self.demanded:
            waiting = number_of(self.demanded, "finding waits", "findings wait")
            return f"{waiting} for an answer, which checkpoint.strict asks for."
        return "" if self.overridden else self.refusal

    @property
    def cleared(self) -> bool:
        """Whether all is checked, every secret answered, and what was shown still so: nothing stands in the way of its
        bytes leaving but the human, and perhaps the budget.
        """
        return self.state is State.OPEN and not self.pending and not self.blockers

    @property
    def refused(self) -> bool:
        """Whether the budget alone stands in the way: only then it can be overridden."""
        return self.cleared and bool(self.refusal) and not self.overridden

    def edited(self) -> Checkpoint:
        """What was reviewed changed: the review no longer counts. A signed one stays what it is."""
        return self if self.state is State.SIGNED else replace(self, state=State.VOID)

    def checked(self, check: str, blockers: int, conflicts: int = 0, demanded: int = 0) -> Checkpoint:
        """The check called `check` is done, and `blockers` wait for a decision now, the others among them."""
        left = self.pending - {check}
        return replace(self, pending=left, blockers=blockers, conflicts=conflicts, demanded=demanded)

    def budgeted(self, refusal: str) -> Checkpoint:
        """The budget refuses it for that reason, or does not (""). A yes lasts as long as there is a refusal."""
        if self.state is State.SIGNED:
            return self
        return replace(self, refusal=refusal, overridden=self.overridden and bool(refusal))

    def override(self) -> Checkpoint:
        """The human wants it over the budget. Changes nothing where that is not what stands in the way."""
        return replace(self, overridden=True) if self.refused else self

    def sign(self, code: str = "") -> tuple[Checkpoint, Approved]:
        """The human signed by typing `code`. Raises `HybridError` (exit 3) when there is an obstacle or it is wrong."""
        if obstacle := self.obstacle:
            raise HybridError("Not signed", obstacle, "Nothing was sent. It takes a new sign-off.", Exit.REFUSED)
        if self.typed and code.strip().casefold() != self.code:
            raise HybridError("Not signed", "That is not the code shown.", f"Type {self.code}.", Exit.REFUSED)
        return replace(self, state=State.SIGNED), approve(self.envelope, self.digest)
