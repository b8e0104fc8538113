"""Why this file exists: some smells can simply be cut out, and the sentence around them must stay one.

An edit is offered only where the words are a clause, an adverb or the end of a list. "Appropriate" has a place of its
own in its sentence, and has to be replaced by a person.
"""

from __future__ import annotations

import re

from hybridtui.core.checkpoint.findings import Edit
from hybridtui.core.lint.prose import before
from hybridtui.core.notes.blocks import Span

_CLAUSE = re.compile(
    r"(?:if|when|where|wherever|whenever|unless|as|insofar|so far|inasmuch|to the|within reason|preferably|ideally"
    r"|perhaps|possibly|hopefully|\w+ permitting|in principle|in general|generally|typically|usually|normally"
    r"|ordinarily|mostly|on the whole|by and large|for the most part|subject to availability)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r",|…|\.\.\.|\s|(?:etc|et cetera|and so |and whatnot|or (?:so|what|some|similar$)"
    r"|and (?:the like|(?:\w+ )?more|others|such|stuff|things))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:,?\s*(?<!\w)(?:and|or))?,?\s*$")
_AFTER = re.compile(r",?\s*(\w)")


def without_clause(text: str, span: Span) -> tuple[Edit, ...]:
    """The edit of `text` that leaves out the clause or adverb at `span`, if it is one, with the commas around it."""
    start, end = span
    if not _CLAUSE.match(text, start, end):
        return ()
    if not text[:start].strip(" *_"):
        rest = _AFTER.match(text, end)
        return (Edit("Leave the words out", (start, rest.end()), rest[1].upper()),) if rest else ()
    return (Edit("Leave the words out", _joined(text, start, end), ""),)


def without_end(text: str, span: Span) -> tuple[Edit, ...]:
    """The edit of `text` that ends a list before the words at `span`, if they end one."""
    start, end = span
    if not _END.match(text, start, end) or not text[:start].strip(" *_"):
        return ()
    if text[end - 1] == "." and not text[end:].strip():
        end -= 1  # the stop of the abbreviation is that of the sentence too
    return (Edit("End here", _joined(text, start, end), ""),)


def _joined(text: str, start: int, end: int) -> Span:
    """The span to take out, so that one blank and at most one comma remain between what stood on its two sides."""
    joint = _BEFORE.search(before(text, start))
    first = start - len(joint[0]) if joint else start
    if "," in text[first:start] and text[end : end + 1] == ",":
        return first, end + 1
    return first, end
