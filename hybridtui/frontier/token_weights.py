"""Why this file exists: Claude's tokenizer knows fewer words than cl100k does, so a rare word costs more than a common
one.

A token of cl100k weighs as many of Claude's as tokens of its class were found to: by what it is made of and, for words,
by its rank, which is the order in which cl100k learnt it. The figures are a robust least-squares fit to ctok 1.3 over
5,000 pieces of 320 documents: manuals, licences, docstrings, code, data, and messages in 24 languages.
`python -m tests.bench.tokens` holds them against ctok on other texts.
"""

from __future__ import annotations

from bisect import bisect_right

from hybridtui.core.models import Generation

# Hundredths of a token of the older and of the newer generation, for each class.
_WEIGHTS = {
    "blank": (149, 146),
    "newline": (84, 126),
    "digits 1": (99, 96),
    "digits 2": (101, 108),
    "digits 3": (96, 99),
    "marks 1": (98, 110),
    "marks 2": (136, 184),
    "marks 3": (200, 264),
    "word 0": (101, 96),
    "word 1": (97, 118),
    "word 2": (108, 228),
    "word 3": (129, 262),
    "part 0": (102, 80),
    "part 1": (78, 90),
    "part 2": (117, 167),
    "part 3": (146, 211),
    "Word 0": (98, 143),
    "Word 1": (102, 238),
    "Word 2": (151, 304),
    "Part 0": (138, 69),
    "Part 1": (156, 328),
    "Part 2": (202, 340),
    "WORD 0": (75, 287),
    "WORD 1": (158, 365),
    "latin": (90, 93),
    "cyrillic": (73, 71),
    "symbol": (156, 158),
    "chinese": (104, 101),
    "korean": (170, 168),
    "bytes": (88, 90),
}

_LOWER, _CAPITALISED, _UPPER = (1_000, 5_000, 20_000), (3_000, 20_000), (5_000,)
"""Ranks from which on a word is of the next class."""

_SCRIPTS = ((0x250, "latin"), (0x2000, "cyrillic"), (0x2E80, "symbol"), (0xAC00, "chinese"), (0xD7B0, "korean"))
"""Where the blocks of each end. The second takes in every alphabet between Latin and punctuation."""


def weight(token: bytes, rank: int, generation: Generation) -> int:
    """What a token of cl100k weighs, in hundredths of a token of Claude's."""
    return _WEIGHTS[kind(token, rank)][generation is Generation.NEW]


def kind(token: bytes, rank: int) -> str:
    """The class of a token: a key of the table of weights."""
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
