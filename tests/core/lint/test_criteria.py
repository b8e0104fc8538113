"""Why this file exists: what OpenSpec refuses is an error there, and hardly worth a word in a plain spec."""

from __future__ import annotations

import pytest

from hybridtui.core.checkpoint.findings import Severity
from hybridtui.core.lint import lint
from hybridtui.core.spec import parse
from tests.core.lint.helpers import spec

PURPOSE = "## Purpose\n\nRows of customers reach the database without a person who copies them.\n\n"
REQUIREMENT = "### Requirement: Limit\n\nThe import MUST refuse files over 50 MB.\n\n"
SCENARIO = "#### Scenario: too large\n\n- WHEN a file has 51 MB\n- THEN it is refused\n\n"
WHOLE = f"# Import\n\n{PURPOSE}## Requirements\n\n{REQUIREMENT}{SCENARIO}"


def told(text: str, profile: str = "openspec") -> list[tuple[str, str, str]]:
    return [(each.rule, each.severity.value, each.message) for each in lint(parse(text), profile)]


def test_a_spec_in_the_form_of_openspec_has_no_findings() -> None:
    assert told(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (PURPOSE, "", ("S3", "error", "The section Purpose is missing.")),
        (PURPOSE, "## Purpose\n\nImport.\n\n", ("S3", "warn", "“Purpose” has 7 characters.")),
        ("## Requirements", "## Wishes", ("S3", "error", "The section Requirements is missing.")),
        (SCENARIO, "", ("S2", "error", "“Requirement: Limit” has no scenario.")),
        (SCENARIO, "### Scenario: x\n\n- WHEN a\n- THEN b\n", ("S2", "error", "“Requirement: Limit” has no scenario.")),
        (SCENARIO, f"```\n{SCENARIO}```\n", ("S2", "error", "“Requirement: Limit” has no scenario.")),
        ("- WHEN a file has 51 MB\n", "", ("S2", "error", "“Scenario: too large” has no WHEN.")),
        ("- THEN it is refused\n", "", ("S2", "error", "“Scenario: too large” has no THEN.")),
        (
            "- WHEN a file has 51 MB\n- THEN it is refused\n",
            "",
            ("S2", "error", "“Scenario: too large” has no WHEN and no THEN."),
        ),
        ("The import MUST refuse files over 50 MB.\n", "", ("S2", "error", "“Requirement: Limit” has no text.")),
        ("MUST refuse", "refuses", ("S2", "warn", "“Requirement: Limit” has no MUST or SHALL in its text.")),
        ("MUST refuse", "`MUST` refuse", ("S2", "warn", "“Requirement: Limit” has no MUST or SHALL in its text.")),
        (
            "The import MUST",
            "The import MUST " + "now and " * 70,
            ("S2", "info", "“Requirement: Limit” has over 500 characters."),
        ),
    ],
)
def test_what_openspec_objects_to_is_told(old: str, new: str, finding: tuple[str, str, str]) -> None:
    assert old in WHOLE
    assert finding in told(WHOLE.replace(old, new))


def test_list_entries_need_a_criterion_under_openspec() -> None:
    text = "## Requirements\n\n- Refuse files over 50 MB\n  - When a file has 51 MB, then it is refused\n- Log logins\n"
    assert [each for each in told(PURPOSE + text) if each[0] == "S2"] == [
        ("S2", "error", "R2 has no acceptance criterion.")
    ]


def test_a_plain_spec_is_told_once_how_many_requirements_have_no_criterion() -> None:
    text = spec("Refuse files over 50 MB", "  - [ ] a file of 51 MB is refused", "Log logins", "Log exits")
    text = text.replace("-   -", "  -")
    assert told(text, "plain") == [("S2", "info", "2 of 3 requirements have no acceptance criterion.")]


@pytest.mark.parametrize("heading", ["Constraints", "Out of scope", "Questions"])
def test_an_empty_section_is_an_information(heading: str) -> None:
    text = f"## Background\n\nCustomers.\n\n## {heading}\n"
    assert told(text, "plain") == [("S3", "info", f"“{heading}” is empty.")]


@pytest.mark.parametrize(
    "text",
    ["", "# Import\n", "## Notes\n", "## Constraints\n\n### Budget\n\n- At most 100 €\n", spec("x", heading="Goal")],
)
def test_sections_that_need_no_text_of_their_own_are_not_empty(text: str) -> None:
    assert told(text, "plain") == []


def test_no_other_profile_is_known() -> None:
    with pytest.raises(ValueError, match="openspec"):
        lint(parse(""), "strict")


def test_lacks_are_errors_only_under_openspec() -> None:
    assert {each.severity for each in lint(parse(spec("Log logins")))} == {Severity.INFO}
