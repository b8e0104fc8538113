"""Why this file exists: how a reply reads on a screen is settled without a screen, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

from hybridtui.core.glyphs import visible
from hybridtui.ui.reply.code import code
from hybridtui.ui.reply.pieces import Form, Piece
from hybridtui.ui.reply.tables import drawn, table, widths
from hybridtui.ui.reply.typesetter import Typesetter
from hybridtui.ui.wrapping import NARROWEST, wrapped_content

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_AS_WRITTEN = "(as it was written: too long or too deeply nested to be laid out)"
_DEEPEST = 98
"""Levels of nesting; below the next but one the parser leaves out what stands there."""


class Layout:
    """Lays pieces out for one width, in order: a table goes on with the columns that it began with."""

    grows = False
    """Whether what is laid out is only what there is by now of something."""

    def __init__(self, width: int) -> None:
        self._width = max(width, 2 * NARROWEST)
        self._columns: tuple[int, ...] = ()

    def rows(self, piece: Piece) -> list[Content]:
        """The lines of `piece`, none of them wider than the layout."""
        return list(self._rows(piece))

    def _rows(self, piece: Piece) -> Iterator[Content]:
        if piece.parted and piece.first:
            yield Content("")
        match piece.form:
            case Form.CODE:
                yield from code(piece, self._width, grows=self.grows)
            case Form.TABLE:
                yield from self._table(piece)
            case Form.PLAIN:
                yield from self._plain(piece)
            case Form.MARKDOWN:
                yield from self._markdown(piece, _parser().parse(piece.text))

    def _markdown(self, piece: Piece, tokens: Sequence[Token]) -> Iterator[Content]:
        typesetter = Typesetter(self._width)
        rows = typesetter.read(tokens)
        too_deep = typesetter.too_deep or any(token.level >= _DEEPEST for token in tokens)
        yield from self._plain(piece) if too_deep else rows

    def _plain(self, piece: Piece) -> Iterator[Content]:
        if piece.first:
            yield Content(_AS_WRITTEN).stylize("dim")
        yield from wrapped_content(Content(visible(piece.text)), self._width)

    def _table(self, piece: Piece) -> Iterator[Content]:
        tokens = _parser().parse(piece.text)
        if not tokens or tokens[0].type != "table_open" or tokens[-1].type != "table_close":
            # The parser sees no table, or not only that: whoever cut the piece took it for one.
            yield from self._markdown(piece, tokens)
            return
        cells = table(tokens)
        if piece.first:
            self._columns = widths(cells, self._width)
        if self._columns:
            yield from drawn(cells, self._columns, header=piece.first)
        else:
            lines = piece.text.split("\n")
            yield from wrapped_content(Content(visible("\n".join(lines if piece.first else lines[2:]))), self._width)


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough. Raw HTML and definitions of links are text: nothing is left out."""
    from markdown_it import MarkdownIt

    options = {"html": False, "maxNesting": _DEEPEST + 2}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("reference")
