"""Why this file exists: a text of megabytes is drawn and typed in like a short one.

For each line of the screen, Textual joins the whole text to see whether there is any, and adds up the heights of all
of its lines. Both are remembered here until the text changes.
"""

from __future__ import annotations

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument


class LongDocument(Document):
    """A document that joins its lines once for each edit."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._joined: str | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        if self._joined is None:
            self._joined = super().text
        return self._joined

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what stands between two places."""
        self._joined = None
        return super().replace_range(start, end, text)


class LongWrapping(WrappedDocument):
    """Lines as they are wrapped on the screen, whose number is known without counting."""

    @property
    def height(self) -> int:
        """How many lines of the screen the document takes."""
        return len(self._offset_to_line_info)
