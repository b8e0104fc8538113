"""Why this file exists: stand-ins for the tiers that do what a test tells them, when it tells them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from hybridtui.core.config import Config
from hybridtui.core.costs.budget import Spent
from hybridtui.core.costs.calibration import Observation
from hybridtui.core.draft.item import Item, Model, Span, Stats
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.hand_off.request import Request
from hybridtui.core.kinds import Kind
from hybridtui.core.ledger import Opening, Row, outcome
from hybridtui.core.ports import Credential, Executor, Services
from hybridtui.core.refining.events import Completed, Event, Loaded, Ready, Started
from hybridtui.core.reply import Reply, Usage
from hybridtui.core.reply.events import ReplyEvent
from hybridtui.core.steering import Steering
from hybridtui.core.workspaces.claim import Holder
from hybridtui.core.workspaces.desk import Desk
from hybridtui.store.documents.files import Files
from hybridtui.store.documents.journal import JournalFile
from hybridtui.store.editor import SystemEditor
from hybridtui.store.history.file import HistoryFile
from hybridtui.store.outgoing.block_files import CodeFiles
from hybridtui.store.outgoing.exports import Exports
from hybridtui.store.outgoing.outbox import ClipboardTarget, FileTarget
from hybridtui.store.replies.folder import ReplyFolder
from hybridtui.store.workspaces.registry import Registry
from hybridtui.store.workspaces.shelf import WorkspaceShelf
from hybridtui.store.workspaces.workspace import Workspace


def item(key: str, text: str, kind: Kind = Kind.REQUIREMENT) -> Item:
    """A draft item that came from the one sentence `key`."""
    return Item(key, kind, text, (key,))


class FakeRefiner:
    """Remembers what it was asked; says what a test puts into its queue."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[Event] = asyncio.Queue()
        self.submitted: list[str] = []
        self.steered: list[Steering] = []
        self.cursors: list[int] = []
        self.stops = 0
        self.closed = False

    async def events(self) -> AsyncIterator[Event]:
        while True:
            yield await self.said.get()

    def submit(self, text: str, steering: Steering = Steering(), cursor: int = 0) -> int:
        self.submitted.append(text)
        self.steered.append(steering)
        self.cursors.append(cursor)
        return len(self.submitted)

    def stop(self) -> None:
        self.stops += 1

    async def close(self) -> None:
        self.closed = True

    def say(self, *events: Event) -> None:
        for event in events:
            self.said.put_nowait(event)

    def draft(self, *items: Item, spans: tuple[Span, ...] = ()) -> None:
        """Answer the newest job with these items; without `spans` the sentences stand at the start of the notes."""
        generation = len(self.submitted)
        total = len(items)
        self.say(
            Loaded(Model("fake-135M", "/nowhere/fake.gguf", 135_000_000, 4096)),
            Started(generation, spans or tuple(Span(one.sources[0], 0, 1) for one in items)),
            *(Ready(generation, (one,), Stats(n, total, n * 9, n, 0.5, 0.1)) for n, one in enumerate(items, 1)),
            Completed(generation, Stats(total, total, total * 9, total, 0.5, 0.1)),
        )


class FakeExecutor:
    """Composes the real bytes; answers with what a test puts into its queue (None ends the stream)."""

    def __init__(self, missing: str = "") -> None:
        self.sent: list[Approved] = []
        self.prepared = False
        self.answers: asyncio.Queue[ReplyEvent | None] = asyncio.Queue()
        self.missing = missing

    def credential(self) -> Credential:
        return Credential("ANTHROPIC_API_KEY" if not self.missing else "none", self.missing)

    def prepare(self) -> None:
        self.prepared = True

    def compose(self, spec: str, order: Order) -> Envelope:
        request = Request.of(spec, order)
        source = self.credential().source
        return Envelope(Target.API, "https://claude.invalid", source, order.model, request.settings(), request.encode())

    async def hand_off(self, approved: Approved) -> AsyncIterator[ReplyEvent]:
        self.sent.append(approved)
        while (event := await self.answers.get()) is not None:
            yield event

    def answer(self, *events: ReplyEvent | None) -> None:
        for event in events:
            self.answers.put_nowait(event)


class WordCounter:
    """A token is a word."""

    name = "words"

    def count(self, text: str, model: str) -> int:
        return len(text.split())


class FlatPrices:
    """Four dollars a million tokens in, twenty out, whatever the model; `broken` while a test says so."""

    broken: HybridError | None = None

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        if self.broken:
            raise self.broken
        return (4 * Decimal(usage.all_input) + 20 * usage.output) / 1_000_000

    def context(self, model: str) -> int | None:
        return 200_000

    def source(self, model: str) -> str:
        return "a test's list"


