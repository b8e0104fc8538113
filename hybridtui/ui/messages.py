"""Why this file exists: panes know no one; what happens in them goes up as a message, past tense for facts."""

from __future__ import annotations

from textual.message import Message


class NotesEdited(Message):
    """The human changed the notes."""


class SpecEdited(Message):
    """The spec's text changed, by the human's hand or by a take."""


class ItemSelected(Message):
    """The cursor of the draft came to the item `item_id`; empty when the draft is empty."""

    def __init__(self, item_id: str) -> None:
        super().__init__()
        self.item_id = item_id


class SpecLineSelected(Message):
    """The spec's cursor moved."""


class TakeRequested(Message):
    """The human wants the draft item under the cursor."""


class Recorded(Message):
    """What is known about the spec besides its text changed: what was taken, set aside or answered."""


class Opened(Message):
    """The panes are painted, and what works behind them is loaded."""


class Loaded(Message):
    """Everything that a human may soon ask for is loaded."""


class Finished(Message):
    """Something that went on for `seconds` came to its end by itself; `text` says what, without a word of the notes."""

    def __init__(self, text: str, seconds: float) -> None:
        super().__init__()
        self.text = text
        self.seconds = seconds


class Settled(Message):
    """Much that stays in memory has been loaded."""
