"""Why this file exists: one line of the human's document is replaced, and not a character beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.blocks import line_spans
from hybridtui.core.spec import parse
from hybridtui.core.spec.edits import swap, take

FENCE = "```\ncode\n```"


def item(text: str) -> Item:
    return Item("i", Kind.GOAL, text, ("k.0",))


@pytest.mark.parametrize(
    ("spec", "old", "new", "after"),
    [
        ("## Goal\n\n- a\n- b\n", "a", "c", "## Goal\n\n- c\n- b\n"),
        ("* a\n  * b\n", "b", "c", "* a\n  * c\n"),
        ("1. a\n2. b", "b", "c", "1. a\n2. c"),
        ("- [x] a\n", "a", "c", "- [x] c\n"),
        ("> - a\n", "a", "c", "> - c\n"),
        ("intro\nof two lines\n\n- a", "intro of two lines", "c", "c\n\n- a"),
        ("- a\r\n- b\r\n", "a", "c", "- c\r\n- b\r\n"),
        ("- a\n", "a", "> 5 MB", "- \\> 5 MB\n"),
        ("- \\> 5 MB\n", "> 5 MB", "1. May", "- 1\\. May\n"),
        (f"- a\n\n{FENCE}\n\n- b\n", FENCE, "c", "- a\n\n- c\n\n- b\n"),
        ("- a\n- b\n- c\n", "b", FENCE, f"- a\n\n{FENCE}\n\n- c\n"),
        ("- a\n- a\n", "a", "c", "- c\n- a\n"),
    ],
)
def test_the_new_line_stands_where_and_as_the_old_one_stood(spec: str, old: str, new: str, after: str) -> None:
    assert swap(spec, old, item(new)) == after


def test_what_is_not_there_is_not_replaced() -> None:
    assert swap("## Goal\n\n- a\n", "Goal", item("c")) == "## Goal\n\n- a\n"


_LINES = "# T;- one;* two;  - nested;1. three;;para;---;> quoted;- [ ] do;+ \\# x;```;\tx"
LINES = st.sampled_from(_LINES.split(";"))
SPECS = st.builds(str.join, st.sampled_from(["\n", "\r\n", "\r"]), st.lists(LINES, max_size=10))
TEXTS = st.sampled_from(["new", "> 5 MB", "[x] mark", "1) one", "# 1", "--- ", "a\\b"])


@given(SPECS, TEXTS, st.data())
def test_other_lines_stay_and_the_new_text_is_found_again(spec: str, text: str, data: st.DataObject) -> None:
    entries = [entry for entry in parse(spec).items if "\n" not in entry.text and entry.text.strip()]
    if not entries:
        return
    old = data.draw(st.sampled_from(entries))
    first = next(entry for entry in parse(spec).items if " ".join(entry.text.split()) == " ".join(old.text.split()))
    after = swap(spec, old.text, item(text))
    before, now = ([text[start:end] for start, end in line_spans(text)] for text in (spec, after))
    assert now[: first.start] == before[: first.start]
    rule = bool(re.fullmatch(r"[=-]+", "".join(before[first.end : first.end + 1])))
    assert now[first.start + 1 :] == [""] * rule + before[first.end :]
    assert " ".join(text.split()) in {" ".join(entry.text.split()) for entry in parse(after).items}


def test_a_swap_of_what_was_taken_is_as_if_the_new_line_had_been_taken() -> None:
    assert swap(take("", [item("> 5 MB")]), "> 5 MB", item("> 6 MB")) == take("", [item("> 6 MB")])
