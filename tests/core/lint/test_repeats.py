"""Why this file exists: items that say the same in other words are found, and neighbours that differ in one are not."""

from __future__ import annotations

import pytest

from tests.core.lint.helpers import found, rules, spec

SAME = [
    ("Uploads over 50 MB are refused.", "The system refuses uploads over 50 MB."),
    ("Show progress of the import.", "The import shows its progress."),
    ("Keep the original file for 30 days.", "The original file is retained for 30 days."),
    ("Members can export a list as CSV.", "A member may export the list as CSV."),
    ("**R1** Boxes MUST run without the server.", "Each box runs without the server."),
    ("Delete drafts after 7 days.", "Drafts are removed after seven days."),
    ("Log each login.", "Each login is logged."),
    ("When the wind is over 50 km/h, vents never open.", "Vents never open when the wind is over 50 km/h."),
    ("Take over a vent by hand for 4 hours, after which it is automatic.", "Take over a vent by hand for 4 hours."),
    ("A kit is lent as a whole; no part alone.", "A kit is only lent as a whole; no part alone."),
    ("Use `updated_at` to order the rows.", "The rows are ordered by `updated_at`."),
]
OTHER = [
    ("Members can export a list as CSV.", "Members can export a list as PDF."),
    ("Owners can rename a list.", "Owners can delete a list."),
    ("When a booking is confirmed, the guest gets a mail.", "When a booking is cancelled, the guest gets a mail."),
    ("Keep drafts for 7 days.", "Keep logs for 7 days."),
    ("Admins can enable a rule on the page of rules.", "Admins can disable a rule on the page of rules."),
    ("Show progress.", "Show progress of the import on the start page."),
    ("Use `created_at` to order the rows.", "Use `updated_at` to order the rows."),
    ("Mail the owner of the tool.", "Mail the borrower of the tool."),
    ("Rows have a number.", "Columns have a number."),
    ("The list is sorted by name.", "The list is sorted by date."),
    ("Photos are stored in Zurich.", "Photos are stored in Geneva."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_items_that_say_the_same_are_found(one: str, other: str) -> None:
    assert rules(one, other) == {"S8"}
    assert rules(other, one) == {"S8"}


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_items_that_differ_in_one_word_are_not(one: str, other: str) -> None:
    assert not rules(one, other)
    assert not rules(other, one)


def test_a_repetition_is_told_once_at_the_later_item() -> None:
    findings = found(spec("Log each login.", "Each login is logged.", "Logins are logged, each."))
    assert [each.item for each in findings] == ["R2", "R3"]


def test_criteria_of_different_requirements_may_be_the_same() -> None:
    text = "## Requirements\n\n- Import\n  - When it fails, then a mail is sent\n- Export\n"
    assert not found(text + "  - When it fails, then a mail is sent\n")
