"""Why this file exists: only Claude knows how many tokens it makes of a text, and asking it uploads the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope, approve
from hybridtui.core.ports import ExactCounter
from hybridtui.ui.background import begin
from hybridtui.ui.central.inspection import Inspection

COUNTING = "exact count"
"""The group of the Textual worker that waits for a count; cancelling it closes the connection."""


class ExactCount:
    """Has what would be sent counted, each time with a yes of its own; a count holds for that envelope alone.

    `counted` is called when a count has arrived, `changed` when it could not be had.
    """

    def __init__(
        self,
        bench: Inspection,
        counter: ExactCounter | None,
        counted: Callable[[], None],
        changed: Callable[[], None],
    ) -> None:
        self._bench = bench
        self._counter = counter
        self._counted = counted
        self._changed = changed
        self._upload: Approved | None = None
        self._digest = ""
        """What is being counted: the digest of the envelope of which the upload was made."""
        self._known: tuple[str, int] = ("", 0)

    @property
    def possible(self) -> bool:
        """Whether there is anyone to ask."""
        return self._counter is not None

    @property
    def host(self) -> str:
        """Where something is being counted now; empty while nothing is."""
        return self._upload.envelope.host if self._upload else ""

    def of(self, digest: str) -> int | None:
        """The tokens of the envelope with that digest, None where it was not counted."""
        return self._known[1] if self._known[0] == digest else None

    def request(self, envelope: Envelope) -> Envelope:
        """What would be uploaded to have `envelope` counted. Raises `HybridError`."""
        assert self._counter
        return self._counter.compose_count(envelope)

    def begin(self, envelope: Envelope, sign_off: str) -> None:
        """Have `envelope` counted; `sign_off` is the digest of the request that the human said yes to.

        Raises `HybridError` (exit 3) where that is not what would be uploaded.
        """
        self._upload, self._digest = approve(self.request(envelope), sign_off), envelope.digest()
        begin(self._bench, partial(self._ask, self._upload, self._digest), group=COUNTING, exclusive=True)

    def stop(self) -> None:
        """Wait no longer for a count."""
        if self._upload:
            self._upload = None
            self._bench.workers.cancel_group(self._bench, COUNTING)

    def keep_to(self, digest: str) -> None:
        """Wait no longer for the count of any envelope but the one with that digest."""
        if self._digest != digest:
            self.stop()

    async def _ask(self, upload: Approved, digest: str) -> None:
        assert self._counter
        try:
            tokens = await self._counter.count(upload)
        except HybridError as error:
            if self._upload is upload:
                self._upload = None
                self._bench.tell(error)
                self._changed()
            return
        if self._upload is upload:
            self._upload, self._known = None, (digest, tokens)
            self._counted()
