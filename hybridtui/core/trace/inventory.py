"""Why this file exists: whether a text says a fact is asked of single sentences and of all notes, in any spelling.

More lenient than `facts.absent`, which looks at what a model wrote: a person may convert a unit, round off a name
("Postgres" for "PostgreSQL") or write an identifier as plain words. What they may not is say another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hybridtui.core.english.dates import dates
from hybridtui.core.english.magnitudes import Magnitude, implied, magnitude
from hybridtui.core.english.quantities import Quantity, quantities
from hybridtui.core.english.stems import says, stem, words
from hybridtui.core.facts import Fact, FactKind, stands
from hybridtui.core.remembering import remembered

_PARTS = re.compile(r"[^\W_]+")
_LONGEST = 3
_NEXT = 40
"""Characters after a figure in which the word for what it counts stands."""
_SHORTENED, _SHARE = 4, 0.6
"""A name is another one shortened if it begins it and has at least 4 letters and 0.6 of it: "Postgres", not "Java"."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What one text or several say, as far as it takes to look a fact up.

    `written` are the numbers as written, and `open` those that have no unit and count nothing ("max 50"). `names` are
    the words, their stems, and up to three words run together.
    """

    magnitudes: frozenset[Magnitude]
    written: frozenset[Decimal]
    open: frozenset[Decimal]
    dates: frozenset[str]
    names: frozenset[str]
    folded: str

    def has(self, fact: Fact) -> bool:
        """Whether the text says the fact, however it is written. Limits, quotations and negations are never had."""
        match fact.kind:
            case FactKind.NUMBER:
                return self._has_figure(fact.value)
            case FactKind.VERSION:
                return self._has_literally(fact.value) or self._has_literally(fact.value.removeprefix("v"))
            case FactKind.DATE:
                known = any(each.endswith(fact.value) or fact.value.endswith(each) for each in self.dates)
                return known or self._has_literally(fact.value)
            case FactKind.NAME:
                return self._has_literally(fact.value) or self._has_name(fact.value)
            case FactKind.CODE | FactKind.URL | FactKind.EMAIL:
                return self._has_literally(fact.value) or _squeezed(fact.value) in self.names
        return False

    def _has_figure(self, value: str) -> bool:
        """Whether it has the figure, with its unit as far as both have one ("max 50" may mean 50 MB)."""
        wanted = magnitude(value)
        if Magnitude(wanted.number, wanted.unit) in self.magnitudes:
            return True
        if wanted.bare is not None:
            return wanted.bare in self.written or Magnitude(wanted.bare, "") in self.magnitudes
        return _number(value) in self.open

    def _has_literally(self, value: str) -> bool:
        return stands(value.casefold(), self.folded, plural=True)

    def _has_name(self, value: str) -> bool:
        name = _squeezed(value)
        if not name or name in self.names or stem(name) in self.names:
            return bool(name)
        if len(name) < _SHORTENED or not name.isalpha():
            return False
        return any(_shortens(*sorted((name, each), key=len)) for each in self.names)


def _squeezed(value: str) -> str:
    return "".join(_PARTS.findall(value)).casefold()


def _shortens(short: str, long: str) -> bool:
    return len(short) >= max(_SHORTENED, _SHARE * len(long)) and long.startswith(short)


@remembered(4096)  # a sentence of the notes is compared with many items, and again after each edit
def inventory(text: str) -> Inventory:
    """What `text` says."""
    days = tuple(dates(text))
    figures = [
        each for each in quantities(text) if not any(day.start < each.end and each.start < day.end for day in days)
    ]
    sizes = {Magnitude(each.number, each.unit) for each in (*(magnitude(one.value) for one in figures), *implied(text))}
    parts = [part.casefold() for part in _PARTS.findall(text)]
    runs = {"".join(parts[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(parts) - size + 1)}
    return Inventory(
        frozenset(sizes),
        frozenset(_number(each.value) for each in figures),
        frozenset(_number(each.value) for each in figures if _is_open(each, text)),
        frozenset(day.value for day in days),
        frozenset(runs | set(map(stem, words(text)))),
        " ".join(text.casefold().split()),
    )


def _number(value: str) -> Decimal:
    return Decimal(value.split()[0]).normalize()


def _is_open(figure: Quantity, text: str) -> bool:
    following = words(text[figure.end : figure.end + _NEXT])
    return magnitude(figure.value).bare is not None and not (following and says(following[0]))


def together(inventories: Iterable[Inventory]) -> Inventory:
    """What several texts say between them."""
    each = list(inventories)
    return Inventory(
        frozenset().union(*(one.magnitudes for one in each)),
        frozenset().union(*(one.written for one in each)),
        frozenset().union(*(one.open for one in each)),
        frozenset().union(*(one.dates for one in each)),
        frozenset().union(*(one.names for one in each)),
        "\n".join(one.folded for one in each),
    )
