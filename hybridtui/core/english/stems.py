"""Why this file exists: "uploads", "uploaded" and "uploading" are one word wherever two texts are compared.

Stems are those of the Snowball English stemmer (Porter2). It knows no irregular verbs, so the common ones are listed
with their plain form. Other languages are stemmed by the same rules on both sides: fewer words meet, none wrongly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from hybridtui.core.english import lexicon
from hybridtui.core.remembering import remembered

REMEMBERED = 4096
"""Texts of which it is kept what was found in them: a sentence of the notes is compared with many items."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_FORMS = """
begin: began begun; break: broke broken; bring: brought; build: built; buy: bought; catch: caught; choose: chose chosen;
come: came; draw: drew drawn; drive: drove driven; find: found; forbid: forbade forbidden; forget: forgot forgotten;
freeze: froze frozen; get: got gotten; give: gave given; go: goes went gone; hide: hid hidden; hold: held; keep: kept;
know: knew known; leave: left; lose: lost; make: made; mean: meant; overwrite: overwrote overwritten; pay: paid;
run: ran; say: said; see: saw seen; sell: sold; send: sent; show: shown; speak: spoke spoken; spend: spent; take: took
taken; tell: told; think: thought; throw: threw thrown; understand: understood; write: wrote written
"""
_IRREGULAR = {
    form: plain.strip() for plain, forms in (entry.split(":") for entry in _FORMS.split(";")) for form in forms.split()
}


@remembered(REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits of `text` in order, lower case, without a possessive's ending."""
    found = (match[0].casefold().replace("’", "'").removesuffix("'s") for match in _WORD.finditer(text))
    return tuple(map(intern, found))  # a word is kept once, in however many texts it stands


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The stem of one lower-case word; a number is its own."""
    if word.isdecimal():
        return word
    import snowballstemmer  # here, because it loads its rules for every language: 35 ms

    # A stemmer carries the word it works on, so one shared by two threads would mix their words; a new one costs 1 µs.
    return str(snowballstemmer.stemmer("english").stemWord(_IRREGULAR.get(word, word)))


_EMPTY = (
    lexicon.STOP
    | lexicon.FILLERS
    | lexicon.HESITATIONS
    | lexicon.INTENSIFIERS
    | lexicon.NEGATIONS
    | lexicon.NUMBER_WORDS
)


@remembered(REMEMBERED)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words of `text` that have a content of their own, in order; numbers are none."""
    return tuple(stem(word) for word in words(text) if says(word))


def says(word: str) -> bool:
    """Whether a lower-case word is one of content: no number, negation, filler or word of grammar."""
    return not (word in _EMPTY or word.isdigit() or word.endswith("n't"))
