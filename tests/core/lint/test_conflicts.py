"""Why this file exists: a conflict is an error, so a rule and its exception must never be taken for one."""

from __future__ import annotations

import pytest

from tests.core.lint.helpers import found, rules, spec

CONFLICTS = [
    ("Uploads are limited to 50 MB.", "An upload may be at most 80 MB."),
    ("Originals are kept for 30 days.", "Original files are kept for 90 days, then deleted."),
    ("The log is kept for 6 years and cannot be edited.", "The log is kept for 2 years."),
    ("Uploads over 50 MB are refused.", "Uploads up to 80 MB are accepted."),
    ("Passwords have at least 12 characters.", "Passwords have at most 8 characters."),
    ("Sessions expire after 30 minutes.", "A session expires after 1 hour."),
    ("The export must include archived projects.", "The export must not include archived projects."),
    ("Guests cannot see prices.", "Guests can see prices."),
    ("No guest may delete a comment.", "A guest may delete a comment."),
    ("**R1** Alarms MUST NOT repeat within 15 minutes.", "Alarms MUST repeat within 15 minutes."),
    ("A tool can't be lent until it is checked.", "A tool can be lent before it is checked."),
    ("A file is scanned within 90 s.", "A file is scanned within 2 min."),
    ("A member who owes a fee may not reserve a tool.", "A member who owes a fee may reserve a tool."),
    ("At most 5 login attempts.", "At most 10 login attempts."),
]
COMPATIBLE = [
    ("Uploads are limited to 50 MB.", "Downloads are limited to 80 MB."),
    ("Access tokens expire after 15 minutes.", "Refresh tokens expire after 60 minutes."),
    ("Passwords have at least 12 characters.", "Passwords have at most 64 characters."),
    ("Uploads over 50 MB are refused.", "Uploads up to 50 MB are accepted."),
    ("For guests a session lasts 10 minutes.", "For members a session lasts 60 minutes."),
    ("When a booking is confirmed, mail the guest within 5 minutes.", "When it is cancelled, mail within 60 minutes."),
    ("Rows that are not valid are listed.", "Rows that are valid are listed."),
    ("Users who cannot log in can reset the password.", "Users who can log in can reset the password."),
    ("The API answers in 200 ms.", "The API answers a search in 800 ms."),
    ("Sessions expire after 60 minutes.", "A session expires after 1 hour."),
    ("Keep between 5 and 10 backups.", "Keep 7 backups."),
    ("Only admins can delete comments.", "Guests cannot delete comments."),
    ("A file without a header is refused.", "A file with a header is stored."),
    ("Files must not exceed 50 MB.", "Files of at most 50 MB are stored."),
    ("The page lists 20 rows.", "The page lists 3 columns."),
    ("A tool can be lent when it is checked.", "A tool can't be lent until it is checked."),
]


@pytest.mark.parametrize(("one", "other"), CONFLICTS)
def test_statements_that_exclude_each_other_are_found(one: str, other: str) -> None:
    assert "S7" in rules(one, other)
    assert "S7" in rules(other, one)


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_statements_that_hold_together_are_not(one: str, other: str) -> None:
    assert "S7" not in rules(one, other)
    assert "S7" not in rules(other, one)


def test_what_is_wanted_and_out_of_scope_is_a_conflict() -> None:
    text = spec("Dark mode") + "\n" + spec("Dark mode", "No tablets", heading="Out of scope")
    assert [each.rule for each in found(text)] == ["S7"]


def test_examples_of_one_requirement_may_have_different_figures() -> None:
    text = "## Requirements\n\n- Files over 50 MB are refused\n  - When a file has 51 MB, then it is refused\n"
    assert not found(text + "  - When a file has 60 MB, then it is refused\n")


def test_the_later_one_is_marked_and_names_the_earlier() -> None:
    (finding,) = found(spec("Photo uploads are limited to 50 MB.", "In the EU. Photo uploads are limited to 80 MB."))
    assert finding.item == "R2"
    assert finding.words == " Photo uploads are limited to 80 MB"
    assert finding.message == "This contradicts R1 (“Photo uploads are limited to 50 MB”): the figures differ."
