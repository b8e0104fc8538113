"""Why this file exists: money is worked out offline, from the price list that the package genai-prices carries.

The only file that imports genai_prices. Its updater, which fetches from the network, is never started.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from hybridtui.core.errors import HybridError
from hybridtui.core.reply import Usage

PROVIDER = "anthropic"


class Prices:
    """USD per usage and context windows, as `core.ports.PriceList` asks. The first call takes about 0.2 s."""

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """What `usage` costs in USD at today's list price, or None for a model that the list lacks.

        The list counts cached tokens as part of the input, the API beside it: `Usage.all_input` bridges the two.
        Raises `HybridError` when the list cannot be loaded.
        """
        with _loading():
            import genai_prices

        tokens = genai_prices.Usage(
            input_tokens=usage.all_input,
            cache_read_tokens=usage.cache_read,
            cache_write_tokens=usage.cache_write_5m + usage.cache_write_1h,
            cache_write_1h_tokens=usage.cache_write_1h,
            output_tokens=usage.output,
        )
        try:
            return genai_prices.calc_price(tokens, model, provider_id=PROVIDER).total_price
        except LookupError:
            return None

    def context(self, model: str) -> int | None:
        """The model's context window in tokens, or None for a model that the list lacks.

        Raises `HybridError` when the list cannot be loaded.
        """
        with _loading():
            from genai_prices.data_snapshot import get_snapshot

        try:
            _, found = get_snapshot().find_provider_model(model, None, PROVIDER, None)
        except LookupError:
            return None
        return found.context_window


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
