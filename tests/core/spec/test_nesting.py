"""Why this file exists: what belongs to a requirement, and what says when it is met, is written in many ways."""

from __future__ import annotations

import pytest

from hybridtui.core.spec import parse


def family(body: str, heading: str = "## Requirements\n\n") -> list[tuple[str, str, bool]]:
    return [(item.text, item.parent, item.criterion) for item in parse(heading + body).items]


@pytest.mark.parametrize(
    "text",
    [
        "Given a file, when it is sent, then it is kept",
        "GIVEN a file",
        "**When** it is sent",
        "THEN it is kept",
        "[ ] it is kept",
        "[x] it is kept",
        "Acceptance: it is kept",
        "Accepted when it is kept",
        "Done if it is kept",
        "AC1: it is kept",
        "Scenario: a good file",
        "**Scenario 2**: a good file",
    ],
)
def test_an_entry_within_a_requirement_that_tells_when_it_is_met_is_a_criterion(text: str) -> None:
    assert family(f"- keep files\n  - {text}\n")[1][1:] == ("R1", True)
    assert not family(f"- {text}\n")[0][2]


@pytest.mark.parametrize(
    "text",
    ["whenever", "thenceforth", "and more", "But why", "a [ ] box", "given-name is kept", "accepted files are kept"],
)
def test_any_other_entry_within_a_requirement_is_a_detail(text: str) -> None:
    assert family(f"- keep files\n  - {text}\n")[1][1:] == ("R1", False)


def test_and_goes_on_with_a_criterion() -> None:
    assert [each[2] for each in family("- a\n  - And b\n  - When c\n  - And d\n  - plain\n  - But e\n")] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "label", ["Acceptance criteria:", "**Acceptance criteria**", "*Accepted when:*", "Scenarios", "Definition of done:"]
)
@pytest.mark.parametrize(
    "form", ["- a\n  - {}\n    - b\n      - c\n", "- a\n\n  {}\n\n  - b\n    - c\n", "a\n\n{}\n\n- b\n  - c\n"]
)
def test_what_stands_under_a_label_is_a_criterion_and_the_label_is_no_item(label: str, form: str) -> None:
    assert family(form.format(label)) == [("a", "", False), ("b", "R1", True), ("c", "R1.1", True)]


def test_a_label_reaches_to_the_next_paragraph() -> None:
    assert [each[1:] for each in family("a\n\nAcceptance criteria:\n- b\n\nnext\n\n- c\n")][2:] == [("", False)] * 2


def test_a_label_over_nothing_is_an_item_like_any_other() -> None:
    assert family("- Acceptance criteria:\n- b\n") == [("Acceptance criteria:", "", False), ("b", "", False)]


def test_under_other_kinds_nothing_is_a_criterion() -> None:
    text = "- a\n  - When b\n  - [ ] c\n  - Scenario:\n    - d\n"
    assert not any(criterion for _, _, criterion in family(text, "## Out of scope\n\n"))


def test_a_requirement_with_a_heading_is_its_body_and_its_scenarios_are_criteria() -> None:
    body = (
        "### Requirement: Do it later\nIt SHALL.\n\nMore of it.\n\n- a detail\n\n"
        "#### Scenario: later\n- **WHEN** a\n- **THEN** b\n\n"
        "### Requirement: Other\n- one\n- two\n#### Scenario: x\n- c\n"
    )
    assert family(body) == [
        ("It SHALL.", "", False),
        ("More of it.", "R1", False),
        ("a detail", "R1", False),
        ("**WHEN** a", "R1", True),
        ("**THEN** b", "R1", True),
        ("one", "", False),
        ("two", "", False),
        ("c", "R2", True),
    ]
    assert {item.kind and item.kind.value for item in parse("## Requirements\n" + body).items} == {"requirement"}


def test_criteria_under_a_heading_without_a_body_have_no_parent() -> None:
    assert family("### Requirement: Empty\n#### Scenario: x\n- WHEN a\n") == [("WHEN a", "", True)]


def test_a_heading_of_criteria_below_prose_belongs_to_that() -> None:
    assert family("### Upload\n\nTake files.\n\n#### Acceptance criteria\n\n1. a\n2. b\n")[1:] == [
        ("a", "R1", True),
        ("b", "R1", True),
    ]


def test_a_heading_may_state_the_id_of_what_stands_under_it() -> None:
    spec = parse("## Requirements\n### FR-012: Upload\nTake files.\n\n- up to 50 MB\n\n### R3 Not stated\nb\n")
    assert [(item.id, item.written, item.parent) for item in spec.items] == [
        ("FR-012", "FR-012", ""),
        ("FR-012.1", "", "FR-012"),
        ("R1", "", ""),
    ]
