"""Why this file exists: texts too long to be matched in full still show that they begin and end alike."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

Step = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
"""From where to where in one sequence becomes what in the other, as `SequenceMatcher` tells it."""


class CommonEnds(SequenceMatcher[str]):
    """Matches the common beginning and the common end alone, in time that grows with the length and no faster."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, "", "")
        self._before, self._after = before, after

    def get_opcodes(self) -> list[Step]:
        """The steps from one sequence to the other, in the form of `SequenceMatcher`."""
        before, after = self._before, self._after
        most = min(len(before), len(after))
        head = next((at for at in range(most) if before[at] != after[at]), most)
        tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
        old, new = len(before) - tail, len(after) - tail
        steps: tuple[Step, ...] = (
            ("equal", 0, head, 0, head),
            ("replace", head, old, head, new),
            ("equal", old, len(before), new, len(after)),
        )
        return [step for step in steps if step[1] < step[2] or step[3] < step[4]]
