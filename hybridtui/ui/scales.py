"""Why this file exists: what a hand-off weighs is known after every pause, and a fault in the prices is told once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from hybridtui.core.costs.weighing import recounted, weigh
from hybridtui.core.errors import HybridError

if TYPE_CHECKING:
    from hybridtui.core.costs.calibration import Observation
    from hybridtui.core.costs.meter import Meter
    from hybridtui.core.hand_off.order import Order
    from hybridtui.core.ports import Ledger, PriceList, TokenCounter


class Scales:
    """Counts and prices the two texts for an order, in the light of what was billed before."""

    def __init__(
        self, tokens: TokenCounter, prices: PriceList, ledger: Ledger, tell: Callable[[HybridError], None]
    ) -> None:
        self._tokens = tokens
        self._prices = prices
        self._ledger = ledger
        self._tell = tell
        self._told: HybridError | None = None

    async def weigh(self, order: Order, notes: str, spec: str) -> Meter:
        """In a thread: vocabulary and prices take a while to load at first. Raises `HybridError`."""
        return await asyncio.to_thread(self._weigh, order, notes, spec)

    def _weigh(self, order: Order, notes: str, spec: str) -> Meter:
        observations: tuple[Observation, ...] = ()
        with suppress(HybridError):  # without the books the estimate is less sharp, and none the less an estimate
            observations = self._ledger.observations()
        return weigh(self._tokens, self._prices, observations, order, notes=notes, spec=spec)

    async def counted(self, meter: Meter, order: Order, tokens: int) -> Meter:
        """`meter` with the tokens that Claude counted in the place of the estimate. Raises `HybridError`."""
        return await asyncio.to_thread(recounted, self._prices, order, meter, tokens)

    async def glance(self, order: Order, notes: str, spec: str) -> Meter | None:
        """The same; None where it cannot be done, which is told once until it can be."""
        try:
            meter = await self.weigh(order, notes, spec)
        except HybridError as error:
            if error != self._told:
                self._tell(error)
            self._told = error
            return None
        self._told = None
        return meter
