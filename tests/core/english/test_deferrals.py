"""Why this file exists: what people put off must be known as that, and what they merely say "no" or "later" in not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.english.deferrals import only_refuses, put_off, rules_out


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("would be cool to have dark mode but not now", {"dark", "mode"}),
        ("SMS would be nice, skip it for now, it costs money", {"sms"}),
        ("A native app is out of scope, the website will do.", {"nativ", "app"}),
        ("Gift cards, parked, maybe next year", {"gift", "card"}),
        ("Export as CSV now, PDF later", {"pdf"}),
        ("two-factor login: maybe in v2", {"factor", "login"}),
        ("I don't want a dashboard", {"dashboard"}),
        ("translations? no", {"translat"}),
        ("Linking it to Xero, not worth it", {"link", "xero"}),
        ("a forum would be fun, but we are not building that", {"forum"}),
    ],
)
def test_what_is_put_off_is_what_the_clause_or_the_ones_before_it_name(sentence: str, named: set[str]) -> None:
    (scope,) = put_off([sentence])
    assert named <= scope


@pytest.mark.parametrize(
    "sentence",
    [
        "keep the readings for 72 hours and send them later",
        "no more than five files",
        "Don't touch the billing columns.",
        "A link that works without a login.",
        "If nothing is found, say so.",
        "Do not log passwords.",
        "Show the later of the two dates.",
    ],
)
def test_a_prohibition_or_a_time_puts_nothing_off(sentence: str) -> None:
    assert put_off([sentence]) == (frozenset(),)


def test_a_no_of_its_own_is_said_to_the_sentence_before_it() -> None:
    scopes = put_off(["We log each call.", "Star ratings, someone asked again.", "No.", "Skip it.", "Show the totals."])
    assert [bool(scope) for scope in scopes] == [False, True, False, False, False]
    assert {"star", "rate"} <= scopes[1]


@pytest.mark.parametrize(
    "answer",
    [
        "I'd leave that for next year.",
        "Absolutely not.",
        "Not for the pilot.",
        "Let's park that.",
        "That can come later.",
        "Too much for now.",
        "I don't think so.",
        "Not in this project.",
        "That's for another day.",
    ],
)
def test_an_answer_that_only_refuses_rules_out_what_was_asked(answer: str) -> None:
    asked, _ = put_off(["Could the couriers see the tips of the others?", answer])
    assert {"courier", "tip"} <= asked


def test_a_no_with_a_name_in_it_is_said_to_what_that_name_stood_beside() -> None:
    assert "anim" in put_off(["funny animations, Leo's idea.", "no Leo"])[0]


def test_only_what_names_nothing_is_a_bare_no() -> None:
    assert only_refuses("Not now.")
    assert only_refuses("Nah, skip it.")
    assert not only_refuses("Skip the charts.")
    assert not only_refuses("Okay.")


@pytest.mark.parametrize("title", ["Not this year", "Later", "Out of scope", "Parked"])
def test_a_heading_can_put_off(title: str) -> None:
    assert rules_out(title)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_each_sentence_has_a_scope_of_its_own(sentences: list[str]) -> None:
    assert len(put_off(sentences)) == len(sentences)
