"""Why this file exists: what was written, drafted, signed and answered can be told apart in a list without reading it.

A version is named by the SHA-256 of its text. A sign-off's text is the canonical envelope, so that its digest is the
sign-off itself: whoever keeps the text can prove what was signed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hybridtui.core.differences.region import changed_region
from hybridtui.core.plurals import number_of


class Sort(StrEnum):
    """What a version is one of. PRUNING: a list of versions that went to make room, each on a line."""

    NOTES = "notes"
    DRAFT = "draft"
    SPEC = "spec"
    SIGN_OFF = "sign-off"
    REPLY = "reply"
    PRUNING = "pruning"

    @property
    def is_document(self) -> bool:
        """Whether it is a state of a text: the same one twice in a row is one version. Others are events."""
        return self in (Sort.NOTES, Sort.DRAFT, Sort.SPEC)

    def counted(self, count: int) -> str:
        """So many of them in words: "1 draft", "12 versions of the notes"."""
        if self in (Sort.NOTES, Sort.SPEC):
            return f"{number_of(count, 'version')} of the {self.value}"
        return number_of(count, self.value, "replies" if self is Sort.REPLY else "")


@dataclass(frozen=True, slots=True)
class Version:
    """One version: `id` grows with time, `at` is when it was kept (UTC, ISO 8601), `about` says on one line what it is.

    `of` is what it belongs to: a sign-off to the spec of that digest, a reply to the hand-off of that id in the
    ledger. `size` is in bytes, `digest` the SHA-256 of the text in 64 hexadecimal digits.
    `workspace` tells the versions of different notes apart, for whoever looks at all of them.
    """

    id: int
    at: str
    sort: Sort
    about: str
    size: int
    digest: str
    of: str = ""
    workspace: str = ""


def changes(before: Sequence[str], now: Sequence[str]) -> str:
    """How many lines came and went in words: "+3 -1 lines". A line that only moved did neither.

    The time grows with the length of what differs, since this is asked while the human types.
    """
    region = changed_region(before, now)
    old, new = Counter(before[region.start : region.end]), Counter(now[region.start : region.new_end])
    come, gone = (new - old).total(), (old - new).total()
    if not come and not gone:
        return "lines moved" if region.start < region.end else "as it was"
    signs = " ".join(part for part in (f"+{come:,}" if come else "", f"-{gone:,}" if gone else "") if part)
    return f"{signs} line{'' if come + gone == 1 else 's'}"
