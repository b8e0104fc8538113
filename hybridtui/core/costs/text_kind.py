"""Why this file exists: a tokenizer errs alike on texts of a kind, so what was billed for one says much about the next.

The kinds are few and their marks are shares of a whole text, so that an edit seldom changes them. Thresholds lie
between what most of 390 texts were found to have: of 100 characters that are not blank, code has 4 to 15 marks of
programming and prose 0 to 4; data has 19 to 53 marks of data and prose 1 to 7.
"""

from __future__ import annotations

import re
from enum import StrEnum

_LOOKED_AT = 100_000  # characters: what a text is shows at its beginning, and a look costs a few milliseconds

_CODE = "{}()[]=;_<>\\$&+@~^"
_DATA = '{}[]",:0123456789'
_ENTRY = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+•][ \t]|\d{1,3}[.)][ \t]|\||>)")


class TextKind(StrEnum):
    """What a text mostly is."""

    PROSE = "prose"
    LIST = "list"
    CODE = "code"
    DATA = "data"
    SCRIPT = "other script"


def text_kind(text: str) -> TextKind:
    """The kind of `text`, by its first 100,000 characters. LIST is Markdown of headings, entries and tables, as specs
    are; SCRIPT has many characters that no western European language uses, whatever else it is. A blank text is prose.
    """
    text = text[:_LOOKED_AT]
    inked = "".join(text.split())
    if len(inked) - len(inked.encode("latin-1", "ignore")) > 0.3 * len(inked):
        return TextKind.SCRIPT
    if _count(_DATA, inked) > 0.15 * len(inked):
        return TextKind.DATA
    if _count(_CODE, inked) > 0.05 * len(inked):
        return TextKind.CODE
    lines = text.splitlines()
    entries = sum(len(line) for line in lines if _ENTRY.match(line))
    return TextKind.LIST if entries > 0.5 * sum(map(len, lines)) else TextKind.PROSE


def _count(marks: str, text: str) -> int:
    return sum(map(text.count, marks))
