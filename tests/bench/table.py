"""Why this file exists: a figure without its yardstick says nothing, so a row has both and their ratio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, the yardstick's figure, ours, and ours divided by it."""

    what: str
    yardstick: str
    ours: str
    ratio: str = ""

    def __str__(self) -> str:
        return f"| {self.what} | {self.yardstick} | {self.ours} | {self.ratio} |"


def heading() -> str:
    """The table's first two lines."""
    return f"{Row('what', 'yardstick', 'hybridtui', 'ratio')}\n|---|---|---|---|"


def compare(
    what: str, name: str, yardstick: Sequence[float], ours: Sequence[float], unit: Callable[[float], str]
) -> Row:
    """A row of figures side by side; `name` says what the yardstick is."""
    return Row(
        what,
        f"{name}: {' / '.join(map(unit, yardstick))}",
        " / ".join(map(unit, ours)),
        " / ".join(f"{our / its:.2f}" for its, our in zip(yardstick, ours, strict=True)),
    )


def spread(samples: Sequence[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum."""
    return median(samples), quantiles(samples, n=20, method="inclusive")[-1], max(samples)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def size(count: float) -> str:
    return f"{count:.0f} B"


def rate(per_second: float) -> str:
    return f"{per_second:.0f} tok/s"
