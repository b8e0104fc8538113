"""Why this file exists: a pronoun that stands for nothing nearby is the smell that misleads readers most.

Items are sorted, moved and sent one by one, so a noun in another item does not count; one in the item that this is
nested in does. Blind to pronouns in the middle of an item whose noun is ambiguous: that takes a parser. "That's" is
not looked at, for it opens a remark more often than a requirement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.english.stems import content
from hybridtui.core.kinds import Kind
from hybridtui.core.lint.hits import Hit
from hybridtui.core.lint.prose import BLANK, REMEMBERED, prose
from hybridtui.core.remembering import remembered

READ = frozenset({Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT, Kind.OUT_OF_SCOPE, None})
"""Kinds of items that must be understood on their own."""

_AUXILIARY = (
    r"(?:is|are|was|were|isn['’]t|aren['’]t|must|mustn['’]t|shall|should|shouldn['’]t|will|won['’]t|can|can['’]t|cannot"
    r"|could|may|might|would|has|have|does|doesn['’]t|don['’]t|do|needs?|also|only|always|never|both|then|all|still|each)"
)
_OF_THINGS = r"(?!(?:want|like|love|hate|prefer|think|know|feel|believe|say|said|come|came|went|had|did|got)\b)"
"""What "they" do who are people, spoken about rather than asked for anything."""
_OBJECT = (
    r"(?:the|an?|to|for|from|by|in|on|at|with|as|when|if|that|how|no|not|all|both|each|every|only|into|until|while)"
)
_EXPLETIVE = re.compile(
    r"it(?:['’]s)? (?:\w+ )?(?:be |is )?(?:not )?(?:\w+ly )?(?:possible|impossible|necessary|important|clear|enough"
    r"|useful|allowed|essential|forbidden|up to)\b|it takes \w+ (?:\w+ )?to\b",
    re.IGNORECASE,
)
"""An "it" that stands for nothing at all: "It must be possible to"."""
_OPENS = re.compile(
    r"[\W_]*(?:(?:[Aa]nd|[Bb]ut|[Ss]o|[Aa]lso|[Tt]hen),? )?(?P<word>[Ii]t(?:['’](?:s|ll))?(?= \w)"
    rf"|[Tt]hey(?= {_OF_THINGS}[a-zA-Z]+)|[Tt]hey['’](?:re|ll|ve|d)"
    rf"|(?:[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)(?= (?i:{_AUXILIARY})\b| \w+(?<!s)s {_OBJECT}\b))(?![\w'’-])"
)
"""A pronoun that opens a text, in the usual case ("IT" is a department), and not one before a noun ("this page")."""
_BACK = re.compile(
    r"(?<![\w-])(?:(?:the|as|see) (?:above|aforementioned|aforesaid|foregoing)(?!-)(?! \d)|the below(?= \w)"
    r"|aforementioned|aforesaid|ditto|same as (?:above|before)"
    r"|as (?:mentioned|described|discussed|stated|noted|said) (?:above|before|earlier|previously)"
    r"|(?:the )?(?:previous|preceding) (?:item|point|requirement|bullet|section)s?)(?![\w-])",
    re.IGNORECASE,
)
"""Words that point to another place in the text."""
_LAST_NAMED = re.compile(
    r"(?<![\w-])the (?:latter|former)(?![\w-])(?=\W*$|[,;:.]| (?:is|are|case|one|two|must|shall|will|can|has)\b)",
    re.IGNORECASE,
)
"""One of two things just named; "the former owner" is none."""


@remembered(REMEMBERED)
def pronouns(raw: str, nested: bool) -> tuple[Hit, ...]:
    """S6: pronouns at the beginning of an item, before any noun of it, and words that point out of it.

    The first word of a nested item stands for what it is nested in.
    """
    return tuple(sorted(_found(prose(raw).plain, nested), key=lambda hit: hit.span))


def _found(plain: str, nested: bool) -> Iterator[Hit]:
    match = _OPENS.match(plain)
    if match and not nested and not _EXPLETIVE.match(plain, match.start("word")):
        yield Hit(
            "S6",
            match.span("word"),
            f"“{match['word']}” stands for nothing in this item: read on its own, or moved, it means something else.",
            "Name the thing it stands for.",
        )
    for match in _BACK.finditer(plain):
        yield Hit(
            "S6",
            match.span(),
            f"“{' '.join(match[0].split())}” points to a place that changes when items are moved.",
            "Name the thing, or give the id of its item.",
        )
    for match in _LAST_NAMED.finditer(plain):
        before = plain[: match.start()]
        if BLANK not in before and len(content(before)) < 2 and not nested:
            yield Hit(
                "S6",
                match.span(),
                f"“{match[0]}” needs two things before it in this item, and there are none.",
                "Name the thing it stands for.",
            )
