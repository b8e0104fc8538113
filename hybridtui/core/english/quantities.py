"""Why this file exists: "max 50MB" and "at most 50 megabytes" are one figure, and "at least 50 MB" is its opposite.

Figures are compared as written: the same number and the same unit. Nothing is converted (60 s is not taken for 1 min),
because what a person wrote as one is what they want to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hybridtui.core.english.limits import Limit, limit
from hybridtui.core.english.units import SCALE_WORDS, SCALES, UNIT_WORDS, unit
from hybridtui.core.remembering import remembered

_TEENS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_TEENS.split())}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: its `number` in plain decimals, its `unit` ("" for none), where it stands, and its limit."""

    number: str
    unit: str
    start: int
    end: int
    limit: Limit | None = None

    @property
    def value(self) -> str:
        """The figure in its one spelling: "50 MB", "4000"."""
        return f"{self.number} {self.unit}".rstrip()


@remembered(4096)  # asked for by all that looks at a text: facts, counts, limits, negations
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of `text` in order, in digits or words, with the unit that follows (or the currency before).

    Of a range ("5-10 min", "two to three weeks") both ends have the unit. A lone "one" is no figure, nor is a digit
    within a word ("utf-8", "v2"), a version or an ordinal word.
    """
    found = sorted((*_spelled(text), *_digits(text)), key=lambda each: each.start)
    limited = ((each, limit(text, each.start, each.end)) for each in _ranged(text, found))
    return tuple(replace(each, limit=bound) if bound else each for each, bound in limited)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_WORDLIKE_UNIT = r"[^\W\d_]{1,11}+|°[cC]"
_AFTER = rf"(?:(?P<gap>[\s-]?)(?P<unit>[%$€£¢×]|(?:{_WORDLIKE_UNIT})(?!\w)))?+"
_DIGITS = re.compile(
    r"(?<![\w.#])(?<![^\W\d_][-/@:])(?P<currency>[$€£]\s?)?"
    r"(?P<sign>(?<![^\s(])[-−](?=\d))?(?P<digits>\d{1,3}(?:,\d{3})++(?![\d,])(?:\.\d++)?+|\d++(?:\.\d++)?+)"
    rf"(?!\.\d)(?:(?P<scale>[kKM]|bn)(?!\w)|\s(?P<scale_word>{_any(SCALE_WORDS)})(?!\w))?+{_AFTER}"
)
_ONE_WORD = _any([*_VALUES, *SCALE_WORDS])
_SPELLED = re.compile(
    rf"(?<![\w.-])(?<!few )(?<!several )(?<!\d )(?P<words>(?:an? (?=(?:{_any(SCALE_WORDS)})\b))?(?:{_ONE_WORD})\b"
    rf"(?:(?:[\s-]|(?:(?<=hundred)|(?<=thousand)|(?<=million)) and )(?:{_ONE_WORD})\b)*+){_AFTER}",
    re.IGNORECASE,
)
_FIXED = re.compile(
    rf"(?<![\w-])(?:twice|half an?[\s-](?P<half>{_any(UNIT_WORDS)}))(?!\w)",
    re.IGNORECASE,
)


def _digits(text: str) -> Iterator[Quantity]:
    for match in _DIGITS.finditer(text):
        name, end = _unit_of(match)
        if end < len(text) and (text[end].isalnum() or text[end] == "_"):
            continue  # a word that begins with digits: "2FA", "1920x1080"
        digits = match["digits"].replace(",", "")
        scale = SCALES.get(match["scale"] or "", 1) * SCALE_WORDS.get((match["scale_word"] or "").lower(), 1)
        number = digits if scale == 1 else f"{Decimal(digits) * scale:f}"
        if "." in number:
            number = number.rstrip("0").rstrip(".")
        yield Quantity(f"-{number}" if match["sign"] else number, name, match.start(), end)


def _spelled(text: str) -> Iterator[Quantity]:
    for match in _SPELLED.finditer(text):
        name, end = _unit_of(match)
        words = [word for word in re.split(r"[\s-]+", match["words"].lower()) if word not in ("a", "an", "and")]
        if words != ["one"] or name not in ("", "x"):
            yield Quantity(str(_sum(words)), name, match.start(), end)
    for match in _FIXED.finditer(text):
        number, name = ("0.5", unit(match["half"])) if match["half"] else ("2", "x")
        yield Quantity(number, name, *match.span())


def _unit_of(match: re.Match[str]) -> tuple[str, int]:
    """The unit of a figure and where the figure ends with it; of a currency sign before it, that is its unit."""
    groups = match.groupdict()
    before_unit = match.start("gap") if groups["unit"] else match.end()
    if groups.get("currency"):
        return unit(groups["currency"].strip()), before_unit
    name = unit(groups["unit"] or "")
    if not name or (name == "th" and groups["gap"]):
        return "", before_unit
    return name, match.end()


def _sum(words: list[str]) -> int:
    """The number that is said in words: "two hundred fifty" is 250."""
    total, part = 0, 0
    for word in words:
        if word in _VALUES:
            part += _VALUES[word]
        elif SCALE_WORDS[word] <= 100:
            part = max(part, 1) * SCALE_WORDS[word]
        else:
            total, part = total + max(part, 1) * SCALE_WORDS[word], 0
    return total + part


_RANGE = re.compile(r"\s?(?:-|–|to|or)\s?|,? and ")


def _ranged(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures, those that open a range with the unit of the one that closes it."""
    for each, following in zip(found, (*found[1:], None), strict=False):
        if following and not each.unit and following.unit not in ("", "th"):
            between = _RANGE.fullmatch(text, each.end, following.start)
            opened = text[max(0, each.start - 8) : each.start].lower() == "between "
            if between and (opened or "and" not in between[0]):
                each = replace(each, unit=following.unit)
        yield each