class FakeLedger:
    """Keeps the books in memory; `broken` while a test says so."""

    def __init__(self) -> None:
        self.book: dict[str, Row] = {}
        self.notes: list[Reply] = []
        self.spending = Spent()
        self.broken: HybridError | None = None

    def begin(self, opening: Opening) -> str:
        if self.broken:
            raise self.broken
        hand_off = f"hand-off-{len(self.book) + 1}"
        at = f"2026-11-23T09:{len(self.book):02}:00+00:00"
        self.book[hand_off] = Row(hand_off, at, opening, day=at[:10])
        return hand_off

    def note(self, reply: Reply) -> None:
        if self.broken:
            raise self.broken
        self.notes.append(reply)
        self.book[reply.id] = replace(
            self.book[reply.id],
            outcome=outcome(reply),
            stop_reason=reply.stop_reason,
            request_id=reply.request_id,
            error=reply.error.title if reply.error else "",
            usage=reply.usage,
            cost=reply.cost,
            answered_by=reply.model,
        )

    def rows(self) -> tuple[Row, ...]:
        return tuple(reversed(self.book.values()))

    def spent(self) -> Spent:
        if self.broken:
            raise self.broken
        return self.spending

    def observations(self) -> tuple[Observation, ...]:
        return ()


class FakeClipboard:
    """Remembers what was copied."""

    def __init__(self) -> None:
        self.copied: list[str] = []
        self.broken: HybridError | None = None

    def copy(self, text: str) -> str:
        if self.broken:
            raise self.broken
        self.copied.append(text)
        return "copied to the test's clipboard"


class FakeClaim:
    """Nobody else wants the workspace, until a test says so."""

    fault: HybridError | None = None

    def __init__(self) -> None:
        self.held = True
        self.elsewhere: Holder | None = None
        """Who has it, if it is not this process."""
        self.wanted = self.asking = False

    def holder(self) -> Holder:
        return self.elsewhere or Holder(1, "2026-11-23T09:00:00+00:00", "/dev/pts/1", "here")

    def take(self) -> bool:
        self.held = self.elsewhere is None
        return self.held

    def force(self) -> None:
        self.elsewhere, self.held = None, True

    def ask(self) -> None:
        self.asking = True

    def unask(self) -> None:
        self.asking = False

    def asked(self) -> bool:
        return self.wanted

    def release(self) -> None:
        self.held = False


class FakeCounter:
    """Counts when a test says so: what is put into its queue is the count, or the error in its place."""

    def __init__(self) -> None:
        self.sent: list[Approved] = []
        self.stopped = 0
        self.counts: asyncio.Queue[int | HybridError] = asyncio.Queue()

    def compose_count(self, envelope: Envelope) -> Envelope:
        return replace(envelope, target="count", settings=(), payload=b"count " + envelope.payload)

    async def count(self, approved: Approved) -> int:
        approved.spend()
        self.sent.append(approved)
        try:
            count = await self.counts.get()
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        if isinstance(count, HybridError):
            raise count
        return count


class FakeWatcher:
    """Says that files changed when a test says so."""

    def __init__(self) -> None:
        self.seen: asyncio.Queue[frozenset[str]] = asyncio.Queue()
        self.watched: tuple[str, ...] = ()

    async def changes(self, paths: Sequence[str]) -> AsyncIterator[frozenset[str]]:
        self.watched = tuple(paths)
        while True:
            yield await self.seen.get()

    def say(self) -> None:
        """Every file may have changed."""
        self.seen.put_nowait(frozenset(self.watched))


@dataclass
class Fakes:
    """The services of a workbench under test, and the fakes behind them."""

    folder: Path
    refiner: FakeRefiner = field(default_factory=FakeRefiner)
    executor: FakeExecutor = field(default_factory=FakeExecutor)
    prices: FlatPrices = field(default_factory=FlatPrices)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    clipboard: FakeClipboard = field(default_factory=FakeClipboard)
    counter: FakeCounter = field(default_factory=FakeCounter)
    claim: FakeClaim = field(default_factory=FakeClaim)
    watcher: FakeWatcher = field(default_factory=FakeWatcher)
    in_place: Executor | None = None
    """What serves in the place of the fake executor."""

    @property
    def state(self) -> Path:
        """A folder of the user's, apart from that of the notes."""
        return self.folder.with_name(f"{self.folder.name} of the user")

    @property
    def shelf(self) -> WorkspaceShelf:
        """The list of workspaces."""
        registry = Registry(self.state / "workspaces.db")
        return WorkspaceShelf(registry, self.state, lambda path: FakeClaim(), self.journal)

    def journal(self, path: str) -> JournalFile:
        return JournalFile(self.folder / ".journals", path)

    def elsewhere(self, path: str, config: Config) -> tuple[Callable[[], Services], Desk]:
        """Another workspace, with the same fakes behind it."""
        place = Workspace.of(Path(path))
        self.claim = FakeClaim()
        notes, spec, trace = (Files().load(str(each)) for each in (place.notes, place.spec, place.trace))
        enlist = partial(self.shelf.opened, notes.path)
        desk = Desk(notes, spec, trace, Files(), self.journal, self.claim, config, enlist=enlist)
        return lambda: replace(self.services(), replies=ReplyFolder(place.replies)), desk

    def services(self) -> Services:
        return Services(
            self.refiner,
            {
                Target.API: self.in_place or self.executor,
                Target.CLIPBOARD: ClipboardTarget(self.clipboard),
                Target.FILE: FileTarget(self.folder / "notes.md"),
            },
            WordCounter(),
            self.prices,
            ReplyFolder(self.folder / "notes.replies"),
            self.ledger,
            self.clipboard,
            Exports(self.folder).write,
            CodeFiles(),
            HistoryFile(self.folder / "history.db", lambda: "notes", 256_000_000),
            self.shelf,
            SystemEditor({}),
            counter=self.counter,
            watcher=self.watcher,
        )
