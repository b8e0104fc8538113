"""Why this file exists: what the human decides at the stop is carried out as long as they are there, and no longer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Edit, Finding
from hybridtui.core.hand_off.masks import next_placeholder
from hybridtui.core.secrets import hash_of
from hybridtui.core.spec.removal import edited
from hybridtui.core.trace.record import Decision, Leave, Record
from hybridtui.ui.central.inspection import Inspection
from hybridtui.ui.checkpoint.screen import CheckpointScreen


class Decisions(ABC):
    """Carries out what is decided about findings; after each, the review is opened `_again`."""

    def __init__(self, bench: Inspection) -> None:
        self._bench = bench
        self._screen: CheckpointScreen | None = None
        self._seen = Examination()
        """The examination that the human sees."""

    @abstractmethod
    def _again(self) -> None:
        """Open the review of what there is now."""

    def edit(self, edit: Edit) -> None:
        """Change the spec."""
        if self._as_seen():
            self._bench.spec.amend(edited(self._bench.spec.text, edit.span, edit.text))
        self._again()

    def waive(self, finding: Finding, reason: str) -> None:
        """Leave what was found as it is."""
        self._decide(self._record.waive(finding.waiver(reason)))

    def allow(self, finding: Finding, reason: str, always: bool) -> None:
        """Let a secret leave, with this hand-off or with each."""
        decision = Decision(hash_of(finding.words), Leave.ALLOWED, reason)
        if always:
            self._decide(self._record.decide(decision))
        elif self._held:
            session = self._bench.session
            self._bench.become(replace(session, once=(*session.once, decision)))
            self._again()

    def mask(self, finding: Finding) -> None:
        """Send a placeholder for a secret."""
        word = next_placeholder(self._bench.spec.text, [each.word for each in self._record.decisions])
        self._decide(self._record.decide(Decision(hash_of(finding.words), Leave.MASKED, word)))

    def set_aside(self, finding: Finding, reason: str) -> None:
        """Leave a sentence out of the spec."""
        self._decide(self._record.set_aside(finding.sentence, reason=reason))

    def take(self, finding: Finding) -> None:
        """Take a sentence into the spec."""
        sentences = self._bench.session.examination.sentences
        sentence = next((each for each in sentences if each.key == finding.sentence), None)
        if sentence and self._as_seen():
            self._bench.take_sentence(sentence)
        self._again()

    def answer(self, finding: Finding, text: str) -> None:
        """Answer a question."""
        from hybridtui.core.checkpoint.answers import answered  # here, because its rules take a while to load

        bench = self._bench
        if self._as_seen():
            spec, notes = answered(bench.spec.text, bench.notes.text, finding, text, self._record.known)
            bench.notes.amend(notes)
            bench.spec.amend(spec)
        self._again()

    @property
    def _held(self) -> bool:
        """Whether the human is at the checkpoint: from when it is asked for until they leave, not until that is heard.

        A key that follows the one that left may arrive in between.
        """
        screen = self._screen
        return screen is not None and (not screen.is_mounted or screen in self._bench.app.screen_stack)

    @property
    def _record(self) -> Record:
        return self._bench.session.record

    def _as_seen(self) -> bool:
        """Whether the texts may be changed: the human is here, and what they see was found in the spec as it stands."""
        same = self._seen.spec.text == self._bench.spec.text
        if self._held and not same:
            self._bench.remark("The spec has changed since it was looked over. See what is there now.")
        return self._held and same

    def _decide(self, record: Record) -> None:
        if self._held:
            self._bench.keep(record)
            self._again()
