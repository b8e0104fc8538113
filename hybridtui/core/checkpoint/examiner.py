"""Why this file exists: spec and notes are looked over again and again, and after an edit only that should cost."""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.checkpoint.examination import STRICT, Examination
from hybridtui.core.checkpoint.findings import Document, Finding, Group, unwaived
from hybridtui.core.checkpoint.questions import questions
from hybridtui.core.checkpoint.unsettled import unsettled
from hybridtui.core.lint import lint
from hybridtui.core.notes.sentences import Sentence, sentences
from hybridtui.core.remembering import Forgetting
from hybridtui.core.secrets import Secret
from hybridtui.core.secrets.report import findings as secret_findings
from hybridtui.core.secrets.scanner import merged, scan
from hybridtui.core.spec import Known, parse
from hybridtui.core.trace import Trace
from hybridtui.core.trace.creep import creep
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer

_ORDER = list(Group)


class Examiner:
    """Looks a spec and its notes over, and remembers what it has seen: after an edit, only what changed costs.

    `terms` are the user's own words that must not leave; `profile` says whose structure a spec should have,
    `strict` what has to be answered, as in `STRICT`. It holds
    nothing that shows in what it finds, but must not be used by two threads at once.
    """

    def __init__(self, terms: Sequence[str] = (), profile: str = "plain", strict: str = "secrets") -> None:
        self._terms = tuple(terms)
        self._profile = profile
        self._strict = STRICT[strict]
        self._tracer = Tracer()
        self._notes = ""
        self._sentences: tuple[Sentence, ...] = ()
        self._read: tuple[str, Sequence[Known]] | None = None
        self._document = parse("")
        self._scanned: tuple[Secret, ...] = ()
        self._linted: tuple[Finding, ...] = ()
        self._forgetting = Forgetting()

    def examine(self, spec: str, notes: str, record: Record, more: Sequence[Secret] = ()) -> Examination:
        """Everything about `spec` and the `notes` it came from; without any notes nothing is said about them.

        `record` holds what is known and was decided; `more` are secrets that a scanner found in the spec.
        """
        edited = (spec, record.known) != self._read or notes != self._notes
        if (spec, record.known) != self._read:
            self._read, self._document = (spec, record.known), parse(spec, record.known)
            self._scanned, self._linted = scan(spec, self._terms), lint(self._document, self._profile)
        document = self._document
        if notes != self._notes:
            self._notes, self._sentences = notes, sentences(notes)
        if edited:
            self._forgetting.see([*(item.text for item in document.items), *(said.text for said in self._sentences)])
        trace = self._tracer.trace(document, self._sentences, record) if self._sentences else Trace()
        secrets = merged((*self._scanned, *more))
        linted = (*creep(document, self._sentences, trace), *self._linted)
        left = unwaived(linted, record.waivers)
        asked = questions(document, left, record.waivers)
        split = (*unsettled(spec, Document.SPEC), *unsettled(notes, Document.NOTES))
        found = (*split, *secret_findings(document, record, secrets), *left, *asked)
        ranked = sorted(found, key=lambda finding: (_ORDER.index(finding.group), finding.span))
        return Examination(
            notes, document, self._sentences, trace, tuple(ranked), len(linted) - len(left), secrets, self._strict
        )
