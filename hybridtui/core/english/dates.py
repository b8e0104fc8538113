"""Why this file exists: "May 5th, 2026" and "2026-05-05" are one date, and no date is a row of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"

_FORMS = tuple(
    (signs, re.compile(rf"(?<![\w.]){form}(?!\w|[.:/-]\d)", re.IGNORECASE))
    for signs, form in (
        (["-"], r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
        (_MONTHS, rf"{_MONTH} {_DAY}(?:,? {_YEAR})?"),
        (_MONTHS, rf"{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
        (_MONTHS, rf"{_MONTH} {_YEAR}"),
        (["/", "."], r"(?P<asis>\d{1,2}/\d{1,2}/(?:\d\d|\d{4})|\d{1,2}\.\d{1,2}\.\d{4})"),
        (["day"], r"(?P<asis>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?"),
        ([":"], r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"),
        (["am", "a.m", "pm", "p.m"], r"(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap])\.?m\b\.?"),
    )
)
"""The forms of a date, each with what it has one of: where none of it is there, the form is not looked for."""


@dataclass(frozen=True, slots=True)
class Date:
    """A day, weekday or time of day: its one spelling ("2026-05-05", "05-05", "friday", "17:00") and its span.

    Days in figures with strokes or stops ("5/1/2026") are kept as they are: which is the month cannot be told.
    """

    value: str
    start: int
    end: int


def dates(text: str) -> Iterator[Date]:
    """The dates in `text`. Where two forms fit one place, that which comes first in the table above has it."""
    taken: set[int] = set()
    folded = text.lower()
    for signs, form in _FORMS:
        for match in form.finditer(text) if any(sign in folded for sign in signs) else ():
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield Date(_value(match.groupdict()), *match.span())


def _value(parts: dict[str, str | None]) -> str:
    if asis := parts.get("asis"):
        return asis.lower()
    if hour := parts.get("hour"):
        half = (parts.get("half") or "").lower()
        hours = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
        return f"{hours:02}:{parts.get('minute') or '00'}"
    month = parts["month"] or ""
    number = month if month.isdigit() else f"{_MONTHS.index(month[:3].lower()) + 1:02}"
    day = parts.get("day")
    return "-".join(part for part in (parts.get("year"), number, f"{int(day):02}" if day else None) if part)
