"""Why this file exists: figures, names and identifiers are what a spec may least of all get wrong, and code can tell.

A fact is a piece of text whose loss or change alters what is said, and which can be recognised without understanding.
It is compared in one spelling: "5s", "5 sec" and "five seconds" are the number "5 s".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from hybridtui.core.english import lexicon
from hybridtui.core.english.chunks import chunks
from hybridtui.core.english.dates import dates
from hybridtui.core.english.negations import negations
from hybridtui.core.english.places import places
from hybridtui.core.english.quantities import quantities
from hybridtui.core.english.units import is_unit


class FactKind(StrEnum):
    """What a fact is; the value is the word for it in a sentence."""

    NUMBER = "number"
    LIMIT = "limit"
    DATE = "date"
    VERSION = "version"
    CODE = "identifier"
    URL = "link"
    EMAIL = "e-mail address"
    QUOTE = "quotation"
    NAME = "name"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its kind, its normalised `value`, and where it stands (character offsets, end exclusive).

    Values are equal where the facts are: numbers have a plain decimal and one name of the unit ("50 MB", "4000 $"); a
    limit is a number with its direction ("at most 50 MB"); dates are as in ISO 8601 as far as they are known;
    identifiers and quotations keep their case; names, e-mail addresses and designations ("utf-8") are in lower case.
    A negation's value is its sort and the stems in its scope ("not touch bill column").
    """

    kind: FactKind
    value: str
    start: int
    end: int


def facts(text: str, *, negated: bool = True) -> tuple[Fact, ...]:
    """The facts of `text` in the order in which they stand; the negations, which cost most, only if `negated`.

    One place gives one fact, but for these: a quotation has those of its words besides itself, and a limit and a
    negation stand over what they are said of. A name is a word with a capital that does not open a sentence, or
    one in capitals; in a text mostly in capitals, they mean nothing.
    """
    found: list[Fact] = []
    taken = bytearray(len(text))
    for fact in _in_order_of_claim(text):
        if fact.value and not any(taken[fact.start : fact.end]):
            taken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
            found.append(fact)
    figures = {(fact.start, fact.end) for fact in found if fact.kind is FactKind.NUMBER}
    for each in quantities(text):
        if each.limit and (each.start, each.end) in figures:
            found.append(Fact(FactKind.LIMIT, f"{each.limit.side} {each.value}", each.limit.start, each.limit.end))
    for negation in negations(text) if negated else ():
        value = " ".join((negation.sort, *negation.scope))
        found.append(Fact(FactKind.NEGATION, value, negation.start, negation.end))
    found += (Fact(FactKind.QUOTE, _quoted(match), *match.span()) for match in _QUOTE.finditer(text) if _quoted(match))
    return tuple(sorted(found, key=lambda fact: (fact.start, -fact.end)))


def absent(found: Sequence[Fact], text: str, there: Sequence[Fact]) -> tuple[Fact, ...]:
    """Those of `found` that `text`, with the facts `there`, does not have.

    Identifiers, quotations, links and names need only stand in the text, whatever they were taken for there: a name
    that opens a sentence, or an identifier that has lost its marks, is there all the same. Negations are not
    looked at: they have no one spelling.
    """
    values = {(fact.kind, fact.value) for fact in there}
    exact, folded = " ".join(text.split()), " ".join(text.casefold().split())
    missing = []
    for fact in found:
        if fact.kind is FactKind.NEGATION or (fact.kind, fact.value) in values:
            continue
        text_there = folded if fact.kind in _FOLDED else exact
        if fact.kind in _LITERAL and stands(fact.value, text_there, plural=fact.kind is FactKind.NAME):
            continue
        missing.append(fact)
    return tuple(missing)


def shown(kind: FactKind, value: str) -> str:
    """How a fact is told of in a sentence."""
    if kind in (FactKind.NUMBER, FactKind.LIMIT, FactKind.DATE, FactKind.VERSION):
        return value
    return f'the {kind.value} "{value}"'


_FOLDED = frozenset({FactKind.NAME, FactKind.EMAIL})
_LITERAL = _FOLDED | {FactKind.CODE, FactKind.QUOTE, FactKind.URL}


def stands(value: str, text: str, *, plural: bool) -> bool:
    """Whether `value` stands in `text`, not merely within a longer word, or in its plural if that is as good."""
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        before, after = text[at - 1 : at] if at else "", text[end : end + 2]
        ends = not _joined(value[-1], after[:1]) or (plural and _PLURAL.match(after))
        if ends and not _joined(before, value[0]):
            return True
        at = text.find(value, at + 1)
    return False


def _joined(left: str, right: str) -> bool:
    return bool(left and right) and all(char.isalnum() or char == "_" for char in (left, right))


_PLURAL = re.compile(r"s\b")

# -- what is claimed, the surest first --------------------------------------------------------------------------------

