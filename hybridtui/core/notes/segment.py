"""Why this file exists: where one sentence of rambling prose ends and the next begins, in linear time.

Notes are typed or dictated, so a line break, a full stop or a capital alone proves nothing. Everything here works on
offsets into the whole text and never copies it apart.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hybridtui.core.notes.blocks import Span

_WIDEST = 120  # nobody wraps prose by hand beyond this; a longer line is a paragraph of its own
_NARROWEST = 40
_FILL = 0.85  # how full a line must be to have been broken for width
_WRAPPED = 0.6  # share of such lines in a wrapped paragraph; a first line may be a title
_FLOWING = 50  # characters; two lines prove no width, so the first must at least be a long one
_LONG = 45  # words; a longer sentence was dictated without a full stop
_SHORT = 7  # words; no piece that a soft split makes is shorter

# Where no sentence ends: code spans, link targets, short parentheses. (Inside a URL no full stop has a space after it.)
_SHELTER = re.compile(
    r"(?P<tick>`{1,3})(?!`)(?:(?!(?P=tick)).){1,400}?(?P=tick)"
    r"|\]\([^()\s]{1,400}\)"
    r"|\([^()\n]{1,240}\)|\[[^\[\]\n]{1,240}\]"
)
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]*_}]*+(?=\s|$)|[。！？]+[」』”’）]*")
_CHUNK = re.compile(r"\S+$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEVER_LAST = _set("e.g i.e eg ie vs cf approx mr mrs ms dr prof sr jr st esp incl resp viz al ca p.s")
_BEFORE_NUMBER = _set("no nos fig figs eq sec ch vol p pp art nr ver v")
_MAY_BE_LAST = _set(
    "etc a.m p.m u.s u.k inc ltd co corp est dept max min jan feb mar apr jun jul aug sep sept oct nov dec"
)

_FRAGMENT = 3  # "Who is the buyer? IT? Team lead?" is one question; so short a repeat of it says nothing alone

_DANGLING = _set(
    "a an the to of and or but with in on at by for from into as if that which because so than when while is are was"
    " be been my our your their its his her this these those no not very just also"
)
_ASKING = _set(
    "who what when where why how which whose is are am was were do does did can could should would will shall may might"
    " has have had must isn't aren't don't doesn't can't won't shouldn't"
)
_SOFT = re.compile(
    r"(?P<aside>\s+(?=(?:let me think|what else|one more thing|oh wait|hang on|hold on|where was i|moving on)\b)"
    r"|(?<=what else)\s+|(?<=let me think)\s+(?!what|about|through)|(?<=where was i)\s+|(?<=moving on)\s+)"
    r"|(?:[;—–]|\.\.\.|…)\s+"
    r"|,?\s+(?=(?:and (?:then|also|so|we|it|i|they|the|maybe|if|um|uh)|but|so(?! that| far| much| many)|also(?!\s*,)"
    r"|oh|plus|then|anyway|which means|okay|ok|except)\b)",
    re.IGNORECASE,
)
"""Where a clause of unpunctuated speech begins; an `aside` is about the talking and is cut out however short."""


def thoughts(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Join the `lines` of one paragraph where they were broken for width; each span yielded is one stretch of prose.

    A paragraph counts as wrapped when most of its lines but the last are so full that the next word would not have
    fitted. A line that ends in a word nothing can end in is joined in any case.
    """
    widths = [end - start for start, end in lines]
    widest = max(widths)
    full = [
        width + 1 + len(_first_word(text, following)) > max(_FILL * widest, _NARROWEST)
        for width, following in zip(widths, lines[1:], strict=False)
    ]
    wrapped = widest <= _WIDEST and (len(full) > 1 or _flows(text, lines)) and sum(full) >= _WRAPPED * len(full)
    start = lines[0][0]
    for index, (line, following) in enumerate(pairwise(lines)):
        if widths[index] > _WIDEST or not ((wrapped and full[index]) or _dangles(text, line)):
            yield start, line[1]
            start = following[0]
    yield start, lines[-1][1]


