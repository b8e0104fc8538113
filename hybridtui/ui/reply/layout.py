"""Why this file exists: how a reply reads on a screen is settled without a screen, piece by piece.

Entities are read, and only then made visible: "&#x202e;" shows as a glyph like the mark itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from textual.content import Content

from hybridtui.core.glyphs import visible
from hybridtui.ui.reply.code import code
from hybridtui.ui.reply.inline import inline
from hybridtui.ui.reply.pieces import Form, Piece
from hybridtui.ui.reply.tables import Table, drawn, widths

_BULLETS = "•◦▪"
_QUOTE = "▌ "
_NARROWEST = 8
"""Cells of a line of text at least, however deep it is nested."""
_AS_WRITTEN = "(as it was written: too long or too deeply nested to be laid out)"
_DEEPEST = 98
"""Levels of nesting; below the next but one the parser leaves out what stands there."""


class Layout:
    """Lays pieces out for one width, in order: a table goes on with the columns that it began with."""

    def __init__(self, width: int) -> None:
        self._width = max(width, 2 * _NARROWEST)
        self._columns: tuple[int, ...] = ()

    def rows(self, piece: Piece) -> list[Content]:
        """The lines of `piece`, none of them wider than the layout."""
        return list(self._rows(piece))

    def _rows(self, piece: Piece) -> Iterator[Content]:
        if piece.parted and piece.first:
            yield Content("")
        match piece.form:
            case Form.CODE:
                yield from code(piece, self._width)
            case Form.TABLE:
                yield from self._table(piece)
            case Form.PLAIN:
                yield from self._plain(piece)
            case Form.MARKDOWN:
                yield from self._markdown(piece, _parser().parse(piece.text))

    def _markdown(self, piece: Piece, tokens: Sequence[Token]) -> Iterator[Content]:
        page = _Page(self._width)
        rows = page.read(tokens)
        too_deep = page.too_deep or any(token.level >= _DEEPEST for token in tokens)
        yield from self._plain(piece) if too_deep else rows

    def _plain(self, piece: Piece) -> Iterator[Content]:
        if piece.first:
            yield Content(_AS_WRITTEN).stylize("dim")
        yield from wrapped(Content(visible(piece.text)), self._width)

    def _table(self, piece: Piece) -> Iterator[Content]:
        tokens = _parser().parse(piece.text)
        if not tokens or tokens[0].type != "table_open" or tokens[-1].type != "table_close":
            # The parser sees no table, or not only that: whoever cut the piece took it for one.
            yield from self._markdown(piece, tokens)
            return
        table = _table(tokens)
        if piece.first:
            self._columns = widths(table, self._width)
        if self._columns:
            yield from drawn(table, self._columns, header=piece.first)
        else:
            lines = piece.text.split("\n")
            yield from wrapped(Content(visible("\n".join(lines if piece.first else lines[2:]))), self._width)


def wrapped(content: Content, width: int) -> list[Content]:
    """`content` cut into lines of at most `width` cells."""
    return [line.rstrip("\n") for line in content.expand_tabs(4).wrap(max(width, _NARROWEST))]


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough. Raw HTML and definitions of links are text: nothing is left out."""
    options = {"html": False, "maxNesting": _DEEPEST + 2}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("reference")


class _Page:
    """Turns the tokens of one piece into lines."""

    def __init__(self, width: int) -> None:
        self.too_deep = False
        """Whether there was no room left for what is nested deepest."""
        self._width = width
        self._rows: list[Content] = []
        self._margins: list[list[Content]] = []
        """What stands before the lines of each container: at its first line, and at the others."""
        self._lists: list[Token] = []
        self._fresh = True
        """Whether nothing stands in the innermost container yet."""
        self._name = ""

    def read(self, tokens: Sequence[Token]) -> list[Content]:
        """The lines of all `tokens`."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
                self._nested_table(tokens[at : end + 1])
                at = end
            else:
                self._token(token)
            at += 1
        return self._rows

    def _token(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                if not self._lists:
                    self._part()
                self._lists.append(token)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._open(self._marker(token))
            case "blockquote_open":
                self._part()
                self._open(_QUOTE, _QUOTE)
            case "list_item_close" | "blockquote_close":
                if self._fresh:
                    self._add(Content(""))
                self._margins.pop()
            case "heading_open":
                self._part()
                self._name = "heading"
            case "heading_close":
                self._name = ""
            case "paragraph_open":
                if not token.hidden:
                    self._part()
            case "inline":
                self._add(inline(token.children or (), self._name))
            case "fence" | "code_block":
                self._part()
                for row in code(Piece(Form.CODE, token.content.rstrip("\n"), token.info.strip()), self._room):
                    self._put(row)
            case "hr":
                self._part()
                self._put(Content("─" * self._room).stylize("dim"))

    def _nested_table(self, tokens: Sequence[Token]) -> None:
        self._part()
        table = _table(tokens)
        columns = widths(table, self._room)
        if columns:
            for row in drawn(table, columns, header=True):
                self._put(row)
        else:
            for cells in table.rows:
                self._add(Content(" | ").join(cells))

    def _marker(self, item: Token) -> str:
        if item.info:
            return f"{item.info}{item.markup} "
        return _BULLETS[(len(self._lists) - 1) % len(_BULLETS)] + " "

    def _open(self, first: str, others: str = "") -> None:
        self._margins.append(
            [Content(first).stylize("bullet"), Content(others or " " * len(first)).stylize("dim" if others else "")]
        )
        self._fresh = True
        self.too_deep = self.too_deep or self._width - self._inset < _NARROWEST

    @property
    def _inset(self) -> int:
        return sum(margin[1].cell_length for margin in self._margins)

    @property
    def _room(self) -> int:
        return max(_NARROWEST, self._width - self._inset)

    def _part(self) -> None:
        """A blank line between two blocks, not before the first of a container."""
        if not self._fresh:
            self._put(Content(""))

    def _add(self, content: Content) -> None:
        for line in wrapped(content, self._room) or [Content("")]:
            self._put(line)

    def _put(self, line: Content) -> None:
        if self._margins:
            line = Content.assemble(*(margin[0] for margin in self._margins), line)
            for margin in self._margins:
                margin[0] = margin[1]
        self._rows.append(line)
        self._fresh = False


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[Content]] = []
    aligned: list[str] = []
    name = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            name = "strong"
            aligned.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
        elif token.type == "td_open":
            name = ""
        elif token.type == "inline":
            rows[-1].append(inline(token.children or (), name))
    return Table(rows, aligned)
