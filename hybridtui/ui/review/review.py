"""Why this file exists: between a spec and its hand-off stands one review, and any change on the way voids it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hybridtui.core.checkpoint.machine import Checkpoint, State
from hybridtui.core.costs.budget import Verdict
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.flow import Release
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.ports import Services
from hybridtui.core.workspaces.desk import Desk
from hybridtui.ui.background import begin
from hybridtui.ui.central.inspection import Inspection
from hybridtui.ui.checkpoint.agenda import Agenda, Jump, Signed
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.review.checks import Checks
from hybridtui.ui.review.decisions import Decisions
from hybridtui.ui.review.exact_count import ExactCount
from hybridtui.ui.review.matter import Matter
from hybridtui.ui.scales import Scales


class Review(Decisions):
    """Shows what would be sent, carries out what is decided about it, and gives it back if the human signs that.

    What is allowed once is allowed until the human leaves the checkpoint, signed or not. Once they have left nothing
    more is decided, whatever keys are still on the way, so that what is signed is what they saw when they signed it.
    `choose` gives the workbench another order.
    """

    def __init__(
        self, bench: Inspection, services: Services, scales: Scales, desk: Desk, choose: Callable[[Order], None]
    ) -> None:
        super().__init__(bench)
        self._choose = choose
        self._matter = Matter(bench, services.executors, desk.notes.path)
        self._checks = Checks(bench, services, scales, self._settle, self._tokens)
        self._count = ExactCount(bench, services.counter, self._weigh_again, self._refresh)
        self._sent = services.replies.latest_spec()
        self._signed: Release | None = None
        self._cursor = ""
        self._overridden = ""
        """The digest of the envelope for which the human overrode the budget in this review."""

    async def hold(self) -> Release | None:
        """Hold the review; None when the human went back or went to look at something.

        Raises `HybridError` when nothing can be composed, or when what was shown has changed meanwhile.
        """
        self._checks.forget()
        self._overridden = ""
        self._look_back()
        self._open()
        self._screen = CheckpointScreen(self._agenda(), self, self._cursor)
        self._checks.run(self._sent)
        outcome = await self._bench.app.push_screen_wait(self._screen)
        self._screen, checkpoint, meter = None, self._bench.session.checkpoint, self._checks.meter
        self._leave()
        self._cursor = outcome.cursor if isinstance(outcome, Jump) else ""
        if isinstance(outcome, Jump):
            self._bench.show(outcome.finding)
        if not isinstance(outcome, Signed) or checkpoint is None:
            return None
        signed, approved = self._matter.current(checkpoint).sign(outcome.code)
        self._signed = self._matter.release(approved, meter, signed.overridden)
        return self._signed

    def changed(self) -> None:
        """Something that goes into the envelope may have changed: a review under way no longer counts if it has."""
        if checkpoint := self._bench.session.checkpoint:
            self._become(self._matter.current(checkpoint))

    def reconfigured(self) -> None:
        """The settings changed: a review under way begins anew."""
        self._again()

    # What the human decides, besides what is to become of the findings

    def choose(self, order: Order) -> None:
        """Have the spec executed in another way, or elsewhere."""
        if self._held:
            self._checks.meter = None  # what the other order would have cost is not said of this one
            self._choose(order)
            self._again()

    def override(self, asked: Checkpoint) -> None:
        """Send it over the budget this once, if what they were asked about is still what is shown."""
        checkpoint = self._bench.session.checkpoint
        if self._held and checkpoint == asked and self._matter.current(asked) == asked:
            self._overridden = asked.digest
            self._become(checkpoint.override())

    def count_request(self) -> Envelope | None:
        """What would be uploaded to have the tokens counted exactly; None where that cannot be done now."""
        try:
            return self._count.request(self._checkpoint.envelope) if self._countable else None
        except HybridError as error:
            self._bench.tell(error)
            return None

    def count(self, request: Envelope) -> None:
        """Have the tokens counted, by uploading the request that the human said yes to."""
        if not self._held or not self._countable:
            return
        try:
            self._count.begin(self._matter.envelope(), request.digest())
        except HybridError as error:
            self._bench.tell(error)
        self._refresh()

    def stop_counting(self) -> None:
        """Wait no longer for the count."""
        self._count.stop()
        self._refresh()

    # How it comes about

    @property
    def _checkpoint(self) -> Checkpoint:
        checkpoint = self._bench.session.checkpoint
        assert checkpoint
        return checkpoint

    @property
    def _countable(self) -> bool:
        """Whether everything else is settled, so that what is uploaded to be counted may leave this machine."""
        checkpoint, target = self._bench.session.checkpoint, self._bench.session.order.target
        return (
            self._count.possible
            and checkpoint is not None
            and checkpoint.cleared
            and target is Target.API
            and not self._count.host
            and self._count.of(checkpoint.digest) is None
            and not self._matter.missing
        )

    def _look_back(self) -> None:
        """What was signed last was handed off, unless it is certain that it never got there."""
        reply, signed = self._bench.session.reply, self._signed
        if signed and reply.billable and reply.sign_off == signed.approved.sign_off:
            self._sent = signed.spec

    def _leave(self) -> None:
        self._count.stop()
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
        self._checks.run(self._sent)

    def _open(self) -> None:
        typed = self._bench.config.checkpoint.sign_off == "code"
        checkpoint = Checkpoint.of(self._matter.envelope(), pending=self._checks.names, typed=typed)
        self._bench.become(replace(self._bench.session, checkpoint=checkpoint))

    def _agenda(self) -> Agenda:
        session, checks = self._bench.session, self._checks
        self._seen = session.examination
        return Agenda(
            self._checkpoint,
            session.examination,
            checks.changes,
            checks.meter,
            self._matter.missing,
            self._sent is not None,
            order=session.order,
            targets=self._matter.targets,
            warnings=checks.standing.words if checks.standing.verdict is Verdict.WARN else (),
            spent=checks.spent,
            limits=self._bench.config.budget.limits,
            countable=self._countable,
            counting=self._count.host,
        )

    def _become(self, checkpoint: Checkpoint) -> None:
        self._bench.become(replace(self._bench.session, checkpoint=checkpoint))
        self._refresh()

    def _refresh(self) -> None:
        if self._screen and (checkpoint := self._bench.session.checkpoint):
            self._count.keep_to(checkpoint.digest if checkpoint.state is State.OPEN else "")
            self._screen.show(self._agenda())

    def _tokens(self) -> int | None:
        return self._count.of(self._checkpoint.digest) if self._bench.session.checkpoint else None

    def _weigh_again(self) -> None:
        """What it weighs is known better now."""
        begin(self._bench, self._weighed_again, group="weigh", exclusive=True)

    async def _weighed_again(self) -> None:
        await self._checks.weigh()
        self._settle("")

    def _settle(self, check: str) -> None:
        """The check called `check` is done. What it found may change the envelope: a secret may have been masked."""
        session = self._bench.session
        checkpoint = session.checkpoint
        if checkpoint is None or checkpoint.state is not State.OPEN or not self._held or not self._matter.looked_over:
            return
        envelope = self._matter.envelope()
        if envelope.digest() != checkpoint.digest:
            checkpoint = Checkpoint.of(envelope, pending=checkpoint.pending, typed=checkpoint.typed)
        found = session.examination
        checkpoint = checkpoint.checked(check, found.blockers, found.conflicts, len(found.demanded))
        checkpoint = checkpoint.budgeted(self._checks.standing.refusal)
        self._become(checkpoint.override() if checkpoint.digest == self._overridden else checkpoint)
