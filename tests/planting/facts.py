"""Why this file exists: a fact gone wrong is the defect that reads best, so nobody but a machine will see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.planting.bed import Bed, Defect, Family, Row
from tests.planting.ground import Ground

_SORTS = ("value", "unit", "negation", "name", "value", "negation", "unit", "value", "negation", "name")

_NUMBER = re.compile(r"(?<![\w.,:*-])\d{1,3}(?:,\d{3})*(?![\w.,:]*\d)(?=[\s,;.%°)-]|p\b)")
_UNITS = (
    (r"\bseconds\b", "minutes"),
    (r"(?<=\d[ -])second\b", "minute"),
    (r"(?<=\d )s\b", "ms"),
    (r"(?<=\d )min\b", "h"),
    (r"\bminutes\b", "hours"),
    (r"\bhours\b", "days"),
    (r"\bdays\b", "weeks"),
    (r"\bmonths\b", "weeks"),
    (r"\byears\b", "months"),
    (r"\bMB\b", "GB"),
    (r"\bkm/h\b", "m/s"),
    (r"°C", "°F"),
    (r"£(?=\d)", "€"),
)
_NEGATIONS = (
    (r"\bcan't be\b", "can be"),
    (r"\bcan't\b", "can"),
    (r"\bcannot\b", "can"),
    (r"\bmay not\b", "may"),
    (r"\bMUST (?:NOT|never)\b", "MUST"),
    (r"\bis not active\b", "is active"),
    (r"\bis never\b", "is always"),
    (r"\band never while\b", "and also while"),
    (r"\bdoes not show\b", "shows"),
    (r"\bwithout (?=a |passwords)", "with "),
    (r"\bbut not when\b", "even when"),
    (r"\bthere is no fee\b", "there is a fee"),
    (r"\bno proof\b", "proof"),
    (r"\bno JavaScript\b", "a JavaScript"),
    (r"\bonly (?=listens|admins|growers)|\bonly go(?= to)", "also "),
    (r"\b(?<=sees )a list\b", "no list"),
    (r"\bcan (?=be run|download|renew|change|type)", "can't "),
    (r"\bMUST (?=keep|open|count|go|be refused|show)", "MUST NOT "),
    (r"\bis (?=lent as|locked|paused|kept)", "is not "),
)


def plant(bed: Bed, ground: Ground, random: Random, count: int) -> None:
    """Alter one fact in each of `count` entries: its value, unit or name, or whether it is so at all.

    A sort that fits no entry any more gives its turn to the values, which are everywhere. Raises `LookupError` when
    these are used up, too.
    """
    changes: dict[str, Callable[[Row], list[tuple[str, str, int]]]] = {
        "value": lambda row: list(_values(row.said, random)),
        "unit": lambda row: list(_swaps(row.said, _UNITS)),
        "negation": lambda row: list(_swaps(row.said, _NEGATIONS)),
        "name": lambda row: [
            (row.said[: at.start()] + new + row.said[at.end() :], new, at.start())
            for old, news in ground.names.items()
            for new in news
            if (at := re.search(rf"\b{old}\b", row.said))
        ],
    }
    # The rarest first, or the values would take their entries.
    for sort in sorted(_SORTS[:count], key=("name", "negation", "unit", "value").index):
        for attempt in (sort, "value"):
            rows = [(row, found) for row in bed.free() if (found := changes[attempt](row))]
            if rows:
                row, found = random.choice(rows)
                text, words, at = random.choice(found)
                bed.change(row, row.bullet + text, Defect(Family.ALTERED, attempt, words), len(row.bullet) + at)
                break
        else:
            raise LookupError(f"no place for an altered {sort}")


def _values(text: str, random: Random) -> Iterator[tuple[str, str, int]]:
    for match in _NUMBER.finditer(text):
        old = int(match[0].replace(",", ""))
        new = str(random.choice([old * 2, old * 10, old + 1, *([old // 2] if old > 3 else ())]))
        yield text[: match.start()] + new + text[match.end() :], new, match.start()


def _swaps(text: str, table: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str, int]]:
    for pattern, new in table:
        if match := re.search(pattern, text):
            put = new + "go" if match[0] == "only go" else new
            yield text[: match.start()] + put + text[match.end() :], put.strip(), match.start()
