"""Why this file exists: a mark must stand where the finding is, and the next one must be the next one."""

from __future__ import annotations

import unicodedata

import pytest

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Document, Finding, Group, Severity
from hybridtui.core.checkpoint.marking import notes_marks, sentence_at, spec_marks
from hybridtui.core.checkpoint.marks import Mark, Sort, counts, mark_at, next_mark
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse
from hybridtui.core.trace import SentenceVerdict, Trace, TracedSentence

NOTES = "Max 50 MB. Um what else. Dark mode, but not now. Show progress."
SPEC = "## Requirements\n\n- Max 60 MB.\n- A fast page.\n"


def finding(
    rule: str,
    words: str,
    group: Group = Group.CREEP,
    severity: Severity = Severity.WARN,
    document: Document = Document.SPEC,
) -> Finding:
    start = (SPEC if document is Document.SPEC else NOTES).index(words)
    return Finding(rule, group, severity, f"About {words}", (start, start + len(words)), words, document=document)


def examined(*findings: Finding, spec: str = SPEC, verdicts: tuple[SentenceVerdict, ...] = ()) -> Examination:
    found = sentences(NOTES)
    trace = Trace((), tuple(TracedSentence(each.key, verdict) for each, verdict in zip(found, verdicts, strict=False)))
    return Examination(NOTES, parse(spec), found, trace, findings)


DROPPED = finding("dropped", "Show progress.", severity=Severity.INFO, document=Document.NOTES)


@pytest.mark.parametrize(
    ("found", "sort"),
    [
        (finding("added", "A fast page."), Sort.ADDED),
        (finding("altered", "Max 60 MB.", severity=Severity.ERROR), Sort.ALTERED),
        (finding("negated", "Max 60 MB.", severity=Severity.ERROR), Sort.ALTERED),
        (finding("stale", "Max 60 MB."), Sort.STALE),
        (finding("L1", "fast", Group.LINT), Sort.WARNING),
        (finding("S7", "Max 60 MB.", Group.LINT, Severity.ERROR), Sort.ERROR),
        (finding("secret", "60 MB", Group.SECRET, Severity.ERROR), Sort.SECRET),
        (finding("question", "A fast page.", Group.QUESTION, Severity.QUESTION), Sort.QUESTION),
    ],
)
def test_a_finding_is_marked_where_it_stands_by_what_it_is_about(found: Finding, sort: Sort) -> None:
    (mark,) = spec_marks(examined(found))

    assert (mark.sort, mark.span, mark.message, mark.rule) == (sort, found.span, found.message, found.rule)


def test_what_is_only_information_is_left_to_the_checkpoint() -> None:
    assert spec_marks(examined(finding("S2", "A fast page.", Group.LINT, Severity.INFO))) == ()


@pytest.mark.parametrize("span", [(0, 0), (5, 5), (0, 10_000), (-1, 4)])
def test_what_has_no_place_in_the_text_has_no_mark(span: tuple[int, int]) -> None:
    area = Finding("S9.errors", Group.QUESTION, Severity.QUESTION, "What happens on errors?", span, "")

    assert spec_marks(examined(area)) == ()


def test_each_finding_is_marked_in_its_own_document() -> None:
    both = examined(DROPPED, finding("added", "A fast page."))

    assert [mark.sort for mark in spec_marks(both)] == [Sort.ADDED]
    assert [mark.sort for mark in notes_marks(both)] == [Sort.DROPPED]


def test_filler_and_what_was_set_aside_are_marked_quietly() -> None:
    verdicts = (SentenceVerdict.CARRIED, SentenceVerdict.FILLER, SentenceVerdict.SET_ASIDE, SentenceVerdict.DROPPED)
    marks = notes_marks(examined(DROPPED, verdicts=verdicts))

    assert [(mark.sort, NOTES[slice(*mark.span)], mark.sort.quiet) for mark in marks] == [
        (Sort.FILLER, "Um what else.", True),
        (Sort.SET_ASIDE, "Dark mode, but not now.", True),
        (Sort.DROPPED, "Show progress.", False),
    ]
    assert marks[1].sentence == sentences(NOTES)[2].key


