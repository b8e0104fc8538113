"""Why this file exists: `lint` and `trace` look at a spec as the checkpoint does, with what lies beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.examiner import Examiner
from hybridtui.core.checkpoint.findings import Document, Finding
from hybridtui.core.config import Checkpoint
from hybridtui.core.errors import HybridError
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.secrets import Secret
from hybridtui.core.spec import parse
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer
from hybridtui.headless import configured, paper, streams, trace_file
from hybridtui.headless.paper import Paper
from hybridtui.local.scanner import Kingfisher
from hybridtui.store import paths


@dataclass(frozen=True)
class Examined:
    """A spec, its notes (without text where none were given), and everything that was found about them."""

    spec: Paper
    notes: Paper
    examination: Examination

    def paper(self, document: Document) -> Paper:
        """The file in which a finding stands."""
        return self.spec if document is Document.SPEC else self.notes

    @cached_property
    def sentence_ids(self) -> dict[str, str]:
        """What the sentences of the notes are called, "n12", by their keys; as `refine --json` calls them."""
        return {each.key: f"n{number}" for number, each in enumerate(self.examination.sentences, 1)}

    def told(self, finding: Finding) -> str:
        """A finding in a line, as a compiler would tell it: "spec.md:12:5: warn L2 R3: message"."""
        paper = self.paper(finding.document)
        line, column = paper.place(finding.span[0])
        about = finding.item or self.sentence_ids.get(finding.sentence, "")
        label = " ".join(part for part in (finding.rule, finding.severity.value, about) if part)
        return f"{paper.name}:{line}:{column}: {label}: {' '.join(self.unsaid(finding.message).split())}"

    def unsaid(self, text: str) -> str:
        """`text` about the spec without the secrets in it: what is printed here may stay in a log that others read."""
        return self._secrets.sub("•••", text) if self.examination.secrets else text

    @cached_property
    def _secrets(self) -> re.Pattern[str]:
        values = {self.spec.text[start:end] for start, end in (each.span for each in self.examination.secrets)}
        return re.compile("|".join(map(re.escape, sorted(values, key=len, reverse=True))), re.IGNORECASE)


def examine(spec: str, notes: str | None) -> Examined:
    """Examine the file `spec` with the settings in force and, read-only, with the trace file beside it.

    Either file may be "-", standard input; without notes nothing is said about them. Settings and a trace file that
    are not usable are told on standard error. Raises `HybridError` when a file is not usable.
    """
    document, source = papers(spec, notes)
    return look_over(document, source, trace_file.read(spec), configured.settings_in_force().checkpoint)


def look_over(spec: Paper, notes: Paper, record: Record, settings: Checkpoint) -> Examined:
    """Examine `spec` and the `notes` it came from, which may be blank, in the light of `record`."""
    examiner = Examiner(settings.listed, settings.profile, settings.strict)
    return Examined(spec, notes, examiner.examine(spec.text, notes.text, record, _scanned(spec.text)))


def trace_only(spec: str, notes: str) -> Examined:
    """Trace the file `spec` to the file `notes` as `examine` does, and look for nothing else. Raises as that does."""
    document, source = papers(spec, notes)
    record, found = trace_file.read(spec), sentences(source.text)
    parsed = parse(document.text, record.known)
    return Examined(document, source, Examination(source.text, parsed, found, Tracer().trace(parsed, found, record)))


def _scanned(text: str) -> tuple[Secret, ...]:
    """The secrets that the scanner's library finds, where it is installed; that it cannot be used is told."""
    scanner = Kingfisher(paths.rule_cache())
    try:
        return scanner.scan(text) if scanner.available else ()
    except HybridError as error:
        streams.tell(error)
        return ()


def papers(spec: str, notes: str | None) -> tuple[Paper, Paper]:
    """The files `spec` and `notes`, which must say something; without any the second is blank. Raises `HybridError`."""
    if spec == notes == streams.STDIN:
        raise HybridError(
            "Only one file can come from standard input", "SPEC and NOTES are both -.", "Give a path for one of them."
        )
    document = paper.read(spec, "the spec")
    if document.is_json:
        raise HybridError(
            "A spec in JSON is not examined", document.name, "Make Markdown of it: hybridtui convert SPEC --to md"
        )
    if notes is None:
        return document, Paper("", "")
    source = paper.read(notes, "the notes")
    if not sentences(source.text):
        raise HybridError("There is nothing to trace to", f"{source.name} says nothing.", "Give other notes.")
    return document, source
