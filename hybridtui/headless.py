"""Why this file exists: a refinement without a screen is one call, for the command line and for scripts."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from hybridtui.core.config_parser import complaint
from hybridtui.core.duplicates import merge
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.ports import Refiner
from hybridtui.core.refine import (
    Completed,
    Dropped,
    Event,
    Failed,
    Item,
    Loaded,
    Loading,
    Ready,
    Span,
    Started,
    Stats,
    Unavailable,
)
from hybridtui.core.steering import Steering
from hybridtui.local.client import LocalRefiner
from hybridtui.store import paths, settings


@dataclass(frozen=True, slots=True)
class Draft:
    """What a refinement gave: items in the order of their sentences."""

    spans: tuple[Span, ...]
    items: tuple[Item, ...]
    model: str
    stats: Stats

    def as_json(self) -> dict[str, object]:
        """Plain values: offsets count the characters of the file as it is, `id`s of sentences are those shown."""
        ids = {span.key: f"n{number}" for number, span in enumerate(self.spans, 1)}
        return {
            "sentences": [{"id": ids[span.key], "start": span.start, "end": span.end} for span in self.spans],
            "items": [
                {
                    "id": item.id,
                    "kind": item.kind.value,
                    "text": item.text,
                    "sources": [ids[key] for key in item.sources],
                    "mode": item.mode.value if item.mode else None,
                    "remark": item.remark,
                }
                for item in self.items
            ],
            "model": self.model,
            "stats": {
                "sentences": self.stats.total,
                "tokens": self.stats.tokens,
                "chosen": self.stats.chosen,
                "recalled": self.stats.recalled,
                "seconds": round(self.stats.seconds, 3),
                "first_token_seconds": self.stats.first_token,
                "tokens_per_second": round(self.stats.tokens_per_second, 1),
            },
        }


def run(text: str, arguments: Mapping[str, str], tell: Callable[[HybridError], None]) -> Draft:
    """Refine `text` as the user's settings say, and `arguments`, settings by their dotted names, before them.

    `tell` hears of settings that are not usable. Raises `HybridError` when the refinement fails.
    """
    config, problems = settings.load(os.environ, dict(arguments))
    if problems:
        tell(complaint(problems))

    async def refined() -> Draft:
        refiner = LocalRefiner.configured(config.local, paths.worker_log(), paths.line_cache(), eager=True)
        return await refine(text, refiner, Progress(sys.stderr), config.local.steering)

    return asyncio.run(refined())


async def refine(
    text: str, refiner: Refiner, progress: Callable[[Event], None], steering: Steering = Steering()
) -> Draft:
    """Refine `text` once and close `refiner`. `progress` sees every event. Raises `HybridError` when it fails."""
    model = ""
    spans: tuple[Span, ...] = ()
    items: dict[str, Item] = {}
    generation = refiner.submit(text, steering)
    try:
        async for event in refiner.events():
            progress(event)
            match event:
                case Loaded():
                    model = event.model.name
                case Started():
                    spans = event.spans
                case Ready():
                    items |= {item.id: item for item in event.items}
                case Completed():
                    return Draft(spans, merge(_in_order(items.values(), spans)), model, event.stats)
                case Failed() if event.generation == generation:
                    raise event.error
                case Unavailable():
                    raise event.error
        raise HybridError(
            "The refinement broke off", "The model's process ended early.", "Run it again.", Exit.OTHER_SIDE
        )
    finally:
        await refiner.close()


def _in_order(items: Iterable[Item], spans: Iterable[Span]) -> tuple[Item, ...]:
    place = {span.key: number for number, span in enumerate(spans)}
    return tuple(sorted(items, key=lambda item: min((place[key] for key in item.sources), default=0)))


class Progress:
    """One line on a terminal that says how far it is; silent where standard error is not one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty()

    def __call__(self, event: Event) -> None:
        """Show `event`, or wipe the line after the last one."""
        match event:
            case Loading():
                self._show(f"Loading the model: {event.fraction:.0%}")
            case Ready() | Dropped():
                stats = event.stats
                speed = f", {stats.tokens_per_second:.0f} tokens/s" if stats.tokens else ""
                self._show(f"Refining: {stats.done} of {stats.total}{speed}")
            case Completed() | Failed() | Unavailable():
                self._show("")

    def _show(self, line: str) -> None:
        if self._shows:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
