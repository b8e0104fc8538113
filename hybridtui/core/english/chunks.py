"""Why this file exists: a sentence is judged chunk by chunk, and what a chunk is must be settled in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from hybridtui.core.english.lexicon import NEGATIONS, NUMBER_WORDS
from hybridtui.core.remembering import remembered

_QUOTE_PREFIX = re.compile(r"(?<=[\r\n])[ \t]*(?:>[ \t]?)+")
_CODE = r"(?P<tick>`{1,3})(?!`).{1,400}?(?P=tick)"
_CHUNK = re.compile(rf"(?:{_CODE}|\S)+", re.DOTALL)
_LOCKED = re.compile(
    r"\"[^\"]{1,400}\"|“[^”]{1,400}”|(?<!\w)'[^']{1,400}'(?!\w)|‘[^’]{1,400}’(?!\w)"
    r"|\[[^\[\]]{1,400}\]\([^()\s]{0,400}\)|\([^()]{1,400}\)|\[[^\[\]]{1,400}\]"
)
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?…—–]*$|['’][^\W\d_]+[.,;:!?…]*$")
_EDGE = '.,;:!?…"“”‘()[]{}*—–-'
_PAUSE = ",;:.!?…—–"


REMEMBERED = 4096
"""Sentences of which it is kept what was found in them: each is looked at from several sides."""


@dataclass(frozen=True, slots=False)
class Chunk:
    """One whitespace-delimited piece of a sentence; a code span is never cut.

    `core` is the bare word in lower case ("" for punctuation alone). `locked` says that it stands in quotes, brackets
    or a link. `plain` says that it is a word of letters with at most some punctuation after it.
    """

    text: str
    locked: bool

    @cached_property
    def core(self) -> str:
        """The word without its punctuation, lower case, apostrophes straight."""
        return self.text.lower().replace("’", "'").strip(_EDGE)

    @cached_property
    def plain(self) -> bool:
        """Whether it is an ordinary word: no digit, underscore, markup or inner punctuation."""
        return _PLAIN.match(self.text) is not None

    @cached_property
    def pauses(self) -> bool:
        """Whether punctuation follows the word."""
        return self.text[-1] in _PAUSE

    @cached_property
    def punctuation(self) -> bool:
        """Whether there is no word in it at all."""
        return not any(char.isalnum() for char in self.text)

    @cached_property
    def negates(self) -> bool:
        """Whether it opens the scope of a negation or an exception."""
        return self.core in NEGATIONS or self.core.endswith("n't")

    @cached_property
    def counts(self) -> bool:
        """Whether it is a number, in digits or words."""
        return any(char.isdigit() for char in self.text) or any(part in NUMBER_WORDS for part in self.core.split("-"))

    @cached_property
    def shouted(self) -> bool:
        """Whether it is written in capitals, as abbreviations are."""
        return len(self.core) > 1 and self.text.isupper()


@remembered(REMEMBERED)
def chunks(sentence: str) -> tuple[Chunk, ...]:
    """The chunks of `sentence` in order. Quote markers at the start of a continued line are no part of it."""
    sentence = _QUOTE_PREFIX.sub("", sentence)
    locks = iter([match.span() for match in _LOCKED.finditer(sentence)])
    lock = next(locks, None)
    found = []
    for match in _CHUNK.finditer(sentence):
        while lock and lock[1] <= match.start():
            lock = next(locks, None)
        found.append(_chunk(match[0], bool(lock and lock[0] < match.end())))
    return tuple(found)


_chunk = lru_cache(maxsize=16_384)(Chunk)
"""The same chunk is the same object, so that what a common word is is found out once."""


def negated(parts: tuple[Chunk, ...]) -> tuple[bool, ...]:
    """For each chunk whether it is a negation or within the scope of one: everything up to the end of its clause."""
    scope, inside = [], False
    for index, part in enumerate(parts):
        inside = inside or part.negates
        scope.append(inside)
        following = parts[index + 1].core if index + 1 < len(parts) else ""
        if part.pauses or following in ("but", "because"):
            inside = False
    return tuple(scope)
