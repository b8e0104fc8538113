"""Why this file exists: to be compared, a statement has to be brought into a form that wording does not change.

A clause is a bag of stems with words of one meaning made one ("keep" and "retain"), its figures in base units, and
whether its predicate is denied. Only closed lists of verbs are made one: nouns are the subject, and are not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hybridtui.core.blocks import Span
from hybridtui.core.english.negations import negations
from hybridtui.core.english.quantities import Quantity, quantities
from hybridtui.core.english.stems import says, stem, words
from hybridtui.core.lint.prose import BLANK, prose

_ONE_MEANING = {
    stem(word): stem(group.split()[0])
    for group in (
        "keep retain store save preserve hold remain",
        "delete remove purge erase drop wipe",
        "refuse reject deny decline",
        "finish complete end done take last run",
        "show display render present list",
        "answer respond return reply",
        "send deliver dispatch transmit",
        "begin start launch",
        "change modify edit alter update",
        "create make add",
        "expire lapse",
        "user person people someone anybody",
    )
    for word in group.split()
}
_SILENT_WORDS = """
system app application software able allow permit let accept support provide limit restrict cap maximum minimum max min
size large larger big bigger long longer old older fewer exactly automatically always mandatory required need possible
"""
_SILENT = frozenset(map(stem, _SILENT_WORDS.split()))
"""What is said of any figure or ability; "the maximum size of an upload is" and "uploads are limited to" are one."""
_BREAK = re.compile(
    r"[.;:!?](?=\s|$)|,(?=\s)|\s[–—-]\s|[()]|\b(?:then|because|so that|but|whereas|with|which)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"(?<![\w-])(?:when|if|while|whenever|unless|until|where|once|that|which|who|whose|without|whether|before|during)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<![\w-])(?:(?:must|shall|should|may|can|will|would|does|do|is|are)(?: never| not|n['’]t)|cannot|never)\b"
    r"|^\W*(?:no|none of|neither) .*\b(?:must|shall|should|may|can|will|is|are)\b|^\W*not? (?:be|to) ",
    re.IGNORECASE,
)
"""A predicate that is denied. "A row with no number" denies something else."""
_EXCEPTING = frozenset({"only", "except", "instead"})
_REFUSED = stem("refuse")

_BASE = {
    "ms": ("s", "0.001"), "s": ("s", "1"), "min": ("s", "60"), "h": ("s", "3600"), "day": ("s", "86400"),
    "week": ("s", "604800"), "month": ("month", "1"), "year": ("month", "12"), "byte": ("byte", "1"),
    "kB": ("byte", "1000"), "MB": ("byte", "1000000"), "GB": ("byte", "1000000000"), "TB": ("byte", "1000000000000"),
    "KiB": ("byte", "1024"), "MiB": ("byte", "1048576"), "GiB": ("byte", "1073741824"),
}  # fmt: skip
"""Units that measure one thing, with what they are worth; a month has no fixed number of days."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in base units: of what (a unit, or the stem of the noun counted), how much, and which side is open."""

    of: str
    amount: Decimal
    side: str


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says, and where it stands in the text.

    `bag` are its stems, `second` those that stand right behind another ("file" in "original file"). `figures` are
    those of the statement, not of a condition in it. `open` says that it holds under conditions or for a part only,
    so that another clause may say otherwise without a conflict.
    """

    span: Span
    bag: frozenset[str]
    second: frozenset[str]
    figures: tuple[Figure, ...]
    denied: bool
    open: bool


@lru_cache(maxsize=8192)
def clauses(raw: str) -> tuple[Clause, ...]:
    """The clauses of an item's text as it stands in the spec, in order."""
    text = prose(raw).plain
    return tuple(clause for span in _spans(text) if (clause := _clause(raw, text, span)).bag)


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        if any(char.isalnum() or char == BLANK for char in text[start : match.start()]):
            yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _clause(raw: str, text: str, span: Span) -> Clause:
    part, written = text[slice(*span)], raw[slice(*span)]
    condition = _SUBORDINATE.search(part)
    main = condition.start() if condition else len(part)
    found, denials = quantities(part), negations(part)
    said = [each for start, end in _between(part, found) for each in _stems(written[start:end])]
    denied = _DENIED.search(part, 0, main) is not None
    refused = any(word == _REFUSED for word, _ in said)
    figures = tuple(_figure(part, each, denied or refused) for each in found if each.start < main)
    return Clause(
        span,
        frozenset(word for word, _ in said if not (figures and word == _REFUSED)),
        frozenset(word for word, behind in said if behind),
        figures,
        denied and not figures,
        bool(condition) or any(each.sort in _EXCEPTING for each in denials),
    )


def _between(part: str, found: Sequence[Quantity]) -> Iterator[Span]:
    """The stretches of a clause that are no figure and no limit of one."""
    at = 0
    for each in found:
        start, end = (each.limit.start, each.limit.end) if each.limit else (each.start, each.end)
        if start > at:
            yield at, start
        at = max(at, end)
    yield at, len(part)


def _stems(text: str) -> list[tuple[str, bool]]:
    """The telling stems of `text` in order, each with whether it stands right behind another."""
    found, behind = [], False
    for word in words(text):
        one = _ONE_MEANING.get(stem(word), stem(word))
        telling = says(word) and one not in _SILENT
        if telling:
            found.append((one, behind))
        behind = telling
    return found


def _figure(part: str, quantity: Quantity, turned: bool) -> Figure:
    """The figure; where more than it is refused, at most that is wanted."""
    side = quantity.limit.side if quantity.limit else ""
    if turned and side:
        side = "at most" if side == "at least" else "at least"
    if quantity.unit in _BASE:
        of, worth = _BASE[quantity.unit]
        return Figure(of, Decimal(quantity.number) * Decimal(worth), side)
    counted = next((stem(word) for word in words(part[quantity.end :]) if says(word)), "") if not quantity.unit else ""
    return Figure(quantity.unit or counted, Decimal(quantity.number), side)
