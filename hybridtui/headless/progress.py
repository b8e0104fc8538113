"""Why this file exists: a person who waits for a refinement sees how far it is, and a script sees nothing of that."""

from __future__ import annotations

from typing import TextIO

from hybridtui.core.refine import Completed, Dropped, Event, Failed, Loading, Ready, Unavailable


class Progress:
    """One line on a terminal that says how far it is; silent where standard error is not one."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None

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
        if self._stream is not None:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
