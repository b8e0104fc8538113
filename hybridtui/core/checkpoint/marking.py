"""Why this file exists: what an examination found is shown where it stands, in the notes and in the spec."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hybridtui.core.checkpoint.findings import Document, Finding, Group, Severity
from hybridtui.core.checkpoint.marks import Mark, Sort, ordered
from hybridtui.core.trace import SentenceVerdict

if TYPE_CHECKING:
    from hybridtui.core.checkpoint.examination import Examination
    from hybridtui.core.notes.sentences import Sentence


def spec_marks(examination: Examination) -> tuple[Mark, ...]:
    """What is to be seen in the spec, in its order (see `ordered`).

    A question about words that are marked already is left to the checkpoint: one stop at a place is enough.
    """
    marks = _found(examination, Document.SPEC)
    taken = {mark.span for mark in marks if mark.sort is not Sort.QUESTION}
    return _placed(
        (mark for mark in marks if mark.sort is not Sort.QUESTION or mark.span not in taken), examination.spec.text
    )


def notes_marks(examination: Examination) -> tuple[Mark, ...]:
    """What is to be seen in the notes, in their order: what was dropped and, quietly, what need not be carried.

    While the spec has no items nothing counts as dropped: the whole of the notes would be marked.
    """
    marks = [
        mark for mark in _found(examination, Document.NOTES) if mark.sort is not Sort.DROPPED or examination.spec.items
    ]
    for sentence in examination.sentences:
        traced = examination.trace.by_sentence.get(sentence.key)
        if traced and traced.verdict in _QUIET:
            sort, message = _QUIET[traced.verdict]
            marks.append(Mark(sort, (sentence.start, sentence.end), message, sentence=sentence.key))
    return _placed(marks, examination.notes)


_QUIET = {
    SentenceVerdict.SET_ASIDE: (Sort.SET_ASIDE, "You set this aside."),
    SentenceVerdict.FILLER: (Sort.FILLER, "Filler: there is nothing here to carry over."),
}


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """The sentence of the notes that the character `offset` is in, or that ends there; None between sentences."""
    place = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    return sentences[place] if place >= 0 and offset <= sentences[place].end else None


def _found(examination: Examination, document: Document) -> list[Mark]:
    return [
        Mark(sort, finding.span, finding.message, finding.rule, finding.item, finding.sentence)
        for finding in examination.findings
        if finding.document is document and (sort := _sort(finding))
    ]


def _sort(finding: Finding) -> Sort | None:
    """The sort of mark that shows a finding; None for what is only told at the checkpoint."""
    match finding.group:
        case Group.CONFLICT:
            return Sort.CONFLICT
        case Group.SECRET:
            return Sort.SECRET
        case Group.CREEP:
            # Notes turned into their contrary have a rule of their own, and are alterations.
            return _CREEP.get(finding.rule, Sort.ALTERED)
        case Group.QUESTION:
            return Sort.QUESTION
        case Group.LINT:
            return _LINT.get(finding.severity)


_CREEP = {sort.value: sort for sort in (Sort.ADDED, Sort.STALE, Sort.DROPPED)}
_LINT = {Severity.ERROR: Sort.ERROR, Severity.WARN: Sort.WARNING, Severity.QUESTION: Sort.QUESTION}


def _placed(marks: Iterable[Mark], text: str) -> tuple[Mark, ...]:
    """In the order of the text. A finding about the whole of it has no place of its own, hence no mark."""
    return ordered(dict.fromkeys(mark for mark in marks if 0 <= mark.span[0] < mark.span[1] <= len(text)))
