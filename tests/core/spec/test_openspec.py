"""Why this file exists: the export is taken by OpenSpec whatever the spec looks like, and says what the spec says."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.core.kinds import Kind
from hybridtui.core.spec import parse
from hybridtui.core.spec.openspec import openspec
from tests.core.spec.openspec_rules import problems
from tests.core.specs import SPEC_TEXTS, UPLOAD

LINES = st.text(st.characters(exclude_characters="\r\n"), max_size=12) | st.sampled_from(
    [
        "#1 priority",
        "#\u00a0x",
        "```",
        "```a``` b",
        "~~~",
        "**ID**: x",
        "1. May",
        "=====",
        "---",
        "| a |",
        "a must-have",
    ]
)


def squeezed(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


@given(SPEC_TEXTS, LINES, st.sampled_from(["\n- a requirement\n", "\na requirement\n"]))
@example("# Purpose\n", "x", "\n- a requirement\n")
@example("# Requirements\n", "x", "\n- a requirement\n")
def test_any_spec_with_a_requirement_becomes_a_valid_one(text: str, line: str, requirement: str) -> None:
    spec = parse(f"{text}\n\n~~~\n~~~\n```\n```\n## Requirements\n{requirement}- {line}\n\n{line}\n")
    if any(item.kind is Kind.REQUIREMENT and not item.criterion for item in spec.within("")):
        assert problems(openspec(spec)) == []


@given(SPEC_TEXTS)
def test_no_item_is_lost(text: str) -> None:
    spec = parse(text)
    exported = squeezed(openspec(spec))
    for item in spec.items:
        for word in item.text.split():
            assert squeezed(word) in exported


def test_a_spec_of_ours_reads_as_one_of_theirs() -> None:
    assert openspec(parse(UPLOAD)) == (
        "# Upload Specification\n\n## Purpose\n\n- Customers import their own data\n\n"
        "This specification states 2 requirements, and says no more about its purpose.\n\n"
        "## Requirements\n\n### Requirement: Files above 50 MB are refused\n\n"
        "The following MUST hold: Files above 50 MB are refused\n\n- the limit is a setting\n\n"
        "#### Scenario: a file of 51 MB\n\n"
        "- **GIVEN** a file of 51 MB\n- **WHEN** it is uploaded\n- **THEN** it is refused\n\n"
        "### Requirement: Export as CSV\n\nThe following MUST hold: Export as CSV\n\n"
        "#### Scenario: Export as CSV (derived from the requirement)\n\n"
        "- **WHEN** the requirement is put to the test\n- **THEN** Export as CSV\n\n"
        "## Out of scope\n\n- Dark mode\n"
    )


def test_a_spec_of_theirs_stays_one() -> None:
    text = (
        "# Import Specification\n\n## Purpose\n\n- Customers import their own data without asking the support desk.\n\n"
        "## Requirements\n\n### Requirement: Limit of size\n\nThe importer SHALL refuse files above 50 MB.\n\n"
        "#### Scenario: A large file\n\n- **WHEN** a file of 51 MB is sent\n- **THEN** it is refused\n"
        "- **AND** the reason is told\n"
    )
    assert openspec(parse(text)) == text


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("The tool must refuse it.", "The tool MUST refuse it."),
        ("It must not do it, it must wait.", "It MUST NOT do it, it must wait."),
        ("Files SHALL be kept", "Files SHALL be kept"),
        ("Dark mode should be there", "It MUST be taken into account: Dark mode should be there"),
        ("a must-have", "The following MUST hold: a must-have"),
        ("the word `MUST`", "The following MUST hold: the word `MUST`"),
        ("**FR-1**: it must", "The following MUST hold: **FR-1**: it MUST"),
        ("#1 must win", "The following MUST hold: #1 MUST win"),
    ],
)
def test_the_body_states_an_obligation_and_no_other_one(said: str, body: str) -> None:
    assert f"\n\n{body}\n\n#### " in openspec(parse(f"## Requirements\n- {said}\n"))


def test_a_requirement_that_tells_its_event_is_its_own_scenario() -> None:
    exported = openspec(parse("## Requirements\n- When a file is too large, the importer must refuse it\n"))
    assert "- **WHEN** a file is too large\n- **THEN** the importer must refuse it\n" in exported


def test_steps_in_entries_of_their_own_are_one_scenario_until_the_next_condition() -> None:
    criteria = "".join(f"  - {step}\n" for step in ("Given a", "When b", "Then c", "And d", "When e", "Then f", "g"))
    exported = openspec(parse(f"## Requirements\n- x\n  - Accepted when:\n{criteria.replace('  -', '    -')}"))
    told = [line for line in exported.split("\n") if line.startswith(("- **", "####"))]
    assert told == [
        "#### Scenario: a",
        *("- **GIVEN** a", "- **WHEN** b", "- **THEN** c", "- **AND** d"),
        "#### Scenario: e",
        *("- **WHEN** e", "- **THEN** f"),
        "#### Scenario: g",
        *("- **WHEN** the requirement is put to the test", "- **THEN** g"),
    ]


def test_requirements_that_begin_alike_get_names_of_their_own() -> None:
    text = "word " * 30
    exported = openspec(parse(f"## Requirements\n- {text} a\n- {text} b\n- {text.upper()} c\n"))
    assert problems(exported) == []


def test_a_fence_that_is_left_open_is_closed() -> None:
    exported = openspec(parse("## Requirements\n- a\n\n~~~\n```\ncode\n## Questions\n"))
    assert problems(exported) == []
    assert "\n````\n~~~\n```\ncode\n## Questions\n````\n" in exported


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# x", "no section purpose"),
        ("## Purpose\nshort\n## Requirements\n", "the purpose is too brief"),
        ("## Purpose\n\n## Requirements\n### Other\n", "Other: not called a requirement"),
        ("## Purpose\n\n## Requirements\n### Requirement: a\n", "Requirement: a: no body"),
        ("## Purpose\n\n## Requirements\n### Requirement: a\n```\nMUST\n```\n", "Requirement: a: no body"),
        ("## Purpose\n\n## Requirements\n### Requirement: a\nmust\n", "Requirement: a: no SHALL or MUST in the body"),
        ("## Purpose\n\n## Requirements\n### Requirement: a\nMUST\n```\n#### b\n", "Requirement: a: no scenario"),
        (
            "## Purpose\n\n## Requirements\n### Requirement: a\nMUST\n#### b\n- **WHEN** c\n",
            "Requirement: a: a scenario without WHEN and THEN",
        ),
        ("## Purpose\n\n## Requirements\n### Requirement: a\n### Requirement: a\n", "names are not unique"),
        ("## Purpose\n\n## Requirements\n\n## x\n### Requirement: a\n", "Requirement: a: outside of the section"),
    ],
)
def test_the_rules_find_what_is_wrong(text: str, problem: str) -> None:
    assert problem in problems(text)
