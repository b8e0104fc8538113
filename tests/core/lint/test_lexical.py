"""Why this file exists: word rules are as good as the sentences they are silent on, so each has both."""

from __future__ import annotations

import pytest

from hybridtui.core.spec import parse
from tests.core.lint.helpers import found, rules, spec

TASTE = [
    "The upload page must be easy to use.",
    "Errors are shown with a helpful message.",
    "The dashboard has a slick look.",
    "Setup is painless for new staff.",
    "The importer handles bad rows gracefully.",
    "Navigation feels intuitive and\n  snappy.",
    "The code is maintainable.",
    "The report gives a clear error message.",
    "Users can **easily** undo an import.",
    "The interface is clean and modern.",
    "The export works well on phones.",
    "Search just works.",
    "The API is robust.",
    "Documents are stored securely.",
    "A user-friendly wizard leads through the setup.",
]
NO_TASTE = [
    "The button clears the cache.",
    "Clear the search field when the page is left.",
    "The video player has a fast-forward button.",
    "A motion passes with a simple majority.",
    "The page has a light theme and a dark theme.",
    "The label says “robust” on the box.",
    'The answer is "easy", "medium" or "hard".',
    "The flag `--clean` removes the folder.",
    "Straight quotes become smart quotes.",
    "Draw a solid line below the header.",
    "Restore the last good backup.",
    "The build starts from a clean checkout.",
    "The search is easy to use: 9 of 10 new users find a tool within 30 seconds.",
    "Cool down the head before the door opens.",
    "Names that are not obvious are listed in a glossary.",
    "The link is https://example.org/simple/clean and stays there.",
]
VAGUE = [
    "The list loads fast.",
    "The page shows several results.",
    "Backups run regularly.",
    "A handful of users may edit the same row.",
    "Imports of large files are split.",
    "The cache is emptied now and then.",
    "Errors are reported in a timely manner.",
    "The search answers as soon as possible.",
    "Tons of rows are shown at once.",
    "The system answers in real time.",
    "Old rows are deleted after a while.",
    "The log keeps various details.",
    "Most recent orders come first; many of them are paged.",
    "The reply is sent promptly.",
]
NOT_VAGUE = [
    "The list loads in 2 seconds, which is fast.",
    "The page shows several results, at most twenty.",
    "Backups run nightly.",
    "The orders are sorted with the most recent first.",
    "A regular expression filters the rows.",
    "Tags and notes are linked many-to-many.",
    "The client keeps as many rows as the server sends.",
    "The server has a real-time clock.",
    "The guide has a quick-start chapter.",
    "The number of retries is shown.",
    "`fast` is the default of the option.",
    "The footer links to the frequently asked questions.",
    "Answer via instant messaging.",
    "The total has two significant digits.",
]
ESCAPES = [
    "Keep the session alive if possible.",
    "Where applicable, the tax number is printed.",
    "Rows are retried as needed.",
    "The importer should try to keep the order.",
    "Show an appropriate message.",
    "The encoding is detected wherever feasible.",
    "The order is kept as far as practical.",
    "Names are checked, unless impractical.",
    "Log the error on a best effort basis.",
    "Time permitting, the page is translated.",
    "Ideally the import can be undone.",
    "Dates are parsed correctly.",
    "The export usually has a header.",
    "Images are scaled when necessary, and stored.",
]
NO_ESCAPES = [
    "Keep the invoice for 10 years as required by law.",
    "If required fields are missing, the row is refused.",
    "If it can be parsed, the date is stored in UTC.",
    "When a member tries to log in a third time, the account is locked.",
    "After 3 attempts to log in the account is locked.",
    "Proper nouns keep their capital letter.",
    "The property is read-only.",
    "Incorrectly signed requests get the status 401.",
    "The option `if-possible` is ignored.",
    "The button says “Try to repair”.",
    "Roles without sufficient permissions see a 403 page.",
    "The possible values are A, B and C.",
]
OPEN = [
    "The export has name, address, etc.",
    "Formats such as CSV, JSON and so on.",
    "Supports PNG, JPEG and the like.",
    "Admins and/or owners can delete.",
    "Fields including but not limited to name and e-mail.",
    "The log has time, user and whatnot.",
    "The page shows name, price and more.",
    "Use Leaflet or similar.",
    "Store the colour, the size, ...",
    "Among other things, the page shows the price.",
    "Notify by mail, SMS or something.",
    "Store the colour, the size…",
]
CLOSED = [
    "Read `/etc/passwd` at the start.",
    "Read /etc/passwd at the start.",
    "The folder is named etc/hosts.d in the image.",
    "The range 1...10 is allowed.",
    "The menu entry is called “Save as...”.",
    "Formats such as CSV and JSON.",
    "Use a port, e.g. 8080.",
    "Show 20 and more results on demand.",
    "A row is refused if its total is more than 500 and more than half of it is tax.",
    "The reader takes whatever the user typed.",
    "The call `f(...)` returns a list.",
    "Members see the rest of the list on page two.",
]
WEAK = [
    "The server should keep logs in the EU.",
    "Backups might be kept abroad.",
    "Staff could be asked to log in twice.",
    "The tool may send e-mails at night.",
    "Data shouldn't leave the house.",
    "Nobody should share a password.",
    "Logs should be readable.",
    "The app might need a proxy.",
    "Reports may be printed.",
    "Passwords should expire.",
]
NOT_WEAK = [
    "The server must keep logs in the EU, and should say so.",
    "Backups will be kept in May and June.",
    "The contract begins in May.",
    "Guests may not see prices.",
    "Should a row fail, the import stops.",
    "As a clerk, I want to see what might fail.",
    "Logs are kept in the EU.",
    "The mode “might” is unused.",
    "The option `may_retry` is off.",
    "Staff are required to log in, though that could take a while.",
    "The month is May.",
]


