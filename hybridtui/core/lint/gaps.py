"""Why this file exists: a gap that its writer has marked is the surest sign that a spec is not ready."""

from __future__ import annotations

import re

from hybridtui.core.english.loopholes import UNRESOLVED
from hybridtui.core.lint.hits import Hit
from hybridtui.core.lint.prose import BLANK, REMEMBERED, prose
from hybridtui.core.remembering import remembered

_NOTHING = re.compile(r"[\W_]*$")


@remembered(REMEMBERED)
def gaps(raw: str) -> tuple[Hit, ...]:
    """S1: the marks in the text of an item that something has still to be put there, and items that say nothing."""
    plain = prose(raw).plain
    if BLANK not in plain and _NOTHING.match(plain):
        return (_hit("An item that says nothing has still to be written.", (0, len(raw))),) if plain.strip() else ()
    return tuple(
        _hit(f"“{match[0].strip()}” marks a gap: what is missing will be invented.", match.span())
        for match in UNRESOLVED.finditer(plain)
    )


def _hit(message: str, span: tuple[int, int]) -> Hit:
    return Hit("S1", span, message, "Decide it now, or make it an open question under Questions.")
