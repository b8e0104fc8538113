"""Why this file exists: what deserves judgement before a hand-off is found out in one place, and told in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from hybridtui.core.findings import Finding, Group
from hybridtui.core.notes import Sentence
from hybridtui.core.spec import Spec
from hybridtui.core.trace import ItemVerdict, SentenceVerdict, Trace


@dataclass(frozen=True)
class Examination:
    """Everything that was found about a spec and the notes it came from.

    `notes` and `spec.text` are the texts that were looked at. `findings` are those still open, in the order of the
    checkpoint (by group, then by place); `waived` counts those that the human has answered with a reason.
    """

    notes: str = ""
    spec: Spec = Spec("", (), ())
    sentences: tuple[Sentence, ...] = ()
    trace: Trace = Trace()
    findings: tuple[Finding, ...] = ()
    waived: int = 0

    @cached_property
    def blockers(self) -> int:
        """How many secrets wait for an answer."""
        return sum(finding.group is Group.SECRET for finding in self.findings)

    @cached_property
    def headline(self) -> str:
        """The verdict in one line: what deserves to be looked at, the gravest first."""
        items = Counter(each.verdict for each in self.trace.items)
        dropped = sum(each.verdict is SentenceVerdict.DROPPED for each in self.trace.sentences)
        groups = Counter(finding.group for finding in self.findings)
        counts = (
            (self.blockers, "secret", "secrets"),
            (items[ItemVerdict.ALTERED], "item altered", "items altered"),
            (items[ItemVerdict.ADDED], "added", "added"),
            (items[ItemVerdict.STALE], "stale", "stale"),
            (dropped, "sentence dropped", "sentences dropped"),
            (groups[Group.LINT], "finding of lint", "findings of lint"),
            (groups[Group.QUESTION], "question", "questions"),
        )
        told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        return " · ".join(told) or "Nothing to object to."
