"""Why this file exists: `lint` and `trace` look at a spec as the checkpoint does, with what lies beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

from hybridtui.core.config_parser import complaint
from hybridtui.core.errors import HybridError
from hybridtui.core.examination import Examination, Examiner
from hybridtui.core.findings import Document
from hybridtui.headless import paper, streams, trace_file
from hybridtui.headless.paper import Paper
from hybridtui.store import settings


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


def examine(spec: str, notes: str | None) -> Examined:
    """Examine the file `spec` with the settings in force and, read-only, with the trace file beside it.

    Either file may be "-", standard input; without notes nothing is said about them. Settings and a trace file that
    are not usable are told on standard error. Raises `HybridError` when a file is not usable.
    """
    if spec == notes == streams.STDIN:
        raise HybridError(
            "Only one file can come from standard input", "SPEC and NOTES are both -.", "Give a path for one of them."
        )
    document = paper.read(spec, "the spec")
    if document.is_json:
        raise HybridError(
            "A spec in JSON is not examined", document.name, "Make Markdown of it: hybridtui convert SPEC --to md"
        )
    source = Paper("", "") if notes is None else paper.read(notes, "the notes")
    if notes is not None and not source.text.strip():
        raise HybridError("There is nothing to trace to", f"{source.name} is empty.", "Give the notes of this spec.")
    config, problems = settings.load(os.environ)
    if problems:
        streams.tell(complaint(problems))
    examiner = Examiner(config.checkpoint.listed, config.checkpoint.profile)
    return Examined(document, source, examiner.examine(document.text, source.text, trace_file.read(spec)))
