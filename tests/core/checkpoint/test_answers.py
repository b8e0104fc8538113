"""Why this file exists: an answer enters the spec and the notes in one place each, and its question is gone."""

from __future__ import annotations

import difflib
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hybridtui.core.checkpoint.answers import answered, noted
from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.checkpoint.questions import questions
from hybridtui.core.kinds import Kind
from hybridtui.core.lint import lint
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse
from hybridtui.core.trace import ItemVerdict
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer

SPEC = """\
## Requirements

- Members upload records.
- A record is printed quickly.
- The API sends at most TBD records.

## Questions

1. **Q7** Do we lend to
   people under 18?
2. Go or Rust
"""
NOTES = "Members upload records.\n\nThe API sends them.\n"

LINES = st.text(st.sampled_from("abc ?→.:-#*`>|[]()1_\\é'"), max_size=30)
_VOCABULARY = ("lend", "users", "print", "daily", "no", "never", "5", "MB", "€", "TBD", "log", "error")
WORDS = st.lists(
    st.sampled_from(["lend", "users", "print", "daily", "no", "never", "5", "MB", "€", "TBD", "log", "error"]),
    min_size=1,
    max_size=6,
)


def asked(text: str) -> tuple[Finding, ...]:
    spec = parse(text)
    return questions(spec, lint(spec))


def question(text: str, rule: str) -> Finding:
    return next(each for each in asked(text) if each.rule == rule)


def only_added(old: str, new: str) -> bool:
    """Whether `new` is `old` with one piece put in, or one word exchanged."""
    changes = [tag for tag, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]
    return changes.count("equal") <= 2


def test_an_answer_stands_behind_its_question() -> None:
    spec, notes = answered(SPEC, NOTES, question(SPEC, "question"), "  No,\n18 and over. ")
    assert spec == SPEC.replace("people under 18?", "people under 18? → No, 18 and over.")
    assert notes == NOTES + "\nDo we lend to people under 18: No, 18 and over.\n"


def test_a_question_without_its_mark_gets_one() -> None:
    text = "## Questions\n\n- SSO or not  \n"
    spec, notes = answered(text, "", question(text, "question"), "no → never?")
    assert spec == "## Questions\n\n- SSO or not? → no → never?  \n"
    assert notes == "SSO or not: no → never?\n"
    assert asked(spec) == ()


def test_an_answer_about_an_area_becomes_an_item_that_says_what_it_is_about() -> None:
    spec, notes = answered(SPEC, NOTES, question(SPEC, "S9.auth"), "Everyone in the office.")
    assert "- The API sends at most TBD records.\n- Access: Everyone in the office.\n" in spec
    assert notes == NOTES + "\nAccess: Everyone in the office.\n"
    assert "S9.auth" not in [each.rule for each in asked(spec)]


def test_an_answer_that_says_itself_what_it_is_about_needs_no_label() -> None:
    spec, notes = answered(SPEC, NOTES, question(SPEC, "S9.auth"), "Members log in with Google.")
    assert "- Members log in with Google.\n" in spec
    assert notes.endswith("\n\nMembers log in with Google.\n")


def test_what_is_left_out_gets_a_section_of_its_own() -> None:
    spec, notes = answered(SPEC, NOTES, question(SPEC, "S9.scope"), "Printing labels.")
    assert "## Out of scope\n\n- Printing labels.\n" in spec
    assert notes.endswith("\n\nOut of scope: Printing labels.\n")


@pytest.mark.parametrize(("rule", "old", "new"), [("L2", "quickly", "within 2 s"), ("S1", "TBD", "500")])
def test_an_answer_takes_the_place_of_the_words_that_hid_it(rule: str, old: str, new: str) -> None:
    text = "## Requirements\n\n- A record is printed quickly.\n- The API sends at most TBD records.\n"
    found = question(text, f"question.{rule}")
    spec, notes = answered(text, NOTES, found, new)
    assert spec == text.replace(old, new)
    assert found.rule not in [each.rule for each in asked(spec)]
    item = next(each for each in parse(spec).items if new in each.text)
    assert notes == f"{NOTES}\n{item.text}\n"


def test_a_conflict_is_answered_by_what_holds() -> None:
    text = "## Requirements\n\n- The link works for 5 days.\n- The link works for 9 days.\n"
    spec, notes = answered(text, "", question(text, "question.S7"), "# links never end")
    assert spec.endswith("\n- \\# links never end.\n")
    assert parse(spec).items[-1].text == "# links never end."
    assert notes == "\\# links never end.\n"


