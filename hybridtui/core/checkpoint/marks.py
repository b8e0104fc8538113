"""Why this file exists: what an examination found is shown where it stands, in the notes and in the spec.

A mark is a place with a reason.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from hybridtui.core.checkpoint.findings import Document, Finding, Group, Severity
from hybridtui.core.trace import SentenceVerdict

if TYPE_CHECKING:
    from hybridtui.core.checkpoint.examination import Examination
    from hybridtui.core.notes.blocks import Span
    from hybridtui.core.notes.sentences import Sentence


class Sort(StrEnum):
    """What a mark is about; the gravest first."""

    CONFLICT = "conflict"
    SECRET = "secret"
    ERROR = "error"
    ALTERED = "altered"
    ADDED = "added"
    STALE = "stale"
    DROPPED = "dropped"
    WARNING = "warning"
    QUESTION = "question"
    SET_ASIDE = "set aside"
    FILLER = "filler"

    @property
    def glyph(self) -> str:
        """What stands beside the line: one cell wide."""
        return _GLYPHS[self]

    @property
    def quiet(self) -> bool:
        """Whether it is only there to be seen, and nobody has to decide anything."""
        return self in (Sort.SET_ASIDE, Sort.FILLER)


_GLYPHS = MappingProxyType(
    {
        Sort.CONFLICT: "⇄",
        Sort.SECRET: "✗",
        Sort.ERROR: "✗",
        Sort.ALTERED: "≠",
        Sort.ADDED: "+",
        Sort.STALE: "~",
        Sort.DROPPED: "-",
        Sort.WARNING: "!",
        Sort.QUESTION: "?",
        Sort.SET_ASIDE: "·",
        Sort.FILLER: "·",
    }
)
_GRAVITY = MappingProxyType({sort: place for place, sort in enumerate(Sort)})
_COUNTABLE = (Sort.CONFLICT, Sort.SECRET, Sort.ERROR, Sort.WARNING, Sort.QUESTION)
"""Those whose name is a noun, and so has a plural."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place that deserves a look: the characters of `span` (end exclusive), and why.

    `rule` is the id of the rule of a finding. `item` is the id of the spec item, `sentence` the key of the sentence
    that it is about; either may be empty.
    """

    sort: Sort
    span: Span
    message: str
    rule: str = ""
    item: str = ""
    sentence: str = ""

    @property
    def gravity(self) -> int:
        """Its place among the sorts: the lower, the graver."""
        return _GRAVITY[self.sort]


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


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text; where two begin together, the longer comes first."""
    return tuple(sorted(marks, key=lambda mark: (mark.span[0], -mark.span[1], mark.gravity)))


def next_mark(marks: Sequence[Mark], offset: int, backwards: bool = False, current: Mark | None = None) -> Mark | None:
    """The mark to go to from the character `offset`: the next that is not quiet, or the first again after the last.

    Where several begin together, `current`, the one gone to last, tells which comes next.
    """
    loud = [mark for mark in marks if not mark.sort.quiet]
    if not loud:
        return None
    if current in loud and current.span[0] == offset:
        place = loud.index(current) + (-1 if backwards else 1)
    elif backwards:
        place = bisect_left(loud, offset, key=_start) - 1
    else:
        place = bisect_right(loud, offset, key=_start)
    return loud[place % len(loud)]


def mark_at(marks: Iterable[Mark], offset: int) -> Mark | None:
    """The mark that the character `offset` is in, or that ends there: of several the shortest, then the gravest."""
    there = [mark for mark in marks if mark.span[0] <= offset <= mark.span[1]]
    return min(
        there, key=lambda mark: (mark.span[1] == offset, mark.span[1] - mark.span[0], mark.gravity), default=None
    )


def counts(marks: Iterable[Mark], brief: bool = False) -> str:
    """How many marks of each sort there are, the gravest first: "3 dropped · 1 set aside", or "-3 ·1" where brief.

    Filler is not counted. In brief, sorts with the same glyph count together.
    """
    sorts: Counter[Sort] = Counter(mark.sort for mark in marks if mark.sort is not Sort.FILLER)
    found = [sort for sort in Sort if sorts[sort]]
    if brief:
        glyphs: Counter[str] = Counter()
        for sort in found:
            glyphs[sort.glyph] += sorts[sort]
        return " ".join(f"{glyph}{count}" for glyph, count in glyphs.items())
    return " · ".join(f"{sorts[sort]} {sort}{'s' if sort in _COUNTABLE and sorts[sort] > 1 else ''}" for sort in found)


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


def _start(mark: Mark) -> int:
    return mark.span[0]
