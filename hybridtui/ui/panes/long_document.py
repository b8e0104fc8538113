"""Why this file exists: a text of megabytes is drawn and typed in like a short one.

For each line of the screen, Textual joins the whole text to see whether there is any. It is remembered here until the
text changes.
"""

from __future__ import annotations

from textual.document._document import Document, EditResult, Location


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
