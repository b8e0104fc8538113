"""Why this file exists: ids lead somewhere or they are errors; what only looks like an id is left alone."""

from __future__ import annotations

import pytest

from tests.core.lint.helpers import found, rules, spec

NUMBERED = ("**R1** Rows are checked.", "**R2** Rows are stored.")
DANGLING = [
    "Deleted as in R9.",
    "Kept (see R17).",
    "Kept per R9 and R1.",
    "**R3** Works like R9.",
    "R9 does not apply to guests.",
    "Overrides R5.",
    "See FR-012.",
    "Derived from NFR-3.",
    "R2.4 holds for guests.",
    "The limit of R99 holds.",
]
LEADING = [
    "Deleted as in R2.",
    "Kept (see R1).",
    "**R3** Works like R2.",
    "Photos are stored in S3.",
    "The diagram is of type C4.",
    "The ticket is OPS-4512.",
    "Text is in UTF-8 and dates in ISO 8601.",
    "The key is `R99`.",
    "The part number R99-X fits.",
    "The label says “R99”.",
    "A4 and A5 are supported.",
    "The page is https://example.org/R99.",
]


@pytest.mark.parametrize("text", DANGLING)
def test_a_reference_to_no_item_is_found(text: str) -> None:
    assert "S4" in rules(*NUMBERED, text)


@pytest.mark.parametrize("text", LEADING)
def test_references_that_lead_somewhere_and_other_names_are_not(text: str) -> None:
    assert "S4" not in rules(*NUMBERED, text)


@pytest.mark.parametrize(
    "second", ["**R1** Rows are stored.", "R1: Rows are stored.", "[R1] Rows are stored.", "R1. Rows are stored."]
)
def test_an_id_that_is_given_twice_is_found_at_the_second(second: str) -> None:
    (finding,) = found(spec("**R1** Bad rows are listed.", second))
    assert finding.rule == "S4"
    assert finding.message == "The id R1 is given twice: line 3 has it too."


@pytest.mark.parametrize("second", ["**R2** Rows are stored.", "R1 rows are stored.", "RFC-1: Rows are stored."])
def test_different_ids_are_not(second: str) -> None:
    assert "S4" not in rules("**R1** Bad rows are listed.", second)


def test_without_ids_of_its_own_a_spec_may_refer_to_those_that_are_shown() -> None:
    assert "S4" not in rules("Rows are checked.", "Rows are stored as in R1.")
    assert "S4" in rules("Rows are checked.", "Rows are stored as in R7.")
