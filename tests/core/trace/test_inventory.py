"""Why this file exists: a fact in another spelling is no foreign one, and a foreign one must not pass for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.facts import Fact
from hybridtui.core.trace.alterations import told
from hybridtui.core.trace.inventory import inventory, together


def fact(text: str) -> Fact:
    (found,) = told(text)
    return found


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("it takes 90 seconds", "within 1.5 minutes"),
        ("a year at most", "for 12 months"),
        ("once a week", "every 7 days"),
        ("half of them", "above 50 %"),
        ("twice", "in 2 attempts"),
        ("max 50", "up to 50 MB"),
        ("0.5 GB", "no more than 500 MB"),
        ("runs nightly", "after 1 day"),
        ("in postgres", "with PostgreSQL"),
        ("the updated at column", "by `updated_at`"),
        ("by e-mail from acme", "ask for ACME"),
        ("version 2", "since v2"),
        ("on May 5th, 2026", "until 2026-05-05"),
        ("call the crm", "in the CRM"),
    ],
)
def test_a_fact_is_there_in_another_spelling(text: str, other: str) -> None:
    assert inventory(text).has(fact(other))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("it takes 90 seconds", "within 90 minutes"),
        ("in 30 days", "in 30 weeks"),
        ("the two men", "for 2 weeks"),
        ("max 50 MB", "max 50 GB"),
        ("in JavaScript", "the one in Java"),
        ("a rapid interface", "with an API"),
        ("see https://a.example/x", "see https://a.example/y"),
        ("on 2026-05-05", "on 2026-06-05"),
        ("by `updated_at`", "by `created_at`"),
    ],
)
def test_another_fact_is_not_there(text: str, other: str) -> None:
    assert not inventory(text).has(fact(other))


FACTS = st.sampled_from(["50 MB", "30 days", "twice", "`a_b`", "by Dana", "v2.1", "2026-05-05", "https://a.example/x"])


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_each_text_has_its_own_facts_and_several_texts_have_those_of_all(texts: list[str]) -> None:
    whole = together(map(inventory, texts))
    for text in texts:
        for each in told(f"x {text}"):
            assert inventory(f"x {text}").has(each)
            assert whole.has(each)
