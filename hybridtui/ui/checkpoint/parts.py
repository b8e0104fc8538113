"""Why this file exists: findings are read in the order of what hangs on them, and each part's title says what is wrong.

A reader who knows what all of a part have in common needs only what is particular about each.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from hybridtui.core.checkpoint.findings import Finding, Group, Severity


class Part(StrEnum):
    """A part of the checkpoint, by the title that stands over it, the gravest first."""

    CONFLICT = "Changed here and outside"
    SECRET = "Secrets and personal data"
    PUT_OFF = "Put off or ruled out by the notes"
    ALTERED = "Not what the notes say"
    ADDED = "Not in the notes"
    STALE = "From notes that have changed since"
    DROPPED = "In the notes, but not in the spec"
    LINT = "Wording and structure"
    QUESTION = "What Claude would ask"

    @classmethod
    def of(cls, finding: Finding) -> Part:
        """The part that `finding` stands in."""
        return _CREEP.get(finding.rule, cls.ALTERED) if finding.group is Group.CREEP else cls[finding.group.name]


_CREEP = MappingProxyType(
    {"S10": Part.PUT_OFF, "added": Part.ADDED, "stale": Part.STALE, "dropped": Part.DROPPED},
)
_PLACES = MappingProxyType({part: place for place, part in enumerate(Part)})
_WEIGHTS = MappingProxyType({severity: weight for weight, severity in enumerate(Severity)})


def rank(finding: Finding) -> tuple[int, int]:
    """Where `finding` stands among others: by its part, and there by how much it weighs."""
    return _PLACES[Part.of(finding)], _WEIGHTS[finding.severity]
