"""Why this file exists: judges give scores and raters give labels, and skill must be told from chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Figures:
    """How scores did against labels: AUC with its 95 % interval, hits among the k highest, and agreement.

    k is the number of labels that say yes. `agreement` is the share of labels matched by saying yes to the k highest,
    `best` that by the best threshold which says yes at all.
    """

    auc: float
    low: float
    high: float
    precision: float
    agreement: float
    best: float


def figures(scores: Sequence[float], labels: Sequence[bool]) -> Figures:
    """Measure `scores`; ties count half in the AUC. There must be labels of both sorts."""
    score, label = np.array(scores), np.array(labels)
    wins = _wins(score, label)
    low, high = _interval(wins)
    hits = np.cumsum(label[np.argsort(-score, kind="stable")])
    sizes = np.arange(1, len(label) + 1)
    k = int(label.sum())
    agreed = (len(label) - k + 2 * hits - sizes) / len(label)
    return Figures(float(wins.mean()), low, high, float(hits[k - 1] / k), float(agreed[k - 1]), float(agreed.max()))


def gain(scores: Sequence[float], others: Sequence[float], labels: Sequence[bool]) -> tuple[float, float, float]:
    """By how much the AUC of `scores` is above that of `others`, with the 95 % interval of the paired difference."""
    label = np.array(labels)
    ahead = _wins(np.array(scores), label) - _wins(np.array(others), label)
    return float(ahead.mean()), *_interval(ahead)


def _wins(score: Any, label: Any) -> Any:
    """For each pair of a yes (rows) and a no (columns) whether the yes scores higher: 1, 0 or for a tie 0.5."""
    return (np.sign(score[label][:, None] - score[~label][None, :]) + 1) / 2


def _interval(pairs: Any) -> tuple[float, float]:
    """95 % of what the mean over pairs might have been: a bootstrap over rows and columns, always the same."""
    draw = np.random.default_rng(0)
    rows, columns = pairs.shape
    means = [
        pairs[np.ix_(draw.integers(rows, size=rows), draw.integers(columns, size=columns))].mean()
        for _ in range(_RESAMPLES)
    ]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
