"""Why this file exists: a sentence that is wrongly named as a source is worse than none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.trace.index import Index, nearest

NOTES = [
    "we keep the original file for 30 days",
    "we show the progress",
    "we write to postgres",
    "uploads are validated before anything is stored",
]


def test_an_item_finds_its_sentence_by_its_rare_words() -> None:
    notes = ["we keep the original file for 30 days", "we show the progress", "we write to postgres"]
    assert nearest("Keep original file 30 days", notes) == (0,)
    assert nearest("Offer a mobile app", notes) == ()
    assert nearest("", notes) == ()
    assert nearest("progress", []) == ()


def test_words_are_compared_by_their_stems_and_in_their_short_forms() -> None:
    assert nearest("Validation of each upload", NOTES) == (3,)
    assert nearest("Write to PostgreSQL", NOTES) == (2,)
    assert nearest("Authentication with Google", ["auth, google only", "show progress"]) == (0,)


def test_the_score_is_the_share_that_a_sentence_covers_and_not_its_rank() -> None:
    best = Index(NOTES).best("Show the progress in postgres")
    assert [match.index for match in best] == [1, 2]
    assert best[0].score > best[1].score
    assert Index(NOTES).best("progress")[0].score == 1.0


def test_of_two_sentences_with_the_same_words_the_shorter_comes_first() -> None:
    notes = ["the report has a cover, a table of contents, an index and the totals of the year", "report the totals"]
    assert [match.index for match in Index(notes).best("Report totals")] == [1, 0]


def test_the_words_of_any_spec_carry_no_weight() -> None:
    assert nearest("The system must support users", ["the system must support users in German", "show it"]) == (0,)
    assert nearest("The system must allow users to use dark mode", ["the system must use less memory"]) == ()


WORDS = st.lists(st.sampled_from(["show", "progress", "red", "20", "MB", "file", "the", "ü"]), max_size=6).map(" ".join)


@given(st.lists(WORDS, max_size=8), WORDS)
def test_scores_are_shares_and_only_sentences_that_have_a_word_are_found(notes: list[str], text: str) -> None:
    found = Index(notes).best(text, len(notes))
    assert len({match.index for match in found}) == len(found)
    for match in found:
        assert 0 < match.score <= 1 + 1e-9
        assert set(notes[match.index].split()) & set(text.split())


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_a_sentence_covers_itself(notes: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(notes))
    found = Index(notes).best(text)
    assert not text or max(match.score for match in found) > 1 - 1e-9
