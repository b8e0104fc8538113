"""Why this file exists: what a hand-off goes through, and what it will cost, is known to the screen by name only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from decimal import Decimal

    from hybridtui.core.hand_off.envelope import Approved, Envelope
    from hybridtui.core.hand_off.order import Order
    from hybridtui.core.reply import Usage
    from hybridtui.core.reply.events import ReplyEvent
    from hybridtui.core.secrets import Secret


@dataclass(frozen=True, slots=True)
class Credential:
    """Where the credential comes from ("ANTHROPIC_API_KEY"), or what to do when there is none (`missing`)."""

    source: str
    missing: str = ""


class Executor(Protocol):
    """The cloud tier: composes the exact bytes, and sends them once a human approved them."""

    def credential(self) -> Credential:
        """Where the credential would come from now. Reads the environment and the disk, never the network."""
        ...

    def prepare(self) -> None:
        """The human is about to decide: have loaded what a hand-off needs. Returns at once, and sends nothing."""
        ...

    def compose(self, spec: str, order: Order) -> Envelope:
        """The envelope for `spec`: the exact bytes that would be sent and everything around them that is signed.

        Raises `HybridError` (exit 2) for what cannot be sent.
        """
        ...

    def hand_off(self, approved: Approved) -> AsyncIterator[ReplyEvent]:
        """Send the approved bytes and stream what comes back. Ends after `ReplyEnded` or `ReplyFailed`.

        Never raises for what the other side does. Cancelling the task that iterates closes the connection.
        """
        ...


class ExactCounter(Protocol):
    """Asks Claude itself how many tokens a request has. That uploads it, so it takes a sign-off of its own."""

    def compose_count(self, envelope: Envelope) -> Envelope:
        """What would be sent to have `envelope`, one of the API, counted. Its target is "count"."""
        ...

    async def count(self, approved: Approved) -> int:
        """Every token of input, as Claude counts. Sends the approved bytes, once. Raises `HybridError`."""
        ...


class TokenCounter(Protocol):
    """Estimates how many tokens a Claude model makes of a text."""

    @property
    def name(self) -> str:
        """The name of the tokenizer that counts."""
        ...

    def count(self, text: str, model: str) -> int:
        """Estimated tokens, offline. Slow on the first call: use it in a thread. Raises `HybridError`."""
        ...


class PriceList(Protocol):
    """USD for tokens. Offline; slow on the first call: use it in a thread. Every method raises `HybridError`."""

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """What `usage` costs in USD, or None where the price is unknown."""
        ...

    def context(self, model: str) -> int | None:
        """The model's context window in tokens, or None where unknown."""
        ...

    def source(self, model: str) -> str:
        """Where the model's price comes from, in words; "unknown" where there is none."""
        ...


class Scanner(Protocol):
    """Another pair of eyes for secrets, beside the rules of `core.secrets`. Offline."""

    @property
    def available(self) -> bool:
        """Whether it is installed. Quick: nothing is loaded."""
        ...

    def scan(self, text: str) -> tuple[Secret, ...]:
        """The secrets in `text`, in order. Slow on the first call: use it in a thread. Raises `HybridError`."""
        ...
