"""Why this file exists: a person who waits for a refinement sees how far it is, and a script sees nothing of that."""

from __future__ import annotations

from hybridtui.core.refining.events import Completed, Dropped, Event, Failed, Loading, Ready, Unavailable
from hybridtui.headless.status_line import StatusLine


class Progress:
    """Says on a line how far a refinement is."""

    def __init__(self, line: StatusLine) -> None:
        self._line = line

    def __call__(self, event: Event) -> None:
        """Show `event`, or wipe the line after the last one."""
        match event:
            case Loading():
                self._line.show(f"Loading the model: {event.fraction:.0%}")
            case Ready() | Dropped():
                stats = event.stats
                speed = f", {stats.tokens_per_second:.0f} tokens/s" if stats.tokens else ""
                self._line.show(f"Refining: {stats.done} of {stats.total}{speed}")
            case Completed() | Failed() | Unavailable():
                self._line.show("")
