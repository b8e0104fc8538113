"""Why this file exists: a human relies on the trace to see what a spec has that the notes have not, and the reverse."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse
from hybridtui.core.trace import ItemVerdict, SentenceVerdict, Trace, TracedItem
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer

NOTES = """\
Support keeps pasting customer CSVs into Slack, it is a mess. I want an upload page, max like 50 MB.

It writes into Postgres. We already have the customers table, don't touch the billing columns.

Um, what else. Keep the original file for 30 days, then delete it. Would be cool to have dark mode but not now.
"""


def trace(spec: str, notes: str = NOTES, record: Record | None = None) -> Trace:
    return Tracer().trace(parse(spec), sentences(notes), record or Record())


def item(text: str, heading: str = "Requirements", notes: str = NOTES, record: Record | None = None) -> TracedItem:
    """What becomes of one item under a heading."""
    (found,) = trace(f"## {heading}\n\n- {text}\n", notes, record).items
    return found


def sources(traced: TracedItem, notes: str = NOTES) -> list[str]:
    said = {each.key: each.text for each in sentences(notes)}
    return [said[key] for key in traced.sources]


def taken(text: str, *said: str, notes: str = NOTES) -> Record:
    """The record after an item was taken whose sentences begin with these words."""
    keys = tuple(each.key for each in sentences(notes) if each.text.startswith(said))
    assert len(keys) == len(said)
    return Record().take([Item(keys[0], Kind.REQUIREMENT, text, keys)])


# -- items ------------------------------------------------------------------------------------------------------------


def test_an_item_in_other_words_is_carried_by_the_sentence_that_says_it() -> None:
    found = item("The original files are deleted after 30 days")
    assert found.verdict is ItemVerdict.CARRIED
    assert sources(found) == ["Keep the original file for 30 days, then delete it."]
    assert 0.5 <= found.score <= 1


def test_an_item_merged_from_neighbours_has_them_all() -> None:
    found = item("Writes into the Postgres customers table; the billing columns are not touched")
    assert found.verdict is ItemVerdict.CARRIED
    assert len(found.sources) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Send a weekly report to the sales team",
        "Payments go through Stripe",
        "A file is scanned for viruses within 12 seconds",
    ],
)
def test_what_no_sentence_says_is_added_and_has_no_source(text: str) -> None:
    found = item(text)
    assert (found.verdict, found.sources) == (ItemVerdict.ADDED, ())


def test_a_fact_that_no_note_has_makes_an_item_with_some_support_an_addition() -> None:
    found = item("The customers page shows a table in Grafana")
    assert found.verdict is ItemVerdict.ADDED
    assert found.differences == ('says the name "grafana", which the notes do not',)


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("Upload page for at most 60 MB", "says 60 MB, the notes say 50 MB"),
        ("The original file is kept for 30 weeks, then deleted", "says 30 week, the notes say 30 day"),
        ("Writes into MySQL, into the customers table", 'says the name "mysql", the notes say the name "postgres"'),
        ("Touch the billing columns of the customers table", 'does not say "don\'t touch the billing columns", as the'),
        ("The original file is not deleted after 30 days", 'says "not deleted after 30 days", which the notes do not'),
    ],
)
def test_an_item_with_another_fact_than_its_sentence_is_altered(text: str, difference: str) -> None:
    found = item(text)
    assert found.verdict is ItemVerdict.ALTERED
    assert found.differences[0].startswith(difference)
    assert found.sources


def test_an_item_taken_as_it_is_has_the_sentences_on_record_whatever_its_words() -> None:
    record = taken("Quite other words", "It writes into Postgres")
    found = item("Quite other words", record=record)
    assert (found.verdict, found.score) == (ItemVerdict.CARRIED, 1.0)
    assert sources(found) == ["It writes into Postgres."]


def test_an_item_whose_sentence_has_changed_is_stale_and_told_what_the_notes_say_now() -> None:
    record = taken("Upload page, max 50 MB", "I want an upload page")
    changed = NOTES.replace("50 MB", "20 MB")
    found = item("Upload page, max 50 MB", notes=changed, record=record)
    assert found.verdict is ItemVerdict.STALE
    assert sources(found, changed) == ["I want an upload page, max like 20 MB."]
    assert found.differences == ("says 50 MB, the notes say 20 MB",)


def test_an_item_whose_sentence_is_gone_is_stale() -> None:
    record = taken("Writes into Postgres", "It writes into Postgres")
    found = item("Writes into Postgres", notes="Show the progress of each upload.", record=record)
    assert (found.verdict, found.sources) == (ItemVerdict.STALE, ())


def test_what_the_notes_still_say_word_for_word_is_not_stale() -> None:
    record = taken("It writes into Postgres", "It writes into Postgres")
    changed = NOTES.replace("It writes into Postgres.", "Um, it just writes into Postgres.")
    assert item("It writes into Postgres", notes=changed, record=record).verdict is ItemVerdict.CARRIED
    changed = NOTES.replace("It writes into Postgres.", "It never writes into Postgres.")
    assert item("It writes into Postgres", notes=changed, record=record).verdict is ItemVerdict.STALE


def test_an_item_said_twice_stands_on_the_sentence_that_is_left() -> None:
    notes = "Show the progress of uploads. Big files are slow. Please show the progress of the uploads."
    record = taken("Show the progress of uploads", "Show the", "Please", notes=notes)
    left = "Big files are slow. Please show the progress of the uploads."
    found = item("Show the progress of uploads", notes=left, record=record)
    assert found.verdict is ItemVerdict.CARRIED
    assert sources(found, left) == ["Please show the progress of the uploads."]


def test_an_edited_item_is_found_to_come_from_the_sentence_of_the_one_that_is_gone() -> None:
    record = taken("Upload page, max 50 MB", "I want an upload page")
    text = "Drop zone in the portal for uploads, 60 MB a piece, one page"
    assert item(text).verdict is ItemVerdict.ADDED
    found = item(text, record=record)
    assert found.verdict is ItemVerdict.ALTERED
    assert sources(found) == ["I want an upload page, max like 50 MB."]
    assert found.differences == ("says 60 MB, the notes say 50 MB",)


def test_a_block_is_compared_as_a_whole() -> None:
    notes = "This is the query.\n\n```sql\nselect email from users\n```\n"
    assert trace("```sql\nselect email from users\n```\n", notes).items[0].verdict is ItemVerdict.CARRIED
    assert trace("```sql\nselect email, plan from users\n```\n", notes).items[0].verdict is ItemVerdict.ALTERED
    assert trace("```sh\nls -l /tmp\n```\n", notes).items[0].verdict is ItemVerdict.ADDED


def test_what_the_notes_put_off_is_told_with_the_sentence_that_does() -> None:
    found = item("Offer a dark mode")
    (against,) = [each for each in sentences(NOTES) if each.key == found.against]
    assert against.text == "Would be cool to have dark mode but not now."
    assert item("Dark mode", "Out of scope").against == ""
    assert item("No dark mode").against == ""
    assert item("Dark mode comes later").against == ""
    assert item("The original file is deleted after 30 days").against == ""


def test_under_out_of_scope_an_item_is_carried_without_a_not() -> None:
    assert item("Dark mode", "Out of scope").verdict is ItemVerdict.CARRIED
    assert item("Dark mode", "Not this year").verdict is ItemVerdict.CARRIED


def test_the_words_of_an_entry_support_what_is_nested_in_it() -> None:
    spec = "## Requirements\n\n- The original file is deleted after 30 days\n  - The file is deleted on day 30\n"
    assert [each.verdict for each in trace(spec).items] == [ItemVerdict.CARRIED] * 2


def test_an_id_that_an_item_states_is_not_taken_for_a_name() -> None:
    assert item("FR-007: The original file is deleted after 30 days").verdict is ItemVerdict.CARRIED


@pytest.mark.parametrize(("text", "verdict"), [("Postgres", ItemVerdict.CARRIED), ("Kerberos", ItemVerdict.ADDED)])
def test_an_item_of_one_word_is_traced(text: str, verdict: ItemVerdict) -> None:
    assert item(text).verdict is verdict


def test_an_item_without_a_word_is_left_out() -> None:
    assert trace("## Requirements\n\n- ...\n- Postgres\n").by_item.keys() == {"R2"}


def test_two_items_that_say_the_same_have_the_same_sentences() -> None:
    one, other = trace("- Delete the file after 30 days\n- The file is deleted after 30 days\n").items
    assert one.sources == other.sources != ()


# -- sentences --------------------------------------------------------------------------------------------------------


def test_each_sentence_is_carried_dropped_filler_or_set_aside() -> None:
    keys = {each.text: each.key for each in sentences(NOTES)}
    mess = keys["Support keeps pasting customer CSVs into Slack, it is a mess."]
    found = trace("- Delete the original file after 30 days\n", record=Record().set_aside(mess)).by_sentence
    assert found[keys["Keep the original file for 30 days, then delete it."]].items == ("T1",)
    assert found[keys["Keep the original file for 30 days, then delete it."]].verdict is SentenceVerdict.CARRIED
    assert found[keys["It writes into Postgres."]].verdict is SentenceVerdict.DROPPED
    assert found[keys["Um, what else."]].verdict is SentenceVerdict.FILLER
    assert found[mess].verdict is SentenceVerdict.SET_ASIDE


def test_a_bare_no_to_what_was_said_before_is_not_told_as_dropped() -> None:
    found = trace("- Show progress\n", "Gift cards would be great. Skip it. Show progress.").sentences
    assert [each.verdict for each in found] == [
        SentenceVerdict.DROPPED,
        SentenceVerdict.FILLER,
        SentenceVerdict.CARRIED,
    ]


def test_a_sentence_said_twice_is_carried_twice() -> None:
    found = trace("- Show the upload progress\n", "Show the upload progress. Hm. And show upload progress!").sentences
    assert [each.verdict for each in found if each.items] == [SentenceVerdict.CARRIED] * 2


def test_without_notes_there_is_no_verdict() -> None:
    assert trace("- Postgres\n", "") == Trace()
    assert trace("- Postgres\n", "  \n\n") == Trace()


def test_without_a_spec_everything_is_dropped_that_says_something() -> None:
    verdicts = {each.verdict for each in trace("").sentences}
    assert verdicts == {SentenceVerdict.DROPPED, SentenceVerdict.FILLER}


# -- memory -----------------------------------------------------------------------------------------------------------

PHRASES = [
    "Keep the file for 30 days",
    "Keep the file for 60 days",
    "Delete the file",
    "Dark mode, but not now",
    "Dark mode",
    "Never touch the billing columns",
    "Touch the billing columns",
    "Skip it",
    "Um, okay",
]
TEXTS = st.lists(st.sampled_from(PHRASES), max_size=4)
STATES = st.tuples(TEXTS, TEXTS, st.lists(st.integers(0, 3), max_size=3), st.booleans())


@given(st.lists(STATES, min_size=2, max_size=5))
def test_a_tracer_forgets_nothing_and_remembers_nothing(
    states: list[tuple[list[str], list[str], list[int], bool]],
) -> None:
    tracer, record = Tracer(), Record()
    for notes, items, takes, aside in states:
        said = sentences(". ".join(notes))
        spec = parse("## Requirements\n\n" + "".join(f"- {text}\n" for text in items))
        for at in takes:
            if at < len(said):
                record = record.take([Item(said[at].key, Kind.REQUIREMENT, said[at].text, (said[at].key,))])
        if aside and said:
            record = record.set_aside(said[0].key)
        assert tracer.trace(spec, said, record) == Tracer().trace(spec, said, record)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_traced(notes: str, spec: str) -> None:
    read, said = parse(spec), sentences(notes)
    found = Tracer().trace(read, said, Record())
    assert [each.key for each in found.sentences] == [each.key for each in said]
    assert {each.id for each in found.items} <= {each.id for each in read.items}
    for each in found.items:
        assert 0 <= each.score <= 1
        assert set(each.sources) <= {sentence.key for sentence in said}


def test_after_an_edit_of_one_item_little_is_looked_at_again() -> None:
    notes = " ".join(f"Part {at} of form {at * 7} goes into table {at * 3}, says Nr{at}." for at in range(600))
    lines = [f"- Form {at * 7} puts part {at} into table {at * 3} for Nr{at}" for at in range(200)]
    said, tracer, record = sentences(notes), Tracer(), Record()
    spec, edited = parse("\n".join(lines)), parse("\n".join([*lines[:100], lines[100] + " at once", *lines[101:]]))
    started = process_time()
    tracer.trace(spec, said, record)
    first = process_time() - started
    started = process_time()
    tracer.trace(edited, said, record)
    assert process_time() - started <= first / 10


@pytest.mark.parametrize("unit", ["not ", "is it later no ", ", ", "5 MB ", "no. "])
def test_a_text_that_repeats_itself_is_traced_at_once(unit: str) -> None:
    started = process_time()
    trace(f"- x {unit * 10_000}", f"x {unit * 10_000}")
    assert process_time() - started < 5
