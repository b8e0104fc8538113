"""Why this file exists: blocks stand in lists, quotes and entries, and each line begins with what it stands in.

Entities are read, and only then made visible: "&#x202e;" shows as a glyph like the mark itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from hybridtui.ui.reply.code import code
from hybridtui.ui.reply.inline import inline
from hybridtui.ui.reply.pieces import Form, Piece
from hybridtui.ui.reply.tables import drawn, table, widths
from hybridtui.ui.wrapping import NARROWEST, wrapped_content

if TYPE_CHECKING:
    from markdown_it.token import Token

_BULLETS = "•◦▪"
_QUOTE = "▌ "


class Typesetter:
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
        cells = table(tokens)
        columns = widths(cells, self._room)
        if columns:
            for line in drawn(cells, columns, header=True):
                self._put(line)
        else:
            for row in cells.rows:
                self._add(Content(" | ").join(row))

    def _marker(self, item: Token) -> str:
        if item.info:
            return f"{item.info}{item.markup} "
        return _BULLETS[(len(self._lists) - 1) % len(_BULLETS)] + " "

    def _open(self, first: str, others: str = "") -> None:
        self._margins.append(
            [Content(first).stylize("bullet"), Content(others or " " * len(first)).stylize("dim" if others else "")]
        )
        self._fresh = True
        self.too_deep = self.too_deep or self._width - self._inset < NARROWEST

    @property
    def _inset(self) -> int:
        return sum(margin[1].cell_length for margin in self._margins)

    @property
    def _room(self) -> int:
        return max(NARROWEST, self._width - self._inset)

    def _part(self) -> None:
        """A blank line between two blocks, not before the first of a container."""
        if not self._fresh:
            self._put(Content(""))

    def _add(self, content: Content) -> None:
        for line in wrapped_content(content, self._room) or [Content("")]:
            self._put(line)

    def _put(self, line: Content) -> None:
        if self._margins:
            line = Content.assemble(*(margin[0] for margin in self._margins), line)
            for margin in self._margins:
                margin[0] = margin[1]
        self._rows.append(line)
        self._fresh = False
