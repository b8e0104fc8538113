"""Why this file exists: what the workbench needs from the tiers around it, so that panes and tests know no vendor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from hybridtui.core.reply import Reply, Usage
from hybridtui.core.reply.events import ReplyEvent
from hybridtui.core.steering import Steering

if TYPE_CHECKING:
    from hybridtui.core.code.saving import Place
    from hybridtui.core.costs.budget import Spent
    from hybridtui.core.costs.calibration import Observation
    from hybridtui.core.errors import HybridError
    from hybridtui.core.hand_off.envelope import Approved, Envelope
    from hybridtui.core.hand_off.order import Order, Target
    from hybridtui.core.history import Plan, Room, Sort, Version
    from hybridtui.core.journal import Typed
    from hybridtui.core.ledger import Opening, Row
    from hybridtui.core.merging import Merging
    from hybridtui.core.refining.events import Event
    from hybridtui.core.reply.kept import Kept
    from hybridtui.core.secrets import Secret
    from hybridtui.core.workspaces.claim import Holder
    from hybridtui.core.workspaces.desk import Document
    from hybridtui.core.workspaces.known import Known


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


class Clipboard(Protocol):
    """Where text waits to be pasted."""

    def copy(self, text: str) -> str:
        """Hand `text` over. Returns what is known of what became of it, in words. Raises `HybridError`."""
        ...


class BlockFiles(Protocol):
    """Where code blocks of a reply become files. Every method raises `HybridError`."""

    def folder(self, given: str) -> str:
        """The absolute path of a folder that the human named; it may not be there yet."""
        ...

    def look(self, folder: str, name: str) -> Place:
        """What is in `folder` under `name` now. Refuses a name that leads out of the folder."""
        ...

    def save(self, folder: str, name: str, place: Place, text: str) -> None:
        """Write `text` whole, unless what is there is not what `look` saw."""
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


class Documents(Protocol):
    """Notes, spec and their neighbours on disk."""

    def load(self, path: str) -> Document:
        """Read a file; a missing one is an empty document. Raises `HybridError` when it cannot be read."""
        ...

    def look(self, document: Document) -> Document:
        """The document as its file has it now, `document` itself where that has not changed.

        Where the file is gone or empty it is the same but for `exists`. Takes a moment while another program writes.
        Raises `HybridError` when it cannot be read.
        """
        ...

    def save(self, document: Document, text: str, merging: Merging | None = None) -> Document:
        """Write `text` atomically if it differs from the document's. Raises `HybridError`; the old file then stands.

        What another program wrote there since the document was read or written becomes one with `text` by `merging`,
        by lines where that is None: the result has the text that the file has then.
        """
        ...


class Watcher(Protocol):
    """Sees what other programs do to files."""

    def changes(self, paths: Sequence[str]) -> AsyncIterator[frozenset[str]]:
        """Which of `paths` may have changed, in batches, until the task that iterates is cancelled.

        Raises `HybridError` when they cannot be watched.
        """
        ...


class Journal(Protocol):
    """What was typed into one document since it was saved last. Safe to call from a thread."""

    def left(self) -> Typed | None:
        """What an earlier process left behind, None where there is nothing."""
        ...

    def keep(self, base: str, text: str) -> None:
        """Keep that the document, saved as `base`, reads `text` now.

        Raises `HybridError`; what was kept before then stands, and the next call makes up for it.
        """
        ...

    def forget(self) -> None:
        """All of it is saved."""
        ...

    def release(self) -> None:
        """Another process may write the journal from now on."""
        ...


class Claim(Protocol):
    """The right to write into a workspace, which one process at a time has. Every method is quick; none raises."""

    @property
    def held(self) -> bool:
        """Whether this process may write."""
        ...

    @property
    def fault(self) -> HybridError | None:
        """Why others cannot be kept from writing, too; None where they can."""
        ...

    def holder(self) -> Holder:
        """Who has the claim."""
        ...

    def take(self) -> bool:
        """Have the claim, if nobody has it; returns `held`."""
        ...

    def force(self) -> None:
        """Have the claim, whoever has it."""
        ...

    def ask(self) -> None:
        """Ask the holder to give it up."""
        ...

    def unask(self) -> None:
        """Ask no longer."""
        ...

    def asked(self) -> bool:
        """Whether another process asks for it."""
        ...

    def release(self) -> None:
        """Give the claim up. Harmless without it."""
        ...


class Workspaces(Protocol):
    """The workspaces of this user. Takes a while: use it in a thread. Every method raises `HybridError`."""

    def known(self) -> tuple[Known, ...]:
        """What is on the list, the one opened last first."""
        ...

    def opened(self, path: str) -> None:
        """The notes at `path` were opened now."""
        ...

    def place(self, given: str) -> str:
        """The path of the notes of a new workspace of that name, or at that path. Nothing is made yet."""
        ...

    def rename(self, id: str, path: str, given: str) -> str:
        """Move the workspace of the notes at `path` to another name or path, whole; returns the new path of its notes.

        Refuses to replace anything, and to move what another process has open.
        """
        ...

    def forget(self, id: str) -> None:
        """Take a workspace off the list; none of its files is touched."""
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


class Replies(Protocol):
    """The replies of one spec, on the disk. Every method raises `HybridError`."""

    def begin(self, hand_off: str, opening: Opening, spec: str) -> ReplyLog:
        """A place for the answer to `spec`; `hand_off` is the id in the ledger."""
        ...

    def kept(self) -> tuple[Kept, ...]:
        """What there is, the newest first."""
        ...

    def load(self, name: str) -> Reply:
        """The reply kept under `name`, as far as it came."""
        ...

    def spec(self, name: str) -> str:
        """The spec that it answers."""
        ...

    def latest(self) -> Reply | None:
        """The newest that can be read, as far as it came; None where there is none. Raises nothing."""
        ...

    def latest_spec(self) -> str | None:
        """The spec of the newest that reached the other side; None where there is none. Raises nothing."""
        ...


class Ledger(Protocol):
    """The books: one row for each hand-off, made of events that are only ever added. All raise `HybridError`."""

    def begin(self, opening: Opening) -> str:
        """Open a row, on the disk before this returns. Returns its id: a UUID of ours."""
        ...

    def note(self, reply: Reply) -> None:
        """Add how the hand-off `reply.id` stands now."""
        ...

    def rows(self) -> tuple[Row, ...]:
        """Every hand-off, the newest first."""
        ...

    def spent(self) -> Spent:
        """What this day and this month have cost so far."""
        ...

    def observations(self) -> tuple[Observation, ...]:
        """What was billed against what had been counted, the newest first."""
        ...


class History(Protocol):
    """Every version of what was written, drafted, signed and answered in a workspace.

    Each call may take a while: use a thread. All but `add` and `notices` raise `HybridError`.
    """

    def add(self, sort: Sort, text: str, about: str = "", of: str = "") -> str:
        """Keep a version, on the disk before this returns, and let old ones go where there is no room.

        Returns its digest. A document that is the same as its newest version is not kept twice, and one that never was
        anything but empty not at all. An empty `about` is replaced by how many lines came and went. Never raises: what went wrong is among the `notices`.
        """
        ...

    def notices(self) -> tuple[HybridError, ...]:
        """What went wrong since this was asked last; of each kind once."""
        ...

    def versions(self) -> tuple[Version, ...]:
        """Every version, the newest first."""
        ...

    def text(self, id: int) -> str:
        """The text of a version."""
        ...

    def find(self, words: str) -> frozenset[int]:
        """The ids of the versions whose text has `words`, in small letters or capitals."""
        ...

    def room(self) -> Room:
        """What the histories of all workspaces take, and the most they may."""
        ...

    def plan(self, excess: int) -> Plan:
        """What should go, of any workspace, to free `excess` bytes."""
        ...

    def prune(self, agreed: Plan) -> Plan:
        """Let go what was `agreed`, but for what may go no longer, and record that. Returns what went."""
        ...


class TextEditor(Protocol):
    """The human's own editor, to which the terminal is lent."""

    async def edit(self, path: str, line: int) -> None:
        """Open `path` at `line` (from 1), and return once the human has closed it. Raises `HybridError`."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the workbench is given. `executors` are by their targets; one that is missing is not offered.

    `export` writes the text given second into a new file of the name given first, and returns its absolute path; it
    raises `HybridError`. `scanner` looks for secrets besides our own rules, `counter` asks Claude for exact counts;
    None where there is none. Without a `watcher`, what other programs write is seen when something else happens.
    `notices` say what was wrong when all this was made. `sweep` deletes what killed processes left half-written.
    """

    refiner: Refiner
    executors: Mapping[Target, Executor]
    tokens: TokenCounter
    prices: PriceList
    documents: Documents
    replies: Replies
    ledger: Ledger
    clipboard: Clipboard
    export: Callable[[str, str], str]
    block_files: BlockFiles
    history: History
    workspaces: Workspaces
    editor: TextEditor
    counter: ExactCounter | None = None
    scanner: Scanner | None = None
    watcher: Watcher | None = None
    sweep: Callable[[], None] = lambda: None
    notices: tuple[HybridError, ...] = ()
