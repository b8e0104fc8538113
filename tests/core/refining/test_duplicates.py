"""Why this file exists: what is merged must be the same, and nothing may be lost on the way."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.core.refining.duplicates import merge


def items(*texts: str, kind: Kind = Kind.REQUIREMENT) -> list[Item]:
    """One item a text, each with an id and a source of its own."""
    return [Item(f"i{at}", kind, text, (f"s{at}",)) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Show progress", "show the progress."),
        ("Validate rows", "Rows are validated"),
        ("We need to validate the rows", "Validate rows"),
        ("Validate customer rows", "Customer rows are validated"),
        ("Email the ops channel if more than 5% of rows fail", "Email ops channel if more than 5 percent rows fail"),
        ("Keep the original file for 30 days then delete", "Keep original file for thirty days, then delete it"),
        ("Do not touch the billing columns", "Don't touch billing columns"),
        ("Export the table as CSV", "Export table as csv"),
        ("use `updated_at`", "Use updated_at"),
        ("Export customer rows from Postgres nightly", "Export all customer rows from Postgres nightly"),
        ("Max 50MB uploads", "At most 50 megabyte uploads"),
        ("Show errors and warnings", "Show warnings and errors"),
        ("it should also send reminders", "Send reminders"),
        ("Only admins can delete", "Only admins can delete."),
        ("Upload page, drag and drop", "Upload page (drag and drop)"),
        ("a = 1\nb = 2", "a = 1\nb = 2"),
    ],
)
def test_items_that_say_the_same_are_one(first: str, second: str) -> None:
    assert len(merge(items(first, second))) == 1
    assert len(merge(items(second, first))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Max 50 MB", "Max 20 MB"),
        ("At least 5 files", "At most 5 files"),
        ("Wait 5 s", "Wait 5 min"),
        ("Export the table as CSV", "Export the invoices as CSV"),
        ("Export from CSV to Postgres", "Export from Postgres to CSV"),
        ("Touch the billing columns", "Don't touch the billing columns"),
        ("Only admins can delete", "Admins can delete"),
        ("Turn on notifications", "Turn off notifications"),
        ("Use C", "Use C++"),
        ("Admins delete users", "Users delete admins"),
        ("Users may delete rows", "Users must delete rows"),
        ("Keep the original uploaded file", "Delete the original uploaded file"),
        ("Sort by updated_at", "Sort by created_at"),
        ("Call userId", "Call userid"),
        ("Dark mode", "Dark mode toggle"),
        ("Import customers for Dana", "Import customers for Bob"),
        ("Use FastAPI", "Maybe use FastAPI"),
        ('Say "ok"', 'Say "no"'),
        ("Email all admins", "Email any admins"),
        ("Ship 2026-05-05", "Ship 2026-06-05"),
        ("a = 1\nb = 2", "a == 1\nb == 2"),
        ("…", "—"),
    ],
)
def test_items_that_differ_in_what_counts_stay_two(first: str, second: str) -> None:
    assert len(merge(items(first, second))) == 2
    assert len(merge(items(second, first))) == 2


def test_items_of_two_kinds_stay_two() -> None:
    both = [*items("Show progress", kind=Kind.GOAL), *items("Show progress", kind=Kind.QUESTION)]
    assert merge(both) == tuple(both)


def test_a_merged_item_stands_first_with_the_fullest_text_and_all_sources() -> None:
    short, long = "Export customer rows from Postgres nightly", "Export all customer rows from Postgres nightly"
    merged = merge(items(short, "Show progress", long))
    assert merged == (
        Item("i0", Kind.REQUIREMENT, long, ("s0", "s2")),
        Item("i1", Kind.REQUIREMENT, "Show progress", ("s1",)),
    )


def test_what_a_human_has_split_stays_apart() -> None:
    three = items("Show progress", "Show progress", "Show progress")
    assert [each.sources for each in merge(three, apart={"i1"})] == [("s0", "s2"), ("s1",)]
    assert merge(three, apart={"i0", "i1", "i2"}) == tuple(three)


VOCABULARY = "show the progress of rows validate 5 MB 6 don't Dana `a_b` maybe . upload page all"
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.one_of(st.text(max_size=12), st.lists(WORDS, max_size=7).map(" ".join))


@st.composite
def drafts(draw: st.DrawFn) -> list[Item]:
    """Items with unique ids and unique sources, as a draft has them."""
    texts: Sequence[str] = draw(st.lists(TEXTS, max_size=12))
    kinds = st.sampled_from([Kind.GOAL, Kind.REQUIREMENT])
    return [Item(f"i{at}", draw(kinds), text, (f"s{at}", f"t{at}")) for at, text in enumerate(texts)]


@given(drafts(), st.sets(st.sampled_from([f"i{at}" for at in range(12)])))
def test_no_source_is_lost_or_doubled_and_the_order_is_kept(draft: list[Item], apart: set[str]) -> None:
    merged = merge(draft, apart)
    assert sorted(s for each in merged for s in each.sources) == sorted(s for each in draft for s in each.sources)
    ids = [each.id for each in draft]
    assert [ids.index(each.id) for each in merged] == sorted(ids.index(each.id) for each in merged)
    for each in merged:
        in_order = [source for one in draft for source in one.sources if source in each.sources]
        assert list(each.sources) == in_order
        assert each.text in {one.text for one in draft if set(one.sources) <= set(each.sources)}
        assert each in draft or each.id not in apart


@given(drafts(), st.sets(st.sampled_from([f"i{at}" for at in range(12)])))
def test_merging_again_changes_nothing(draft: list[Item], apart: set[str]) -> None:
    once = merge(draft, apart)
    assert merge(once, apart) == once


def test_many_items_are_compared_with_few() -> None:
    """Each is compared with those that could be the same only: 3,000 in a time that all pairs would not fit into."""
    starts, middles, ends = ("ba", "ke", "lo", "mi", "nu"), ("ra", "te", "so"), ("k", "p", "t")
    vocabulary = [a + b + c for a in starts for b in middles for c in ends]
    texts = [" ".join(vocabulary[(at * step) % len(vocabulary)] for step in (1, 3, 7, 11)) for at in range(3000)]
    numbered = [f"{text} {at}" for at, text in enumerate(texts)]
    started = time.process_time()
    assert len(merge(items(*numbered))) == 3000
    assert time.process_time() - started < 6
