"""Why this file exists: sign-off waits for what takes time, and what came of that is remembered for one review."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from hybridtui.core.costs.budget import Spent, Standing, standing
from hybridtui.core.costs.meter import Meter
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.core.ports import Services
from hybridtui.core.spec import Spec, parse
from hybridtui.core.spec.changes import Change, changes
from hybridtui.ui.background import begin
from hybridtui.ui.central.inspection import Inspection
from hybridtui.ui.checkpoint.agenda import BOOKS, FINDINGS, SCANNER, TOKENS
from hybridtui.ui.scales import Scales


class Checks:
    """Looks the spec over, weighs it, reads the books and asks the scanner; `settle` is told of each that is done.

    `count` knows how many tokens Claude counted, if it was asked about exactly what would be sent.
    """

    def __init__(
        self,
        bench: Inspection,
        services: Services,
        scales: Scales,
        settle: Callable[[str], None],
        count: Callable[[], int | None],
    ) -> None:
        self._bench = bench
        self._scanner = services.scanner
        self._ledger = services.ledger
        self._scales = scales
        self._settle = settle
        self._count = count
        self.forget()

    def forget(self) -> None:
        """What an earlier review found is not said of the next."""
        self.changes: tuple[Change, ...] = ()
        self.meter: Meter | None = None
        self.spent: Spent | None = None
        self._read = False
        """Whether the books have been asked, with or without an answer."""

    @property
    def names(self) -> frozenset[str]:
        """The checks there are."""
        books, scanner = {BOOKS} if self._billed else set(), {SCANNER} if self._scanner else set()
        return frozenset({FINDINGS, TOKENS} | books | scanner)

    @property
    def standing(self) -> Standing:
        """What the budget says of it, as far as the books have been read."""
        if not self._billed or not self._read:
            return Standing()
        budget = self._bench.config.budget
        return standing(budget.limits, budget.warn_percent, self.spent, self.meter)

    def run(self, sent: str | None) -> None:
        """Begin anew, in the background; `sent` is the spec of the last hand-off."""
        begin(self._bench, partial(self._run, sent), group="checks", exclusive=True)

    async def weigh(self) -> None:
        """Weigh what would be sent. What cannot be weighed is unknown, which is told."""
        bench, order, spec = self._bench, self._bench.session.order, self._bench.spec.text
        meter: Meter | None = None
        try:
            meter = await self._scales.weigh(order, bench.notes.text, spec)
            if (tokens := self._count()) is not None:
                meter = await self._scales.counted(meter, order, tokens)
        except HybridError as error:
            bench.tell(error)
        if (order, spec) == (bench.session.order, bench.spec.text):  # else what was weighed is not what there is now
            self.meter = meter

    @property
    def _billed(self) -> bool:
        return self._bench.session.order.target not in UNANSWERED

    async def _run(self, sent: str | None) -> None:
        examination = await self._bench.examination()
        if sent is not None:
            self.changes = await asyncio.to_thread(_changes_since, sent, examination.spec)
        self._settle(FINDINGS)
        await self.weigh()
        self._settle(TOKENS)
        if self._billed:
            await self._read_books()
            self._settle(BOOKS)
        if self._scanner:
            try:
                await self._bench.scan(self._scanner)
            except HybridError as error:  # our own rules have looked all the same
                self._bench.tell(error, "warning")
            self._settle(SCANNER)

    async def _read_books(self) -> None:
        try:
            self.spent = await asyncio.to_thread(self._ledger.spent)
        except HybridError as error:
            self.spent = None
            self._bench.tell(error, "warning")
        self._read = True


def _changes_since(sent: str, spec: Spec) -> tuple[Change, ...]:
    return changes(parse(sent), spec)
