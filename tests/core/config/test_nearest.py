"""Why this file exists: a wrong guess sends people the wrong way; no guess has them look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.config import SETTINGS
from hybridtui.core.config.nearest import nearest
from hybridtui.core.config.parser import parse

KNOWN = tuple(name.partition(".")[2] for name in SETTINGS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("modle", "model"),
        ("contxt", "context"),
        ("Theme", "theme"),
        ("max-tokens", "max_tokens"),
        ("pause", "pause_ms"),
        ("iu", "ui"),
        ("sign", "sign_off"),
        ("foo", ""),
        ("colour", ""),
        ("notify_before", ""),
        ("x", ""),
        ("", ""),
    ],
)
def test_a_slip_or_a_part_leads_to_the_name_and_another_word_to_none(written: str, meant: str) -> None:
    assert nearest(written, (*KNOWN, "ui")) == meant


def test_a_part_of_several_names_leads_to_none() -> None:
    assert nearest("cache", ("cache_mb", "cache_days")) == ""


@given(st.text("abc_", min_size=1, max_size=6), st.lists(st.text("abc_", max_size=6), max_size=5))
def test_who_writes_a_name_as_it_is_is_led_to_it(name: str, others: list[str]) -> None:
    assert nearest(name, [*others, name]) == name


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"local": {"foo": 1}}, "there are model, context, threads,"),
        ({"local": {"effort": "low"}}, "did you mean claude.effort?"),
        ({"ui": {"model": "x"}}, "did you mean local.model or claude.model?"),
        ({"history": {"limit": 1}}, "did you mean history.limit_mb?"),
        ({"history": {"local": 1}}, "there are limit_mb"),
    ],
)
def test_a_setting_is_looked_for_in_its_own_table_first(table: dict[str, object], told: str) -> None:
    (problem,) = parse(table, {}).problems
    assert told in problem.message


def test_a_variable_is_led_to_a_variable() -> None:
    found = parse({}, {"HYBRIDTUI_LOCAL_PAUSE": "3", "HYBRIDTUI_UI_EFFORT": "low", "HYBRIDTUI_UI_FOO": "1"})
    assert [problem.message.removeprefix("is unknown; ") for problem in found.problems] == [
        "did you mean HYBRIDTUI_LOCAL_PAUSE_MS?",
        "did you mean HYBRIDTUI_CLAUDE_EFFORT?",
        "there are theme, live, economy, blink, notify, notify_after_s",
    ]
