"""Why this file exists: before any model runs, code decides what there is to refine and what each word may do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hybridtui.core.english.chatter import says_nothing
from hybridtui.core.english.cues import kind_of
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import Sentence, sentences
from hybridtui.core.refining.words import Word, classify
from hybridtui.core.remembering import remembered


@dataclass(frozen=True, slots=True)
class Window:
    """One sentence to refine.

    `item_id` is the id that its item will have. `words` is empty for a verbatim sentence, which is carried as it is.
    `filler` is true when the sentence says nothing and gives no item.
    """

    sentence: Sentence
    item_id: str
    kind: Kind
    words: tuple[Word, ...] = ()
    filler: bool = False


def plan(text: str) -> tuple[Window, ...]:
    """The windows of the notes `text`, one for each sentence, in order."""
    return tuple(window(sentence) for sentence in sentences(text))


def window(sentence: Sentence) -> Window:
    """What there is to refine in one sentence."""
    kind, words, filler = _judged(replace(sentence, key="", start=0, end=0))
    return Window(sentence, sentence.key, kind, words, filler)


@remembered(16_384)  # notes are planned anew at every pause in the typing; most sentences are what they were
def _judged(sentence: Sentence) -> tuple[Kind, tuple[Word, ...], bool]:
    words = () if sentence.verbatim else classify(sentence.text)
    return kind_of(sentence), words, not sentence.verbatim and says_nothing(sentence.text, sentence.listed)
