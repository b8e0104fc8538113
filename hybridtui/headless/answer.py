"""Why this file exists: whoever hands off from a shell sees the reply arrive, and what it costs, each in its stream."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from hybridtui.core.costs.receipt import receipt
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.core.ledger import outcome
from hybridtui.core.reply import Reply
from hybridtui.headless import streams
from hybridtui.headless.printer import Printer
from hybridtui.headless.status_line import StatusLine


class Answer:
    """Shows a reply as it comes: its text on standard output, how it stands and what it cost on standard error.

    How it stands is one line that is written over, where standard error is a terminal. Elsewhere only what a log should
    keep is told. `reply` is the latest state.
    """

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._line = StatusLine(sys.stderr)
        self._told = ""
        self.reply = Reply()

    def __call__(self, reply: Reply) -> None:
        """Show `reply`, which goes on where the one before it ended."""
        printed, self.reply = len(self.reply.text), reply
        if text := reply.text[printed:]:
            self._line.show("")
            self._printer.put(text)
        self._line.show(self._status() if reply.running else "")
        if reply.delay and str(reply.delay.cause) != self._told and not self._line.seen:
            self._told = str(reply.delay.cause)
            self.tell(f"{reply.delay.cause.title}: sent again in {reply.delay.seconds} s.")

    def trouble(self, error: HybridError) -> None:
        """Tell what could not be saved."""
        self._line.show("")
        streams.tell(error)

    def tell(self, line: str) -> None:
        """A line on standard error."""
        self._line.show("")
        streams.note(line)

    def close(self) -> None:
        """Wait until all of the text is printed. Raises `HybridError` when it could not be."""
        self._printer.close()
        if self._printer.on_terminal and self._line.seen and self.reply.text[-1:] not in ("", "\n"):
            self.tell("")

    def bill(self, kept: str) -> None:
        """Tell what was billed, and where the text is `kept`."""
        for line in _bill(self.reply, kept):
            self.tell(line)

    def _status(self) -> str:
        reply = self.reply
        if reply.delay:
            when = f"sent again in {reply.delay.seconds} s" if reply.delay.seconds else "sending again now"
            return f"{reply.delay.cause.title}: {when}; Ctrl+C stops it"
        if reply.text:
            # The text itself shows that it comes, unless it goes elsewhere.
            return "" if self._printer.on_terminal else f"{len(reply.text):,} characters have come"
        if reply.thinking:
            return f"Claude is thinking: {len(reply.thinking):,} characters of summary"
        return f"Waiting for {reply.model}; Ctrl+C stops it" if reply.target not in UNANSWERED else ""


def _bill(reply: Reply, kept: str) -> Iterator[str]:
    if reply.note:
        yield reply.note
    if reply.target not in UNANSWERED:
        yield receipt(reply)
    if reply.request_id:
        yield f"request {reply.request_id}"
    if kept and reply.text:
        yield f"{outcome(reply).words}: kept in {kept}"