def test_an_answer_stays_out_of_reach_of_the_last_heading_of_the_notes() -> None:
    notes = "# Plan\n\n- vents\n\n## Not this year\n\n### Maybe\n\n- light"
    once = noted(notes, "Access: growers")
    assert once == notes + "\n\n## Answers\n\nAccess: growers.\n"
    assert sentences(once)[-1].headings == ("Plan", "Answers")
    assert noted(once, "Limits: none") == once + "\nLimits: none.\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_notes_keep_their_line_ends(newline: str) -> None:
    assert noted(f"one{newline}two{newline}", "three") == newline.join(["one", "two", "", "three.", ""])


@pytest.mark.parametrize("answer", ["", "  \n\t"])
def test_a_blank_answer_changes_nothing(answer: str) -> None:
    for finding in asked(SPEC):
        assert answered(SPEC, NOTES, finding, answer) == (SPEC, NOTES)


def test_an_answer_to_a_question_about_another_text_changes_nothing() -> None:
    for finding in asked(SPEC):
        if finding.item:
            assert answered("## Goal\n\n" + SPEC, NOTES, finding, "yes") == ("## Goal\n\n" + SPEC, NOTES)
    assert answered(SPEC, NOTES, replace(asked(SPEC)[0], rule="L1"), "yes") == (SPEC, NOTES)
    assert answered(SPEC, NOTES, replace(asked(SPEC)[0], item="Q99"), "yes") == (SPEC, NOTES)
    assert answered(SPEC, NOTES, question(SPEC, "S9.auth"), "yes") != (SPEC, NOTES)
    assert answered(SPEC, NOTES, replace(question(SPEC, "S9.auth"), rule="S9.taste"), "yes") == (SPEC, NOTES)


@given(before=LINES, entry=LINES, after=LINES, answer=WORDS, notes=LINES)
@example(before="", entry="a `b", after="c` d", answer=["no"], notes="")
@example(before="> x", entry="[a", after="](b)", answer=["no"], notes="- x")
def test_whatever_the_question_it_is_gone_and_nothing_else_changes(
    before: str, entry: str, after: str, answer: list[str], notes: str
) -> None:
    text = f"{before}\n\n## Questions\n\n- {entry}\n\n{after}\n"
    said = " ".join(answer)
    old = parse(text)
    assume(len({item.text for item in old.items}) == len(old.items))  # equals swap their ids when one of them changes
    for finding in (each for each in asked(text) if each.rule == "question"):
        spec, noted_now = answered(text, notes, finding, said, old.known)
        new = parse(spec, old.known)
        assert only_added(text, spec)
        assert noted_now.startswith(notes)
        assert only_added(notes, noted_now)
        assert [item.id for item in new.items] == [item.id for item in old.items]
        changed = [item.id for item, was in zip(new.items, old.items, strict=True) if item.text != was.text]
        assert changed == [finding.item]
        assert not [each for each in questions(new, ()) if each.item == finding.item and each.rule == "question"]


@settings(max_examples=25)
@given(
    texts=st.lists(WORDS.map(" ".join), min_size=3, max_size=4, unique_by=lambda text: tuple(sorted(text.split()))),
    answer=WORDS,
)
def test_every_answer_ends_its_question_and_is_carried_by_the_notes(texts: list[str], answer: list[str]) -> None:
    spec = "## Requirements\n\n" + "".join(f"- The server will {text}.\n" for text in texts)
    said = " ".join(["only", *(word for word in answer if word != "TBD"), "for members"])
    before = {item.text for item in parse(spec).items}
    for finding in asked(spec):
        assume(finding.rule != "question.S7")  # a conflict is over only if the answer says what the other item says
        now, notes = answered(spec, "We talked.\n", finding, said)
        new = parse(now)
        if finding.rule.startswith("S9."):
            assert finding.rule not in [each.rule for each in asked(now)]
        else:
            assert new.text.count(finding.words) == spec.count(finding.words) - 1
        trace = Tracer().trace(new, sentences(notes), Record())
        (fresh,) = (item for item in new.items if item.text not in before)
        assert fresh.kind in (Kind.REQUIREMENT, Kind.CONSTRAINT, Kind.OUT_OF_SCOPE)
        assert trace.by_item[fresh.id].verdict is ItemVerdict.CARRIED
