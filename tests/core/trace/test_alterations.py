"""Why this file exists: what an item says otherwise than its notes must be told, and what it leaves out must not."""

from __future__ import annotations

import pytest

from hybridtui.core.trace.alterations import Comparison, compared

RETENTION = "Keep the original file for 30 days then delete, legal asked for that."
SAME = Comparison((), ())
FEES = "only admins can change fees, waive a fee or delete a member"


@pytest.mark.parametrize(
    ("source", "item", "difference"),
    [
        ("max like 50 MB i guess?", "Uploads of at most 60 MB", "says 60 MB, the notes say 50 MB"),
        ("max like 50 MB i guess?", "Uploads of at most 50 GB", "says 50 GB, the notes say 50 MB"),
        ("max like 50 MB i guess?", "Uploads of at least 50 MB", "says at least 50 MB, the notes say at most 50 MB"),
        (RETENTION, "The original file is kept for 3 days", "says 3 day, the notes say 30 day"),
        ("a member may have at most 5 tools out", "At most 8 tools a member", "says 8, the notes say 5"),
        (
            "only @acme.io accounts",
            "Only @acme.com accounts",
            'says the identifier "@acme.com", the notes say the identifier "@acme.io"',
        ),
        (
            "keep the newest by updated_at",
            "Keep the newest by created_at",
            'says the identifier "created_at", the notes say the identifier "updated_at"',
        ),
        ("email it to Dana", "Send it to Bob by email", 'says the name "bob", the notes say the name "dana"'),
        (
            "don't touch the billing columns",
            "Touch the billing columns",
            'does not say "don\'t touch the billing columns", as the notes do',
        ),
        ("rows are checked", "Rows are never checked", 'says "never checked", which the notes do not'),
        (FEES, "Admins can change fees", 'does not say "only admins can change fees", as the notes do'),
        (
            "A damaged tool can't be lent until a maintainer has cleared it.",
            "A damaged tool can be lent until a maintainer has cleared it",
            'does not say "can\'t be lent until a maintainer has cleared it", as the notes do',
        ),
        ("delete the file after the import", "Keep the file after the import", 'says "keep", the notes say "delete"'),
        ("we ship on 2026-05-05", "We ship on 2026-06-05", "says 2026-06-05, the notes say 2026-05-05"),
        (
            "7 admins and 3 users get a key",
            "3 admins and 7 users get a key",
            "counts 3 where the notes count 7 (admin)",
        ),
    ],
)
def test_a_fact_that_changed_is_told_with_both_sides(source: str, item: str, difference: str) -> None:
    assert compared([source], item).changed[0] == difference


@pytest.mark.parametrize(
    ("source", "item"),
    [
        (RETENTION, "Keep for 30 days"),
        (RETENTION, "The original file is deleted after 30 days (legal)"),
        ("requests time out after 90 seconds", "Requests time out after 1.5 min"),
        ("it runs once a day at 5pm", "The job runs daily at 17:00"),
        ("retry twice, then give up", "2 retries"),
        ("the fee grows by fifty cents a day", "Fee: $0.50 a day"),
        ("store it in postgres", "Store it in PostgreSQL"),
        ("the wi-fi is gone at times", "Works without WiFi"),
        ("use the updated at column", "Sort by `updated_at`"),
        ("no more than five attachments", "At most 5 attachments"),
        ("if the scanner is dead they type the number", "The number is typed when the scanner does not work"),
        ("when the network is gone, the page keeps taking loans", "Without a network the page keeps taking loans"),
        ("heating and open vents at once must never happen", "Heating runs, but never while the vents are open"),
        ("nobody can edit the log, not even admins", "The log cannot be edited, not even by admins"),
        ("we don't want it to be slow, so cache the results", "Cache the results"),
        ("we can't lose messages", "Messages survive a restart"),
        (FEES, "Only admins can delete a member"),
        ("It should show nobody's address.", "The page shows no driver's address"),
        ("The dispatcher, yes. Not the driver.", "The dispatcher can change the route, the driver cannot"),
        ("What we keep is dates only.", "Dates are kept, no names"),
        ("Don't hammer documentation sites.", "Should we support sites without documentation?"),
        ("if the same email shows up twice keep the newest", "MUST keep the newest row for each email"),
    ],
)
def test_what_is_left_out_or_said_in_other_words_is_no_alteration(source: str, item: str) -> None:
    assert compared([source], item) == SAME


def test_under_a_heading_that_rules_things_out_an_item_need_not_say_not() -> None:
    assert compared(["no SMS reminders, they cost money"], "SMS reminders", excluded=True) == SAME
    assert compared(["no SMS reminders, they cost money"], "SMS reminders").changed


def test_a_fact_of_any_of_the_sentences_will_do() -> None:
    sources = ["retry 3 times with a timeout of 10 s", "wait 5 s between the attempts"]
    assert compared(sources, "Retry 3 times, waiting 5 s between attempts") == SAME
    assert compared(sources, "Retry 3 times, waiting 6 s between attempts").changed == ("says 6 s, the notes say 5 s",)


def test_without_a_sentence_every_fact_is_one_that_the_notes_do_not_have() -> None:
    found = compared([], "Keep 30 days")
    assert (found.changed, [each.value for each in found.new]) == ((), ["30 day"])
    assert compared([], "Keep it") == SAME
