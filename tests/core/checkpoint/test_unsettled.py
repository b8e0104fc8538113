"""Why this file exists: a conflict that nobody sees is handed off with its marker lines."""

from __future__ import annotations

import pytest

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.examiner import Examiner
from hybridtui.core.checkpoint.findings import Document, Severity
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.checkpoint.marking import notes_marks, spec_marks
from hybridtui.core.checkpoint.marks import Sort
from hybridtui.core.checkpoint.unsettled import unsettled
from hybridtui.core.conflicts import Keep, conflicts, resolved
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse, render
from hybridtui.core.trace.record import Record

SPEC = """## Requirements

- The page loads within 3 s.
<<<<<<< here
- Files are at most 80 MB.
=======
- Files are at most 20 MB.
>>>>>>> outside
- Files are CSV.
"""
NOTES = "The page must load within 3 s.\n<<<<<<< here\nmax 80 MB\n=======\nmax 20 MB\n>>>>>>> outside\nonly CSV\n"


def examined(spec: str = SPEC, notes: str = NOTES) -> Examination:
    return Examiner().examine(spec, notes, Record())


def test_marker_lines_are_no_items_and_no_sentences() -> None:
    assert [item.text for item in parse(SPEC).items] == [
        "The page loads within 3 s.",
        "Files are at most 80 MB.",
        "Files are at most 20 MB.",
        "Files are CSV.",
    ]
    assert render(parse(SPEC)) == SPEC
    found = sentences(NOTES)
    assert [each.text for each in found] == ["The page must load within 3 s.", "max 80 MB", "max 20 MB", "only CSV"]
    assert all(NOTES[each.start : each.end] == each.text for each in found)


def test_a_conflict_is_an_error_in_the_spec_and_a_warning_in_the_notes() -> None:
    found = (each for each in examined().findings if each.rule == "conflict")
    in_notes, in_spec = sorted(found, key=lambda each: each.document)
    assert (in_spec.severity, in_spec.document) == (Severity.ERROR, Document.SPEC)
    assert in_spec.message == "Here it reads “- Files are at most 80 MB.”, outside “- Files are at most 20 MB.”."
    assert SPEC[slice(*in_spec.span)] == in_spec.words
    assert (in_notes.severity, in_notes.document, in_notes.edits) == (Severity.WARN, Document.NOTES, ())


@pytest.mark.parametrize(
    "spec", [SPEC, "<<<<<<< here\n=======\nx\n>>>>>>> outside", "a\n<<<<<<< a\n=======\n>>>>>>> b"]
)
def test_what_the_checkpoint_offers_is_what_the_key_does(spec: str) -> None:
    (finding,) = unsettled(spec, Document.SPEC)
    (conflict,) = conflicts(spec)
    for edit, keep in zip(finding.edits, Keep, strict=True):
        start, end = edit.span
        assert spec[:start] + edit.text + spec[end:] == resolved(spec, conflict, keep)


def test_a_long_or_empty_side_is_quoted_in_brief() -> None:
    (finding,) = unsettled(f"<<<<<<< here\n{'word ' * 30}\n=======\n>>>>>>> outside\n", Document.SPEC)
    assert finding.message == "Here it reads “word word word word word word word word…”, outside nothing."


def test_a_conflict_is_the_gravest_mark_in_both_texts() -> None:
    examination = examined()
    for marks in (spec_marks(examination), notes_marks(examination)):
        (mark,) = (mark for mark in marks if mark.sort is Sort.CONFLICT)
        assert mark.gravity == 0
        assert not mark.sort.quiet


def test_a_conflict_in_the_spec_stands_in_the_way_of_the_sign_off_and_one_in_the_notes_does_not() -> None:
    examination = examined()
    assert (examination.conflicts, examination.blockers) == (1, 1)
    envelope = Envelope("api", "host", "source", "model", (), b"payload")
    checkpoint = Checkpoint.of(envelope).checked("", examination.blockers, examination.conflicts)
    assert checkpoint.obstacle == "1 conflict waits for a decision."
    assert not checkpoint.cleared
    with pytest.raises(HybridError, match="Not signed"):
        checkpoint.sign(checkpoint.code)
    settled = examined("- Files are CSV.\n")
    assert (settled.conflicts, settled.blockers) == (0, 0)


def test_a_conflict_cannot_be_waived() -> None:
    finding = next(each for each in examined().findings if each.document is Document.SPEC)
    waived = Record().waive(finding.waiver("it is fine"))
    assert Examiner().examine(SPEC, NOTES, waived).conflicts == 1
