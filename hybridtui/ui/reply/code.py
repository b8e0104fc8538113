"""Why this file exists: code keeps its lines, says what it is, and has its language's colours.

While it arrives each line has the colours that it would have alone, most of which stay when all of it is there: what
changes its colour has to be drawn again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from textual.content import Content

from hybridtui.core.glyphs import visible
from hybridtui.ui.reply.pieces import Piece

if TYPE_CHECKING:
    from textual.highlight import HighlightTheme

_EDGE, _GOES_ON = "│ ", "┆ "
"""What stands before a line of code, and before what does not fit into the line above."""
_TAB = 4
_PLAIN = ("", "text", "txt", "plain", "plaintext")
_TOKENS = {
    "Token.Comment": "comment",
    "Token.Keyword": "keyword",
    "Token.Literal.Number": "number",
    "Token.Literal.String": "string",
    "Token.Name.Builtin": "keyword",
    "Token.Name.Class": "definition",
    "Token.Name.Decorator": "definition",
    "Token.Name.Function": "definition",
    "Token.Name.Tag": "keyword",
    "Token.Operator.Word": "keyword",
}
"""Kinds of tokens, as Pygments writes them."""


def code(piece: Piece, width: int, *, grows: bool = False) -> Iterator[Content]:
    """The lines of a code block, or of a part of one, at most `width` cells each. `grows`: more of it is to come."""
    if piece.first and piece.info:
        yield from Content(visible(f"┌ {piece.info}")).stylize("dim").wrap(width)[:1]
    text = visible(piece.text).expandtabs(_TAB)
    room = max(width - len(_EDGE), 8)
    for line in _coloured(text, piece, grows) or [Content(line).stylize("code") for line in text.split("\n")]:
        for number, part in enumerate(_cut(line, room)):
            yield Content.assemble((_GOES_ON if number else _EDGE, "dim"), part)


def _cut(line: Content, room: int) -> list[Content]:
    """The line in parts of at most `room` cells, cut anywhere: code has no places where it breaks better."""
    if len(line) * 2 <= room or line.cell_length <= room:
        return [line]
    cuts, width = [], 0
    for at, letter in enumerate(line.plain):
        cells = 1 if letter.isascii() else Content(letter).cell_length
        if width + cells > room:
            cuts.append(at)
            width = 0
        width += cells
    return line.divide(cuts) if cuts else [line]


def _coloured(text: str, piece: Piece, grows: bool) -> list[Content] | None:
    """The lines in the colours of their language; None where that is not known, or the code is too long to be lexed."""
    language = piece.info.split(maxsplit=1)[0].strip("{}.").lower() if piece.info else ""
    if language in _PLAIN or not piece.first or not (piece.whole or grows):
        return None
    lines = text.split("\n")
    if not piece.whole:
        return [_alone(line, language) for line in lines]
    coloured = _lexed(text, language).split(allow_blank=True)
    # Textual cuts lines elsewhere too, at a form feed for one: colours must not change what the code says.
    return coloured if [line.plain for line in coloured] == lines else None


@lru_cache(512)
def _alone(line: str, language: str) -> Content:
    """A line of code that is not complete, in colours."""
    coloured = _lexed(line, language)
    return coloured if coloured.plain == line else Content(line).stylize("code")


def _lexed(text: str, language: str) -> Content:
    from textual.highlight import highlight

    return highlight(text, language=language, theme=_names())


@cache
def _names() -> type[HighlightTheme]:
    """The classes of tokens that Textual tells apart, by the names that the style sheet has for them."""
    from textual.highlight import HighlightTheme

    styles = {token: name for token in HighlightTheme.STYLES if (name := _TOKENS.get(str(token)))}
    return type("Names", (HighlightTheme,), {"STYLES": styles})
