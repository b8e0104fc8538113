"""Why this file exists: what deserves judgement before a hand-off is found out in one place, and told in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hybridtui.core.findings import Finding, Group, unwaived
from hybridtui.core.lint import lint
from hybridtui.core.notes import Sentence, sentences
from hybridtui.core.questions import questions
from hybridtui.core.record import Record
from hybridtui.core.secrets import Secret, merged, scan
from hybridtui.core.secrets import findings as secret_findings
from hybridtui.core.spec import Spec, parse
from hybridtui.core.trace import Trace, Tracer
from hybridtui.core.trace.creep import creep


@dataclass(frozen=True)
class Examination:
    """Everything that was found about a spec and the notes it came from.

    `notes` and `spec.text` are the texts that were looked at. `findings` are those still open, in the order of the
    checkpoint (by group, then by place); `waived` counts those that the human has answered with a reason. `secrets` are
    all that are in the spec, answered or not.
    """

    notes: str = ""
    spec: Spec = Spec("", (), ())
    sentences: tuple[Sentence, ...] = ()
    trace: Trace = Trace()
    findings: tuple[Finding, ...] = ()
    waived: int = 0
    secrets: tuple[Secret, ...] = ()

    @cached_property
    def blockers(self) -> int:
        """How many secrets wait for an answer."""
        return sum(finding.group is Group.SECRET for finding in self.findings)

    @cached_property
    def headline(self) -> str:
        """The verdict in one line: what deserves to be looked at, the gravest first. What was answered is not in it."""
        rules = Counter(finding.rule for finding in self.findings if finding.group is Group.CREEP)
        groups = Counter(finding.group for finding in self.findings)
        counts = (
            (groups[Group.SECRET], "secret", "secrets"),
            (rules["S10"], "item put off by the notes", "items put off by the notes"),
            (rules["altered"], "item altered", "items altered"),
            (rules["added"], "added", "added"),
            (rules["stale"], "stale", "stale"),
            (rules["dropped"], "sentence dropped", "sentences dropped"),
            (groups[Group.LINT], "finding of lint", "findings of lint"),
            (groups[Group.QUESTION], "question", "questions"),
        )
        told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        return " · ".join(told) or "Nothing to object to."


_ORDER = list(Group)


class Examiner:
    """Looks a spec and its notes over, and remembers what it has seen: after an edit, only what changed costs.

    `terms` are the user's own words that must not leave; `profile` says whose structure a spec should have. It holds
    nothing that shows in what it finds, but must not be used by two threads at once.
    """

    def __init__(self, terms: Sequence[str] = (), profile: str = "plain") -> None:
        self._terms = tuple(terms)
        self._profile = profile
        self._tracer = Tracer()
        self._notes = ""
        self._sentences: tuple[Sentence, ...] = ()

    def examine(self, spec: str, notes: str, record: Record, more: Sequence[Secret] = ()) -> Examination:
        """Everything about `spec` and the `notes` it came from; without any notes nothing is said about them.

        `record` holds what is known and was decided; `more` are secrets that a scanner found in the spec.
        """
        document = parse(spec, record.known)
        if notes != self._notes:
            self._notes, self._sentences = notes, sentences(notes)
        trace = self._tracer.trace(document, self._sentences, record) if self._sentences else Trace()
        secrets = merged((*scan(spec, self._terms), *more))
        linted = (*creep(document, self._sentences, trace), *lint(document, self._profile))
        left = unwaived(linted, record.waivers)
        asked = questions(document, left, record.waivers)
        found = (*secret_findings(document, record, secrets), *left, *asked)
        ranked = sorted(found, key=lambda finding: (_ORDER.index(finding.group), finding.span))
        return Examination(notes, document, self._sentences, trace, tuple(ranked), len(linted) - len(left), secrets)
