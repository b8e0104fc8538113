"""Why this file exists: what the spec weighs and costs, as estimates that look like estimates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """USD per token for one model; either may be None, which means unknown and never zero."""

    input: Decimal
    output: Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """What a Claude model can take and give: context window and largest output, in tokens."""

    context: int
    max_output: int
