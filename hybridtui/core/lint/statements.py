"""Why this file exists: to be compared, a statement has to be brought into a form that wording does not change.

A clause is a bag of stems in which verbs of one meaning are one ("keep" and "retain"), its figures in base units, the
sort of condition it is under, and whether its predicate is denied. Nouns are the subject, and are not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from hybridtui.core.english.quantities import Quantity
from hybridtui.core.english.stems import says, stem, words
from hybridtui.core.lint.predicates import CONDITIONS, LEADS_IN, conditions, denied, main
from hybridtui.core.lint.prose import BLANK, REMEMBERED, Prose, prose
from hybridtui.core.notes.blocks import Span
from hybridtui.core.remembering import remembered

_GROUPS = """
keep retain store save preserve; delete remove purge erase; refuse reject decline; finish complete; show display;
answer respond reply; send deliver transmit; begin start; change modify edit alter update; expire lapse; user person
people
"""
REFUSED = "refus"
"""The stem of the verbs of refusing."""

_SILENT_WORDS = """
system app application software able allow permit let accept support provide limit restrict cap maximum minimum max min
size large larger big bigger long longer old older fewer exactly automatically always mandatory required need possible
must shall should may can will would over after under during per via within most least less more below above beyond
exceed exceeds exceeding smaller shorter lower younger greater higher tops same roughly approximately
"""
"""What is said of any figure or ability; "the maximum size of an upload is" and "uploads are limited to" are one."""

_BREAK = re.compile(r"[.;:!?](?=\s|$)|,(?=\s)|\s[–—-]\s|[()]|\b(?:then|because|so that|but|whereas)\b", re.IGNORECASE)
"""What ends a clause."""
_AND = re.compile(r"\band\b(?!\s+(?:more|up|over|above)\b)(?!\s*[\d$€£])")
_LONGEST = 5_000
"""Characters."""

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

    `bag` are its stems, with the figures of its conditions; `second` those that stand right behind another ("file" in
    "original file"). `figures` are those of the statement itself. `conditions` are the sorts of condition it is under.
    `first` says that the item begins with it.
    """

    span: Span
    bag: frozenset[str]
    second: frozenset[str]
    figures: tuple[Figure, ...]
    denied: bool
    conditions: frozenset[str]
    first: bool


@remembered(REMEMBERED)
def clauses(raw: str) -> tuple[Clause, ...]:
    """The clauses of an item's text as it stands in the spec, in order; a text as long as a chapter gives none."""
    if len(raw) > _LONGEST:
        return ()
    said = prose(raw)
    found = (_clause(said, span, at == 0) for at, span in enumerate(_spans(said)))
    return tuple(clause for clause in found if clause.bag)


def _spans(said: Prose) -> Iterator[Span]:
    """Where the clauses stand. What leads in to a sentence ("When a row fails, ...") is no clause of its own."""
    text, start, opens = said.plain, 0, True
    for match in _BREAK.finditer(text):
        if not any(char.isalnum() or char == BLANK for char in text[start : match.start()]):
            continue
        if match[0] == "," and opens and LEADS_IN.match(text, start):
            opens = False
            continue
        yield from _parted(said, (start, match.start()))
        start, opens = match.end(), match[0] in ".!?;:"
    yield from _parted(said, (start, len(text)))


def _parted(said: Prose, span: Span) -> Iterator[Span]:
    """A clause in two where a figure stands before an "and": what comes behind it says something else."""
    start, end = span
    for figure in said.figures:
        if start <= figure.start < end and (cut := _AND.search(said.plain, figure.end, end)):
            yield start, cut.start()
            start = cut.end()
    if start < end:
        yield start, end


def _clause(said: Prose, span: Span, first: bool) -> Clause:
    written, part = said.words[slice(*span)], said.plain[slice(*span)]
    found = [_moved(each, -span[0]) for each in said.figures if span[0] <= each.start < span[1]]
    marks = conditions(part)
    start, end = main(part, marks)
    inside = [each for each in found if start <= each.start < end]
    telling = [pair for at, to in _between(part, found) for pair in _stems(written[at:to])]
    conditional = [(each.value, False) for each in found if each not in inside]
    return Clause(
        span,
        frozenset(word for word, _ in telling + conditional),
        frozenset(word for word, behind in telling if behind),
        tuple(_figure(part, each) for each in inside),
        denied(part, start, end, bool(marks), inside),
        frozenset(sort for _, sort in marks),
        first,
    )


def _moved(figure: Quantity, by: int) -> Quantity:
    limit = figure.limit and replace(figure.limit, start=figure.limit.start + by, end=figure.limit.end + by)
    return replace(figure, start=figure.start + by, end=figure.end + by, limit=limit)


def _between(part: str, found: Sequence[Quantity]) -> Iterator[Span]:
    """The stretches of a clause between its figures. The words of a limit in them are silent."""
    at = 0
    for each in found:
        yield at, each.start
        at = each.end
    yield at, len(part)


@cache
def _silent() -> frozenset[str]:
    return frozenset(map(stem, _SILENT_WORDS.split()))


@cache
def _one_meaning() -> dict[str, str]:
    return {stem(word): stem(group.split()[0]) for group in _GROUPS.split(";") for word in group.split()}


def _stems(text: str) -> list[tuple[str, bool]]:
    """The telling stems of `text` in order, each with whether it stands right behind another."""
    found, behind = [], False
    for word in words(text):
        one = _telling(word)
        if one:
            found.append((one, behind))
        behind = bool(one)
    return found


@lru_cache(maxsize=REMEMBERED)
def _telling(word: str) -> str:
    """The stem that stands for what a word means; empty where it tells nothing of what a clause is about."""
    one = _one_meaning().get(stem(word), stem(word))
    return one if says(word) and one not in _silent() and word not in CONDITIONS else ""


def _figure(part: str, quantity: Quantity) -> Figure:
    side = quantity.limit.side if quantity.limit else ""
    if quantity.unit in _BASE:
        of, worth = _BASE[quantity.unit]
        return Figure(of, Decimal(quantity.number) * Decimal(worth), side)
    counted = "" if quantity.unit else next((stem(word) for word in words(part[quantity.end :]) if says(word)), "")
    return Figure(quantity.unit or counted, Decimal(quantity.number), side)
