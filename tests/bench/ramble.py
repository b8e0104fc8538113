"""Why this file exists: finished sentences are remembered, so a long refinement needs notes that never repeat one."""

from __future__ import annotations

from itertools import count

MARK = "§"
"""Stands in the notes and nowhere else on the screen: what sends it has drawn the notes."""

_PLAIN = (
    "ok so basically the support team keeps pasting batch {n} of the customer files into the chat and it's a mess.",
    "So I want a small upload page for that, drag and drop, and it should take files of up to {n} MB I think.",
    "It should also check the columns and tell them which of the {n} rows are bad, not just that the file is invalid.",
    "And if the same address shows up {n} times then please keep the newest one and show the people the other ones.",
    "We already have the table with the {n} columns and the team is happy with it, so don't touch the billing ones.",
    "It would be nice to have a background job because the big ones took {n} seconds last time and the proxy kills it.",
)
_TECHNICAL = (
    "ok so basically support keeps pasting batch {n} of the customer CSVs into #ops-help and honestly it's a mess.",
    "So I want a small upload page at /admin/imports/{n}, drag and drop, and it should take files of up to {n} MB.",
    "It should also check the columns (email, plan_id, seats) and tell them which of the {n} rows are bad, not `422`.",
    "And if the same customer_id shows up {n} times then please keep the newest one by updated_at, and list the rest.",
    "We already have the customers table with {n} columns in PostgreSQL, so don't touch billing_status or stripe_id.",
    "It would be nice to have a background job, because import-{n}.csv took {n} seconds and nginx killed it at 60s.",
)
_PARAGRAPH = 6


def ramble(sentences: int) -> str:
    """Notes of so many sentences, each different, in paragraphs. The first line is empty: there is room to type."""
    return f"\n\n{MARK} Upload\n\n{_paragraphs(_PLAIN, sentences)}\n"


def notes(words: int) -> str:
    """Notes of at least so many words, to the end of a sentence: three words are about five of the starter's tokens."""
    return next(text for text in (_paragraphs(_TECHNICAL, at) for at in count(1)) if len(text.split()) >= words)


def _paragraphs(sentences: tuple[str, ...], many: int) -> str:
    lines = [sentences[at % len(sentences)].format(n=at + 2) for at in range(many)]
    return "\n\n".join(" ".join(lines[at : at + _PARAGRAPH]) for at in range(0, many, _PARAGRAPH))
