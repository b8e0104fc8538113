"""Why this file exists: five families of words make a statement impossible to check, and each is found by its words.

Blind to irony, to a measure that stands in another item, and to words that no list knows. Words in code, quotes and
links are not looked at, nor is a sentence in which the speaker tells of themselves ("I thought it was easy"): that is
a remark, not a requirement, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.checkpoint.findings import Edit
from hybridtui.core.english.loopholes import ELLIPSIS, ESCAPE, OPEN_END, STORY, STRONG_MODAL, WEAK_MODAL
from hybridtui.core.english.smells import SUBJECTIVE, VAGUE
from hybridtui.core.kinds import Kind
from hybridtui.core.lint.cuts import without_clause, without_end
from hybridtui.core.lint.hits import Hit
from hybridtui.core.lint.prose import REMEMBERED, Prose, before, prose
from hybridtui.core.notes.blocks import Span
from hybridtui.core.remembering import remembered

LINTED = frozenset({Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT, None})
"""Kinds of items that say what is to be built; None is an item under no heading that we know."""

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
_REMARK = re.compile(
    r"[\W_]*(?:(?:and|but|so|or|because|'?cause|well|then|also) )*(?:i|you|they|he|she|people)"
    r"(?:['’]\w+)? (?!must|shall|should|will|need|want|can\b|may|have to|has to|require|expect|would like)"
    r"|.*(?<!\w)i (?:thought|think|guess|know|mean|feel|wonder|was|suppose|remember|saw|heard|noticed)(?!\w)"
    r"|.*(?<!\w)i(?:['’]ve| have) \w+(?:ed|en)\b"
)
"""A sentence in which people tell of themselves; "I need", "they can" and "people must" ask for something."""
_NEGATED = re.compile(r"(?:(?<!\w)(?:no|not|nor|never|cannot)|n['’]t)(?: (?:a|an|the|be|very|so|too|that|all))* $")


@remembered(REMEMBERED)
def lexical(raw: str, kind: Kind | None) -> tuple[Hit, ...]:
    """What L1 to L5 find in the text of an item of `kind`, in order: each word once, of two that overlap the longer."""
    said = prose(raw)
    found = sorted(_found(said, kind), key=lambda hit: (hit.span[0], -hit.span[1]))
    hits: dict[tuple[str, str], Hit] = {}
    end = 0
    for hit in found:
        if hit.span[0] >= end:
            hits.setdefault((hit.rule, said.folded[slice(*hit.span)]), hit)
            end = hit.span[1]
    return tuple(hits.values())


def _found(said: Prose, kind: Kind | None) -> Iterator[Hit]:
    remarks = [match.span() for match in _SENTENCE.finditer(said.folded) if _REMARK.match(match[0])]
    for hit in (*_quality(said), *_loopholes(said)):
        if not any(start <= hit.span[0] < end for start, end in remarks):
            yield hit
    if kind in (Kind.CONSTRAINT, None):
        yield from _weak(said, kind)


def _quality(said: Prose) -> Iterator[Hit]:
    if said.measured:
        return
    for match in SUBJECTIVE.find(said.folded):
        if not _NEGATED.search(before(said.folded, match.start())):
            yield Hit(
                "L1",
                match.span(),
                f"{_quoted(said, match.span())} is a matter of taste: nobody can check it.",
                "Say what can be seen or measured instead: a time, a count, or who can do what without help.",
            )
    for match in VAGUE.find(said.folded):
        yield Hit(
            "L2",
            match.span(),
            f"{_quoted(said, match.span())} gives no figure: any result would meet it.",
            "Give the number and its unit, or a limit: at most, at least, within.",
        )


def _loopholes(said: Prose) -> Iterator[Hit]:
    for match in ESCAPE.find(said.folded):
        yield Hit(
            "L3",
            match.span(),
            f"{_quoted(said, match.span())} leaves it to whoever builds this to decide what is enough.",
            "Name the condition, or leave the words out.",
            without_clause(said.plain, match.span()),
        )
    for match in (*OPEN_END.find(said.folded), *ELLIPSIS.finditer(said.plain)):
        yield Hit(
            "L4",
            match.span(),
            f"{_quoted(said, match.span())} leaves the end open: what else is meant is left to a guess.",
            "List all that is meant, or end here.",
            without_end(said.plain, match.span()),
        )


def _weak(said: Prose, kind: Kind | None) -> Iterator[Hit]:
    """Weak verbs. Under no known heading only those that are said of a thing to be built, and not in questions."""
    if STRONG_MODAL.search(said.plain) or STORY.match(said.plain) or said.plain.rstrip().endswith("?"):
        return
    for match in WEAK_MODAL.finditer(said.plain):
        opens = not said.plain[: match.start()].strip(" *_")
        if opens or (kind is None and not _OF_A_THING.search(before(said.plain, match.start()))):
            continue  # "Should a row fail, ..." is a condition
        word = match[0]
        edits = (Edit("Say “must”", match.span(), "must"),) if word == "should" else ()
        yield Hit(
            "L5",
            match.span(),
            f"{_quoted(said, match.span())} leaves it open whether this has to be done.",
            "Say “must” if it has to be; if not, move it out of scope.",
            edits,
        )


_OF_A_THING = re.compile(
    r"\b(?:system|app|application|page|server|service|tool|program|client|api|users?|admins?|it|we|they|importer?|export"
    r"|data|files?|rows?|records?|requests?|responses?|errors?|messages?|everything|everyone)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)


def _quoted(said: Prose, span: Span) -> str:
    return f"“{' '.join(said.plain[slice(*span)].split())}”"
