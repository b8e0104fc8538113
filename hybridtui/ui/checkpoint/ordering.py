"""Why this file exists: where it goes, who executes it and what it costs can still be changed at the stop."""

from __future__ import annotations

from collections.abc import Callable

from hybridtui.core.hand_off.order import next_effort, next_model, next_target
from hybridtui.ui.checkpoint.answering import Answering
from hybridtui.ui.dialogs.confirm import ConfirmScreen

_UPLOAD = "The text is uploaded to {host} to be counted. No answer comes, and nothing is billed."
_ONCE = "Send exactly what is shown all the same, this once? The books will say so."


ORDERING = frozenset({"target_next", "model_next", "effort_next", "count", "over_budget"})
"""The actions below: each means something only at times (`Agenda.offered`)."""


class Ordering(Answering):
    """A sheet with the keys that change the order, have it counted exactly, and override a budget."""

    def action_target_next(self) -> None:
        self._answers.choose(next_target(self._agenda.order, self._agenda.targets))

    def action_model_next(self) -> None:
        self._answers.choose(next_model(self._agenda.order))

    def action_effort_next(self) -> None:
        self._answers.choose(next_effort(self._agenda.order))

    def action_count(self) -> None:
        """Ask whether it may be uploaded to be counted."""
        if (request := self._answers.count_request()) is not None:
            question = _UPLOAD.format(host=request.host)
            self._confirm("Have Claude count the tokens?", question, lambda: self._answers.count(request))

    def action_over_budget(self) -> None:
        """Ask whether it is to be sent though the budget refuses it."""
        asked = self._agenda.checkpoint
        self._confirm("Over the budget?", f"{asked.refusal} {_ONCE}", lambda: self._answers.override(asked))

    def _confirm(self, title: str, question: str, carry_out: Callable[[], None]) -> None:
        def said(yes: bool | None) -> None:
            if yes:
                carry_out()

        self.app.push_screen(ConfirmScreen(title, question), said)
