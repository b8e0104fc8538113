"""Why this file exists: what was billed tells how far the offline count is off, for a model and a kind of text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from statistics import median

from hybridtui.core.hand_off.models import generation

UNTRAINED = 0.15
"""How far an estimate may be off, either way, before anything was billed. Offline counts of notes and specs were off by
up to 8 %, those of code, licences and data by up to 16 %."""

LATEST = 10
"""Hand-offs that are learnt from: the newest, as a model's tokenizer may change under its name."""

_SMALLEST, _LARGEST = 0.7, 1.6  # no tokenizer of the same generation is further off: what says so has other reasons
_ABSURD = 5.0  # billed this many times what was counted, or as small a part of it: no count of the same text
_WIDEST = 0.5  # the largest error that is told

_TRUST = 2  # the untrained error counts for as many hand-offs
_ENOUGH = 4  # hand-offs before a fixed part is looked for
_APART = 1.2  # two sizes tell a fixed part from a ratio only when one is this much larger
_CLEARER = 0.5  # a fixed part is believed when it leaves at most this part of the spread


@dataclass(frozen=True, slots=True)
class Observation:
    """One billed hand-off. `counter` names the tokenizer that counted `raw` tokens of spec and `overhead` of the rest.

    `kind` is the kind of text of the spec, `billed` every token of input that the API reported.
    """

    model: str
    counter: str
    kind: str
    raw: int
    overhead: int
    billed: int

    @property
    def counted(self) -> int:
        """Every token that was counted beforehand."""
        return self.raw + self.overhead

    @property
    def plausible(self) -> bool:
        """Whether what was billed can be the same text that was counted."""
        if self.raw <= 0 or self.overhead < 0:
            return False
        return 1 / _ABSURD <= self.billed / self.counted <= _ABSURD


@dataclass(frozen=True, slots=True)
class Weight:
    """An estimate in tokens, likely between `low` and `high`."""

    tokens: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Claude's tokens for each one counted, and `fixed` ones that are billed with every hand-off and counted by nobody.

    `error` is how far the estimate is likely to be off, as a part of it; `seen` the hand-offs that it was learnt from.
    """

    ratio: float = 1.0
    fixed: float = 0.0
    error: float = UNTRAINED
    seen: int = 0

    def weigh(self, raw: int, overhead: int = 0) -> Weight:
        """What a hand-off weighs whose spec was counted as `raw` tokens and the rest as `overhead`."""
        return self._weight(self.fixed + self.ratio * (raw + overhead))

    def text(self, raw: int) -> Weight:
        """What a text weighs by itself that was counted as `raw` tokens."""
        return self._weight(self.ratio * raw)

    def _weight(self, tokens: float) -> Weight:
        low, high = math.floor(tokens * (1 - self.error)), math.ceil(tokens * (1 + self.error))
        return Weight(round(tokens), low, high)


def calibrated(observations: Iterable[Observation], *, model: str, counter: str, kind: str) -> Calibration:
    """What the newest of `observations` (newest first) teach about `counter` on this kind of text for `model`.

    Those of other generations of models, counters and kinds are left out, and those that cannot be right.

    The ratio is the median of theirs. The count itself is one more witness, for a ratio of 1, so that a single hand-off
    is believed by half. The error is the largest deviation seen, which the next one exceeds once in n + 1 times; until
    a few are known it is drawn towards `UNTRAINED`. A fixed part (a gateway's own prompt, say) is the median of
    the intercepts between any two hand-offs of different size (Theil and Sen), and 0 unless it explains most of the
    spread.
    """
    wanted = generation(model), counter, kind
    fitting = (one for one in observations if (generation(one.model), one.counter, one.kind) == wanted)
    found = tuple(islice((one for one in fitting if one.plausible), LATEST))
    if not found:
        return Calibration()
    fixed = _fixed(found)
    ratios = [(one.billed - fixed) / one.counted for one in found]
    ratio = min(max(median([1.0, *ratios]), _SMALLEST), _LARGEST)
    return Calibration(ratio, fixed, _error(found, ratio, fixed), len(found))


def _error(found: Sequence[Observation], ratio: float, fixed: float) -> float:
    reach = max(abs(one.billed / (fixed + ratio * one.counted) - 1) for one in found)
    return min((_TRUST * UNTRAINED + len(found) * reach) / (_TRUST + len(found)), _WIDEST)


def _fixed(found: Sequence[Observation]) -> float:
    """Tokens that each of `found` was billed on top of what grows with its size; 0 where that is not clear."""
    if len(found) < _ENOUGH:
        return 0.0
    intercepts = [
        (one.billed * other.counted - other.billed * one.counted) / (other.counted - one.counted)
        for one, other in combinations(found, 2)
        if max(one.counted, other.counted) >= _APART * min(one.counted, other.counted)
    ]
    if not intercepts:
        return 0.0
    fixed = min(max(median(intercepts), 0.0), float(min(one.billed for one in found)))
    return fixed if _spread(found, fixed) <= _CLEARER * _spread(found, 0.0) else 0.0


def _spread(found: Sequence[Observation], fixed: float) -> float:
    """The largest deviation of a ratio from their median, as a part of it."""
    ratios = [(one.billed - fixed) / one.counted for one in found]
    middle = median(ratios)
    return max(abs(ratio / middle - 1) for ratio in ratios) if middle else math.inf
