"""Why this file exists: a reply is laid out while it arrives, so it is cut where what stands above can change no more.

Most pieces are a block of Markdown: a paragraph, a heading, one entry of a list with all that is in it, a code block,
a table. None is larger than can be laid out between two keys: what is, goes on in further pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from enum import Enum, auto

LIMIT, TABLE_LIMIT = 5_000, 2_000
"""Characters of a piece, more or less. The time of its parser grows with the square for a few texts, such as "[[[["."""
_CHUNK, _TABLE_CHUNK = 2_000, 1_000
"""Characters of the further pieces of a block that is too large."""
_ROW = 300
"""Characters of the row of a table at most that are waited for."""
_TAB = 4

_FENCE = re.compile(r" {0,3}(?P<marker>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_QUOTE = re.compile(r" {0,3}>")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ENTRY = re.compile(r" {0,3}(?:[-*+]|(?P<number>\d{1,9})[.)])(?P<gap>[ \t]+|$)")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_UNDECIDED = re.compile(r"[\s\-=*+_~`#>|:!\[(]*|\s*\d{1,9}[.)]?\s*")


class Form(Enum):
    """What a piece is: Markdown, lines of code, a table, or text that is shown as it was written."""

    MARKDOWN = auto()
    CODE = auto()
    TABLE = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a reply. `info` is what stands behind the fence of a code block.

    `first` is false where it goes on with the block of the piece before. `parted` says that a blank line is before it.
    `whole` says that nothing of its block comes after it.
    """

    form: Form
    text: str
    info: str = ""
    first: bool = True
    parted: bool = True
    whole: bool = True


class Cutter:
    """Takes a reply as it comes, and gives it back in pieces."""

    def __init__(self) -> None:
        self._line = ""
        """What has arrived of a line whose end has not."""
        self._lines: list[str] = []
        self._size = 0
        self._form: Form | None = None
        self._fence = ""
        self._info = ""
        self._inset = 0
        """Columns by which what belongs to the open entry of a list is indented; 0 outside of lists."""
        self._quoted = False
        self._first = True
        self._parted = False
        self._head: list[str] = []

    def feed(self, text: str) -> list[Piece]:
        """Take more of the reply; what is complete by it."""
        *lines, rest = (self._line + text).split("\n")
        self._line = ""
        found = [piece for line in lines for piece in self._take(line)]
        self._line = rest
        if self._size + len(rest) > LIMIT:
            if self._form is not Form.CODE and self._form is not None and self._ends_before(rest):
                found += self._finish()
            found += self._spill()
        return found

    def rest(self, *, ended: bool = False) -> list[Piece]:
        """What is not complete yet, as it would be if nothing came after it.

        Unless the reply has `ended`, a line that holds only marks waits for more: "-" may begin an entry, or underline.
        So does the row of a table, which comes as a whole: each letter could move the columns of all rows.
        """
        other = copy(self)
        other._lines = list(self._lines)
        waits = not ended and self._form is not Form.CODE and (_UNDECIDED.fullmatch(self._line) or _is_row(self._line))
        found = [] if waits or not self._line else list(other._take(self._line))
        if waits and other._form is Form.MARKDOWN and other._lines and _is_row(other._lines[-1]):
            other._lines.pop()  # it may be the header of a table
            other._form = other._form if other._lines else None
        return found + list(other._finish(whole=ended))

    def _take(self, line: str) -> Iterator[Piece]:
        """A complete line."""
        line = line.removesuffix("\r")
        if self._form is Form.CODE:
            if self._closes(line):
                yield from self._finish()
            else:
                yield from self._add(line)
            return
        if self._form is not None and self._ends_before(line):
            yield from self._finish()
        if self._form is None and not line.strip():
            self._parted = True
            return
        if self._form is None and (fence := _FENCE.match(line)):
            self._form, self._fence, self._info = Form.CODE, fence["marker"], fence["info"].strip()
            return
        if self._form is Form.MARKDOWN and not self._inset and self._lines and _begins_table(self._lines[-1], line):
            header = self._lines.pop()
            if self._lines:
                yield from self._finish()
            self._form, self._size, self._lines, self._head = Form.TABLE, len(header), [header], [header, line]
        if self._form is None:
            self._form, self._inset, self._quoted = Form.MARKDOWN, _inset(line), bool(_QUOTE.match(line))
        yield from self._add(line)
        if self._form is Form.MARKDOWN and not self._inset and _HEADING.match(line):
            yield from self._finish()

    def _closes(self, line: str) -> bool:
        """Whether `line` is the end of the open code block."""
        bare = line.strip()
        return _indent(line) < 4 and bare.startswith(self._fence) and not bare.strip(self._fence[0])

    def _ends_before(self, line: str) -> bool:
        """Whether the open block is over when `line` comes."""
        blank = not line.strip()
        if self._quoted and _QUOTE.match(line):
            return False
        if self._form is Form.TABLE and _indent(line) > 3:
            return True
        if not self._inset:
            return blank or _begins(line, underlines=self._form is Form.MARKDOWN)
        if blank or _indent(line) >= self._inset:
            return False
        after_blank = bool(self._lines) and not self._lines[-1].strip()
        return after_blank or _begins(line, underlines=False, listed=True)

    def _add(self, line: str) -> Iterator[Piece]:
        self._lines.append(line)
        self._size += len(line) + 1
        table = self._form is Form.TABLE
        first, further = (TABLE_LIMIT, _TABLE_CHUNK) if table else (LIMIT, _CHUNK)
        if self._size > (first if self._first else further):
            yield from self._spill()

    def _spill(self) -> Iterator[Piece]:
        """Give out what is there of a block that is too large, and go on with it."""
        if self._form is None:
            self._form = Form.MARKDOWN
        if self._form is Form.MARKDOWN:
            self._form = Form.PLAIN
        while len(self._line) > LIMIT:
            part, self._line = self._line[:_CHUNK], self._line[_CHUNK:]
            yield self._piece([*self._lines, part], whole=False)
            self._lines = []
        if self._lines:
            yield self._piece(self._lines, whole=False)
        self._lines = list(self._head) if self._form is Form.TABLE else []
        self._size = 0

    def _finish(self, whole: bool = True) -> Iterator[Piece]:
        """The open block is over."""
        if self._form is not None and (self._first or len(self._lines) > len(self._head)):
            yield self._piece(self._lines, whole)
        self._parted = bool(self._inset and self._lines and not self._lines[-1].strip())
        self._form, self._first, self._inset, self._quoted = None, True, 0, False
        self._lines, self._head, self._size = [], [], 0
        self._fence = self._info = ""

    def _piece(self, lines: list[str], whole: bool) -> Piece:
        assert self._form is not None
        text = "\n".join(lines)
        piece = Piece(self._form, text, self._info, self._first, self._parted, whole)
        self._first = False
        return piece


