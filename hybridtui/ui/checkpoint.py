"""Why this file exists: the deliberate stop. Here the human sees exactly what would leave the machine, and decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from hybridtui.core.checkpoint import Checkpoint
from hybridtui.core.glyphs import visible
from hybridtui.core.meter import Meter, money_text, range_text, tokens_text
from hybridtui.core.request import Request
from hybridtui.ui.keys import CHECKPOINT, bindings
from hybridtui.ui.page import Page


class CheckpointScreen(ModalScreen[bool]):
    """Shows the envelope; gives True when the human signed it, False when they went back.

    `missing` says what to do when there is no credential; empty when there is one.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(CHECKPOINT))

    def __init__(self, checkpoint: Checkpoint, meter: Meter, missing: str) -> None:
        super().__init__()
        self._checkpoint = checkpoint
        self._meter = meter
        self._missing = missing
        self._raw = False

    def compose(self) -> ComposeResult:
        with Page(id="checkpoint") as page:
            page.border_title = "Checkpoint: nothing has been sent yet"
            yield Static(Content("\n").join(self._manifest()), id="manifest")
            yield Static(self._payload(), id="payload")
        yield Footer()

    def on_mount(self) -> None:
        """The page takes the keys, so that it scrolls."""
        self.query_one("#checkpoint").focus()

    def _manifest(self) -> Iterable[Content]:
        envelope, meter = self._checkpoint.envelope, self._meter
        rows = [
            ("goes to", envelope.host),
            ("model", envelope.model),
            *envelope.settings,
            ("paid with", envelope.credential),
            ("input", f"{tokens_text(meter.input_tokens)} tokens, {range_text(meter.input_low, meter.input_high)}"),
            ("at worst", f"{money_text(meter.worst_case)} with the longest answer allowed"),
            ("size", f"{len(envelope.payload):,} bytes"),
            ("SHA-256", self._checkpoint.digest),
        ]
        for name, value in rows:
            yield Content.assemble((f"{name:<11}", "bold"), visible(value))
        if self._missing:
            yield Content.styled(f"✗ {visible(self._missing)}", "bold")

    def _payload(self) -> Content:
        if self._raw:
            body = visible(self._checkpoint.envelope.payload.decode(errors="surrogateescape"))
            return Content.assemble(("\nRequest body, byte for byte\n\n", "bold"), body)
        # Read back from the very bytes that would be sent.
        request = Request.parse(self._checkpoint.envelope.payload)
        titled = (("Spec", request.spec), ("System prompt, sent in front of it", request.system))
        return Content("\n").join(Content.assemble((f"\n{title}\n\n", "bold"), visible(text)) for title, text in titled)

    def action_bytes(self) -> None:
        """Switch between the readable form and the exact bytes."""
        self._raw = not self._raw
        self.query_one("#payload", Static).update(self._payload())

    def action_back(self) -> None:
        """Leave; nothing is sent."""
        self.dismiss(False)

    def action_send(self) -> None:
        """Sign exactly what is shown."""
        if self._missing:
            self.notify(visible(self._missing), title="Not sent: no credential", severity="error", markup=False)
            return
        self.dismiss(True)
