"""Why this file exists: a tokenizer errs alike on texts of a kind, so what was billed for one says much about the next.

The kinds are few and their marks are shares of a whole text, so that an edit seldom changes them. Thresholds lie
between what most of 390 texts were found to have: of 100 characters that are not blank, code has 4 to 15 marks of
programming and prose 0 to 4; data has 19 to 53 marks of data and prose 1 to 7.
"""

from __future__ import annotations

import re
from enum import StrEnum

_LOOKED_AT = 100_000  # characters: what a text is shows at its beginning, and a look costs a few milliseconds
_LATIN = "\u024f"  # the last letter of Latin script

_BLANK = re.compile(r"\s+")
_CODE = re.compile(r"[{}()\[\]=;_<>\\$&+@~^]")
_DATA = re.compile(r"[{}\[\]\",:0-9]")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_LETTER = re.compile(rf"(?![\0-{_LATIN}])[^\W\d_]")
_ENTRY = re.compile(r"^[ \t]*(?:#{1,6}[ \t]|[-*+•][ \t]|\d{1,3}[.)][ \t]|\||>).*", re.MULTILINE)


class TextKind(StrEnum):
    """What a text mostly is."""

    PROSE = "prose"
    LIST = "list"
    CODE = "code"
    DATA = "data"
    SCRIPT = "other script"


def text_kind(text: str) -> TextKind:
    """The kind of `text`, by its first 100,000 characters. LIST is Markdown of headings, entries and tables, as specs
    are; SCRIPT is text in letters other than Latin ones, whatever else it is. A blank text is prose."""
    text = text[:_LOOKED_AT]
    inked = _BLANK.sub("", text)
    letters = _count(_LETTER, inked)
    if letters and _count(_OTHER_LETTER, inked) >= 0.3 * letters:
        return TextKind.SCRIPT
    if _count(_DATA, inked) > 0.15 * len(inked):
        return TextKind.DATA
    if _count(_CODE, inked) > 0.05 * len(inked):
        return TextKind.CODE
    entries = sum(len(_BLANK.sub("", entry)) for entry in _ENTRY.findall(text))
    return TextKind.LIST if entries > 0.5 * len(inked) else TextKind.PROSE


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
