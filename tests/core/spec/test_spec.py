"""Why this file exists: the spec is the human's; items may enter it, and nothing that is there may change."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.blocks import front_matter, line_spans
from hybridtui.core.spec import parse, render
from hybridtui.core.spec.edits import assemble, take
from hybridtui.core.spec.nesting import is_label
from tests.core.specs import SPEC_TEXTS

FENCE = "```\n# no heading\n- no bullet\n```"


def item(kind: Kind, text: str) -> Item:
    return Item(text, kind, text, ("k.0",))


def is_subsequence(old: list[str], new: list[str]) -> bool:
    rest = iter(new)
    return all(line in rest for line in old)


_LINES = (
    "# T;## Goal;## requirements;### Constraints:;## Anything;- one;* two;  - nested;1. three;;;para;Questions;---;```;"
    "> quoted;| a |;|---|;    indented"
)
spec_lines = st.sampled_from(_LINES.split(";"))
specs = st.builds(
    lambda lines, newline, end: newline.join(lines) + end,
    st.lists(spec_lines, max_size=14),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n"]),
)
items = st.lists(
    st.builds(item, st.sampled_from(Kind), st.sampled_from(["alpha", "beta gamma", "one", FENCE, "```\nopen"])),
    max_size=5,
)


def test_a_whole_spec_has_its_sections_in_the_order_of_the_kinds() -> None:
    drafted = [item(Kind.QUESTION, "Who pays?"), item(Kind.GOAL, "Fewer calls"), item(Kind.QUESTION, "When?")]
    assert assemble(drafted) == "## Goal\n\n- Fewer calls\n\n## Questions\n\n- Who pays?\n- When?\n"


def test_a_block_of_several_lines_stands_byte_for_byte_between_the_spec_items() -> None:
    text = assemble([item(Kind.GOAL, "before"), item(Kind.GOAL, FENCE), item(Kind.GOAL, "after")])
    assert text == f"## Goal\n\n- before\n\n{FENCE}\n\n- after\n"


def test_an_open_fence_does_not_swallow_what_follows() -> None:
    text = assemble([item(Kind.GOAL, "```\nopen"), item(Kind.QUESTION, "Who?")])
    assert parse(text).items[-1].text == "Who?"


@given(specs, items)
def test_taking_is_a_pure_insertion(spec: str, taken: list[Item]) -> None:
    after = take(spec, taken)
    assert is_subsequence(re.split(r"\r\n?|\n", spec.rstrip("\r\n")), re.split(r"\r\n?|\n", after))


@given(specs, items)
def test_what_was_taken_is_there_and_taking_it_again_changes_nothing(spec: str, taken: list[Item]) -> None:
    after = take(spec, taken)
    lines = re.split(r"\r\n?|\n", after)
    for one in taken:
        assert is_subsequence(one.text.split("\n") if "\n" in one.text else [], lines)
    assert take(after, taken) == after


def test_items_join_the_section_of_their_kind_whatever_its_heading_looks_like() -> None:
    spec = "# Mine\n\n### 2. REQUIREMENTS:\n\n* a\n* b\n\nsome words of mine\n\n* c\n\n## Other\ntext\n"
    assert take(spec, [item(Kind.REQUIREMENT, "d")]) == spec.replace("* c\n", "* c\n* d\n")


def test_a_missing_section_is_made_where_the_order_of_kinds_wants_it() -> None:
    spec = "## Goal\n\n- g\n\n## Questions\n\n- q\n"
    after = take(spec, [item(Kind.CONSTRAINT, "c"), item(Kind.BACKGROUND, "b")])
    assert after == "## Goal\n\n- g\n\n## Constraints\n\n- c\n\n## Questions\n\n- q\n\n## Background\n\n- b\n"


def test_an_empty_spec_becomes_a_whole_one() -> None:
    assert take("", [item(Kind.GOAL, "g")]) == assemble([item(Kind.GOAL, "g")])


@pytest.mark.parametrize("spec", ["", "## Goal\n\n- g\n", "no newline at the end"])
def test_taking_nothing_changes_nothing(spec: str) -> None:
    assert take(spec, []) == spec


def test_an_item_that_is_there_is_not_added_again() -> None:
    spec = "## Goal\n\n- [ ] keep   it\n"
    assert take(spec, [item(Kind.GOAL, "keep it")]) == spec


_STARTS = (
    "> ;>;# ;###;- ;+ ;* ;*;1. ;12) ;[x] ;[ ]\t;---;* * *;___;```;``` sh;```x``` y;~~~;|;==;\\;\\> ;\\\\- ;1\\. ;\0"
)
one_line = st.builds(
    "".join,
    st.lists(
        st.sampled_from(_STARTS.split(";"))
        | st.text(st.characters(exclude_characters="\r\n"), max_size=6)
        | st.sampled_from(["50 MB", " ", "\t"]),
        min_size=1,
        max_size=4,
    ),
).filter(str.strip)


@given(st.lists(one_line, min_size=1, max_size=3, unique_by=lambda text: " ".join(text.split())))
@example(["> 50 MB is refused"])
@example(["1. May is the deadline"])
@example(["see the [x] mark"])
@example(["\\> stays"])
def test_an_item_says_in_the_spec_what_it_said_in_the_draft_whatever_it_begins_with(texts: list[str]) -> None:
    taken = [item(Kind.GOAL, text) for text in texts]
    spec = take("", taken)
    assert [" ".join(one.text.split()) for one in parse(spec).items] == [" ".join(text.split()) for text in texts]
    assert take(spec, taken) == spec


@pytest.mark.parametrize(
    ("text", "bullet"),
    [
        ("> 50 MB is refused", "- \\> 50 MB is refused"),
        ("1. May is the deadline", "- 1\\. May is the deadline"),
        ("[x] marks it", "- \\[x] marks it"),
        ("- 5 degrees", "- \\- 5 degrees"),
        ("#1 priority", "- #1 priority"),
        ("**Bold** words", "- **Bold** words"),
        ("`a` and ```b```", "- `a` and ```b```"),
        ("```a``` first", "- ```a``` first"),
        ("-5 degrees", "- -5 degrees"),
        ("1.5 MB", "- 1.5 MB"),
    ],
)
def test_only_what_markdown_would_take_for_a_mark_gets_a_backslash(text: str, bullet: str) -> None:
    assert take("", [item(Kind.GOAL, text)]) == f"## Goal\n\n{bullet}\n"


def test_a_block_with_other_newlines_is_known_to_be_closed() -> None:
    text = "```\r\ncode\r\n```"
    assert take("", [item(Kind.GOAL, text)]) == f"## Goal\n\n{text}\n"


def test_line_endings_of_the_spec_are_kept() -> None:
    assert take("## Goal\r\n\r\n- a\r\n", [item(Kind.GOAL, "b")]) == "## Goal\r\n\r\n- a\r\n- b\r\n"


def test_a_new_bullet_never_swallows_the_line_after_it() -> None:
    after = take("## Goal\nTitle\n-----\ntext", [item(Kind.GOAL, "b")])
    assert after == "## Goal\n\n- b\n\nTitle\n-----\ntext"


def test_nothing_is_put_inside_a_fence_that_the_human_left_open() -> None:
    after = take("## Goal\n\n- a\n\n```\ncode", [item(Kind.GOAL, "b")])
    assert after == "## Goal\n\n- a\n- b\n\n```\ncode"


def test_every_entry_is_found_with_its_lines_and_its_kind() -> None:
    spec = (
        "# T\n\nintro\n\n## Open questions\n- [x] who\n  pays?\n  - nested\n\n"
        f"{FENCE}\n\n### Import\n> quoted\n\n## Elsewhere\nend"
    )
    assert [(each.start, each.end, each.text, each.kind) for each in parse(spec).items] == [
        (2, 3, "intro", None),
        (5, 7, "who pays?", Kind.QUESTION),
        (7, 8, "nested", Kind.QUESTION),
        (9, 13, FENCE, Kind.QUESTION),
        (15, 16, "quoted", Kind.QUESTION),
        (18, 19, "end", None),
    ]


def test_a_heading_inside_a_fence_or_a_quote_opens_no_section() -> None:
    spec = f"{FENCE}\n\n> ## Goal\n\n- x\n"
    assert parse(spec).items[-1].kind is None
    assert take(spec, [item(Kind.GOAL, "g")]).endswith("## Goal\n\n- g\n")


@given(SPEC_TEXTS)
@example("\ufeff---\na: b\n---\n# T #\n\nTitle\n=====\n")
def test_headings_items_and_what_is_between_them_tile_the_text(text: str) -> None:
    spec = parse(text)
    ends = [0, *(part.span[1] for part in spec.parts)]
    assert [part.span[0] for part in spec.parts] == ends[:-1]
    assert ends[-1] == len(text)
    assert render(spec) == text
    named = [part.of for part in spec.parts if part.of]
    assert sorted(named, key=repr) == sorted([*spec.sections, *spec.items], key=repr)


@given(SPEC_TEXTS)
def test_what_stands_in_the_span_of_an_item_is_what_it_says(text: str) -> None:
    for each in parse(text).items:
        raw = text[slice(*each.span)]
        assert raw == raw.strip()
        assert "".join(re.split(r"[\s>\\]+", raw)) == "".join(re.split(r"[\s>\\]+", each.text))


@given(SPEC_TEXTS)
def test_every_line_that_says_something_is_in_a_heading_an_item_or_a_label(text: str) -> None:
    spec = parse(text)
    rows = {row for each in spec.items for row in range(each.start, each.end)}
    rows.update(row for each in spec.sections for row in range(each.line, each.end))
    said = [text[start:end].strip(" \t\ufeff") for start, end in line_spans(text)]
    front = front_matter(text, line_spans(text))
    for row, line in enumerate(said[front:], start=front):
        if row not in rows and re.search(r"\w", line):
            assert is_label(re.sub(r"^[-*+>\d.)\s]*", "", line)) or re.fullmatch(r"[\s>]*\d+[.)]", line)


def test_front_matter_is_no_item() -> None:
    spec = parse("---\ntitle: x\ntags:\n  - a\n---\n\n- b\n")
    assert [each.text for each in spec.items] == ["b"]


def test_a_paragraph_with_a_rule_right_below_it_is_no_heading() -> None:
    spec = parse("The importer refuses large files.\n---\n\nTitle\n---\n- a\n")
    assert [each.text for each in spec.items] == ["The importer refuses large files.", "a"]
    assert [section.title for section in spec.sections] == ["Title"]


def test_what_is_nested_too_deeply_for_the_parser_is_not_lost() -> None:
    text = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(40))
    assert [each.text for each in parse(text).items] == [f"level {depth}" for depth in range(40)]


def test_an_item_is_found_by_its_line_and_by_its_id() -> None:
    spec = parse("# T\n\n- a\n  more\n\n- b\n")
    assert [found.text if (found := spec.at(row)) else "" for row in range(7)] == [
        "",
        "",
        "a more",
        "a more",
        "",
        "b",
        "",
    ]
    assert spec.item("T2") == spec.items[1]
    assert spec.item("T3") is None
    assert spec.section(spec.items[1]) == spec.sections[0]


@pytest.mark.parametrize(
    "unit", ["- a\n", "> ", "- ", "#", "# a\n", "`", "[", "- [ ] ", "R1: ", "* *", "\t", "a\n---\n", "| "]
)
def test_twice_the_text_takes_twice_the_time_and_not_four_times(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        runs = []
        for _ in range(3):
            started = time.process_time()
            parse(text, parse(text).known)
            runs.append(time.process_time() - started)
        return min(runs)

    assert seconds(8_000) < 4 * 3 * seconds(2_000) + 0.1
