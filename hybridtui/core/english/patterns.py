"""Why this file exists: cue rules are tables of phrases, and should read as such rather than as walls of brackets."""

from __future__ import annotations

import re

_ANY_OF = re.compile(r"(?<!\(\?)<([^<>]+)>")


def cues(*patterns: str) -> re.Pattern[str]:
    """One pattern, blind to case, that is found where any of `patterns` is.

    Beside regular syntax, `<a b c_d>` stands for any one of "a", "b" and "c d".
    """
    return re.compile("|".join(f"(?:{_ANY_OF.sub(_alternatives, pattern)})" for pattern in patterns), re.IGNORECASE)


def _alternatives(match: re.Match[str]) -> str:
    return f"(?:{'|'.join(word.replace('_', ' ') for word in match[1].split())})"
