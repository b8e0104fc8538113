"""Why this file exists: a file that came in must be text, and places in it are told as editors tell them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from hybridtui.core.errors import HybridError
from hybridtui.core.notes.blocks import Span, line_spans
from hybridtui.headless import streams

_BOM = "\ufeff"
_STRANGE = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff]")
_MOST_STRANGE = 0.3
"""A text with a larger share of control characters and undecodable bytes is none. Perl's `-T` takes a third, too."""
_JSON = re.compile(r'\s*\{\s*(?:"|\}\s*$)')


@dataclass(frozen=True)
class Paper:
    """A text file: its name as messages show it, its text, and how many characters stand before that (a BOM)."""

    name: str
    text: str
    before: int = 0

    @property
    def is_json(self) -> bool:
        """Whether this is meant to be JSON; a Markdown document does not begin with an object's first key."""
        return self.name.casefold().endswith(".json") or _JSON.match(self.text) is not None

    @property
    def whole(self) -> str:
        """Everything in the file."""
        return _BOM * self.before + self.text

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, both counting from 1, of the character `at` of the text; a column is a character."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def span(self, span: Span) -> Span:
        """A span of the text in characters of the file as it is."""
        return span[0] + self.before, span[1] + self.before

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in line_spans(self.text)]


def read(argument: str, what: str) -> Paper:
    """The text file `argument` ("-": standard input). `what` names it in errors ("the spec").

    Raises `HybridError` when it cannot be read or is no text.
    """
    name = "<stdin>" if argument == streams.STDIN else argument
    content = streams.read(argument, what)
    text = content.removeprefix(_BOM)
    if len(_STRANGE.findall(text)) > _MOST_STRANGE * len(text):
        raise HybridError(
            f"Cannot read {what}: that is no text",
            f"{name} holds mostly bytes that are not text in UTF-8.",
            "Give a Markdown file, or save it as UTF-8.",
        )
    return Paper(name, text, len(content) - len(text))
