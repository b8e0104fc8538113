"""Why this file exists: a reference is worth nothing if two items answer to it, or none.

Blind to references in words ("the rule about uploads"), and to ids in a form that the spec uses for none of its items,
such as tickets of another system: those are none of ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.lint.hits import Hit, placed, raw, whole
from hybridtui.core.lint.prose import before, prose
from hybridtui.core.spec import Spec, SpecItem

_ID = r"(?P<series>[A-Z]{1,5}-?)\d{1,5}(?:\.\d{1,3})*"
_MENTION = re.compile(rf"(?<![\w./#-]){_ID}(?![\w-]|\.\d)")
_CUE = re.compile(
    r"(?:\b(?:see|per|cf\.?|refers? to|referring to|according to|as (?:in|per|for|with)|subject to|depends? on|follows?"
    r"|(?:defined|described|specified|stated|given|covered|required|set out|laid down) (?:in|by|under)|requires?"
    r"|satisf(?:y|ies)|implements?|fulfil(?:s|ls)?|overrides?|extends?|replaces?|supersedes?|contradicts?|under|from|by"
    r"|in|of|with|to|and|or|like|than|items?|requirements?|constraints?|criteri(?:on|a)|rules?|questions?)|[(,→=>])\s*\(?$",
    re.IGNORECASE,
)
"""What stands before an id that is referred to. Without it "R2" may be a product and "C4" a diagram."""

_ALWAYS = frozenset({"FR-", "NFR-", "REQ-", "FR", "NFR", "REQ", "US-", "AC-", "SC-", "UC-", "BR-", "SR-"})
"""Series that are nothing but ids of requirements, whatever the spec calls its own."""

_FEW = 2
_OURS = frozenset("GRCOQBT")


def ids(spec: Spec) -> Iterator[Finding]:
    """S4: ids that more than one item states, and mentions of ids that no item has."""
    first: dict[str, SpecItem] = {}
    for item in spec.items:
        if item.written and first.setdefault(item.written, item) is not item:
            yield whole(
                spec,
                item,
                "S4",
                f"The id {item.written} is given twice: line {first[item.written].start + 1} has it too.",
                "Give one of the two another id, and look through the references to it.",
            )
    yield from _dangling(spec, frozenset(first))


def _dangling(spec: Spec, written: frozenset[str]) -> Iterator[Finding]:
    """References to none. Where a spec states ids of a series, ids of it that are merely shown here do not count."""
    counts = Counter(each.rstrip("0123456789.") for each in written)
    own = {series for series, count in counts.items() if count >= _FEW}
    known = written | {item.id for item in spec.items if item.id[0] not in counts}
    for item in spec.items:
        if item.verbatim:
            continue
        text = prose(raw(spec, item)).plain
        for match in _MENTION.finditer(text):
            series = match["series"]
            ours = series in _ALWAYS or (series in _OURS and not own)
            if match[0] in known or not (series in own or ours):
                continue
            if series in own or _CUE.search(before(text, match.start())):
                yield placed(spec, item, _hit(match[0], match.span()))


def _hit(id: str, span: tuple[int, int]) -> Hit:
    return Hit(
        "S4",
        span,
        f"{id} is referred to, and no item has that id.",
        "Name the item that is meant, or add what is missing.",
    )
