"""Why this file exists: finished sentences are remembered, so a long refinement needs notes that never repeat one."""

from __future__ import annotations

MARK = "§"
"""Stands in the notes and nowhere else on the screen: what sends it has drawn the notes."""

_SENTENCES = (
    "ok so basically the support team keeps pasting batch {n} of the customer files into the chat and it's a mess.",
    "So I want a small upload page for that, drag and drop, and it should take files of up to {n} MB I think.",
    "It should also check the columns and tell them which of the {n} rows are bad, not just that the file is invalid.",
    "And if the same address shows up {n} times then please keep the newest one and show the people the other ones.",
    "We already have the table with the {n} columns and the team is happy with it, so don't touch the billing ones.",
    "It would be nice to have a background job because the big ones took {n} seconds last time and the proxy kills it.",
)
_PARAGRAPH = 6


def ramble(sentences: int) -> str:
    """Notes of so many sentences, each different, in paragraphs. The first line is empty: there is room to type."""
    lines = [_SENTENCES[at % len(_SENTENCES)].format(n=at + 2) for at in range(sentences)]
    paragraphs = (" ".join(lines[at : at + _PARAGRAPH]) for at in range(0, sentences, _PARAGRAPH))
    return f"\n\n{MARK} Upload\n\n" + "\n\n".join(paragraphs) + "\n"
