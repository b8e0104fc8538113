"""Why this file exists: the human reads findings, not traces, so nothing may get lost or be told twice on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.checkpoint.findings import Document, Finding, Group, Severity
from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse
from hybridtui.core.trace import ItemVerdict, SentenceVerdict
from hybridtui.core.trace.creep import creep
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer

NOTES = """\
I want an upload page, max like 50 MB. It writes into Postgres. We keep the original file for 30 days.
Would be cool to have dark mode but not now.
"""


def found(spec: str, notes: str = NOTES, record: Record | None = None) -> tuple[Finding, ...]:
    read, said = parse(spec), sentences(notes)
    return creep(read, said, Tracer().trace(read, said, record or Record()))


def about(spec: str) -> list[tuple[str, Severity]]:
    """The rules and severities of what is found in the spec."""
    return [(each.rule, each.severity) for each in found(spec) if each.document is Document.SPEC]


def test_what_the_notes_do_not_ask_for_is_a_warning_where_it_asks_for_something() -> None:
    assert about("## Requirements\n\n- Send a weekly report\n") == [("added", Severity.WARN)]
    assert about("## Out of scope\n\n- Send a weekly report\n") == [("added", Severity.INFO)]
    assert about("## Questions\n\n- Who pays for the weekly report?\n") == [("added", Severity.INFO)]


def test_an_altered_fact_is_an_error_that_quotes_both_sides() -> None:
    (altered,) = [each for each in found("- Upload page, at most 60 MB\n") if each.rule == "altered"]
    assert altered.severity is Severity.ERROR
    assert "says 60 MB, the notes say 50 MB" in altered.message
    assert "I want an upload page, max like 50 MB." in altered.message


def test_what_the_notes_put_off_is_told_once_and_with_their_words() -> None:
    spec = "## Requirements\n\n- Dark mode\n"
    assert about(spec) == [("S10", Severity.ERROR)]
    assert "dark mode but not now" in found(spec)[0].message
    assert about("## Out of scope\n\n- Dark mode\n") == []


def test_a_foreign_fact_is_told_besides_what_is_put_off() -> None:
    assert [rule for rule, _ in about("## Goal\n\n- Dark mode from Zed Themes in 12 hues\n")] == ["S10", "added"]


def test_an_item_behind_its_notes_is_a_warning() -> None:
    (key, *_) = [each.key for each in sentences("We keep the original file for 10 days.")]
    record = Record().take([Item(key, Kind.REQUIREMENT, "Keep the original file for 10 days", (key,))])
    (stale, *_) = found("- Keep the original file for 10 days\n", record=record)
    assert (stale.rule, stale.severity) == ("stale", Severity.WARN)
    assert "They now say: “We keep the original file for 30 days.”" in stale.message


def test_a_dropped_sentence_stands_in_the_notes() -> None:
    dropped = [each for each in found("- Upload page, at most 50 MB\n- Original file: 30 days\n") if not each.item]
    assert [each.words for each in dropped] == [
        "It writes into Postgres.",
        "Would be cool to have dark mode but not now.",
    ]
    for each in dropped:
        assert each.document is Document.NOTES
        assert NOTES[slice(*each.span)] == each.words
        assert each.rule == "dropped"
        assert each.severity is Severity.INFO


def test_removing_an_item_takes_its_lines_and_what_is_nested_and_no_more() -> None:
    spec = "# Title\n\n- Upload page\n- Weekly report\n  - by email\n    - with charts\n- Postgres\n"
    (added, *_) = [each for each in found(spec) if each.rule == "added"]
    (edit,) = added.edits
    assert spec[: edit.span[0]] + edit.text + spec[edit.span[1] :] == "# Title\n\n- Upload page\n- Postgres\n"


def test_control_characters_of_the_notes_do_not_get_into_a_message() -> None:
    (altered,) = [
        each for each in found("- Upload page, at most 60 MB\n", "Upload page,\x1b[31m max 50 MB.\n") if each.item
    ]
    assert "\x1b" not in altered.message


LINES = st.sampled_from(
    ["Upload page, 60 MB", "Dark mode", "Weekly report", "Postgres", "Keep the file for 30 days", "```", "  - nested"]
)


@given(st.lists(LINES, max_size=6))
def test_each_verdict_that_needs_a_look_is_told_and_no_other(lines: list[str]) -> None:
    spec = "## Requirements\n\n" + "".join(f"- {line}\n" for line in lines)
    read, said = parse(spec), sentences(NOTES)
    trace = Tracer().trace(read, said, Record())
    findings = creep(read, said, trace)
    odd = {each.id for each in trace.items if each.verdict is not ItemVerdict.CARRIED or each.against}
    assert {each.item for each in findings if each.document is Document.SPEC} == odd
    dropped = [each.key for each in trace.sentences if each.verdict is SentenceVerdict.DROPPED]
    assert [each.sentence for each in findings if each.document is Document.NOTES] == dropped
    for each in findings:
        text = spec if each.document is Document.SPEC else NOTES
        assert each.group is Group.CREEP
        assert text[slice(*each.span)] == each.words
        assert all(0 <= edit.span[0] < edit.span[1] <= len(spec) for edit in each.edits)
