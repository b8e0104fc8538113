"""Why this file exists: an answer may hold whole files; here they are found, and called what the answer calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hybridtui.core.code.names import from_first_line, from_info, from_line_before

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced block of an answer. `name` is the file that it is meant to be, "" where the answer names none.

    `text` is what stands between the fences, each line ended by a newline, less the marks of a list or a quotation
    around it. `closed` says that the closing fence is there: without it the answer may have been cut short.
    """

    name: str
    language: str
    text: str
    closed: bool

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.split("\n")) - self.text.endswith("\n") if self.text else 0


def blocks(text: str) -> tuple[CodeBlock, ...]:
    """The fenced code blocks of a Markdown `text` in their order, as CommonMark reads it."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    source = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # the lines as the parser counts them
    return tuple(
        _block(token, _line_before(tokens[:at], source, token))
        for at, token in enumerate(tokens)
        if token.type == "fence" and token.map
    )


def _block(token: Token, before: str) -> CodeBlock:
    start, end = token.map or (0, 0)
    content = token.content
    inside = content.count("\n") + (not content.endswith("\n") and bool(content))
    language, named = from_info(token.info.strip())
    name = named or from_line_before(before) or from_first_line(content.partition("\n")[0])
    return CodeBlock(name, language, content, closed=end - start > inside + 1)


def _line_before(tokens: Sequence[Token], source: Sequence[str], fence: Token) -> str:
    """The last line of text before `fence`, without its list's or quotation's marks, if only blank lines part them."""
    inline = next((token for token in reversed(tokens) if token.type in ("inline", "fence", "code_block")), None)
    if inline is None or inline.type != "inline" or not inline.map or not fence.map:
        return ""
    between = source[inline.map[1] : fence.map[0]]
    return "" if any(line.strip("> \t") for line in between) else inline.content.rpartition("\n")[2].strip()