def split(text: str, span: Span) -> Iterator[Span]:
    """The sentences of one stretch of prose, without surrounding whitespace."""
    for start, end in _cuts(text, span, _ends(text, span)):
        if len(text[start:end].split(maxsplit=_LONG)) <= _LONG:
            yield start, end
        else:
            yield from _cuts(text, (start, end), _soft_ends(text, (start, end)))


def _cuts(text: str, span: Span, ends: Iterator[int]) -> Iterator[Span]:
    start = span[0]
    for end in (*ends, span[1]):
        piece = text[start:end]
        if stripped := piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            yield left, left + len(stripped)
        start = end


def _ends(text: str, span: Span) -> Iterator[int]:
    """Where sentences end by their punctuation."""
    shelters = _shelters(text, span)
    shelter = next(shelters, None)
    for match in _END.finditer(text, *span):
        while shelter and shelter[1] <= match.start():
            shelter = next(shelters, None)
        if shelter and shelter[0] <= match.start() and not _is_aside(text, shelter, match):
            continue
        if not _ends_sentence(text, span, match) or text[match.end() : match.end() + 2].lstrip().startswith("("):
            continue  # an aside belongs to the sentence before it
        if "?" in match[0] and _asks_on(text, (match.end(), span[1])):
            continue
        yield match.end()


def _shelters(text: str, span: Span) -> Iterator[Span]:
    return (match.span() for match in _SHELTER.finditer(text, *span))


def _ends_sentence(text: str, span: Span, end: re.Match[str]) -> bool:
    after = text[end.end() : min(end.end() + 40, span[1])].lstrip()
    mark = end[0]
    if mark.startswith(("...", "…")):
        return not after[:1].islower()
    if mark[0] != "." or not after:
        return True
    begin = max(span[0], end.start() - 40)
    before = _CHUNK.search(text, begin, end.start())
    if before is None:
        return True
    word = before[0].lstrip("([\"'“‘*_").lower()
    if word in _NEVER_LAST or (word in _BEFORE_NUMBER and after[0].isdigit()):
        return False
    if word in _MAY_BE_LAST:
        return after[0].isupper()
    if len(word) == 1 and before[0][-1].isupper() and word != "i":
        return not after[0].isupper()
    return not (word.isdigit() and before.start() == span[0])


def _is_aside(text: str, shelter: Span, end: re.Match[str]) -> bool:
    """Whether the end is that of a whole sentence in parentheses."""
    before = text[max(0, shelter[0] - 2) : shelter[0]].rstrip()
    return end.end() >= shelter[1] and text[shelter[0]] == "(" and before[-1:] in tuple(".!?…")


def _asks_on(text: str, span: Span) -> bool:
    """Whether a mere fragment of a question follows, which only makes sense with the question before it."""
    following = _END.search(text, span[0], min(span[0] + 60, span[1]))
    if following is None or "?" not in following[0]:
        return False
    words = text[span[0] : following.start()].split()
    return 0 < len(words) <= _FRAGMENT and words[0].lower() not in _ASKING


def _soft_ends(text: str, span: Span) -> Iterator[int]:
    """Where a sentence too long for one thought may be cut: before a clause's connective, in no shelter or quotes."""
    shelters = deque(_shelters(text, span))
    last, left = span[0], len(text[span[0] : span[1]].split())
    for match in _SOFT.finditer(text, *span):
        while shelters and shelters[0][1] <= match.start():
            shelters.popleft()
        if shelters and shelters[0][0] <= match.start():
            continue
        size = len(text[last : match.start()].split())
        if size and (match["aside"] or (size >= _SHORT and left - size >= _SHORT)):
            left -= size
            last = match.end()
            yield match.end()


def _first_word(text: str, span: Span) -> str:
    return text[span[0] : span[1]].split(maxsplit=1)[0]


def _flows(text: str, lines: Sequence[Span]) -> bool:
    """Whether two lines read as one: the first has no end and the second no beginning."""
    (first, following) = lines[0], lines[-1]
    return text[first[1] - 1] not in ".!?…:;" and text[following[0]].islower() and first[1] - first[0] >= _FLOWING


def _dangles(text: str, line: Span) -> bool:
    words = text[max(line[0], line[1] - 20) : line[1]].split()
    return bool(words) and (words[-1].lower() in _DANGLING or words[-1].endswith(","))
