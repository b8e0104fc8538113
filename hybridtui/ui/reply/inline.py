"""Why this file exists: what a line of Markdown says and how it is stressed, as text with named stretches.

A name is the part of a component class behind "reply--"; what it looks like is the style sheet's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content, Span

from hybridtui.core.glyphs import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

_NAMES = {"em": "em", "strong": "strong", "s": "strike", "link": "link"}
_BLANKS = re.compile(r"\s+")


def inline(tokens: Sequence[Token], name: str = "") -> Content:
    """What the inline `tokens` say. `name` holds for all of it.

    A link says where it leads, as nobody can see that otherwise.
    """
    text: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[int, Token]] = []
    length = 0

    def add(more: str, name: str = "") -> None:
        nonlocal length
        more = visible(more)
        if name:
            spans.append(Span(length, length + len(more), name))
        text.append(more)
        length += len(more)

    for token in tokens:
        if token.type in ("text", "html_inline"):
            add(_BLANKS.sub(" ", token.content))
        elif token.type == "softbreak":
            add(" ")
        elif token.type == "hardbreak":
            add("\n")
        elif token.type == "code_inline":
            add(token.content, "code")
        elif token.type == "image":
            add(f"[image: {token.content}]" if token.content else "[image]", "link")
            add(f" ({token.attrGet('src')})", "dim")
        elif token.nesting > 0:
            opened.append((length, token))
        elif token.nesting < 0 and opened:
            start, opener = opened.pop()
            spans.append(Span(start, length, _NAMES.get(opener.type.removesuffix("_open"), "")))
            leads = str(opener.attrGet("href") or "")
            if leads and leads != "".join(text)[start:]:
                add(f" ({leads})", "dim")
        elif token.content:
            add(token.content)
    if name:
        spans.insert(0, Span(0, length, name))
    return Content("".join(text), spans)
