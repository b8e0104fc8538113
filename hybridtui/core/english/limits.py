"""Why this file exists: "at most 5" and "at least 5" share every word that a figure has, and mean the opposite."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REACH = 48
"""Characters before a figure in which the words that limit it stand."""
_LAST_TWO = re.compile(r"(?:[\w'’]+\s+){1,2}$")
_TURNS = re.compile(r"(?<!\w)(?:no|not|never|nothing|none|nor|without|cannot|avoid|\w+n['’]t)(?![\w'’])", re.IGNORECASE)
_HEDGE = r"(?:\s*(?:\b(?:like|about|around|roughly|maybe|say|approx\w*|the|an?|of|is|be|to|at)\b|[=:,~≈(]))*\s*$"
_LESS = re.compile(
    r"(?:\b(?:max(?:imum)?(?: \w+){0,3}|at most|up to|under|below|within"
    r"|(?:less|fewer|smaller|shorter|lower|younger) than"
    rf"|(?:limit(?:ed)?|cap(?:ped)?)(?: (?:\w+ ){{0,3}}(?:of|to|at|is))?)|<=?|≤){_HEDGE}",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:\b(?:(?<!\d)(?<!\d )min(?:imum)?(?: \w+){0,3}|at least|over|above|beyond|exceed(?:s|ed|ing)?"
    rf"|(?:more|longer|larger|bigger|greater|higher|older) than)|>=?|≥){_HEDGE}",
    re.IGNORECASE,
)
_THEN_LESS = re.compile(
    r"\s?(?:max(?:imum)?|tops|limit|cap|at most|(?:or|and) (?:less|fewer|under|below))\b", re.IGNORECASE
)
_THEN_MORE = re.compile(
    r"\s?(?:min(?:imum)?|at least|(?:or|and) (?:more|over|above|longer|larger|up))\b|\+", re.IGNORECASE
)


_SIGNS_OF_LESS = ("max", "most", "up to", "under", "below", "within", "than", "limit", "cap", "<", "≤")
_SIGNS_OF_MORE = ("min", "least", "over", "above", "beyond", "exceed", "than", ">", "≥")
"""One of these, in lower case, is in all that `_LESS` or `_MORE` finds; to look for them takes a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What the words beside a figure make of it: "at most" or "at least"; the span is theirs and the figure's."""

    side: str
    start: int
    end: int


def limit(text: str, start: int, end: int) -> Limit | None:
    """The limit that the figure at `start` to `end` of `text` is; None where it is none.

    Whether the figure itself is still within the limit is not told apart: few people who write "under 5" thought of it.
    """
    reach = max(0, start - _REACH)
    before = text[reach:start]
    folded = before.lower()
    for side, words, signs in (("at most", _LESS, _SIGNS_OF_LESS), ("at least", _MORE, _SIGNS_OF_MORE)):
        if any(sign in folded for sign in signs) and (match := words.search(before)):
            denial = _denial(before[: match.start()])
            if denial:
                return Limit("at least" if side == "at most" else "at most", reach + denial.start(), end)
            return Limit(side, reach + match.start(), end)
    for side, words in (("at most", _THEN_LESS), ("at least", _THEN_MORE)):
        if match := words.match(text, end):
            return Limit(side, start, match.end())
    return None


def _denial(before: str) -> re.Match[str] | None:
    """The negation among the last two words before a limit, which turns it round: "no more than", "no files over"."""
    words = _LAST_TWO.search(before)
    return next((word for word in _TURNS.finditer(before, words.start())), None) if words else None
