"""Why this file exists: an error is a value that a person can act on.

Every failure that reaches a screen or a terminal is a `HybridError`: what happened, why, and what to do next.
Vendor exceptions are turned into one in the vendor's own file and go no further.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes shared by every command; `FAULT`, a defect of this program, is the one that sysexits.h has for it."""

    DONE = 0
    FINDINGS = 1
    BAD_INPUT = 2
    REFUSED = 3
    NO_MODEL = 4
    OTHER_SIDE = 5
    FAULT = 70


INTERRUPTED = 130
"""What shells report for a program ended by Ctrl+C."""


class HybridError(Exception):
    """A failure told in three parts: `title` (what), `cause` (why) and `next_step` (what to do now).

    `exit` is the code a headless command ends with. The parts are plain text, never markup.
    """

    def __init__(self, title: str, cause: str = "", next_step: str = "", exit: Exit = Exit.BAD_INPUT) -> None:
        super().__init__(title, cause, next_step)
        self.title = title
        self.cause = cause
        self.next_step = next_step
        self.exit = exit

    def __str__(self) -> str:
        return "\n".join(part for part in (self.title, self.cause, self.next_step) if part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HybridError) and (self.args, self.exit) == (other.args, other.exit)

    def __hash__(self) -> int:
        return hash((self.args, self.exit))
