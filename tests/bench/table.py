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
        " / ".join(ratio(our / its) for its, our in zip(yardstick, ours, strict=True)),
    )


def medians(
    what: str, name: str, yardstick: Sequence[float], ours: Sequence[float], unit: Callable[[float], str]
) -> Row:
    """A row of medians, and of the median of the ratios: sample by sample, as both were taken one after the other."""
    ratios = [our / its for its, our in zip(yardstick, ours, strict=True)]
    return Row(what, f"{name}: {unit(median(yardstick))}", unit(median(ours)), ratio(median(ratios)))


def spread(samples: Sequence[float]) -> tuple[float, float, float, float]:
    """Median, 95th and 99th percentile, and maximum of at least two samples."""
    percentiles = quantiles(samples, n=100, method="inclusive")
    return percentiles[49], percentiles[94], percentiles[98], max(samples)


SPREAD = "p50 / p95 / p99 / max"
"""What the figures of a `spread` are called."""


def seconds(duration: float) -> str:
    return f"{duration:.1f} s" if duration >= 1 else milliseconds(duration)


def milliseconds(duration: float) -> str:
    return f"{duration * 1000:.1f} ms" if duration < 0.1 else f"{duration * 1000:.0f} ms"


def ratio(quotient: float) -> str:
    return f"{quotient:.2f}" if quotient >= 0.1 else f"{quotient:.2g}"


def size(count: float) -> str:
    return f"{count:.0f} B" if count < 1_000_000 else f"{count / 1_000_000:.0f} MB"


def rate(per_second: float) -> str:
    return f"{per_second:.0f} tok/s"
