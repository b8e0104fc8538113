"""Why this file exists: every item has a kind, and the order of the kinds is the order of a spec."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an item is. The order is the order of the headings in a draft and in a spec."""

    GOAL = "goal"
    REQUIREMENT = "requirement"
    CONSTRAINT = "constraint"
    OUT_OF_SCOPE = "out-of-scope"
    QUESTION = "question"
    BACKGROUND = "background"

    @property
    def heading(self) -> str:
        """The section title under which items of this kind stand."""
        return _HEADINGS[self]


_HEADINGS = {
    Kind.GOAL: "Goal",
    Kind.REQUIREMENT: "Requirements",
    Kind.CONSTRAINT: "Constraints",
    Kind.OUT_OF_SCOPE: "Out of scope",
    Kind.QUESTION: "Questions",
    Kind.BACKGROUND: "Background",
}
