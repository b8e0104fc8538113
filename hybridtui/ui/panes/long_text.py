"""Why this file exists: a text of megabytes is drawn and typed in like a short one.

For each line of the screen, Textual joins the whole text to see whether there is any. It is remembered here until the
text changes.

How it is wrapped leans on names of Textual that are not promised to stay: where one is missing, Textual wraps it.
"""

from __future__ import annotations

from textual.document._document import Document, DocumentBase, EditResult, Location
from textual.document._wrapped_document import WrappedDocument


def wrapping(document: DocumentBase, width: int, tab_width: int) -> WrappedDocument:
    """`document`, wrapped to `width` cells (0: not at all); tabs are `tab_width` cells apart."""
    try:
        from hybridtui.ui.panes.long_wrapping import LongWrapping

        return LongWrapping(document, width, tab_width)
    except ImportError:
        return WrappedDocument(document, width, tab_width)


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
