"""Why this file exists: what is typed is done in the order in which it was typed, however fast it arrives.

Textual puts a letter into the text as soon as the focused widget sees it, but looks for what other keys are bound to
only once they have come up through the queues of every widget around it. Of keys that arrive together, as they do over
a slow line, letters would be first; and what is typed after a key that opens or closes a screen would go to the wrong
one. So a key that may concern others than the focused widget is handed out once those before it have been done, and
those behind it once it has been done, with all that came of it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.message import Message

PATIENCE = 5.0
"""Seconds that a key may take before the next one is handed out all the same: an edit of megabytes takes a while."""

LEADING = 1.0
"""Seconds that keys wait for what they may belong to; nobody types blindly for longer."""

_CALM = 3
"""Climbs to begin with: behind the key, behind what its handlers sent, and behind the workers that those began."""

_CLIMBS = 20
"""Most climbs that one key is followed for: something that changes the focus for ever must not stop the keys."""


@runtime_checkable
class Taking(Protocol):
    """A widget that does keys all by itself, as soon as it sees them: what is handed out to it stays in order."""

    def takes(self, event: Key | Paste) -> bool:
        """Whether nobody else has to do with `event` while this widget has the focus."""
        ...


class Deciding:
    """A screen where something is decided that the human has to see first."""

    seen_at = inf
    """When it was drawn, by the clock that keys are stamped with. What was typed before decides nothing."""

    @property
    def seen(self) -> bool:
        """Whether it has been on the screen."""
        return self.seen_at < inf

    def drawn(self) -> None:
        """It is on the screen now."""
        self.seen_at = Message().time


class Keyboard:
    """Hands out what is typed, each key behind what came of the one before. `deliver` sends it to the focused widget.

    What has become of a key is found by climbing after it: a callback in the queue of the widget that it was sent to
    comes behind it, then one in the queue of the widget around that, and so on up to the application. Should the key
    have led elsewhere, to another screen or another widget, all of that is climbed too, until nothing changes any more.
    """

    def __init__(self, app: App[Any], deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Key | Paste | Callable[[], object]] = deque()
        self._busy = False
        """Whether a key is being followed."""
        self._ahead = False
        """Whether keys were handed out since that nobody followed, as their widget does them by itself."""
        self._holds = 0
        self._key = 0
        """Counts what was followed, so that who climbs late is told from who is awaited."""
        self._climbs = 0
        self._place: tuple[object, object] = (None, None)
        self._patience: asyncio.TimerHandle | None = None

    async def type(self, event: Key | Paste) -> None:
        """Hand out `event`, once it is its turn."""
        self._waiting.append(event)
        await self._next()

    async def after(self, act: Callable[[], object]) -> None:
        """Do `act` once everything that was typed before now has been done."""
        self._waiting.append(act)
        await self._next()

    @contextmanager
    def hold(self, seconds: float = LEADING) -> Iterator[None]:
        """Keep what is typed, for so many seconds at most: it belongs to what is about to be shown."""
        self._holds += 1
        released = False

        def release() -> None:
            nonlocal released
            if not released:
                released = True
                self._holds -= 1
                self._ahead = True  # whatever opened is climbed first
                self._app.call_later(self._next)

        limit = asyncio.get_running_loop().call_later(seconds, release)
        try:
            yield
        finally:
            limit.cancel()
            release()

    async def _next(self) -> None:
        while self._waiting and not self._busy and not self._holds:
            what, there = self._waiting[0], self._there
            alone = isinstance(what, Key | Paste) and isinstance(there, Taking) and there.takes(what)
            if self._ahead and not alone:
                self._follow(there)
                return
            self._waiting.popleft()
            if not isinstance(what, Key | Paste):
                what()
                continue
            if _too_early(what, self._app.screen):
                continue
            self._busy = not alone  # what the key does may ask for more, which is not its turn yet
            await self._deliver(what)
            if alone:
                self._ahead = True
            else:
                self._follow(there)

    def _follow(self, there: DOMNode) -> None:
        """See what becomes of the keys that were handed out; the others wait."""
        self._busy, self._ahead = True, False
        self._key += 1
        self._climbs = 0
        self._patience = asyncio.get_running_loop().call_later(PATIENCE, self._give_up, self._key)
        self._climb(there, self._key)

    @property
    def _there(self) -> DOMNode:
        """Where keys go now."""
        return self._app.focused or self._app.screen

    def _climb(self, node: DOMNode, key: int) -> None:
        self._climbs += 1
        self._place = self._app.screen, self._app.focused
        if not node.call_later(self._step, node, key):
            self._step(node, key)

    def _step(self, node: DOMNode, key: int) -> None:
        """Go on to the widget around `node`; one that is closed takes nothing, and has nothing left to do."""
        above = node.parent
        while above is not None and above is not self._app and not above.call_later(self._step, above, key):
            above = above.parent
        if above is None or above is self._app:
            self._app.call_later(self._arrived, key)

    async def _arrived(self, key: int) -> None:
        if key != self._key or not self._busy:
            return
        settled = self._climbs >= _CALM and self._place == (self._app.screen, self._app.focused)
        if settled or self._climbs >= _CLIMBS:
            await self._done()
        else:
            self._climb(self._there, key)

    async def _done(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._busy = False
        await self._next()

    def _give_up(self, key: int) -> None:
        """Some widget has not come to its key: what follows may overtake it, but is not kept from the others."""
        if key == self._key and self._busy:
            self._app.call_later(self._done)


def _too_early(typed: Key | Paste, screen: object) -> bool:
    """Whether it came before there was something to see where it might decide something, which Escape never does."""
    escape = isinstance(typed, Key) and typed.key == "escape"
    return isinstance(screen, Deciding) and typed.time < screen.seen_at and not escape
