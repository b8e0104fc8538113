"""Why this file exists: what would be sent now is composed in one place, from the spec, the decisions and the order."""

from __future__ import annotations

from collections.abc import Mapping

from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.costs.meter import Meter
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.flow import Release
from hybridtui.core.hand_off.masks import Masked, masked
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ports import Executor
from hybridtui.ui.central.inspection import Inspection


class Matter:
    """The spec as it would leave, in the envelope that is signed. `project` is the absolute path of the notes."""

    def __init__(self, bench: Inspection, executors: Mapping[Target, Executor], project: str) -> None:
        self._bench = bench
        self._executors = executors
        self._project = project

    @property
    def looked_over(self) -> bool:
        """Whether the examination is one of the spec as it stands."""
        return self._bench.session.examination.spec.text == self._bench.spec.text

    @property
    def missing(self) -> str:
        """What to do when there is no credential; empty when there is one, or none is needed."""
        return self._executors[self._bench.session.order.target].credential().missing

    @property
    def targets(self) -> tuple[Target, ...]:
        """Where it can be sent."""
        return tuple(target for target in Target if target in self._executors)

    def envelope(self) -> Envelope:
        """What would be sent now. Raises `HybridError` when nothing can be composed."""
        order = self._bench.session.order
        return self._executors[order.target].compose(self._masked().text, order)

    def current(self, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint, void if what it shows is no longer what would be sent."""
        try:
            same = self.envelope().digest() == checkpoint.digest
        except HybridError:
            same = False
        return checkpoint if same else checkpoint.edited()

    def release(self, approved: Approved, meter: Meter | None, over_budget: bool) -> Release:
        """What the human signed, with what the books say of it before it is sent."""
        return Release.of(
            approved,
            self._bench.session.order,
            spec=self._bench.spec.text,
            masked=self._masked(),
            project=self._project,
            meter=meter,
            over_budget=over_budget,
        )

    def _masked(self) -> Masked:
        """The spec as it would leave. While it has not been looked over, it cannot be signed."""
        session = self._bench.session
        secrets = session.examination.secrets if self.looked_over else ()
        return masked(self._bench.spec.text, session.record.decisions, secrets)
