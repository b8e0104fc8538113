"""Why this file exists: what the workbench needs from the tiers around it, so that panes and tests know no vendor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from hybridtui.core.config import Config
from hybridtui.core.envelope import Approved, Envelope
from hybridtui.core.errors import HybridError
from hybridtui.core.refine import Event
from hybridtui.core.reply import Reply, ReplyEvent, Usage
from hybridtui.core.secrets import Secret
from hybridtui.core.steering import Steering


class Refiner(Protocol):
    """The local tier: one model, one job at a time, the newest job wins."""

    def events(self) -> AsyncIterator[Event]:
        """Everything the worker says, until `close`. One reader only."""
        ...

    def submit(self, text: str, steering: Steering = Steering(), cursor: int = 0) -> int:
        """Refine `text`, replacing any job under way; returns the new job's generation (1, 2, 3...).

        What stands near `cursor`, a character offset into `text`, comes first.
        """
        ...

    def stop(self) -> None:
        """End the job under way; what it has put out stands."""
        ...

    async def close(self) -> None:
        """End the worker process."""
        ...


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

    def compose(self, spec: str, model: str, max_tokens: int, effort: str) -> Envelope:
        """The envelope for `spec`: the request body's exact bytes and everything around them that is signed."""
        ...

    def hand_off(self, approved: Approved) -> AsyncIterator[ReplyEvent]:
        """Send the approved bytes and stream what comes back. Ends after `ReplyEnded` or `ReplyFailed`.

        Never raises for what the other side does. Cancelling the task that iterates closes the connection.
        """
        ...


class TokenCounter(Protocol):
    """Estimates how many tokens a Claude model makes of a text."""

    def count(self, text: str, model: str) -> int:
        """Estimated tokens, offline. Slow on the first call: use it in a thread. Raises `HybridError`."""
        ...


class PriceList(Protocol):
    """USD for tokens. Offline; slow on the first call: use it in a thread. Both methods raise `HybridError`."""

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """What `usage` costs in USD, or None where the price is unknown."""
        ...

    def context(self, model: str) -> int | None:
        """The model's context window in tokens, or None where unknown."""
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


@dataclass(frozen=True, slots=True)
class Document:
    """A text file as the editor sees it: lines joined by "\\n", and how to write it back.

    `lines` are the file's lines with their own endings, as last read or written, so that an edit changes the endings
    of no other line. `bom` tells whether it began with a byte order mark. Bytes that are not UTF-8 stand in `text` as
    lone surrogates (surrogateescape) and are written back as they were. `displaced` is the path of the file that now
    keeps what another program had written here, where the latest save found such a change; empty otherwise.
    """

    path: str
    text: str
    lines: tuple[str, ...] = ()
    bom: bool = False
    exists: bool = False
    displaced: str = ""


class Documents(Protocol):
    """Notes, spec and their neighbours on disk."""

    def load(self, path: str) -> Document:
        """Read a file; a missing one is an empty document. Raises `HybridError` when it cannot be read."""
        ...

    def save(self, document: Document, text: str) -> Document:
        """Write `text` atomically if it differs from the document's. Raises `HybridError`; the old file then stands.

        What another program wrote there since the document was read or written is kept first, beside the file.
        """
        ...


class ReplyLog(Protocol):
    """One reply on its way to the disk."""

    def append(self, event: ReplyEvent) -> None:
        """Keep what the event brings. Raises `HybridError`."""
        ...

    def record(self, reply: Reply) -> None:
        """Write down how the reply stands. Raises `HybridError`."""
        ...

    def close(self) -> None:
        """Nothing more comes."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the workbench is given. `begin_reply` takes sign-off, host, model and spec, and raises `HybridError`.

    `scanner` looks for secrets besides our own rules; None where there is none.
    """

    refiner: Refiner
    executor: Executor
    tokens: TokenCounter
    prices: PriceList
    documents: Documents
    begin_reply: Callable[[str, str, str, str], ReplyLog]
    scanner: Scanner | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the workbench opens with: the documents as loaded, the settings and their faults, the last reply.

    `sent` is the spec of the last hand-off, None where there was none.
    """

    notes: Document
    spec: Document
    trace: Document
    config: Config = Config()
    notices: tuple[HybridError, ...] = ()
    reply: Reply = Reply()
    sent: str | None = None
