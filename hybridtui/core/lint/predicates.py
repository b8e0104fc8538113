"""Why this file exists: whether a statement is denied, and under which condition, has to be told without a parser.

Only the common shapes are read: a condition before the first comma or at the end, a relative clause behind the subject,
and the last modal as the predicate of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.english.quantities import Quantity
from hybridtui.core.notes.blocks import Span

CONDITIONS = {
    word: sort
    for sort, listed in {
        "when": "when if while whenever where once whether",
        "until": "until unless before without except",
        "after": "after",
        "that": "that which who whose with",
        "only": "only",
    }.items()
    for word in listed.split()
}
"""Words that open a condition, and its sort; conditions of different sorts do not compare."""
_CONDITION = re.compile(rf"(?<![\w-])(?:{'|'.join(CONDITIONS)})(?![\w-])", re.IGNORECASE)
_ADVERBIAL = ("when", "until")
"""Sorts of condition that may stand at the end of a clause."""
LEADS_IN = re.compile(
    r"[\W_]*(?:when|if|while|whenever|where|once|until|unless|before|after|for|in|on|at|during|with|without|as|by|from|under)"
    r"\b",
    re.IGNORECASE,
)
"""What a sentence begins with that says when or for whom the rest of it holds."""
_MODAL = re.compile(
    r"(?<![\w-])(?:(?:must|shall|should|may|can|will|would)(?P<not> never| not|n['’]t)?"
    r"|(?P<cannot>cannot|can['’]t|won['’]t))(?![\w'’-])",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<![\w-])(?:(?:is|are|does|do)(?: not|n['’]t)|never)(?![\w-])|^[\W_]*(?:no|none of|neither)\s.*\b(?:must|shall"
    r"|should|may|can|will|is|are)\b|^[\W_]*not? (?:be|to) ",
    re.IGNORECASE,
)


def conditions(part: str) -> list[tuple[int, str]]:
    """Where in a clause conditions begin, and their sorts."""
    return [(match.start(), CONDITIONS[match[0].lower()]) for match in _CONDITION.finditer(part)]


def main(part: str, marks: Sequence[tuple[int, str]]) -> Span:
    """The main part of a clause: what is before a condition that it ends in, or behind one that it begins with."""
    leading = LEADS_IN.match(part)
    comma = part.find(",") if leading else -1
    start = comma + 1 if comma >= 0 else 0
    trailing = (at for at, sort in marks if sort in _ADVERBIAL and at > start and part[start:at].strip())
    return start, next(trailing, len(part))


def denied(part: str, start: int, end: int, relative: bool, figures: Sequence[Quantity]) -> bool:
    """Whether the predicate is denied: its last modal (a relative clause mostly has none) or else its verb."""
    limits = [(each.limit.start, each.limit.end) for each in figures if each.limit]
    modals = [match for match in _MODAL.finditer(part, start, end) if not _within(match, limits)]
    if any(match["not"] or match["cannot"] for match in modals[-1:]):
        return True
    match = _DENIED.search(part, start, end)
    return bool(match and not _within(match, limits) and not (relative and _in_relative(part, match.start())))


def _within(match: re.Match[str], limits: Sequence[Span]) -> bool:
    """Whether a denial is part of a limit: "must not exceed 50 MB" is a figure."""
    return any(start < match.end() and match.start() < end for start, end in limits)


def _in_relative(part: str, at: int) -> bool:
    return re.search(r"\b(?:that|which|who|whose)\b", part[:at], re.IGNORECASE) is not None