@pytest.mark.parametrize("text", TASTE)
def test_words_of_taste_are_found(text: str) -> None:
    assert "L1" in rules(text)


@pytest.mark.parametrize("text", NO_TASTE)
def test_words_that_only_look_like_taste_are_not(text: str) -> None:
    assert "L1" not in rules(text)


@pytest.mark.parametrize("text", VAGUE)
def test_vague_amounts_are_found(text: str) -> None:
    assert "L2" in rules(text)


@pytest.mark.parametrize("text", NOT_VAGUE)
def test_amounts_with_a_figure_and_terms_are_not(text: str) -> None:
    assert "L2" not in rules(text)


@pytest.mark.parametrize("text", ESCAPES)
def test_ways_out_are_found(text: str) -> None:
    assert "L3" in rules(text)


@pytest.mark.parametrize("text", NO_ESCAPES)
def test_real_conditions_are_no_ways_out(text: str) -> None:
    assert "L3" not in rules(text)


@pytest.mark.parametrize("text", OPEN)
def test_open_ends_are_found(text: str) -> None:
    assert "L4" in rules(text)


@pytest.mark.parametrize("text", CLOSED)
def test_closed_lists_are_not_open(text: str) -> None:
    assert "L4" not in rules(text)


@pytest.mark.parametrize("text", WEAK)
def test_weak_verbs_in_a_constraint_are_found(text: str) -> None:
    assert "L5" in rules(text, heading="Constraints")


@pytest.mark.parametrize("text", NOT_WEAK)
def test_strong_statements_conditions_and_stories_are_not_weak(text: str) -> None:
    assert "L5" not in rules(text, heading="Constraints")


@pytest.mark.parametrize("text", WEAK)
def test_a_requirement_is_normative_by_its_heading(text: str) -> None:
    assert "L5" not in rules(text)


@pytest.mark.parametrize("heading", ["Background", "Questions", "Out of scope"])
def test_what_is_not_to_be_built_may_be_said_in_any_words(heading: str) -> None:
    assert not rules("It is easy if possible, with several colours etc.", heading=heading) - {"S6"}


def test_what_speakers_tell_of_themselves_is_no_requirement() -> None:
    assert not rules("I thought the old page was easy.", "They like modern things.")


def test_a_word_is_told_once_an_item() -> None:
    assert len(found(spec("An easy page with easy forms."))) == 1


def test_of_overlapping_words_the_longer_phrase_is_told() -> None:
    (finding,) = found(spec("Answer within a reasonable time."))
    assert finding.words == "within a reasonable time"


def test_a_finding_says_where_it_stands_what_it_is_and_what_to_do() -> None:
    text = spec("Shows rows.", "Shows **several** rows.")
    (finding,) = found(text)
    assert (finding.rule, finding.item, finding.words) == ("L2", "R2", "several")
    assert text[slice(*finding.span)] == "several"
    assert finding.message == "“several” gives no figure: any result would meet it."
    assert finding.fix


def test_a_line_break_within_a_phrase_does_not_hide_it() -> None:
    text = "> - Retry if\n>   possible, twice.\n"
    assert [parse(text).text[slice(*each.span)] for each in found(text)] == ["if\n>   possible"]
