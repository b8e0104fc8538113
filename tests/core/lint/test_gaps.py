"""Why this file exists: a marked gap blocks a spec, so nothing else may be taken for one."""

from __future__ import annotations

import pytest

from tests.core.lint.helpers import found, rules, spec

GAPS = [
    "The limit is TBD.",
    "TODO: say what happens to old rows.",
    "The timeout is ??? seconds.",
    "Roles [NEEDS CLARIFICATION: which ones?]",
    "The retention period is to be decided.",
    "The format has yet to be defined.",
    "Uploads are refused above XX MB.",
    "Keep logs for N days.",
    "Call the service at [insert address].",
    "The price is ____ per seat.",
    "The colour is t.b.d.",
    "Lorem ipsum dolor sit amet.",
    "FIXME the total is wrong.",
    "Who approves is not yet decided.",
    "…",
    "The maximum is <number> rows.",
]
NO_GAPS = [
    "The editor highlights TODO comments.",
    "A todo list is shown on the left.",
    "The value `TBD` is refused.",
    "The placeholder in the field says “to be decided”.",
    "The page asks: really delete?",
    "Show the total of N rows.",
    "The identifier is __init__.",
    "The order has to be confirmed by an admin.",
    "Use SIZE XXL for the badge.",
    "The state machine has the states new, open and done.",
    "The `<name>` element is required.",
    "The tbody of the table scrolls.",
]


@pytest.mark.parametrize("text", GAPS)
def test_gaps_are_found(text: str) -> None:
    assert "S1" in rules(text)


@pytest.mark.parametrize("text", NO_GAPS)
def test_what_only_looks_like_a_gap_is_none(text: str) -> None:
    assert "S1" not in rules(text)


def test_questions_may_be_undecided() -> None:
    assert not rules("Which roles are there? TBD", heading="Questions")


def test_a_gap_in_a_table_is_found_and_one_in_a_fence_is_not() -> None:
    table = "## Requirements\n\n| limit | value |\n|---|---|\n| rows | TBD |\n\n```\nTODO\n```\n"
    assert [(each.rule, each.words) for each in found(table)] == [("S1", "TBD")]


def test_a_gap_is_an_error() -> None:
    assert [each.severity.value for each in found(spec("The limit is TBD."))] == ["error"]
