"""Why this file exists: "50MB", "50 megs" and "50 megabytes" must be told to have one unit."""

from __future__ import annotations

_UNITS = {
    alias: unit
    for unit, aliases in {
        "ms": "ms msec msecs millis millisecond milliseconds",
        "s": "s sec secs second seconds",
        "min": "min mins minute minutes",
        "h": "h hr hrs hour hours",
        "day": "d day days",
        "week": "wk wks week weeks",
        "month": "mo month months",
        "year": "yr yrs year years",
        "byte": "B byte bytes",
        "kB": "kb kilobyte kilobytes",
        "MB": "mb meg megs megabyte megabytes",
        "GB": "gb gig gigs gigabyte gigabytes",
        "TB": "tb terabyte terabytes",
        "KiB": "kib",
        "MiB": "mib",
        "GiB": "gib",
        "bit": "bit bits",
        "kbit/s": "kbps",
        "Mbit/s": "mbps",
        "Gbit/s": "gbps",
        "%": "% percent pct",
        "px": "px pixel pixels",
        "pt": "pt pts",
        "em": "em",
        "dpi": "dpi",
        "fps": "fps",
        "rpm": "rpm",
        "Hz": "hz",
        "kHz": "khz",
        "MHz": "mhz",
        "GHz": "ghz",
        "mm": "mm millimetre millimetres millimeter millimeters",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "m": "m metre metres meter meters",
        "km": "km kilometre kilometres kilometer kilometers",
        "kg": "kg kilo kilos kilogram kilograms",
        "g": "g gram grams",
        "W": "W watt watts",
        "kWh": "kwh",
        "V": "V volt volts",
        "°C": "°c",
        "x": "x × times",
        "$": "$ dollar dollars usd bucks",
        "€": "€ euro euros eur",
        "£": "£ pound pounds gbp quid",
        "¢": "¢ cent cents",
        "th": "st nd rd th",
    }.items()
    for alias in aliases.split()
}
UNIT_WORDS = frozenset(alias for alias in _UNITS if alias.isalpha())
"""Every spelling of a unit in letters."""

SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "bn": 10**9}
"""Letters that may follow a number's digits at once, and what they multiply it by."""

SCALE_WORDS = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "dozen": 12}
"""Words that multiply the number before them."""


def unit(word: str) -> str:
    """The one name of the unit `word`, as written; "" for other words. A single letter has to be in its usual case."""
    return _UNITS.get(word) or (_UNITS.get(word.lower(), "") if len(word) > 1 else "")


def is_unit(word: str) -> bool:
    """Whether `word`, as written, can follow a number as its unit or scale ("MB", "sec", "k")."""
    return bool(unit(word)) or word in SCALES or word.lower() in SCALE_WORDS
