"""Why this file exists: what a hand-off weighs is known after every pause, and a fault in the prices is told once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hybridtui.core.errors import HybridError
from hybridtui.core.meter import Meter
from hybridtui.core.ports import PriceList, TokenCounter
from hybridtui.core.weighing import weigh


class Scales:
    """Counts and prices the two texts for a model. `most` are the tokens that an answer may have."""

    def __init__(self, tokens: TokenCounter, prices: PriceList, most: int, tell: Callable[[HybridError], None]) -> None:
        self._tokens = tokens
        self._prices = prices
        self._most = most
        self._tell = tell
        self._told: HybridError | None = None

    async def weigh(self, model: str, notes: str, spec: str) -> Meter:
        """In a thread: vocabulary and prices take a while to load at first. Raises `HybridError`."""
        return await asyncio.to_thread(weigh, self._tokens, self._prices, model, self._most, notes=notes, spec=spec)

    async def glance(self, model: str, notes: str, spec: str) -> Meter | None:
        """The same; None where it cannot be done, which is told once until it can be."""
        try:
            meter = await self.weigh(model, notes, spec)
        except HybridError as error:
            if error != self._told:
                self._tell(error)
            self._told = error
            return None
        self._told = None
        return meter
