"""Why this file exists: what a model costs is known offline: from the user's own prices, or from genai-prices' list.

The only file that imports genai_prices. Its updater, which fetches from the network, is never started.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from hybridtui.core.costs import pricing
from hybridtui.core.costs.meter import UNKNOWN
from hybridtui.core.costs.pricing import Override, Rates, Step, Tariff
from hybridtui.core.errors import HybridError
from hybridtui.core.reply import Usage

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, ModelPrice

PROVIDER = "anthropic"
LIST = "genai-prices"
_DATED = re.compile(r"-20\d{6}$")

Overrides = Mapping[str, Sequence[Override]]


class Prices:
    """USD per usage and context windows, as `core.ports.PriceList` asks. The first call takes about 0.2 s.

    `overrides` are the user's own prices by model id; the newest that is in force `today` wins over the list.
    """

    def __init__(self, overrides: Overrides = MappingProxyType({}), today: Callable[[], date] = date.today) -> None:
        self._overrides = overrides
        self._today = today

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """What `usage` costs in USD at today's price, or None where that is unknown for the model or the usage.

        Raises `HybridError` when the list cannot be loaded.
        """
        own = self._own(model)
        tariff = own.tariff if own else self._listed(model)
        return pricing.cost(tariff, usage) if tariff else None

    def context(self, model: str) -> int | None:
        """The model's context window in tokens, or None for a model that the list lacks.

        Raises `HybridError` when the list cannot be loaded.
        """
        found = _find(model)
        return found.context_window if found else None

    def source(self, model: str) -> str:
        """Where the price comes from: "prices.toml, since 2026-11-01", "genai-prices 0.2.3", or "unknown".

        Raises `HybridError` when the list cannot be loaded.
        """
        from importlib import metadata

        if own := self._own(model):
            return f"prices.toml, since {own.since}"
        return f"{LIST} {metadata.version(LIST)}" if self._listed(model) else UNKNOWN

    def _own(self, model: str) -> Override | None:
        """The user's price for `model`: what they wrote for a model holds for its dated id, which an answer names."""
        day = self._today().isoformat()
        names = dict.fromkeys((model, _DATED.sub("", model)))
        return next((own for name in names if (own := pricing.in_force(self._overrides.get(name, ()), day))), None)

    def _listed(self, model: str) -> Tariff | None:
        if (found := _find(model)) is None:
            return None
        return _tariff(found.get_prices(datetime.combine(self._today(), time(12), UTC)))


def _find(model: str) -> ModelInfo | None:
    with _loading():
        from genai_prices.data_snapshot import get_snapshot

    try:
        _, found = get_snapshot().find_provider_model(model, None, PROVIDER, None)
    except LookupError:
        return None
    return found


def _tariff(price: ModelPrice) -> Tariff | None:
    """The list's prices in our form; None where it does not say what input and output cost."""
    from genai_prices.types import TieredPrices

    stored = {name: value for name, value in vars(price).items() if value is not None}
    starts = sorted(
        {tier.start for value in stored.values() if isinstance(value, TieredPrices) for tier in value.tiers}
    )

    def rate(name: str, prompt: int) -> Decimal | None:
        value = stored.get(name)
        if isinstance(value, TieredPrices):
            return next((tier.price for tier in reversed(value.tiers) if prompt > tier.start), value.base)
        return value

    def rates(prompt: int) -> Rates | None:
        paid, answer = rate("input_mtok", prompt), rate("output_mtok", prompt)
        if paid is None or answer is None:
            return None
        return Rates(
            paid,
            answer,
            rate("cache_read_mtok", prompt),
            rate("cache_write_mtok", prompt),
            rate("cache_write_1h_mtok", prompt),
            rate("web_searches_kcount", prompt),
        )

    base = rates(0)
    if base is None:
        return None
    return Tariff(base, tuple(Step(start, dearer) for start in starts if (dearer := rates(start + 1))))


@contextmanager
def _loading() -> Iterator[None]:
    """Tell a package that is missing or damaged as an error for a person."""
    try:
        yield
    except ImportError as error:
        raise HybridError(
            "Prices cannot be worked out",
            str(error),
            "Install hybridtui again: the package genai-prices is missing or damaged.",
        ) from error
