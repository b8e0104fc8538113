"""Why this file exists: who looks elsewhere while something long goes on wants to be told of its end.

What the human stopped needs no telling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import monotonic

from hybridtui.core.draft import Run
from hybridtui.core.reply import ReplyState
from hybridtui.core.session import Session
from hybridtui.ui.messages import Finished

_RUNS: Mapping[Run, str] = {Run.DONE: "The refinement is done.", Run.FAILED: "The refinement failed."}
_REPLIES: Mapping[ReplyState, str] = {
    ReplyState.ENDED: "Claude's reply has ended.",
    ReplyState.FAILED: "Claude's reply broke off.",
}


class Vigil:
    """Watches a refinement and a reply. `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._refining = self._replying = 0.0

    def see(self, before: Session, after: Session) -> Iterator[Finished]:
        """What has finished by itself between two states of the session."""
        was, run = before.draft.run, after.draft.run
        if run is Run.RUNNING is not was:
            self._refining = self._clock()
        elif was is Run.RUNNING is not run and run in _RUNS:
            yield Finished(_RUNS[run], self._clock() - self._refining)
        if after.reply.running and not before.reply.running:
            self._replying = self._clock()
        elif before.reply.running and after.reply.state in _REPLIES:
            yield Finished(_REPLIES[after.reply.state], self._clock() - self._replying)
