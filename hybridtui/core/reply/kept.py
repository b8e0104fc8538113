"""Why this file exists: the replies of a spec can be told apart in a list without reading any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Outcome, outcome
from hybridtui.core.reply import Reply, ReplyState


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply on the disk. `name` is what it is kept under, `at` when it was begun (UTC, ISO 8601).

    `spec` is `spec_hash` of the spec it answers, "" where that is not known. `error` is the title of what went wrong.
    `hand_off` is its id in the ledger.
    """

    name: str
    at: str
    state: ReplyState
    spec: str
    target: Target = Target.API
    model: str = ""
    stop_reason: str = ""
    cost: Decimal | None = None
    billable: bool = True
    error: str = ""
    hand_off: str = ""

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        return outcome(Reply(self.state, stop_reason=self.stop_reason, billable=self.billable))


@dataclass(frozen=True, slots=True)
class Recalled:
    """A reply that was taken out again to be read."""

    kept: Kept
    reply: Reply


def spec_hash(spec: str) -> str:
    """What tells one version of a spec from others: SHA-256 of its text, 64 hexadecimal digits."""
    return hashlib.sha256(spec.encode("utf-8", "surrogatepass")).hexdigest()


def versions(kept: Iterable[Kept]) -> Mapping[str, int]:
    """The number of each version of the spec by its hash: 1 for the one that was handed off first."""
    hashes = dict.fromkeys(each.spec for each in sorted(kept, key=lambda each: each.at) if each.spec)
    return {known: number for number, known in enumerate(hashes, 1)}
