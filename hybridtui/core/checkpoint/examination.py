"""Why this file exists: what deserves judgement before a hand-off is found out in one place, and told in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hybridtui.core.checkpoint.findings import Document, Finding, Group, Severity
from hybridtui.core.plurals import number_of
from hybridtui.core.spec import Spec
from hybridtui.core.trace import Trace

if TYPE_CHECKING:
    from hybridtui.core.notes.sentences import Sentence
    from hybridtui.core.secrets import Secret

STRICT: Mapping[str, frozenset[Severity]] = {
    "secrets": frozenset(),
    "errors": frozenset({Severity.ERROR}),
    "warnings": frozenset({Severity.ERROR, Severity.WARN}),
}
"""What must be answered before a sign-off, besides secrets and conflicts, by the names of the setting."""


@dataclass(frozen=True)
class Examination:
    """Everything that was found about a spec and the notes it came from.

    `notes` and `spec.text` are the texts that were looked at. `findings` are those still open, in the order of the
    checkpoint (by group, then by place); `waived` counts those that the human has answered with a reason. `secrets` are
    all that are in the spec, answered or not. Findings as grave as one of `strict` must be answered, too.
    """

    notes: str = ""
    spec: Spec = Spec("", (), ())
    sentences: tuple[Sentence, ...] = ()
    trace: Trace = Trace()
    findings: tuple[Finding, ...] = ()
    waived: int = 0
    secrets: tuple[Secret, ...] = ()
    strict: frozenset[Severity] = frozenset()

    @cached_property
    def blockers(self) -> int:
        """How much must be decided before anything may be signed: secrets, conflicts in the spec, what is demanded."""
        secrets = sum(finding.group is Group.SECRET for finding in self.findings)
        return self.conflicts + secrets + len(self.demanded)

    @cached_property
    def demanded(self) -> tuple[Finding, ...]:
        """The findings that must be answered because the settings are strict."""
        others = (each for each in self.findings if each.group not in (Group.CONFLICT, Group.SECRET))
        return tuple(each for each in others if each.severity in self.strict)

    @cached_property
    def conflicts(self) -> int:
        """How many conflicts with what another program wrote stand in the spec."""
        return sum(each.group is Group.CONFLICT and each.document is Document.SPEC for each in self.findings)

    @cached_property
    def headline(self) -> str:
        """The verdict in one line: what deserves to be looked at, the gravest first. What was answered is not in it."""
        rules = Counter(finding.rule for finding in self.findings if finding.group is Group.CREEP)
        groups = Counter(finding.group for finding in self.findings)
        hints = sum(finding.group is Group.LINT and finding.severity is Severity.INFO for finding in self.findings)
        counts = (
            (groups[Group.CONFLICT], "conflict", "conflicts"),
            (groups[Group.SECRET], "secret", "secrets"),
            (rules["S10"], "item put off by the notes", "items put off by the notes"),
            (rules["altered"], "item altered", "items altered"),
            (rules["added"], "added", "added"),
            (rules["stale"], "stale", "stale"),
            (rules["dropped"], "sentence dropped", "sentences dropped"),
            (groups[Group.LINT] - hints, "finding of lint", "findings of lint"),
            (hints, "hint", "hints"),
            (groups[Group.QUESTION], "question", "questions"),
        )
        told = [number_of(count, one, many) for count, one, many in counts if count]
        return " · ".join(told) or "Nothing to object to."
