"""Why this file exists: two lines that always tell what the local model is doing and what a hand-off would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from hybridtui.ui.panes.first_words import COUNTING, loading
from hybridtui.ui.wrapping import first_parts

if TYPE_CHECKING:
    from hybridtui.core.session import Session


class MeterBar(Static):
    """The bar under the panes. What does not fit is left out, least important first."""

    def __init__(self) -> None:
        super().__init__(id="meter-bar", markup=False)
        self._local, self._money = [loading(), "live"], [COUNTING]
        self._text = ""

    def show(self, session: Session, unsaved: bool) -> None:
        """Show the session's figures; `unsaved` warns that the last write failed."""
        from hybridtui.ui.panes.meter_pieces import local, money

        self._local = [*(["✗ not saved"] if unsaved else []), *local(session)]
        self._money = money(session)
        self._lay_out()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = max(self.content_size.width, 20)
        text = "\n".join(first_parts(pieces, width) for pieces in (self._local, self._money))
        if text != self._text:
            self._text = text
            self.update(Content(text))
