"""Why this file exists: the notes are raw text; a sentence is the unit that every item is traced back to."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hybridtui.core.notes.blocks import Block, Span, blocks
from hybridtui.core.notes.segment import split, thoughts
from hybridtui.core.notes.transcript import speaker_label

_READABLE = 250  # words; a longer piece without punctuation is a log or a list of data, and is carried as it is


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of the notes.

    `start` and `end` are character offsets into the text as given (end exclusive). `key` is its identity: a content
    hash and an occurrence number, so it survives moves and edits elsewhere. `headings` are the titles it stands under,
    outermost first. A `verbatim` sentence (fence, table, text that cannot be segmented) is carried as it is. A `listed`
    one stands in a list.
    """

    key: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    verbatim: bool = False
    listed: bool = False


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of the notes `text`, in order; `text[s.start:s.end] == s.text` holds for each.

    Headings are context and give none. A speaker's label in a transcript stands before the sentence, not in it.
    """
    found: list[Sentence] = []
    seen: Counter[str] = Counter()
    label = speaker_label(text)
    for block in blocks(text):
        for start, end in block.lines if block.verbatim else _spans(text, block, label):
            content = text[start:end]
            digest = hashlib.sha256(" ".join(content.split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]
            key = f"{digest}.{seen[digest]}"
            seen[digest] += 1
            verbatim = block.verbatim or len(content.split(maxsplit=_READABLE)) > _READABLE
            found.append(Sentence(key, start, end, content, block.headings, verbatim, block.listed))
    return tuple(found)


def _spans(text: str, block: Block, label: re.Pattern[str] | None) -> Iterator[Span]:
    if label is None:
        turns: Iterable[Span] = thoughts(text, block.lines)
    else:
        turns = (_without(label, text, line) for line in block.lines)
    for turn in turns:
        yield from split(text, turn)


def _without(label: re.Pattern[str], text: str, line: Span) -> Span:
    found = label.match(text, *line)
    return (found.end(), line[1]) if found else line
