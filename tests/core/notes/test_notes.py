"""Why this file exists: every item is traced to a sentence, so a sentence must be found, whole, at its exact place."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.notes.sentences import sentences

anything = st.text(st.characters(exclude_categories=()), max_size=120)
"""Any text at all, lone surrogates and control characters included."""

_PIECES = (
    "- |1. |> |# |a|b c.|?|...|e.g. | |  |```|`|---|\t|**|:|(|)|漢。|Ann: |[ ] |\n|\r\n|\r|\ufeff|\0|\u2028|\ud800"
)
pieces = st.sampled_from([*_PIECES.split("|"), "|"])
markdownish = st.lists(pieces, max_size=40).map("".join)


def texts(notes: str) -> list[str]:
    return [sentence.text for sentence in sentences(notes)]


def headings(notes: str) -> dict[str, tuple[str, ...]]:
    return {sentence.text: sentence.headings for sentence in sentences(notes)}


@given(st.one_of(anything, markdownish))
def test_every_sentence_stands_where_it_says_in_order_and_without_overlap(notes: str) -> None:
    end = 0
    for sentence in sentences(notes):
        assert notes[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert sentence.start >= end
        end = sentence.end


@given(st.one_of(anything, markdownish))
def test_keys_are_unique(notes: str) -> None:
    found = sentences(notes)
    assert len({sentence.key for sentence in found}) == len(found)


@given(st.lists(st.sampled_from(["alpha beta gamma", "delta epsilon", "zeta"]), min_size=1, max_size=6))
def test_every_word_of_plain_bullets_is_in_some_sentence(bullets: list[str]) -> None:
    notes = "".join(f"- {bullet}\n" for bullet in bullets)
    assert texts(notes) == bullets


def test_an_edit_elsewhere_leaves_a_sentence_its_key() -> None:
    before = sentences("Store the file. Show progress.")[1]
    after = sentences("Something new first.\n\nStore the original file. Show   progress.")[2]
    assert after.key == before.key
    assert before.key.endswith(".0")


def test_the_same_words_twice_are_two_sentences() -> None:
    first, second = sentences("Show progress.\n\nShow progress.")
    assert (first.key, second.key) == (second.key[:-1] + "0", first.key[:-1] + "1")


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("one line. another one", ["one line.", "another one"]),
        ("max 50 MB i guess? it should check.", ["max 50 MB i guess?", "it should check."]),
        ("see Fig. 3 and e.g. the logo, i.e. ours. done", ["see Fig. 3 and e.g. the logo, i.e. ours.", "done"]),
        ("Dr. Olsen wants it. Mr. Bo does not.", ["Dr. Olsen wants it.", "Mr. Bo does not."]),
        ("at 5 p.m. we stop, approx. 3.5 h later. ok", ["at 5 p.m. we stop, approx. 3.5 h later.", "ok"]),
        ("items etc. We go on.", ["items etc.", "We go on."]),
        ("J. Smith asked.", ["J. Smith asked."]),
        ("run `a. b` first. then stop", ["run `a. b` first.", "then stop"]),
        ("docs at https://x.example/a.b?c=d. Then more.", ["docs at https://x.example/a.b?c=d.", "Then more."]),
        ("check it (well. really) now. ok", ["check it (well. really) now.", "ok"]),
        ("is it so? (Hard to say.) Next thing.", ["is it so? (Hard to say.)", "Next thing."]),
        ('not just "invalid file". oh and', ['not just "invalid file".', "oh and"]),
        ("so um... what about it", ["so um... what about it"]),
        ("Who buys? IT? The team lead? What then?", ["Who buys? IT? The team lead?", "What then?"]),
        ("必要です。次は？", ["必要です。", "次は？"]),
        ("version 2.0.1 of node.js works", ["version 2.0.1 of node.js works"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(notes: str, expected: list[str]) -> None:
    assert texts(notes) == expected


def test_hard_wrapped_lines_are_one_sentence_and_short_lines_are_thoughts() -> None:
    wrapped = (
        "The importer reads the whole file into memory before it\nchecks a single row, which takes far too long.\n"
    )
    assert len(sentences(wrapped)) == 1
    assert texts("need a login page\nneed somewhere to put files\ndark mode?") == [
        "need a login page",
        "need somewhere to put files",
        "dark mode?",
    ]


def test_a_line_that_ends_in_the_middle_of_a_phrase_goes_on() -> None:
    assert len(sentences("keep it for the\nbilling people")) == 1


def test_dictation_without_full_stops_is_cut_between_clauses_and_loses_nothing() -> None:
    spoken = (
        "so the customer opens the page and picks a slot and then we send them a text message but only if they gave us"
        " a number and also the doctor needs to see the day as a list and we have three doctors right now"
        " so it has to be really simple because nobody will read a manual"
    )
    found = texts(spoken)
    assert len(found) >= 4
    assert " ".join(found).split() == spoken.split()
    assert all(len(sentence.split()) >= 5 for sentence in found)


def test_an_aside_in_dictation_becomes_a_sentence_of_its_own() -> None:
    spoken = " ".join(["the page shows every open order with its date and the customer"] * 4)
    assert "let me think" in texts(f"{spoken} let me think the totals are in euros and never in dollars")


def test_headings_are_context_and_no_sentences() -> None:
    notes = "# Shop\nintro text\n\n## Must have\n- a cart\n\n## Later\n- wishlists\n"
    assert headings(notes) == {
        "intro text": ("Shop",),
        "a cart": ("Shop", "Must have"),
        "wishlists": ("Shop", "Later"),
    }


@pytest.mark.parametrize("label", ["**Limits:**", "**Limits**", "Limits:", "limits"])
def test_a_label_line_is_the_heading_of_its_list_and_of_nothing_after_it(label: str) -> None:
    assert headings(f"{label}\n- 50 MB\n\nSomething else entirely.") == {
        "50 MB": (label.strip("*:"),),
        "Something else entirely.": (),
    }


def test_a_long_lead_in_is_both_a_sentence_and_the_context_of_its_list() -> None:
    found = headings("There are two strategies for when to use the browser:\n- never\n- on request")
    assert found["never"] == ("There are two strategies for when to use the browser",)
    assert "There are two strategies for when to use the browser:" in found


def test_a_paragraph_underlined_by_a_rule_is_no_heading() -> None:
    notes = "This is a whole sentence that somebody wrote above a rule.\n---\nnext"
    assert texts(notes) == ["This is a whole sentence that somebody wrote above a rule.", "next"]
    assert headings("Title\n=====\ntext") == {"text": ("Title",)}


def test_markers_of_lists_quotes_and_check_boxes_stay_outside() -> None:
    notes = "- [ ] first\n- [x] second\n* third\n1. fourth\n> the fifth line of them\n> - sixth\n"
    assert texts(notes) == ["first", "second", "third", "fourth", "the fifth line of them", "sixth"]


def test_fences_and_tables_are_one_verbatim_unit_each() -> None:
    table = "| a | b |\n|---|---|\n| 1. x | 2 |"
    fence = "```py\nx = 1. \n\ny = 2\n```"
    found = sentences(f"{table}\n\ntext\n\n{fence}\n")
    assert [(sentence.text, sentence.verbatim) for sentence in found] == [(table, True), ("text", False), (fence, True)]


def test_front_matter_and_rules_give_nothing() -> None:
    assert texts("---\ntitle: x\ntags:\n  - a\n---\n\nbody\n\n***\n\nend") == ["body", "end"]


def test_indented_and_html_like_lines_are_prose() -> None:
    assert texts("    rambling on\n\n<main> is what we parse") == ["rambling on", "<main> is what we parse"]


def test_text_nested_deeper_than_the_parser_goes_is_not_lost() -> None:
    assert texts("> " * 60 + "deep down") == ["deep down"]


def test_a_byte_order_mark_hides_no_heading() -> None:
    (sentence,) = sentences("\ufeff# Title\r\n\r\nbody")
    assert (sentence.text, sentence.headings, sentence.start) == ("body", ("Title",), 12)


def test_speakers_of_a_transcript_stand_outside_their_sentences() -> None:
    notes = "Ann Lee: we ship friday\nBo: fine . Really .\nAnn Lee: note the limit\nBo: ok then\n"
    assert texts(notes) == ["we ship friday", "fine .", "Really .", "note the limit", "ok then"]


def test_labels_of_single_notes_are_no_speakers() -> None:
    assert texts("Auth: google only\nStorage: postgres\n") == ["Auth: google only", "Storage: postgres"]


def test_data_without_sentences_is_carried_verbatim() -> None:
    (sentence,) = sentences(" ".join(str(number) for number in range(400)))
    assert sentence.verbatim


@pytest.mark.parametrize(
    "unit", ["ok so we need it. And more!\n\n", "word ", "漢字。", "(a ", "`a ", "[x ", "http://a."]
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        notes = unit * (size // len(unit))
        start = process_time()
        sentences(notes)
        return process_time() - start

    seconds(1_000)
    small, large = seconds(25_000), seconds(200_000)
    assert large < 8 * max(small, 0.01) * 4
