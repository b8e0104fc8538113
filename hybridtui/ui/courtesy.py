"""Why this file exists: most of the program is loaded after the first paint, and nobody may have to wait for that.

Python does one thing at a time: while one thread imports, no other gets on. So whatever is imported behind the panes
is imported in one thread after the other, and module by module, with a rest whenever a key comes. Python does not end
before its threads do: who leaves must not wait for modules that nobody needs any more.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import get_ident, main_thread
from time import monotonic, sleep

REST = 0.1
"""Seconds after a key in which nothing new is begun: it takes a moment until its letter is on the screen."""

_LONGEST = 0.3
"""Seconds that a module waits at most, however fast somebody types."""

_GLANCE = 0.02
"""Seconds between two looks at whether the human still waits, or has left."""

_SWITCH = 0.001
"""Seconds after which a thread at work gives way to one that waits. A key's way to the screen takes some ten turns."""


class Forgone(BaseException):
    """Nobody needs what a thread imports. No failure, or those who import would make the best of it."""


class Courtesy:
    """Has modules that are imported in the background wait for the human. The process has one: `COURTESY`.

    It stands before Python's own finders, finds nothing, and takes its time over that.
    """

    def __init__(self) -> None:
        self._until = 0.0
        self._forgone = False

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Be courteous from now on, in whatever is imported."""
        before = sys.getswitchinterval()
        self._forgone = False
        sys.setswitchinterval(_SWITCH)
        sys.meta_path.insert(0, self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)
            sys.setswitchinterval(before)

    def heed(self) -> None:
        """The human did something, and waits for what comes of it."""
        self._until = monotonic() + REST

    def forgo(self) -> None:
        """The human leaves: whatever a thread imports from now on ends its work, with `Forgone`."""
        self._forgone = True
        self._until = 0.0

    async def quiet(self) -> None:
        """Wait until the human waits for nothing; not for ever."""
        end = monotonic() + _LONGEST
        while (left := min(self._until, end) - monotonic()) > 0:  # noqa: ASYNC110 - keys are more than one event
            await asyncio.sleep(left)

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
        """Python asks for a module that is not loaded yet. In the thread of the human nothing waits."""
        if get_ident() == main_thread().ident:
            return
        end = monotonic() + _LONGEST
        while (left := min(self._until, end) - monotonic()) > 0:
            sleep(min(left, _GLANCE))
        if self._forgone:
            raise Forgone


COURTESY = Courtesy()
