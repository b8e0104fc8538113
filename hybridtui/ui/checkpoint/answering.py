"""Why this file exists: what the human decides about a finding is carried out once, and on what they saw."""

from __future__ import annotations

from collections.abc import Callable

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Finding
from hybridtui.ui.checkpoint.agenda import Agenda, Answers, Jump, Signed
from hybridtui.ui.checkpoint.finding_rows import message
from hybridtui.ui.checkpoint.remedies import fixes, removal
from hybridtui.ui.checkpoint.sheet import Sheet
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.dialogs.dialog import Dialog


class Answering(Dialog[Signed | Jump | None]):
    """A sheet with the keys that answer the finding under its cursor.

    What a key answers goes to `answers`. Until another examination comes of it, nothing else is answered.
    """

    def __init__(self, agenda: Agenda, answers: Answers, cursor: str) -> None:
        super().__init__()
        self._agenda = agenda
        self._answers = answers
        self._sheet = Sheet(agenda, cursor)
        self._answered: Examination | None = None
        """The examination that an answer has made old: its places are not to be relied on any more."""

    def action_finding_fix(self) -> None:
        self.action_choose(1)

    def action_choose(self, number: int) -> None:
        """Change the spec in the way that has that number."""
        self._decide(self._sheet.cursor, lambda finding: self._answers.edit(fixes(finding)[number - 1]))

    def action_finding_remove(self) -> None:
        if (finding := self._sheet.finding) and (edit := removal(finding)):
            self._decide(self._sheet.cursor, lambda _: self._answers.edit(edit))

    def action_finding_mask(self) -> None:
        self._decide(self._sheet.cursor, self._answers.mask)

    def action_finding_once(self) -> None:
        self._decide(self._sheet.cursor, lambda finding: self._answers.allow(finding, "", always=False))

    def action_finding_always(self) -> None:
        self._ask(
            "Why may it leave this machine every time?",
            lambda finding, reason: self._answers.allow(finding, reason, always=True),
            needed="A secret that is always allowed needs a reason.",
        )

    def action_finding_take(self) -> None:
        self._decide(self._sheet.cursor, self._answers.take)

    def action_finding_aside(self) -> None:
        self._ask("Why is it left out? (Enter alone gives no reason)", self._answers.set_aside)

    def action_finding_answer(self) -> None:
        self._ask("Your answer", self._answers.answer, needed="An answer is needed; Esc leaves the question open.")

    def action_finding_waive(self) -> None:
        self._ask("Why may it stay as it is?", self._answers.waive, needed="A finding is waived for a reason.")

    def action_finding_look(self) -> None:
        self.action_finding_jump()

    def action_finding_jump(self) -> None:
        """Leave for the place of the finding."""
        if finding := self._sheet.finding:
            self.dismiss(Jump(finding, self._sheet.cursor))

    def _ask(self, title: str, carry_out: Callable[[Finding, str], None], needed: str = "") -> None:
        """Have `carry_out` do what the human says about the finding, in a line."""
        key, finding = self._sheet.cursor, self._sheet.finding

        def said(line: str | None) -> None:
            if line is not None:
                self._decide(key, lambda finding: carry_out(finding, line))

        if finding:
            self.app.push_screen(AskScreen(title, message(self._agenda, finding), needed), said)

    def _decide(self, key: str, carry_out: Callable[[Finding], None]) -> None:
        """Have `carry_out` answer the finding, unless what it says of places and words is no longer so."""
        finding, examination = self._agenda.by_key.get(key), self._agenda.examination
        if finding and examination is not self._answered:
            self._answered = examination
            carry_out(finding)
