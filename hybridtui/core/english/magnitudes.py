"""Why this file exists: who checks a spec against notes must take "90 s" for "1.5 min", and "a day" for "1 day".

Figures of a draft are compared as written (`english.quantities`), because a model should not convert. A person may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hybridtui.core.english.units import UNIT_WORDS, unit

_FACTORS = {
    "ms": ("s", Decimal("0.001")),
    "min": ("s", Decimal(60)),
    "h": ("s", Decimal(3600)),
    "day": ("s", Decimal(86400)),
    "week": ("s", Decimal(604800)),
    "year": ("month", Decimal(12)),
    "kB": ("byte", Decimal(1000)),
    "MB": ("byte", Decimal(1000) ** 2),
    "GB": ("byte", Decimal(1000) ** 3),
    "TB": ("byte", Decimal(1000) ** 4),
    "KiB": ("byte", Decimal(1024)),
    "MiB": ("byte", Decimal(1024) ** 2),
    "GiB": ("byte", Decimal(1024) ** 3),
    "kHz": ("Hz", Decimal(1000)),
    "MHz": ("Hz", Decimal(1000) ** 2),
    "GHz": ("Hz", Decimal(1000) ** 3),
    "mm": ("m", Decimal("0.001")),
    "cm": ("m", Decimal("0.01")),
    "km": ("m", Decimal(1000)),
    "g": ("kg", Decimal("0.001")),
    "¢": ("$", Decimal("0.01")),
}
_LOOSE = frozenset({"", "x", "th"})
"""What a bare number may stand for: "3", "3 times" and "the 3rd" share it; "50" may be short for "50 MB"."""

_ONE_OF = re.compile(
    rf"\b(?:an?|one|each|every|per) (?P<unit>{'|'.join(sorted(UNIT_WORDS, key=len, reverse=True))})\b", re.IGNORECASE
)
_IMPLIED = {
    word: figure
    for figure, listed in {
        "1": "one once single",
        "2": "both two pair couple twice double second",
        "3": "triple thrice third",
        "0": "no none zero never without nothing",
        "50 %": "half halve halves halved",
        "100 %": "all every whole entire always",
        "1 day": "daily nightly",
        "1 h": "hourly",
        "1 week": "weekly",
        "1 month": "monthly",
        "3 month": "quarter quarterly",
        "1 year": "yearly annual annually",
    }.items()
    for word in listed.split()
}
_IMPLYING = re.compile(rf"\b(?:{'|'.join(_IMPLIED)})\b")


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A figure in the base unit of its dimension: 1.5 min is 90 s, a year 12 months. No month is a number of days.

    `bare` is the number as it was written if its unit is none ("3", "3 times", "3rd"), else None.
    """

    number: Decimal
    unit: str
    bare: Decimal | None = None


def magnitude(value: str) -> Magnitude:
    """The figure `value`, in the one spelling that `quantities` gives ("1.5 min"), in its base unit."""
    written, _, name = value.partition(" ")
    base, factor = _FACTORS.get(name, (name, Decimal(1)))
    number = Decimal(written)
    return Magnitude((number * factor).normalize(), base, number.normalize() if name in _LOOSE else None)


def implied(text: str) -> Iterator[Magnitude]:
    """The figures that words of `text` imply: "a month", "once", "daily", "both"."""
    yield from (magnitude(f"1 {unit(match['unit'])}") for match in _ONE_OF.finditer(text))
    for word in dict.fromkeys(_IMPLYING.findall(text.lower())):
        yield magnitude(_IMPLIED[word])