def _indent(line: str) -> int:
    """Columns of white space at the start."""
    return len(line.expandtabs(_TAB)) - len(line.expandtabs(_TAB).lstrip())


def _inset(line: str) -> int:
    """Columns by which the content of the list entry that `line` begins is indented; 0 if it begins none."""
    entry = _ENTRY.match(line)
    if entry is None or _RULE.match(line):
        return 0
    marker = len(line[: entry.start("gap")].expandtabs(_TAB))
    gap = len(entry["gap"].expandtabs(_TAB))
    return marker + (gap if 0 < gap < 5 else 1)


def _begins(line: str, *, underlines: bool, listed: bool = False) -> bool:
    """Whether `line` begins a block in the middle of another. `underlines`: three hyphens may make that a heading."""
    if _HEADING.match(line) or _FENCE.match(line) or _QUOTE.match(line):
        return True
    if _RULE.match(line):
        return not (underlines and not line.strip().strip("-"))
    entry = _ENTRY.match(line)
    return entry is not None and (listed or (bool(line[entry.end() :].strip()) and entry["number"] in (None, "1")))


def _begins_table(header: str, line: str) -> bool:
    """Whether `line` makes the line before it the header of a table."""
    if _indent(header) > 3 or _indent(line) > 3 or "|" not in header or not _DELIMITER.match(line):
        return False
    return _columns(header) == _columns(line)


def _is_row(line: str) -> bool:
    """Whether `line` looks like the row of a table, or its beginning, and is not too long to be waited for."""
    return line.lstrip().startswith("|") and len(line) <= _ROW


def _columns(row: str) -> int:
    bare = row.strip().removeprefix("|").removesuffix("|")
    return len(re.findall(r"(?<!\\)\|", bare)) + 1
