"""Why this file exists: a pronoun is a smell only where nothing nearby says what it stands for."""

from __future__ import annotations

import pytest

from tests.core.lint.helpers import found, rules, spec

POINTING = [
    "It must be refreshed every 5 s.",
    "This is also written to the log.",
    "They are deleted after 30 days.",
    "These must be sorted by name.",
    "It's shown in red.",
    "This applies to guests too.",
    "**R7** It MUST be signed.",
    "And it also sends a mail.",
    "Rows are checked as described above.",
    "The above limits hold for guests.",
    "The latter is refused.",
    "Totals are rounded like in the previous item.",
    "They'll be mailed at noon.",
    "Those will be archived.",
]
NAMED = [
    "It must be possible to undo an import.",
    "It is not allowed to delete an invoice.",
    "This page lists the tools.",
    "These fields are required: name and e-mail.",
    "IT staff have the role admin.",
    "The import stops when it finds a bad row.",
    "A member reserves a tool. It is held for 2 days.",
    "Temperatures above 40 °C raise an alarm.",
    "Old and new prices are kept; the latter is shown.",
    "The former owner loses access.",
    "That many rows are paged.",
    "The label says “It is done”.",
    "Items above the line are sent.",
    "This year's totals are shown first.",
]


@pytest.mark.parametrize("text", POINTING)
def test_pronouns_that_stand_for_nothing_here_are_found(text: str) -> None:
    assert "S6" in rules(text)


@pytest.mark.parametrize("text", NAMED)
def test_pronouns_with_their_noun_are_not(text: str) -> None:
    assert "S6" not in rules(text)


def test_a_nested_entry_speaks_of_the_one_it_is_nested_in() -> None:
    assert not found("## Requirements\n\n- The report\n  - It has a header of 2 lines.\n")


def test_the_pronoun_is_what_is_marked() -> None:
    assert [each.words for each in found(spec("- [ ] It must end."))] == ["It"]
