"""Why this file exists: work follows the human's pauses, not the human's keys."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class Pause:
    """Calls `action` once nothing has happened for `seconds`; it belongs to `owner` and ends with it."""

    def __init__(self, owner: MessagePump, seconds: float, action: Callable[[], object]) -> None:
        self._owner = owner
        self.seconds = seconds
        self._action = action
        self._timer: Timer | None = None

    def restart(self) -> None:
        """Something happened: wait again from now."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._owner.set_timer(self.seconds, self._action)
