"""Why this file exists: Claude's tokenizer knows fewer words than cl100k does, so a rare word costs more than a common
one.

A token of cl100k weighs as many of Claude's as tokens of its class were found to: by what it is made of and, for words,
by its rank, which is the order in which cl100k learnt it. The figures are a fit to ctok 1.3 over 344 documents
(manuals, licences, docstrings, code, data, and messages in 24 languages). `python -m tests.bench.token_weights` makes
the table, `python -m tests.bench.tokens` holds it against ctok on other texts.
"""

from __future__ import annotations

from bisect import bisect_right

from hybridtui.core.hand_off.models import Generation

# Hundredths of a token of the older and of the newer generation, for each class.
_WEIGHTS = {
    "blank": (130, 125),
    "newline": (79, 115),
    "digits 1": (114, 115),
    "digits 2": (79, 78),
    "digits 3": (93, 95),
    "marks 1": (120, 137),
    "marks 2": (132, 175),
    "marks 3": (200, 263),
    "word 0": (102, 97),
    "word 1": (95, 112),
    "word 2": (102, 222),
    "word 3": (134, 271),
    "part 0": (101, 79),
    "part 1": (74, 88),
    "part 2": (100, 150),
    "part 3": (138, 197),
    "Word 0": (81, 125),
    "Word 1": (94, 229),
    "Word 2": (152, 308),
    "Part 0": (135, 62),
    "Part 1": (142, 320),
    "Part 2": (201, 354),
    "WORD 0": (68, 263),
    "WORD 1": (153, 357),
    "latin": (97, 101),
    "cyrillic": (73, 72),
    "symbol": (162, 158),
    "chinese": (104, 102),
    "korean": (169, 168),
    "bytes": (86, 86),
}

CLASSES = tuple(_WEIGHTS)
"""The names of all classes."""

_LOWER, _CAPITALISED, _UPPER = (1_000, 5_000, 20_000), (3_000, 20_000), (5_000,)
"""Ranks from which on a word is of the next class."""

_SCRIPTS = ((0x250, "latin"), (0x2000, "cyrillic"), (0x2E80, "symbol"), (0xAC00, "chinese"), (0xD7B0, "korean"))
"""Where the blocks of each end. The second takes in every alphabet between Latin and punctuation."""


def weight(token: bytes, rank: int, generation: Generation) -> int:
    """What a token of cl100k weighs, in hundredths of a token of Claude's."""
    return _WEIGHTS[kind(token, rank)][generation is Generation.NEW]


def kind(token: bytes, rank: int) -> str:
    """The class of a token, one of `CLASSES`."""
    try:
        text = token.decode()
    except UnicodeDecodeError:
        return "bytes"
    core = text.strip()
    if not text.isascii():
        highest = ord(max(text))
        return next((name for end, name in _SCRIPTS if highest < end), "symbol")
    if not core:
        return "newline" if "\n" in text else "blank"
    if core.isdecimal():
        return f"digits {len(core)}"
    if not core.isalpha():
        return f"marks {min(len(core), 3)}"
    if core.isupper() and len(core) > 1:
        return f"WORD {bisect_right(_UPPER, rank)}"
    start = "word" if text[0] == " " else "part"
    if core.islower():
        return f"{start} {bisect_right(_LOWER, rank)}"
    return f"{start.capitalize()} {bisect_right(_CAPITALISED, rank)}"
