"""Why this file exists: a question that Claude would ask back is asked here first, and one that it would not is not."""

from __future__ import annotations

import pytest

from hybridtui.core.checkpoint.findings import Finding, Group, Severity
from hybridtui.core.checkpoint.questions import MOST, questions
from hybridtui.core.english.areas import AREAS, Topic, topic
from hybridtui.core.lint import lint
from hybridtui.core.spec import parse

DECIDED = """\
## Requirements

- The server stores uploads in Postgres and deletes them after 30 days.
- Members log in with Google.
- A failed upload is shown with its row.

## Out of scope

- Dark mode.
"""


def asked(text: str) -> tuple[Finding, ...]:
    spec = parse(text)
    return questions(spec, lint(spec))


def rules(text: str) -> list[str]:
    return [finding.rule for finding in asked(text)]


def requirements(*items: str) -> str:
    return "## Requirements\n\n" + "".join(f"- {item}\n" for item in items)


def test_a_spec_that_decides_everything_gives_no_question() -> None:
    assert rules(DECIDED) == []


def test_a_question_of_the_spec_is_asked_in_its_own_words_and_where_it_stands() -> None:
    text = DECIDED + "\n## Questions\n\n- Who pays for the\n  storage?\n"
    (found,) = asked(text)
    assert (found.rule, found.group, found.severity) == ("question", Group.QUESTION, Severity.QUESTION)
    assert found.message == "Who pays for the storage?"
    assert text[slice(*found.span)] == found.words == "Who pays for the\n  storage?"
    assert found.item == "Q1"


@pytest.mark.parametrize(
    "entry",
    [
        "- SSO or not?\n",
        "- SSO or not\n",
        "- Should CSV → JSON work?\n",
        "- **Q4** SSO or not?\n",
        "- Which? Option A: SSO. Option B: none?\n- Later:\n",
    ],
)
def test_a_question_without_an_answer_is_open(entry: str) -> None:
    assert rules(f"{DECIDED}\n## Questions\n\n{entry}") == ["question"]


@pytest.mark.parametrize(
    "entry",
    [
        "- SSO or not? → no\n",
        "- SSO or not? -> no\n",
        "- SSO or not? A: no\n",
        "- SSO or not? **Answer:** no\n",
        "- SSO or not → no\n",
        "- SSO or not?\n  - No.\n",
        "- SSO or not? → no, or is it?\n",
        "Open for the committee:\n",
        "```\nSSO or not?\n```\n",
    ],
)
def test_an_answered_question_is_not_asked(entry: str) -> None:
    assert rules(f"{DECIDED}\n## Questions\n\n{entry}") == []


def test_a_requirement_that_asks_is_a_question_but_background_is_not() -> None:
    assert rules(requirements("Is the limit 5 MB?")) == ["question"]
    assert rules("## Background\n\n- Who broke it?\n\n## Out of scope\n\n- Why not later?\n") == []


@pytest.mark.parametrize(
    ("gone", "rule"),
    [
        ("and deletes them after 30 days", "S9.limits"),
        ("- Members log in with Google.\n", "S9.auth"),
        ("- A failed upload is shown with its row.\n", "S9.errors"),
        ("## Out of scope\n\n- Dark mode.\n", "S9.scope"),
    ],
)
def test_an_area_that_the_spec_says_nothing_about_is_asked_for(gone: str, rule: str) -> None:
    assert gone in DECIDED
    text = DECIDED.replace(gone, "").replace("## Requirements\n\n", "## Requirements\n\n- The logo is blue.\n")
    assert rules(text) == [rule]
    assert asked(text)[0].item == ""


def test_data_that_is_kept_nobody_says_how_long_is_asked_for() -> None:
    assert "S9.data" in rules(requirements("A record has a name.", "A record has a photo.", "A record is shown."))


def test_areas_that_do_not_matter_are_not_asked_for() -> None:
    text = requirements("The clock shows the hour.", "The hand is red.", "The dial has 12 marks.")
    assert rules(text) == ["S9.scope"]


def test_a_spec_of_two_requirements_is_not_asked_for_areas() -> None:
    assert rules(requirements("Members upload photos.", "Members see the server.")) == []


def test_what_is_out_of_scope_or_asked_already_is_decided() -> None:
    text = DECIDED.replace("- Members log in with Google.\n", "- Members see it.\n")
    assert rules(text) == ["S9.auth"]
    assert rules(text + "- Logins.\n") == []
    assert rules(text + "\n## Questions\n\n- How do members log in?\n") == ["question"]


def test_a_word_that_hides_a_decision_is_asked_for_once_an_item() -> None:
    text = DECIDED.replace("## Out", "- Results appear quickly and often.\n\n## Out")
    (found,) = asked(text)
    assert found.rule == "question.L2"
    assert found.item == "R4"
    assert text[slice(*found.span)] == found.words
    assert f"“{found.words}”" in found.message
    assert "Results appear quickly and often." in found.message


def test_a_placeholder_is_asked_for() -> None:
    (found,) = asked(DECIDED.replace("Google", "TBD"))
    assert (found.rule, found.words) == ("question.S1", "TBD")


def test_a_conflict_is_asked_for() -> None:
    text = DECIDED.replace("## Out", "- The link works for 5 days.\n- The link works for 9 days.\n\n## Out")
    assert "question.S7" in rules(text)


def test_a_finding_of_taste_hides_no_decision() -> None:
    assert rules(DECIDED.replace("with Google", "in an intuitive way")) == []


def test_at_most_five_are_asked_the_gravest_first() -> None:
    text = requirements("Members upload records.", "The API sends them.", "The server prints TBD.")
    text += "\n## Questions\n\n" + "".join(
        f"- {each}?\n" for each in ("What colour", "Do we ship it", "Who may log in")
    )
    found = asked(text)
    assert len(found) == MOST
    assert [each.message for each in found[:2]] == ["Do we ship it?", "Who may log in?"]
    assert found[2].rule == "S9.scope"


def test_a_waived_question_gives_its_place_to_the_next() -> None:
    text = "## Questions\n\n" + "".join(f"- Do we ship part {each}?\n" for each in range(7))
    spec = parse(text)
    first = questions(spec, ())
    rest = questions(spec, (), [first[0].waiver("not ours to say")])
    assert [each.item for each in first] == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    assert [each.item for each in rest] == ["Q2", "Q3", "Q4", "Q5", "Q6"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Do we support Windows?", Topic.SCOPE),
        ("How do volunteers sign in?", Topic.SECURITY),
        ("How long is a photo kept?", Topic.DATA),
        ("Which colour has the button?", Topic.SCOPE),
        ("What colour has the button?", Topic.SCREEN),
        ("Go or Rust?", Topic.TECHNICAL),
    ],
)
def test_what_a_question_is_about_is_told_by_its_words(text: str, about: Topic) -> None:
    assert topic(text) is about


def test_every_area_is_spoken_of_where_an_answer_has_its_label() -> None:
    for area in AREAS:
        if area.decides is not None:
            assert area.decides.search(f"{area.label}: x"), area.name
