"""Why this file exists: a file that an answer holds comes out of it whole, under the name that it has there."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.code.blocks import CodeBlock, blocks

LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=40)
CODE = st.lists(LINES, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines))


def one(text: str) -> CodeBlock:
    (block,) = blocks(text)
    return block


def fenced(info: str = "", code: str = "x = 1\n", before: str = "") -> str:
    return f"{before}```{info}\n{code}```\n"


@pytest.mark.parametrize(
    ("info", "language", "name"),
    [
        ("", "", ""),
        ("python", "python", ""),
        ("python app/main.py", "python", "app/main.py"),
        ("app/main.py", "", "app/main.py"),
        ("Dockerfile", "", "Dockerfile"),
        ("dockerfile", "dockerfile", ""),
        ("python:app/main.py", "python", "app/main.py"),
        ('python title="app/main.py"', "python", "app/main.py"),
        ("js {1,3} filename='src/a b.js'", "js", "src/a b.js"),
        ("{.python file=main.py}", "python", "main.py"),
        ('title="Makefile"', "", "Makefile"),
        ("ts showLineNumbers", "ts", ""),
        ("text v1.2", "text", ""),
        ("c++", "c++", ""),
        ("yaml .github/workflows/ci.yml", "yaml", ".github/workflows/ci.yml"),
        ("tsx app/[id]/page.tsx", "tsx", "app/[id]/page.tsx"),
        ("html+erb", "html+erb", ""),
        ("asp.net", "asp.net", ""),
        ("https://a.example/b.py", "https", ""),
    ],
)
def test_language_and_name_after_the_fence(info: str, language: str, name: str) -> None:
    block = one(fenced(info))
    assert (block.language, block.name, block.text) == (language, name, "x = 1\n")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("app/main.py", "app/main.py"),
        ("app/main.py:", "app/main.py"),
        ("`main.py`", "main.py"),
        ("**`app/main.py`**", "app/main.py"),
        ("**`app/main.py`:**", "app/main.py"),
        ("**app/main.py**:", "app/main.py"),
        ("File: app/main.py", "app/main.py"),
        ("**File: `app/main.py`**", "app/main.py"),
        ("**File:** `app/main.py`", "app/main.py"),
        ("Filename: `.env.example`", ".env.example"),
        ("Create `Dockerfile`:", "Dockerfile"),
        ("### `app/main.py`", "app/main.py"),
        ("### 2. app/main.py (new)", "app/main.py"),
        ("1. **`schema.sql`**", "schema.sql"),
        ("__init__.py", "__init__.py"),
        ("**pkg/__main__.py**", "pkg/__main__.py"),
        ("`../etc/hosts.conf`", "../etc/hosts.conf"),
        ("/etc/nginx/nginx.conf", "/etc/nginx/nginx.conf"),
        ("Some words.\n`app/main.py`", "app/main.py"),
        ("- `app/main.py`", "app/main.py"),
        ("> app/main.py\n", "app/main.py"),
        ("**Node.js**", ""),
        ("Then call `app/main.py` like this:", ""),
        ("`pytest tests/test_main.py`", ""),
        ("For instance, e.g.", ""),
        ("Version 1.2:", ""),
        ("Example:", ""),
        ("In production:", ""),
        ("https://example.com/main.py", ""),
    ],
)
def test_the_line_before_the_fence_may_be_the_name(line: str, name: str) -> None:
    assert one(fenced("python", before=f"{line}\n\n")).name == name


def test_a_name_that_is_not_right_before_the_fence_is_none_of_its_own() -> None:
    first, second = blocks("`a.py`\n\n" + fenced() + fenced())
    assert (first.name, second.name) == ("a.py", "")
    assert one("`a.py`\n\n---\n\n" + fenced()).name == ""


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("# app/main.py\nx = 1\n", "app/main.py"),
        ("// src/a.ts\n", "src/a.ts"),
        ("/* style.css */\n", "style.css"),
        ("<!-- index.html -->\n", "index.html"),
        ("-- schema.sql\n", "schema.sql"),
        ("# file: main.py\n", "main.py"),
        ("# README.md\n", "README.md"),
        ("# Dockerfile\n", "Dockerfile"),
        ("# Overview\n", ""),
        ("# app/main.py does the work\n", ""),
        ("x = 1  # app/main.py\n", ""),
        ("#!/usr/bin/env python\n", ""),
        ("// Node.js\n", ""),
    ],
)
def test_the_first_line_of_the_code_may_be_the_name_and_stays(code: str, name: str) -> None:
    block = one(fenced("", code))
    assert (block.name, block.text) == (name, code)


def test_what_stands_after_the_fence_goes_before_what_stands_around_it() -> None:
    assert one(fenced("py a.py", "# c.py\n", before="`b.py`\n")).name == "a.py"
    assert one(fenced("py", "# c.py\n", before="`b.py`\n")).name == "b.py"


@given(CODE, st.sampled_from("`~"), st.sampled_from(["", "> ", "   "]))
def test_what_stands_between_the_fences_comes_out_as_it_was(code: str, mark: str, container: str) -> None:
    longest = max((len(run) for run in re.findall(f"{mark}+", code)), default=0)
    fence = mark * max(3, longest + 1)
    text = f"{fence}text\n{code}{fence}"
    block = one("".join(f"{container}{line}\n" for line in text.split("\n")))
    assert (block.text, block.closed) == (code, True)


@given(CODE)
def test_a_block_that_was_cut_short_is_not_closed(code: str) -> None:
    block = one("~~~~py a.py\n" + code.replace("~~~~", ""))
    assert (block.name, block.closed) == ("a.py", False)


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    for block in blocks(text):
        assert block.lines == len(re.findall("[^\n]*\n|[^\n]+", block.text))


def test_a_cut_in_the_middle_of_a_reply_is_told_by_its_last_block() -> None:
    done, cut = blocks("`a.py`\n\n```py\na = 1\n```\n\n`b.py`\n\n```py\nb = ")
    assert (done.closed, cut.closed, cut.text) == (True, False, "b = ")
    assert [block.closed for block in blocks("```py")] == [False]


def test_a_fence_within_a_longer_or_another_fence_is_part_of_it() -> None:
    inner = "```py\nx\n```\n"
    for fence in ("````", "~~~"):
        assert one(f"{fence}md README.md\n{inner}{fence}\n") == CodeBlock("README.md", "md", inner, True)


def test_blocks_in_lists_lose_the_indentation_of_the_list_alone() -> None:
    block = one("1. **`a.py`**\n\n   ```py\n   if x:\n       y()\n   ```\n")
    assert block == CodeBlock("a.py", "py", "if x:\n    y()\n", True)


def test_indented_code_is_no_block() -> None:
    assert blocks("Words:\n\n    x = 1\n") == ()


def test_a_long_answer_is_looked_through_at_once() -> None:
    text = ("Words and words.\n\n`a/b.py`\n\n" + fenced("py", "x = 1\n" * 50)) * 300 + "```\n" + "y" * 200_000
    start = time.process_time()
    assert len(blocks(text)) == 301
    assert time.process_time() - start < 2