_CODE = re.compile(r"(?P<tick>`{1,3})(?!`)(?P<inner>.{1,400}?)(?P=tick)", re.DOTALL)
_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”`]+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_VERSION = re.compile(
    r"(?<![\w.])(?:v(?:er(?:sion)?)?\.?\s?(?P<named>\d{1,6}(?:\.\d{1,6}){0,4})|(?P<bare>\d{1,6}(?:\.\d{1,6}){2,4}))"
    r"(?![\w]|\.\d)",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"\"(?P<a>[^\"\n]{1,400})\"|“(?P<b>[^”\n]{1,400})”|(?<!\w)'(?P<c>[^'\n]{1,400})'(?!\w)|‘(?P<d>[^’\n]{1,400})’(?!\w)"
)


def _in_order_of_claim(text: str) -> Iterator[Fact]:
    for match in _CODE.finditer(text):
        yield Fact(FactKind.CODE, " ".join(match["inner"].split()), *match.span())
    for match in _URL.finditer(text):
        link = match[0].rstrip(".,;:!?…'’*_)" if "(" not in match[0] else ".,;:!?…'’*_")
        yield Fact(FactKind.URL, link.rstrip("/"), match.start(), match.start() + len(link))
    for match in _EMAIL.finditer(text):
        yield Fact(FactKind.EMAIL, match[0].casefold(), *match.span())
    for date in dates(text):
        yield Fact(FactKind.DATE, date.value, date.start, date.end)
    for match in _VERSION.finditer(text):
        yield Fact(FactKind.VERSION, f"v{match['named'] or match['bare']}", *match.span())
    yield from _identifiers(text)
    for each in quantities(text):
        yield Fact(FactKind.NUMBER, each.value, each.start, each.end)
    yield from _names(text)


def _quoted(match: re.Match[str]) -> str:
    """What stands between the marks, without the stop or comma that some set before the closing one."""
    return " ".join((match["a"] or match["b"] or match["c"] or match["d"]).split()).rstrip(".,")


# -- identifiers ------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\s`]+")
_OPENING, _CLOSING = "\"'“‘([{<*", ".,;:!?…\"'”’)]}>*"
_PLACEHOLDER = re.compile(r"__\w+__$")
_IDENTIFIER = re.compile(
    r"--?[a-z][\w-]*(?:=\S*)?$(?<!\w-)"  # a flag
    r"|(?:~|\.{1,2})?/\w\S*$|[a-z]:\\\S+$|[^\s/]+(?:/[^\s/]+){2,}/?$|(?=\S*[._~])[\w.~-]+(?:/[\w.*~-]+)+/?$"  # a path
    r"|[@#]\w[\w.-]*$"  # a handle, a channel, a ticket
    r"|\*?\.[a-z]\w*$"  # a file's ending
    r"|\w*[^\W_]_[\w.]*\w(?:\(\))?$|_+[^\W_]\w*(?:\(\))?$"  # snake_case
    r"|(?-i:[a-z]+[A-Z])\w*(?:\.\w+)*(?:\(\))?$"  # camelCase
    r"|\w+(?:\.\w+)*\(\)$"  # a call
    r"|(?=[\w.-]*[a-z])(?!\w(?:\.\w)+$)[\w-]+(?:\.[\w-]+)+$",  # a dotted name, a file, a host
    re.IGNORECASE,
)
_DESIGNATION = re.compile(r"[^\W\d_]+[+#]*-?\d[\w-]*$|\d+(?P<tail>[^\W\d_]\w*)$")


_LONGEST = 400
"""Characters; a longer token is a paste of data, and is one identifier."""


def _identifiers(text: str) -> Iterator[Fact]:
    for match in _TOKEN.finditer(text):
        if found := _identifier(match[0]):
            yield replace(found, start=match.start() + found.start, end=match.start() + found.end)


@lru_cache(maxsize=16_384)  # most are common words, and none
def _identifier(written: str) -> Fact | None:
    """The identifier or designation that a token is; its place is that within the token."""
    start, token = _stripped(written)
    if len(token) > _LONGEST or _IDENTIFIER.match(token):
        return Fact(FactKind.CODE, token, start, start + len(token))
    if (found := _DESIGNATION.match(token)) and not is_unit(found["tail"] or ""):
        return Fact(FactKind.NAME, token.casefold(), start, start + len(token))
    return None


def _stripped(written: str) -> tuple[int, str]:
    """Where in it the token begins and what it is, without the punctuation and emphasis around it."""
    token = written if written.startswith("*.") else written.lstrip(_OPENING)
    start = len(written) - len(token)
    bare = token.rstrip(_CLOSING)
    if bare.endswith("(") and token[len(bare) :].startswith(")"):
        bare += ")"
    if bare.startswith("_") and bare.endswith("_") and not _PLACEHOLDER.match(bare):
        start += len(bare) - len(bare.lstrip("_"))
        bare = bare.strip("_")
    return start, bare


# -- names ------------------------------------------------------------------------------------------------------------

_NO_NAME = lexicon.STOP | lexicon.NEGATIONS | lexicon.NUMBER_WORDS | lexicon.ACKNOWLEDGEMENTS | lexicon.OPENERS
_PART = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_ENDS = ".!?…:"
_LOUD = 0.5
_FEW = 4


def _names(text: str) -> Iterator[Fact]:
    if not any(map(str.isupper, text[1:])):
        return
    parts = chunks(text)
    written = [part for part in parts if part.plain and len(part.core) > 1]
    loud = len(written) >= _FEW and sum(part.shouted for part in written) > _LOUD * len(written)
    if loud:
        return
    opens = True
    for part, at in zip(parts, places(text, parts), strict=True):
        opens = opens or part.text[0] in _OPENING
        if part.text.islower():
            opens = False  # and it is no name
        for match in () if part.text.islower() else _PART.finditer(part.text):
            word = match[0][:-2] if match[0].endswith(("'s", "’s")) else match[0]
            shouted = len(word) > 1 and word.rstrip("s").isupper() and len(word.rstrip("s")) > 1
            capital = word[0].isupper() and (not opens or any(char.isupper() for char in word[1:]))
            if (shouted or capital) and word.lower().replace("’", "'") not in _NO_NAME:
                name = word[:-1] if shouted and word.endswith("s") else word
                yield Fact(FactKind.NAME, name.casefold(), at + match.start(), at + match.start() + len(word))
            opens = False
        if part.punctuation or part.text.rstrip("\"'”’)]*_")[-1:] in _ENDS:
            opens = True
