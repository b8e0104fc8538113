"""Why this file exists: before a spec has items, its Markdown has headings and entries; this finds where they stand.

Nothing is named or judged here. Every line that says something is part of one heading or one entry, and what is
between them (bullets, blank lines, rules, front matter) is nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hybridtui.core.conflicts import without_markers
from hybridtui.core.notes.blocks import CHECKBOX, Span, front_matter, line_spans, parser, underlines_prose

if TYPE_CHECKING:
    from markdown_it.token import Token

_GAP = r"(?:[ \t]|$)"
MARK = re.compile(
    rf"[0-9]{{1,9}}(?=\\*[.)]{_GAP})"
    rf"|(?=\\*(?:>|#{{1,6}}{_GAP}|[-+*]{_GAP}|\[[ xX]\]\s|`{{3,}}[^`]*$|~{{3}}|(?:[-*_][ \t]*){{3,}}$))"
)
"""What opens a block, a check box or a rule, up to where a backslash makes plain text of it: "> 50 MB", "1. May"."""
PREFIX = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])))*[ \t]*")
"""What stands before the text of an entry or a paragraph on its first line."""


@dataclass(frozen=True, eq=False, slots=True)
class Heading:
    """A heading: its title as written, its level (1 to 6), its lines (end exclusive), and where the title stands.

    `above` is the heading of a higher level that it stands under.
    """

    title: str
    level: int
    start: int
    end: int
    span: Span
    above: Heading | None


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """A paragraph, a fence or a table: what it says, its lines (end exclusive), and where its text stands.

    `text` is on one line and without its check box, unless it is `verbatim`. A `bullet` is the first thing in a list
    entry; `owner` is the bullet in whose list entry it stands. `box` says that it has a check box.
    """

    text: str
    start: int
    end: int
    span: Span
    heading: Heading | None = None
    owner: Entry | None = None
    verbatim: bool = False
    bullet: bool = False
    box: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The headings and the entries of a text, each in order."""

    headings: tuple[Heading, ...]
    entries: tuple[Entry, ...]


def read(text: str) -> Page:
    """The page that `text` is, whatever it is; any text is one. Marker lines of conflicts are not on it."""
    return _Reader(without_markers(text)).read()


def escaped(text: str) -> str:
    """The Markdown that says the one line `text`, whatever it begins with."""
    text = text.strip()
    mark = MARK.match(text)
    return f"{text[: mark.end()]}\\{text[mark.end() :]}" if mark else text


class _Reader:
    """Walks the parser's tokens once, keeping the headings and the list entries that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = line_spans(text)
        if text.startswith("\ufeff"):
            self.lines[0] = (1, self.lines[0][1])
        self.headings: list[Heading] = []
        self.entries: list[Entry] = []
        self.open: list[Entry | None] = []  # the first entry of each open list entry, once there is one

    def read(self) -> Page:
        body = front_matter(self.text, self.lines)
        source = "\n" * body + "\n".join(self.text[start:end] for start, end in self.lines[body:])
        tokens = parser().parse(source)
        unread = {number for number in range(body, len(self.lines)) if self._content(number)}
        for at, token in enumerate(tokens):
            if token.type == "list_item_open":
                self.open.append(None)
            elif token.type == "list_item_close":
                self.open.pop()
            elif token.map and token.type in ("paragraph_open", "heading_open", "fence", "table_open", "hr"):
                unread.difference_update(range(*token.map))
                self._leaf(token, tokens[at + 1].content if at + 1 < len(tokens) else "", range(*token.map))
        self._add_unread(sorted(unread))
        return Page(tuple(self.headings), tuple(sorted(self.entries, key=lambda entry: entry.start)))

    def _leaf(self, token: Token, content: str, numbers: range) -> None:
        if token.type in ("fence", "table_open"):
            self._add_verbatim(numbers)
        elif token.type == "paragraph_open":
            self._add(content, numbers)
        elif token.type == "heading_open":
            text_lines = numbers[:-1] if token.markup in "=-" else numbers
            if token.level or underlines_prose(token, content):
                self._add(content, text_lines)
            else:
                level = int(token.tag[1:])
                above = self.headings[-1] if self.headings else None
                while above and above.level >= level:
                    above = above.above
                span = self._span(content, text_lines)
                self.headings.append(Heading(content, level, numbers.start, numbers.stop, span, above))

    def _add(self, content: str, numbers: range) -> None:
        start, end = self._span(content, numbers)
        first = content.partition("\n")[0]
        box = CHECKBOX.match(first)
        if box:
            start += box.end()
            content = content[box.end() :]
        if content.strip():
            self._put(_said(content), numbers, (start, end), box=bool(box))

    def _add_verbatim(self, numbers: range) -> None:
        start = self.lines[numbers.start][0] + self._prefix(numbers.start)
        end = start + len(self.text[start : self.lines[numbers[-1]][1]].rstrip())
        lines = [self.text[max(start, first) : min(end, last)] for first, last in map(self.lines.__getitem__, numbers)]
        self._put("\n".join(lines).rstrip("\n"), numbers, (start, end), verbatim=True)

    def _put(self, said: str, numbers: range, span: Span, *, verbatim: bool = False, box: bool = False) -> None:
        bullet = bool(self.open) and self.open[-1] is None
        owner = next((entry for entry in reversed(self.open) if entry), None)
        heading = self.headings[-1] if self.headings else None
        entry = Entry(said, numbers.start, numbers.stop, span, heading, owner, verbatim, bullet, box)
        if bullet:
            self.open[-1] = entry
        self.entries.append(entry)

    def _add_unread(self, numbers: Sequence[int]) -> None:
        """The parser skips what is nested too deeply. Each such line is an entry, or nobody would be shown it."""
        starts = [heading.start for heading in self.headings]
        for number in numbers:
            at = bisect_left(starts, number)
            start = self.lines[number][0] + self._prefix(number)
            said = self._content(number)
            heading = self.headings[at - 1] if at else None
            self.entries.append(Entry(said, number, number + 1, (start, start + len(said)), heading))

    def _span(self, content: str, numbers: range) -> Span:
        """Where `content`, which the parser read from the lines `numbers`, stands in the text."""
        end = self.lines[numbers[-1]][1]
        first, _, more = content.strip().partition("\n")
        earliest = self.lines[numbers.start][0] + self._prefix(numbers.start)
        start = self.text.find(first.rstrip(), earliest, end)  # not on the first line where that is but odd blanks
        if start >= 0 and not more:
            return start, start + len(first)
        start = max(start, earliest)
        return start, start + len(self.text[start:end].rstrip())

    def _prefix(self, number: int) -> int:
        """How many characters of a line are markers of lists and quotes."""
        start, end = self.lines[number]
        marks = PREFIX.match(self.text, start, end)
        return marks.end() - start if marks else 0

    def _content(self, number: int) -> str:
        start, end = self.lines[number]
        return self.text[start + self._prefix(number) : end].strip()


def _said(markdown: str) -> str:
    """What a paragraph says: on one line, and without the backslash before a mark."""
    text = markdown.replace("\n", " ")
    mark = MARK.match(text)
    return text[: mark.end()] + text[mark.end() :].removeprefix("\\") if mark else text
