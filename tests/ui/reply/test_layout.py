"""Why this file exists: what Claude writes must read well at every width, and at every moment of its arrival."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybridtui.ui.reply.document import Document
from hybridtui.ui.reply.pieces import LIMIT, Cutter, Form, Piece
from hybridtui.ui.reply.word_count import WordCount

WIDTH = 40


def document(text: str, width: int = WIDTH) -> Document:
    """`text`, arrived and laid out."""
    made = Document(width)
    made.feed(text)
    while made.behind:
        made.step()
    made.settle(ended=True)
    return made


def lines(text: str, width: int = WIDTH) -> list[str]:
    """How a complete reply reads, less white space at the ends of lines."""
    made = document(text, width)
    return [line.plain.rstrip() for line in (*made.lines, *made.loose)]


def pieces(text: str, size: int) -> list[Piece]:
    """The pieces of a reply that arrives `size` characters at a time."""
    cutter = Cutter()
    found = [piece for at in range(0, len(text), size) for piece in cutter.feed(text[at : at + size])]
    return found + cutter.rest(ended=True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Title\ntext **b**", ["Title", "text b"]),
        ("a\nb  \nc", ["a b", "c"]),
        ("Text:\n- a\n- b\n  - c\n\n  more\n- d\n", ["Text:", "• a", "• b", "  ◦ c", "", "  more", "• d"]),
        ("1. a\n2. b\n10. c", ["1. a", "2. b", "10. c"]),
        ("1. a\n   ```py\n   x = 1\n\n   y\n   ```\n2. b", ["1. a", "", "   ┌ py", "   │ x = 1", "   │", "   │ y", "2. b"]),  # noqa: E501
        ("> a\n> b\n>\n> - c", ["▌ a b", "▌", "▌ • c"]),
        ("```\na\n\n- b\n```\nc", ["│ a", "│", "│ - b", "c"]),
        ("~~~~md\n```\n~~~\n~~~~\nc", ["┌ md", "│ ```", "│ ~~~", "c"]),
        ("```\nopen", ["│ open"]),
        ("Title\n---\na\n\n***\n\nb", ["Title", "", "a", "", "─" * WIDTH, "", "b"]),
        ("a [b](http://c) <http://d> ![e](f.png)", ["a b (http://c) http://d [image: e]", "(f.png)"]),
        ("<b>a</b>\n\n[a]: http://b", ["<b>a</b>", "", "[a]: http://b"]),
        ("text\n| a | b |\n|---|--:|\n| c | 1 |\n| d | 22 |\n\ne", [
            "text", "a │  b", "──┼───", "c │  1", "d │ 22", "", "e",
        ]),
        ("a &amp; b&#x202e;c \x1b[31m", ["a & b�c ␛[31m"]),
        ("- \n- a", ["•", "• a"]),
        ("a\r\n\r\nb\r\n", ["a", "", "b"]),
    ],
)  # fmt: skip
def test_markdown_reads_well_without_its_marks(text: str, shown: list[str]) -> None:
    assert lines(text) == shown


def test_a_line_of_code_that_is_too_long_goes_on_below_its_edge() -> None:
    assert lines("```\n" + "x" * 50 + "\n```") == ["│ " + "x" * 38, "┆ " + "x" * 12]


def test_code_has_its_colours_and_says_the_same() -> None:
    code = "```python\nx = 'a'  # b\n\n\ndef f(): pass"
    names = {span.style for line in document(code + "\n```\n").lines for span in line.spans}
    assert names >= {"string", "comment", "keyword", "definition"}
    assert lines(code) == lines(code + "\n```")


def test_code_that_arrives_is_drawn_in_its_colours_at_once() -> None:
    code = "```python\nx = 'a'  # b\n\n\ndef f(): pass"
    growing, whole = Document(WIDTH), document(code + "\n```\n").lines
    growing.feed(code)
    while growing.behind:
        growing.step()
    growing.settle(ended=False)
    assert [(row.plain, row.spans) for row in growing.loose] == [(row.plain, row.spans) for row in whole]


@given(st.text(st.sampled_from("ab =#'\"(){}\n\t\x0c\u2028")))
def test_colours_never_change_what_code_says(text: str) -> None:
    said = []
    for language in ("python", "text"):
        growing = Document(WIDTH)
        growing.feed(f"```{language}\n{text}x")
        while growing.behind:
            growing.step()
        growing.settle(ended=False)
        said.append([row.plain for row in growing.loose[1:]])
    assert said[0] == said[1]


def test_a_table_that_is_too_wide_is_cut_within_its_columns() -> None:
    shown = lines("| name | what |\n|---|---|\n| a | " + "word " * 20 + "|\n")
    assert shown[0].startswith("name │ what")
    assert len(shown) > 4
    assert max(map(len, shown)) <= WIDTH


def test_a_table_without_room_for_its_columns_is_shown_as_it_was_written() -> None:
    source = "|" + "longer|" * 30 + "\n|" + "-|" * 30 + "\n"
    assert "".join(lines(source)).count("longer") == 30


def test_a_mark_that_may_become_anything_waits_for_more() -> None:
    cutter = Cutter()
    cutter.feed("Text:\n-")
    assert [piece.text for piece in cutter.rest()] == ["Text:"]
    cutter.feed(" a")
    assert [piece.text for piece in cutter.rest()] == ["Text:", "- a"]


def test_the_rows_of_a_table_come_as_wholes() -> None:
    cutter = Cutter()
    shown = []
    for part in ("Text:\n\n| a ", "| b |\n", "|---|-", "--|\n", "| c | d |\n| e", " | f |\n"):
        found = [piece.text for piece in (*cutter.feed(part), *cutter.rest())]
        shown.append([text for text in found if text.startswith("|")])
    whole = "| a | b |\n|---|---|"
    assert shown == [[], [], [], [whole], [f"{whole}\n| c | d |"], [f"{whole}\n| c | d |\n| e | f |"]]


def test_a_line_that_only_looks_like_the_row_of_a_table_is_shown_in_the_end() -> None:
    assert lines("| a") == ["| a"]
    cutter = Cutter()
    assert not cutter.feed("| a\n")
    assert not list(cutter.rest())
    assert not cutter.feed("and so on")
    assert [piece.text for piece in cutter.rest()] == ["| a\nand so on"]


def test_a_row_that_is_long_is_not_waited_for() -> None:
    cutter, row = Cutter(), "|" + "x" * 400
    assert not cutter.feed(row)
    assert [piece.text for piece in cutter.rest()] == [row]


BLOCKS = st.sampled_from(
    [
        "para one\nline two\n", "# Heading\n", "Setext\n---\n", "- a\n- b\n", "  - nested\n", "1. one\n2. two\n",
        "10) ten\n", "```py\ncode\n\nmore\n```\n", "~~~\n```\n~~~\n", "   ```\n   inset\n   ```\n", "> quote\n> more\n",
        "| a | b |\n|---|---|\n| c | d |\n", "| e | f |\n", "\n", "\n\n", "    indented\n", "***\n", "---\n", "<div>\n",
        "[l](u) `c` **b** _e_ ~~s~~\n", "word", "-", "`", "*", "|", "  ", "\t", "&lt;", "\\*", "漢字 ", "👩‍👩‍👧",
        "\x1b[0m",
    ]
)  # fmt: skip
REPLIES = st.lists(BLOCKS, max_size=20).map("".join)


@settings(max_examples=150)
@given(REPLIES, st.integers(1, 30))
def test_how_a_reply_arrives_changes_nothing_in_how_it_reads(text: str, size: int) -> None:
    assert pieces(text, size) == pieces(text, len(text) or 1)


@settings(max_examples=150)
@given(REPLIES, st.integers(16, 60))
def test_no_line_is_wider_than_the_pane(text: str, width: int) -> None:
    made = document(text, width)
    assert all(line.cell_length <= width for line in (*made.lines, *made.loose))


@settings(max_examples=150)
@given(st.lists(st.tuples(BLOCKS, st.integers(0, 10**6)), max_size=15))
def test_no_word_of_a_reply_is_left_out(written: list[tuple[str, int]]) -> None:
    text = "".join(f"{block}w{number}w\n\n" for block, number in written)
    shown = re.sub(r"[\s│┆▌]", "", "".join(lines(text, 60)))
    assert all(f"w{number}w" in shown for _, number in written)


@settings(max_examples=100)
@given(REPLIES, st.integers(1, 30))
def test_lines_that_are_there_to_stay_stay(text: str, size: int) -> None:
    made = Document(WIDTH)
    before: list[str] = []
    for end in range(0, len(text), size):
        made.feed(text[:end])
        while made.behind:
            made.step()
        made.settle(ended=False)
        now = [line.plain for line in made.lines]
        assert now[: len(before)] == before
        before = now


NASTY = {
    "a code block of 200 KB": "```python\n" + "".join(f"value_{n} = compute({n})  # why\n" for n in range(6000)),
    "a table of 3,000 rows": "| a | b |\n|---|---|\n" + "".join(f"| row {n} | `{n}` |\n" for n in range(3000)),
    "10,000 entries": "".join(f"- entry {n} with `code`\n" for n in range(10_000)),
    "a line of 100 KB": "word " * 20_000,
    "100 KB without a blank": "x" * 100_000,
    "brackets": "[" * 60_000,
    "stars": "*a " * 20_000,
    "quotes in quotes": ">" * 5000 + " deep",
    "lists in lists": "".join("  " * n + f"- x{n}\n" for n in range(300)),
}
STEP = 0.15
"""Seconds of this thread that a key may have to wait."""


@pytest.fixture
def few_objects() -> Iterator[None]:
    """As in the workbench, what was loaded before is out of the garbage collector's sight."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_no_step_takes_longer_than_a_key_can_wait(text: str, few_objects: None) -> None:
    made = Document(100)
    longest = []
    for end in (len(text) // 2, len(text) - 1, len(text)):
        made.feed(text[:end])
        while made.behind:
            begun = thread_time()
            made.step()
            longest.append(thread_time() - begun)
        begun = thread_time()
        made.settle(ended=False)
        longest.append(thread_time() - begun)
    assert max(longest) < STEP
    assert made.lines or made.loose


def test_what_is_too_long_for_markdown_is_shown_as_it_was_written_and_says_so() -> None:
    shown = lines("**bold** " * (LIMIT // 4))
    assert shown[0].startswith("(as it was written")
    assert "".join(shown).count("**bold**") == LIMIT // 4
    assert lines("- *a*\n" + "> " * 60 + "deep")[-2:] != []


def test_what_follows_a_block_that_is_too_long_is_markdown_again() -> None:
    found = pieces("word " * LIMIT + "\n\n# Heading\n", 1000)
    assert found[-1].form is Form.MARKDOWN
    assert found[-1].text == "# Heading"


@given(st.text(alphabet=" ab\n\t", max_size=60), st.integers(1, 7))
def test_words_are_counted_as_they_arrive(text: str, size: int) -> None:
    count = WordCount()
    counted = [count.of(text[:end]) for end in (*range(0, len(text), size), len(text))]
    assert counted[-1] == len(text.split())
