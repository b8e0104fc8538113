"""Why this file exists: between a spec and its hand-off stands one review, and any change on the way voids it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.worker import WorkType

from hybridtui.core.checkpoint import Checkpoint, State
from hybridtui.core.envelope import Approved, Envelope
from hybridtui.core.errors import HybridError
from hybridtui.core.examination import Examination
from hybridtui.core.findings import Edit, Finding
from hybridtui.core.hand_off import Release
from hybridtui.core.ledger import Opening
from hybridtui.core.masks import Masked, masked, next_placeholder
from hybridtui.core.meter import Meter
from hybridtui.core.ports import Desk, Services
from hybridtui.core.record import Decision, Leave, Record
from hybridtui.core.reply import ReplyState
from hybridtui.core.secrets import hash_of
from hybridtui.core.spec import Spec, parse
from hybridtui.core.spec.changes import Change, changes
from hybridtui.core.spec.removal import edited
from hybridtui.ui.checkpoint.agenda import FINDINGS, SCANNER, TOKENS, Agenda, Jump, Signed
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.inspection import Inspection
from hybridtui.ui.scales import Scales


class Review:
    """Shows what would be sent, carries out what is decided about it, and gives it back if the human signs that.

    What is allowed once is allowed until the human
    leaves the checkpoint, signed or not. Once they have left nothing more is decided, whatever keys are still on the
    way, so that what is signed is what they saw when they signed it.
    """

    def __init__(self, bench: Inspection, services: Services, scales: Scales, desk: Desk) -> None:
        self._bench = bench
        self._services = services
        self._scales = scales
        self._config = desk.config
        self._project = desk.notes.path
        self._sent = desk.sent
        self._signed: Release | None = None
        self._screen: CheckpointScreen | None = None
        self._seen = Examination()
        self._cursor = ""
        self._changes: tuple[Change, ...] = ()
        self._meter: Meter | None = None

    async def hold(self) -> Release | None:
        """Hold the review; None when the human went back or went to look at something.

        Raises `HybridError` when nothing can be composed, or when what was shown has changed meanwhile.
        """
        self._changes, self._meter = (), None  # what an earlier review counted is not said of this one
        self._look_back()
        self._open()
        self._screen = CheckpointScreen(self._agenda(), self, self._cursor)
        self._check()
        outcome = await self._bench.app.push_screen_wait(self._screen)
        self._screen, checkpoint = None, self._bench.session.checkpoint
        self._leave()
        self._cursor = outcome.cursor if isinstance(outcome, Jump) else ""
        if isinstance(outcome, Jump):
            self._bench.show(outcome.finding)
        if not isinstance(outcome, Signed) or checkpoint is None:
            return None
        _, approved = self._current(checkpoint).sign(outcome.code)
        self._signed = Release(approved, self._opening(approved), self._bench.spec.text, self._masked().table)
        return self._signed

    def changed(self) -> None:
        """Something that goes into the envelope may have changed: a review under way no longer counts if it has."""
        if checkpoint := self._bench.session.checkpoint:
            self._bench.become(replace(self._bench.session, checkpoint=self._current(checkpoint)))
            self._refresh()

    # What the human decides

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
        from hybridtui.core.answers import answered  # here, because its rules take a while to load

        bench = self._bench
        if self._as_seen():
            spec, notes = answered(bench.spec.text, bench.notes.text, finding, text, self._record.known)
            bench.notes.amend(notes)
            bench.spec.amend(spec)
        self._again()

    # How it comes about

    @property
    def _record(self) -> Record:
        return self._bench.session.record

    @property
    def _held(self) -> bool:
        """Whether the human is at the checkpoint: from when it is asked for until they leave, not until that is heard.

        A key that follows the one that left may arrive in between.
        """
        screen = self._screen
        return screen is not None and (not screen.is_mounted or screen in self._bench.app.screen_stack)

    @property
    def _looked_over(self) -> bool:
        """Whether the examination is one of the spec as it stands."""
        return self._bench.session.examination.spec.text == self._bench.spec.text

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

    def _look_back(self) -> None:
        """What was signed last was handed off, unless it is certain that it never got there."""
        reply, signed = self._bench.session.reply, self._signed
        reached = reply.billable or reply.state is not ReplyState.FAILED
        if signed and reached and reply.sign_off == signed.approved.sign_off:
            self._sent = signed.spec

    def _leave(self) -> None:
        session = self._bench.session
        self._bench.become(replace(session, checkpoint=None, once=()))
        if session.once:
            self._bench.examine()  # what was allowed once is marked again

    def _again(self) -> None:
        """Open the review of what there is now."""
        if not self._held:
            return
        try:
            self._open()
        except HybridError as error:
            self._bench.tell(error)
            self.changed()
            return
        self._refresh()
        self._check()

    def _open(self) -> None:
        pending = frozenset({FINDINGS, TOKENS} | ({SCANNER} if self._services.scanner else set()))
        typed = self._config.checkpoint.sign_off == "code"
        checkpoint = Checkpoint.of(self._envelope(), pending=pending, typed=typed)
        self._bench.become(replace(self._bench.session, checkpoint=checkpoint))

    def _current(self, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint, void if what it shows is no longer what would be sent."""
        try:
            same = self._envelope().digest() == checkpoint.digest
        except HybridError:
            same = False
        return checkpoint if same else checkpoint.edited()

    def _masked(self) -> Masked:
        """The spec as it would leave. While it has not been looked over, it cannot be signed."""
        secrets = self._bench.session.examination.secrets if self._looked_over else ()
        return masked(self._bench.spec.text, self._record.decisions, secrets)

    def _envelope(self) -> Envelope:
        order = self._bench.session.order
        return self._services.executors[order.target].compose(self._masked().text, order)

    def _opening(self, approved: Approved) -> Opening:
        """What the books say of it before it is sent."""
        envelope, order = approved.envelope, self._bench.session.order
        return Opening(
            order.target,
            envelope.host,
            envelope.credential,
            envelope.model,
            approved.sign_off,
            order.effort,
            order.max_tokens,
            self._project,
            self._meter,
        )

    def _agenda(self) -> Agenda:
        session = self._bench.session
        assert session.checkpoint
        self._seen = session.examination
        missing = self._services.executors[session.order.target].credential().missing
        return Agenda(
            session.checkpoint, session.examination, self._changes, self._meter, missing, self._sent is not None
        )

    def _refresh(self) -> None:
        if self._screen and self._bench.session.checkpoint:
            self._screen.show(self._agenda())

    def _check(self) -> None:
        work: WorkType[None] = self._checked  # mypy cannot tell which kind of callable it is
        self._bench.run_worker(work, group="checks", exclusive=True)

    async def _checked(self) -> None:
        """Do what takes time; each result is shown, and sign-off waits for the last."""
        bench = self._bench
        examination = await bench.examination()
        if self._sent is not None:
            self._changes = await asyncio.to_thread(_changes_since, self._sent, examination.spec)
        self._settle(FINDINGS)
        try:
            self._meter = await self._scales.weigh(bench.session.order, bench.notes.text, bench.spec.text)
        except HybridError as error:  # what it weighs stays unknown; what is sent does not
            self._meter = None
            bench.tell(error)
        self._settle(TOKENS)
        if self._services.scanner:
            try:
                await bench.scan(self._services.scanner)
            except HybridError as error:  # our own rules have looked all the same
                bench.tell(error, "warning")
            self._settle(SCANNER)

    def _settle(self, check: str) -> None:
        """The check called `check` is done. What it found may change the envelope: a secret may have been masked."""
        session = self._bench.session
        checkpoint = session.checkpoint
        if checkpoint is None or checkpoint.state is not State.OPEN or not self._held or not self._looked_over:
            return
        envelope = self._envelope()
        if envelope.digest() != checkpoint.digest:
            checkpoint = Checkpoint.of(envelope, pending=checkpoint.pending, typed=checkpoint.typed)
        self._bench.become(replace(session, checkpoint=checkpoint.checked(check, session.examination.blockers)))
        self._refresh()


def _changes_since(sent: str, spec: Spec) -> tuple[Change, ...]:
    return changes(parse(sent), spec)
