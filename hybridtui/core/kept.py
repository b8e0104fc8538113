"""Why this file exists: the replies of a spec can be told apart in a list without reading any of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hybridtui.core.order import Target
from hybridtui.core.reply import Reply, ReplyState


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply on the disk. `name` is what it is kept under, `at` when it was begun (UTC, ISO 8601).

    `spec` is a hash of the spec it answers; equal hashes are one version. `error` is the title of what went wrong.
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


@dataclass(frozen=True, slots=True)
class Recalled:
    """A reply that was taken out again to be read."""

    kept: Kept
    reply: Reply
