"""Why this file exists: the session follows what the worker says, and never may half a line pass for a whole one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hybridtui.core.draft import Draft, Run
from hybridtui.core.draft.item import Item, Stats
from hybridtui.core.refining.events import (
    Completed,
    Dropped,
    Event,
    Failed,
    Loaded,
    Loading,
    Partial,
    Ready,
    Started,
    Stopped,
    Unavailable,
)
from hybridtui.core.session import Engine, Session


def refined(session: Session, event: Event) -> Session:
    """The session after an event from the worker. Events of an older generation change nothing."""
    match event:
        case Loading(fraction):
            return replace(session, engine=Engine(fraction=fraction, model=session.engine.model))
        case Loaded(model):
            return replace(session, engine=Engine(fraction=1.0, model=model))
        case Unavailable(error):
            draft = replace(session.draft, run=Run.FAILED, partials={}, error=error)
            return replace(session, engine=Engine(error=error), draft=draft)
        case Failed(0, error):
            # The worker died and is being started again: what it had put out stands.
            return replace(session, engine=Engine(), draft=replace(session.draft, partials={}, error=error))
        case _ if event.generation != session.draft.generation:
            return session
        case _:
            return replace(session, draft=_advanced(session.draft, event))


def _advanced(draft: Draft, event: Started | Partial | Ready | Dropped | Completed | Stopped | Failed) -> Draft:
    """The draft after an event of its own run."""
    match event:
        case Started(_, spans):
            keys = {span.key for span in spans}
            kept = {key: item for key, item in draft.by_key.items() if key in keys}
            return replace(
                draft,
                run=Run.RUNNING,
                notes=draft.asked,
                spans=spans,
                by_key=kept,
                partials={},
                stats=Stats(),
                error=None,
            )
        case Partial(_, item, stats):
            partials = {**draft.partials, item.sources[0]: item}
            return replace(draft, partials=partials, stats=stats) if draft.run is Run.RUNNING else draft
        case Ready(_, items, stats):
            made = {item.sources[0]: item for item in items}
            return replace(draft, by_key={**draft.by_key, **made}, partials=_without(draft.partials, made), stats=stats)
        case Dropped(_, keys, stats):
            return replace(
                draft, by_key=_without(draft.by_key, keys), partials=_without(draft.partials, keys), stats=stats
            )
        case Completed(_, stats):
            return replace(draft, run=Run.DONE, partials={}, stats=stats)
        case Stopped():
            return replace(draft, run=Run.STOPPED, partials={})
        case Failed(_, error):
            return replace(draft, run=Run.FAILED, partials={}, error=error)


def _without(items: Mapping[str, Item], keys: Mapping[str, Item] | Sequence[str]) -> Mapping[str, Item]:
    gone = set(keys)
    return {key: item for key, item in items.items() if key not in gone}