def test_before_there_is_a_spec_nothing_counts_as_dropped() -> None:
    assert notes_marks(examined(DROPPED, spec="# Title\n")) == ()


def test_a_question_about_what_is_marked_already_is_left_to_the_checkpoint() -> None:
    smell = finding("L1", "fast", Group.LINT)
    same, other = (finding("question", words, Group.QUESTION, Severity.QUESTION) for words in ("fast", "Max 60 MB."))

    assert [mark.sort for mark in spec_marks(examined(smell, same, other))] == [Sort.QUESTION, Sort.WARNING]


def test_a_finding_made_twice_is_one_mark() -> None:
    assert len(spec_marks(examined(finding("added", "A fast page."), finding("added", "A fast page.")))) == 1


ITEM, WORD, LAST = (
    Mark(Sort.ADDED, (10, 30), "item"),
    Mark(Sort.WARNING, (10, 14), "word"),
    Mark(Sort.STALE, (40, 50), ""),
)
QUIET = Mark(Sort.FILLER, (32, 38), "quiet")
MARKS = (ITEM, WORD, QUIET, LAST)


def test_going_on_reaches_every_mark_once_and_begins_again() -> None:
    offset, current, visited = 0, None, []
    for _ in range(4):
        current = next_mark(MARKS, offset, current=current)
        assert current
        offset = current.span[0]
        visited.append(current)

    assert visited == [ITEM, WORD, LAST, ITEM]


def test_going_back_reaches_them_in_the_other_order() -> None:
    offset, current, visited = 0, None, []
    for _ in range(4):
        current = next_mark(MARKS, offset, backwards=True, current=current)
        assert current
        offset = current.span[0]
        visited.append(current)

    assert visited == [LAST, WORD, ITEM, LAST]


def test_from_the_middle_of_a_mark_one_goes_back_to_its_beginning() -> None:
    assert next_mark(MARKS, 45, backwards=True) == LAST


def test_going_on_starts_from_the_cursor_when_it_was_moved_away() -> None:
    assert next_mark(MARKS, 35, current=ITEM) == LAST


def test_where_nothing_is_to_be_decided_there_is_no_next_mark() -> None:
    assert next_mark((QUIET,), 0) is None


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(9, None), (10, WORD), (13, WORD), (14, ITEM), (29, ITEM), (30, ITEM), (31, None), (35, QUIET)],
)
def test_the_mark_at_a_place_is_the_shortest_that_holds_it_or_else_one_that_ends_there(
    offset: int, expected: Mark | None
) -> None:
    assert mark_at(MARKS, offset) == expected


def test_counts_are_told_in_words_or_in_glyphs_and_filler_in_neither() -> None:
    marks = (
        *MARKS,
        WORD,
        Mark(Sort.SECRET, (60, 64), ""),
        Mark(Sort.ERROR, (60, 65), ""),
        Mark(Sort.SET_ASIDE, (70, 71), ""),
    )

    assert counts(marks) == "1 secret · 1 error · 1 added · 1 stale · 2 warnings · 1 set aside"
    assert counts(marks, brief=True) == "✗2 +1 ~1 !2 ·1"
    assert counts(()) == ""


def test_every_glyph_is_one_cell_wide() -> None:
    assert all(len(sort.glyph) == 1 and unicodedata.east_asian_width(sort.glyph) not in "WF" for sort in Sort)


def test_the_sentence_at_a_place_is_the_one_it_is_in_or_ends() -> None:
    found = sentences(NOTES)

    assert all(sentence_at(found, offset) == each for each in found for offset in (each.start, each.end - 1, each.end))
    assert sentence_at(found, len(NOTES) + 1) is None
    assert sentence_at(sentences("  Indented."), 0) is None
    assert sentence_at((), 0) is None
