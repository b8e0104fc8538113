"""Why this file exists: a long session has a length, and a look at it another one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Length:
    """How many of each act. What is retracted leaves nothing: whatever the memory gains by it, it leaks."""

    edits: int
    runs: int
    hand_offs: int
    kills: int
    outside: int
    retractions: int


FULL = Length(edits=500, runs=50, hand_offs=20, kills=10, outside=5, retractions=200)
SHORT = Length(edits=20, runs=3, hand_offs=2, kills=1, outside=1, retractions=10)
