"""Why this file exists: what came back from a hand-off was paid for: it can be copied, saved, found again, counted."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Services
from hybridtui.core.session import Session
from hybridtui.ui.inspection import Inspection
from hybridtui.ui.keys import Key


class Returns(Inspection):
    """Does what can be done with replies."""

    def __init__(self, keys: Sequence[Key], session: Session, services: Services, config: Config) -> None:
        super().__init__(keys, session, services.refiner, config)
        self.services = services

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the reply that is shown."""
        self._copy(self.session.reply.text)

    def _copy(self, text: str) -> None:
        try:
            self.remark(self.services.clipboard.copy(text))
        except HybridError as error:
            self.tell(error)
