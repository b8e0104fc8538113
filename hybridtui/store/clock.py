"""Why this file exists: whatever is entered, signed or named by a moment has it from one clock, in one spelling."""

from __future__ import annotations

from datetime import UTC, datetime

IN_NAME = "%Y%m%dT%H%M%SZ"
"""How a moment (UTC) stands in the name of a file: "20261123T091407Z"."""


def utc_now() -> datetime:
    """The moment it is. A clock that is corrected may say an earlier one next."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as it is entered: UTC, and all of one length, so that they sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def second(moment: datetime) -> str:
    """A moment for a person: UTC in ISO 8601, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def in_name(moment: datetime) -> str:
    """A moment in the name of a file."""
    return moment.astimezone(UTC).strftime(IN_NAME)
