"""Why this file exists: a faithful draft may only leave words out, and this says which ones it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What may happen to a word: code drops FILLER, the model decides on OPTIONAL, MANDATORY stays."""

    FILLER = "filler"
    OPTIONAL = "optional"
    MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class Word:
    """A unit of a sentence that stays or goes as a whole.

    `text` is one whitespace-delimited chunk with its punctuation, or several joined by single spaces where only the
    whole can go ("so I want") or nothing inside may change (a code span). The words' texts, joined by spaces, are
    the sentence.
    """

    text: str
    role: Role


def classify(sentence: str) -> tuple[Word, ...]:
    """Every word of `sentence`, in order, with its role."""
    return tuple(Word(chunk, Role.MANDATORY) for chunk in sentence.split())


def line(kept: Sequence[str]) -> str:
    """The draft line that the kept words make."""
    return " ".join(kept)


def says_nothing(words: Sequence[Word]) -> bool:
    """Whether a sentence of these words gives no item."""
    return all(word.role is Role.FILLER for word in words)
