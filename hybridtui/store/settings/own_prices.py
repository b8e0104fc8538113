"""Why this file exists: lists of prices go out of date, and some contracts have their own; so the user's own win.

The file is `prices.toml` in the folder of the settings. Amounts are USD for a million tokens (`web_search`: for a
thousand searches), as text or as numbers; either is read exactly. `since` is the first day that they hold, `above`
what every token costs once a prompt has more than so many tokens:

    [[claude-opus-6]]
    since = 2026-12-01
    input = "3"
    output = "15"
    cache_read = "0.15"

    [claude-opus-6.above]
    tokens = 200_000
    input = "6"
    output = "30"

What is left out is unknown, and so is the cost of whatever needs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from hybridtui.core.config.parser import Problem, unknown
from hybridtui.core.costs.pricing import Override, Rates, Step, Tariff
from hybridtui.core.errors import HybridError
from hybridtui.core.plurals import number_of
from hybridtui.store import paths
from hybridtui.store.settings.config_file import closed, read_toml

_AMOUNT = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,9})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_REQUIRED = ("input", "output")
_AMOUNTS = (*_REQUIRED, "cache_read", "cache_write_5m", "cache_write_1h", "web_search")
_MOST_TOKENS = 1_000_000_000


def load(file: Path | None = None) -> tuple[Mapping[str, tuple[Override, ...]], HybridError | None]:
    """The user's prices by model id, and everything that is wrong with them as one error for a person. Never raises.

    `file` is the user's prices.toml unless given; a missing one is empty, and so is one in a folder that cannot be
    entered, of which the settings tell. An entry with a fault is left out whole.
    """
    file = file or paths.prices_file()
    table, faults = read_toml(file, parse_float=str)
    if faults and closed(file.parent):
        return {}, None
    problems = list(faults)
    found: dict[str, tuple[Override, ...]] = {}
    for model, content in table.items():
        usable: dict[str, Override] = {}
        for number, entry in enumerate(content if isinstance(content, list) else [content], 1):
            place = f"{model}, entry {number}"
            override = _override(entry, place, problems)
            if override and override.since in usable:
                problems.append(Problem(f"{place}, since", f"another entry is of {override.since}, too"))
            elif override:
                usable[override.since] = override
        if usable:
            found[model] = tuple(usable.values())
    return found, _complaint(problems, file) if problems else None


def _complaint(problems: list[Problem], file: Path) -> HybridError:
    count = number_of(len(problems), "thing in it is", "things in it are")
    return HybridError(
        "Not all of your own prices can be used",
        "\n".join((f"{file}: {count} wrong.", *map(str, problems))),
        "Correct the file; until then such an entry counts for nothing.",
    )


def _override(entry: object, place: str, problems: list[Problem]) -> Override | None:
    """One entry; None where something is wrong with it, all of which is added to `problems`."""
    before = len(problems)
    if not isinstance(entry, Mapping):
        problems.append(Problem(place, "must be a table"))
        return None
    known = ("since", *_AMOUNTS, "above")
    problems += (Problem(f"{place}, {name}", unknown(name, known)) for name in entry if name not in known)
    since = _since(entry.get("since"))
    if since is None:
        problems.append(Problem(f"{place}, since", "must be the first day of these prices, such as 2026-12-01"))
    rates = _rates(entry, place, problems)
    steps = _steps(entry["above"], place, problems) if "above" in entry else ()
    if since is None or rates is None or len(problems) > before:
        return None
    return Override(since, Tariff(rates, steps))


def _steps(above: object, place: str, problems: list[Problem]) -> tuple[Step, ...]:
    place = f"{place}, above"
    if not isinstance(above, Mapping):
        problems.append(Problem(place, "must be a table"))
        return ()
    known = ("tokens", *_AMOUNTS)
    problems += (Problem(f"{place}, {name}", unknown(name, known)) for name in above if name not in known)
    tokens = above.get("tokens")
    usable = isinstance(tokens, int) and not isinstance(tokens, bool) and 0 < tokens <= _MOST_TOKENS
    if not usable:
        problems.append(Problem(f"{place}, tokens", "must be a whole number of tokens, such as 100_000"))
    rates = _rates(above, place, problems)
    return (Step(tokens, rates),) if rates and isinstance(tokens, int) and usable else ()


def _rates(table: Mapping[str, object], place: str, problems: list[Problem]) -> Rates | None:
    amounts: dict[str, Decimal] = {}
    for name in _AMOUNTS:
        amount = _amount(table.get(name))
        if amount is not None:
            amounts[name] = amount
        elif name in table:
            problems.append(Problem(f"{place}, {name}", 'must be USD such as "0.25"'))
        elif name in _REQUIRED:
            problems.append(Problem(f"{place}, {name}", "is missing"))
    return Rates(**amounts) if all(name in amounts for name in _REQUIRED) else None


def _amount(value: object) -> Decimal | None:
    """USD of text, or of a number, which is exact: one with a point is still text."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000:
        return Decimal(value)
    return Decimal(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else None


def _since(value: object) -> str | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None
