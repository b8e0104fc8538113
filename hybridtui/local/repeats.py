"""Why this file exists: a small model can fall into a loop and would go on until its context is full.

Asked for a whole spec, the starter model printed "##" five hundred times. A loop is told from a list or a table by its
exactness: the same tokens in the same order, over and over, with nothing else between.
"""

from __future__ import annotations

from collections import deque
from operator import ge

LONGEST = 64
"""Tokens in the longest cycle that is looked for: about two sentences."""
TURNS = 4
"""How often a cycle must have come before it is called a loop."""
LEAST = 64
"""Tokens that must repeat, however short the cycle: the ruling of a wide table repeats two to six tokens, up to 50."""


class Repeats:
    """Watches the tokens of one sequence for a loop. A token costs a few microseconds, however long the sequence.

    A loop with a counter in it ("step 1", "step 2") is none here: its tokens change.
    """

    def __init__(self, longest: int = LONGEST, turns: int = TURNS, least: int = LEAST) -> None:
        self._recent: deque[int | None] = deque([None] * longest, longest)  # newest first
        self._runs = [0] * longest  # for each cycle length from 1, how many tokens on end were the one that far back
        self._enough = [max(least, (turns - 1) * length) for length in range(1, longest + 1)]

    def sees(self, token: int) -> bool:
        """Whether the sequence, with `token` added, ends in a loop."""
        self._runs = [run + 1 if token == earlier else 0 for run, earlier in zip(self._runs, self._recent, strict=True)]
        self._recent.appendleft(token)
        return any(map(ge, self._runs, self._enough))
