"""Why this file exists: only the human knows which clients and code names are nobody's business."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from hybridtui.core.secrets.secret import TERM, Secret

_WORD = re.compile(r"\w+")


def listed(text: str, terms: Sequence[str]) -> Iterator[Secret]:
    """Where the `terms` stand as whole words, in any case, with a plural's or a possessive's ending."""
    patterns = defaultdict(list)
    for term in terms:
        if first := _WORD.search(term):
            patterns[_key(first[0])].append((first.start(), _pattern(term.strip())))
    if not patterns:
        return
    for word in _WORD.finditer(text):
        for lead, pattern in patterns.get(_key(word[0]), ()):
            found = pattern.match(text, max(0, word.start() - lead))
            if found:
                yield Secret(TERM, found.span(), personal=True)


def _key(word: str) -> str:
    """What a word and its plural have in common, and few others have."""
    return word.casefold()[:2]


def _pattern(term: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in term.split()]
    last = parts[-1]
    if last[-1:].lower() == "y" and len(last) > 2:
        parts[-1] = f"{last[:-1]}(?:y|ies)"
    ending = r"(?:['’]s|e?s['’]?|['’])?" if term[-1:].isalnum() else ""
    start = r"(?<!\w)" if term[:1].isalnum() else ""
    return re.compile(start + r"[\s-]{1,3}".join(parts) + ending + (r"(?!\w)" if ending else ""), re.IGNORECASE)
