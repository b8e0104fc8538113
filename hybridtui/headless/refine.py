"""Why this file exists: a refinement without a screen is one call, for the command line and for scripts."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Mapping

from hybridtui.core.draft.item import Item, Span
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.ports import Refiner
from hybridtui.core.refining.duplicates import merge
from hybridtui.core.refining.events import Completed, Event, Failed, Loaded, Ready, Started, Unavailable
from hybridtui.core.spec.edits import assemble
from hybridtui.core.steering import Steering
from hybridtui.headless import configured, streams
from hybridtui.headless.draft import Draft
from hybridtui.headless.progress import Progress
from hybridtui.headless.status_line import StatusLine
from hybridtui.local.client import LocalRefiner
from hybridtui.store import paths


def run(notes: str, output: str, as_json: bool, **steering: str | None) -> Exit:
    """`hybridtui refine`: the spec that the notes give, or everything about it as JSON, to `output`.

    `steering` are settings of the local model by their names; None leaves one as configured. Raises `HybridError`.
    """
    streams.check_output(output, notes, "the notes")
    text = streams.read(notes, "the notes")
    draft = drafted(text, {f"local.{name}": value for name, value in steering.items() if value is not None})
    result = json.dumps(draft.as_json(), indent=2) + "\n" if as_json else assemble(draft.items)
    streams.write(result, output)
    return Exit.DONE


def drafted(text: str, arguments: Mapping[str, str]) -> Draft:
    """Refine `text` as the user's settings say, and `arguments`, settings by their dotted names, before them.

    Settings that are not usable are told on standard error. Raises `HybridError` when the refinement fails.
    """
    config = configured.settings_in_force(arguments)

    async def refined() -> Draft:
        refiner = LocalRefiner.configured(config.local, paths.worker_log(), paths.line_cache(), eager=True)
        return await refine(text, refiner, Progress(StatusLine(sys.stderr)), config.local.steering)

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
