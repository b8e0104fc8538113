"""Why this file exists: the yardstick for a reply that streams is the least that Textual needs to show one and notes.

The reply is the file named as the argument. It begins with F5, token by token, at the rate that is the second argument.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown, TextArea

from tests.bench.reply import pieces

COMMAND = (sys.executable, "-m", "tests.bench.streaming")


class Streaming(App[None]):
    """A TextArea, and a Markdown that follows a MarkdownStream."""

    CSS = "TextArea { height: 1fr } VerticalScroll { height: 1fr }"
    BINDINGS: ClassVar[list[BindingType]] = [("f5", "begin", "Begin")]

    def compose(self) -> ComposeResult:
        yield TextArea()
        with VerticalScroll():
            yield Markdown()

    @work
    async def action_begin(self) -> None:
        """Stream the reply; tokens that are late come at once, as they would from a socket."""
        self.query_one(VerticalScroll).anchor()
        stream = Markdown.get_stream(self.query_one(Markdown))
        begun = time.perf_counter()
        for at, piece in enumerate(pieces(REPLY)):
            await asyncio.sleep(max(0.0, begun + at / RATE - time.perf_counter()))
            await stream.write(piece)
        await stream.stop()


if __name__ == "__main__":
    REPLY, RATE = Path(sys.argv[1]).read_text(encoding="utf-8"), float(sys.argv[2])
    Streaming().run()
