"""Why this file exists: notes may be Markdown, and its blocks tell headings, verbatim text and prose apart.

Only the block structure is parsed. Inline markup stays as it was typed, indentation is not code (people indent their
ramblings), and everything is told in character offsets into the text as given, whatever its line endings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hybridtui.core.conflicts import without_markers

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Span = tuple[int, int]
"""Start and end offset in characters, end exclusive."""

CHECKBOX = re.compile(r"\[[ xX]\]\s+")
"""What marks a list entry as done or to do, and is no part of its text."""

_NEWLINE = re.compile(r"\r\n?|\n")
_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$)))*\s*")
_FRONT_MATTER_LINE = re.compile(r"\s*(?:#.*|-\s.*|[\w.-]+:(?:\s.*)?|\s+\S.*)?$")
_FRONT_MATTER_KEY = re.compile(r"[\w.-]+:(?:\s|$)")
_BOLD_LINE = re.compile(r"(\*\*|__)((?:(?!\1).)+)\1:?$")
_SENTENCE_END = re.compile(r"[.!?…]$")
_EARLIER = re.compile(r"^.*[.!?…][\"”)*]*\s")

_LABEL_WORDS = 6  # "Things we need for launch:" names a list; a longer lead-in says something of its own
_TITLE_WORDS = 10
_BARE_TITLE_WORDS = 3
_PARENT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose or one verbatim unit.

    `lines` are spans without the markers of lists, quotes and check boxes. A verbatim block has one span. `headings`
    are the titles and list labels it stands under, outermost first. `listed` says that it is part of a list.
    """

    lines: tuple[Span, ...]
    headings: tuple[str, ...]
    verbatim: bool = False
    listed: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text` in order.

    Every line that is not blank, a heading, a rule, front matter or a marker line of a conflict is in one.
    """
    return _Reader(without_markers(text)).read()


def line_spans(text: str) -> list[Span]:
    """The spans of all lines of `text` without their endings (LF, CRLF or a lone CR, the ones Markdown knows)."""
    starts = [0]
    ends = []
    for newline in _NEWLINE.finditer(text):
        ends.append(newline.start())
        starts.append(newline.end())
    return list(zip(starts, [*ends, len(text)], strict=True))


@cache
def parser() -> MarkdownIt:
    """The block parser: CommonMark with tables; no inline parsing, indented code, raw HTML or reference definitions.

    It knows no newline but "\\n", and keeps a NUL. All share one, which takes longer to make than to read a page; it is
    complete before it is shared, so that threads may use it side by side.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "reference"])
    markdown.core.ruler.enableOnly(["block"])
    markdown.parse("a")
    return markdown


def front_matter(text: str, lines: Sequence[Span]) -> int:
    """How many of the `lines` at the top are front matter: two rules with nothing but keys and lists between them.

    Without a key it is a list between two rules.
    """
    if text[slice(*lines[0])].rstrip() != "---":
        return 0
    keys = False
    for number, span in enumerate(lines[1:], start=1):
        line = text[slice(*span)]
        if line.rstrip() in ("---", "..."):
            return number + 1 if keys else 0
        if not _FRONT_MATTER_LINE.match(line):
            return 0
        keys = keys or bool(_FRONT_MATTER_KEY.match(line))
    return 0


def underlines_prose(heading: Token, title: str) -> bool:
    """Whether what CommonMark calls an underlined heading is a paragraph with a rule below it."""
    return heading.markup in "=-" and bool("\n" in title or len(title) > 80 or _SENTENCE_END.search(title))


class _Reader:
    """Walks the parser's tokens once, keeping the headings that are in force."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = line_spans(text)
        if text.startswith("\ufeff"):
            self.lines[0] = (1, self.lines[0][1])
        self.blocks: list[Block] = []
        self.titles: list[tuple[int, str]] = []
        self.label = ""
        self.list_labels: list[str] = []
        self.next_list = ""

    def read(self) -> tuple[Block, ...]:
        body = front_matter(self.text, self.lines)
        source = "\n" * body + "\n".join(self.text[start:end] for start, end in self.lines[body:])
        tokens = parser().parse(source)
        unread = {number for number in range(body, len(self.lines)) if not self._blank(number)}
        for index, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.list_labels.append(self.next_list)
                self.next_list = ""
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.list_labels.pop()
            elif token.map and token.type in ("fence", "table_open", "hr", "heading_open", "paragraph_open"):
                self._leaf(tokens, index, range(*token.map))
                unread.difference_update(range(*token.map))
        for number in sorted(unread):  # the parser skips what is nested too deeply; notes are never lost
            self._emit([self._unmarked(number)])
        return tuple(sorted(self.blocks, key=lambda block: block.lines[0]))

    def _leaf(self, tokens: Sequence[Token], index: int, numbers: range) -> None:
        token = tokens[index]
        if token.type in ("fence", "table_open"):
            start = self._unmarked(numbers[0])[0]
            end = start + len(self.text[start : self.lines[numbers[-1]][1]].rstrip())
            self.blocks.append(Block(((start, end),), self._headings(), verbatim=True))
        elif token.type == "paragraph_open":
            following = tokens[index + 3].type if index + 3 < len(tokens) else ""
            self._paragraph(self._prose(tokens[index + 1], numbers), following)
        elif token.type == "heading_open":
            content = tokens[index + 1].content
            if underlines_prose(token, content):
                self._paragraph(self._prose(tokens[index + 1], numbers[:-1]), "")
            else:
                level = int(token.tag[1:])
                self.titles = [title for title in self.titles if title[0] < level]
                self.titles.append((level, _plain(content)))
                self.label = ""

    def _paragraph(self, lines: list[Span], following: str) -> None:
        opens_list = following in ("bullet_list_open", "ordered_list_open")
        leads = opens_list or following in ("paragraph_open", "fence", "table_open", "blockquote_open")
        alone = len(lines) == 1 and opens_list and not self.list_labels
        if lines and (len(lines) > 1 or leads) and (title := _title(self._line(lines[0]), alone)):
            lines = lines[1:]
            if opens_list and not lines:
                self.next_list = title
                self.label = "" if not self.list_labels else self.label
            else:
                self.label = title
        if opens_list and lines:
            lead_in = self._line(lines[-1])
            if lead_in.endswith(":") or len(lead_in.split()) <= _PARENT_WORDS:
                self.next_list = _plain(_EARLIER.sub("", lead_in))
        self._emit(lines)

    def _emit(self, lines: Sequence[Span]) -> None:
        if kept := tuple(line for line in lines if line[0] < line[1]):
            self.blocks.append(Block(kept, self._headings(), listed=bool(self.list_labels)))

    def _headings(self) -> tuple[str, ...]:
        titles = [title for _, title in self.titles]
        return tuple(title for title in (*titles, self.label, *self.list_labels) if title)

    def _prose(self, inline: Token, numbers: range) -> list[Span]:
        """The spans of a paragraph's lines: the parser's content is each source line less its container's markers."""
        contents = inline.content.split("\n")
        if len(contents) != len(numbers):
            return [self._unmarked(number) for number in numbers]
        spans = []
        for number, content in zip(numbers, contents, strict=True):
            start, end = self.lines[number]
            source = self.text[start:end].rstrip()
            content = content.strip()
            if source.endswith(content):
                end = start + len(source)
                spans.append((end - len(content), end))
            else:
                spans.append(self._unmarked(number))
        if spans and (box := CHECKBOX.match(self.text, *spans[0])):
            spans[0] = (box.end(), spans[0][1])
        return spans

    def _unmarked(self, number: int) -> Span:
        start, end = self.lines[number]
        marker = _MARKERS.match(self.text, start, end)
        start = marker.end() if marker else start
        return start, max(start, start + len(self.text[start:end].rstrip()))

    def _line(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _blank(self, number: int) -> bool:
        return not self._line(self.lines[number]).strip()


def _title(line: str, alone: bool) -> str:
    """The title that a line standing on its own gives to what follows it, or nothing.

    `alone` says that it is a whole paragraph with a list right behind it; a few words are a title then, colon or not.
    """
    words = line.split()
    if alone and len(words) <= _BARE_TITLE_WORDS and not re.search(r"[.!?,;]", line):
        return _plain(line)
    if (bold := _BOLD_LINE.match(line)) and len(words) <= _TITLE_WORDS and not _SENTENCE_END.search(bold[2]):
        return _plain(line)
    if line.endswith(":") and len(words) <= _LABEL_WORDS and not re.search(r"[.!?,;]", line):
        return _plain(line)
    return ""


def _plain(title: str) -> str:
    return title.strip(" \t*_#:`").strip()
