"""Why this file exists: what the human asks of one draft item is kept by its sentences, so it outlives every run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from hybridtui.core.draft.arrangement import duplicates
from hybridtui.core.steering import Compression, Steering, Wish

if TYPE_CHECKING:
    from hybridtui.core.draft.item import Item
    from hybridtui.core.session import Session


def again(steering: Steering, item: Item) -> Steering:
    """Another attempt at every sentence of `item`."""
    return _each(steering, item, lambda wish: wish._replace(attempt=wish.attempt + 1))


def shorter(steering: Steering, item: Item) -> Steering:
    """One step denser than what each sentence of `item` has; `steering` itself where all are as dense as can be."""

    def denser(wish: Wish) -> Wish:
        now = compression(steering, wish)
        return wish if now.denser is now else wish._replace(compression=now.denser)

    return _each(steering, item, denser)


def verbatim(steering: Steering, item: Item) -> Steering:
    """Every sentence of `item` as it is; where they are by wish already, the wish is taken back."""
    asked = all(steering.wish(key).compression is Compression.VERBATIM for key in item.sources)
    return _each(steering, item, lambda wish: wish._replace(compression=None if asked else Compression.VERBATIM))


def compression(steering: Steering, wish: Wish) -> Compression:
    """Where the dial stands for one sentence."""
    return wish.compression or steering.compression


def dropped(session: Session, item: Item) -> Session:
    """`item` is not wanted, or wanted after all."""
    record = session.record
    wanted = record.want(*item.sources) if session.is_dropped(item) else record.set_aside(*item.sources)
    return replace(session, record=wanted)


def parted(session: Session, item: Item) -> Session:
    """A merged `item` split into what it was made of; one that was split merged again with the same ones.

    The same session comes back when `item` says what no other does.
    """
    parts = session.draft.parts(item)
    if len(parts) > 1:
        ids = {part.id for part in parts}
        kept = tuple(one for one in session.draft.merged if one.item.id != item.id)
        return replace(session, apart=session.apart | ids, draft=replace(session.draft, merged=kept))
    if item.id not in session.apart:
        return session
    return _rejoined(session, item)


def _rejoined(session: Session, item: Item) -> Session:
    draft = session.draft
    group = next((one for one in duplicates(draft.finished, ()) if item in one.parts), None)
    apart = session.apart.difference(part.id for part in group.parts) if group else session.apart - {item.id}
    return replace(session, apart=apart, draft=replace(draft, merged=duplicates(draft.finished, apart)))


def _each(steering: Steering, item: Item, change: Callable[[Wish], Wish]) -> Steering:
    asked = steering
    for key in item.sources:
        asked = asked.wishing(change(steering.wish(key)))
    return asked
