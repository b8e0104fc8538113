"""Why this file exists: stand-ins for the tiers that do what a test tells them, when it tells them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hybridtui.core.envelope import Approved, Envelope
from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.ports import Credential, Executor, Services
from hybridtui.core.refine import (
    Completed,
    Event,
    Item,
    Loaded,
    Model,
    Ready,
    Span,
    Started,
    Stats,
)
from hybridtui.core.reply import ReplyEvent, Usage
from hybridtui.core.request import Request
from hybridtui.core.steering import Steering
from hybridtui.store.files import Files
from hybridtui.store.replies import ReplyFile


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
        self.answers: asyncio.Queue[ReplyEvent | None] = asyncio.Queue()
        self.missing = missing

    def credential(self) -> Credential:
        return Credential("ANTHROPIC_API_KEY" if not self.missing else "none", self.missing)

    def compose(self, spec: str, model: str, max_tokens: int, effort: str) -> Envelope:
        request = Request.of(spec, model, max_tokens, effort)
        source = self.credential().source
        return Envelope("api", "https://claude.invalid", source, model, request.settings(), request.encode())

    async def hand_off(self, approved: Approved) -> AsyncIterator[ReplyEvent]:
        self.sent.append(approved)
        while (event := await self.answers.get()) is not None:
            yield event

    def answer(self, *events: ReplyEvent | None) -> None:
        for event in events:
            self.answers.put_nowait(event)


class WordCounter:
    """A token is a word."""

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


@dataclass
class Fakes:
    """The services of a workbench under test, and the fakes behind them."""

    folder: Path
    refiner: FakeRefiner = field(default_factory=FakeRefiner)
    executor: FakeExecutor = field(default_factory=FakeExecutor)
    prices: FlatPrices = field(default_factory=FlatPrices)
    in_place: Executor | None = None
    """What serves in the place of the fake executor."""

    def services(self) -> Services:
        def begin_reply(sign_off: str, host: str, model: str, spec: str) -> ReplyFile:
            return ReplyFile(self.folder / "notes.replies", sign_off, host, model, spec)

        return Services(self.refiner, self.in_place or self.executor, WordCounter(), self.prices, Files(), begin_reply)
