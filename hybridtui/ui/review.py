"""Why this file exists: between a spec and its hand-off stands one review, and any change on the way voids it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import App

from hybridtui.core.checkpoint import Checkpoint
from hybridtui.core.envelope import Approved, Envelope
from hybridtui.core.meter import Meter
from hybridtui.core.ports import Executor
from hybridtui.ui.checkpoint import CheckpointScreen


class Review:
    """Shows what would be sent, and gives it back approved if the human signs exactly that.

    `weigh` counts and prices what would be sent; `compose` makes the envelope as things stand. `under_way` is told the
    checkpoint of the review when it opens and None when it ends, and `standing` gives it back as edits have left it.
    """

    def __init__(
        self,
        executor: Executor,
        *,
        weigh: Callable[[], Awaitable[Meter]],
        compose: Callable[[], Envelope],
        under_way: Callable[[Checkpoint | None], None],
        standing: Callable[[], Checkpoint | None],
    ) -> None:
        self._executor = executor
        self._weigh = weigh
        self._compose = compose
        self._under_way = under_way
        self._standing = standing

    async def approved(self, app: App[None]) -> Approved | None:
        """Hold the review on the screen of `app`; None when the human went back.

        Raises `HybridError` when nothing can be composed, or when what was shown has changed meanwhile.
        """
        meter = await self._weigh()
        # From here to the open checkpoint nothing waits, so that no edit comes between and goes unseen.
        checkpoint = Checkpoint.of(self._compose(), typed=False)
        missing = self._executor.credential().missing
        self._under_way(checkpoint)
        signed = await app.push_screen_wait(CheckpointScreen(checkpoint, meter, missing))
        left = self._standing()
        self._under_way(None)
        return left.sign()[1] if signed and left else None
