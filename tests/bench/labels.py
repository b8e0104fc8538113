"""Why this file exists: what is good is not for the program to say; people and raters said it beforehand, here.

Some of what they judged stands in documents that are no part of the project. The labels know those sentences by their
keys alone, and are left out where the documents are not there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from hybridtui.core.refining.cut import judged
from hybridtui.core.refining.plan import plan
from hybridtui.core.refining.words import Role, Word

DATA = Path(__file__).parents[1] / "data"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
"""Documents that are no part of the project; the folder may be missing."""
RAMBLE = DATA / "csv-upload-ramble.md"
SENTENCES, RATINGS = DATA / "optional-words.txt", DATA / "optional-words.json"
LABELS = ".labels.json"
"""The ending of the file that says what of some notes has to reach a draft."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A word that may go: the `at`-th of its sentence's `words` (noise left out), and whether each rater kept it."""

    key: str
    words: tuple[Word, ...]
    at: int
    kept: tuple[bool, bool]

    @property
    def text(self) -> str:
        return self.words[self.at].text


def rated() -> tuple[Rated, ...]:
    """Every rated word whose document is there, in the order of the documents.

    Raises ValueError where a labelled word may not go any more: the rules have changed, and the labels must follow.
    """
    ratings: dict[str, dict[str, tuple[str, str, str]]] = json.loads(RATINGS.read_text("utf-8"))["labels"]
    found: list[Rated] = []
    for path in (SENTENCES, *documents()):
        for window in plan(path.read_text("utf-8")):
            words = tuple(word for word in window.words if word.role is not Role.FILLER)
            for index, (word, one, other) in ratings.pop(window.sentence.key, {}).items():
                if int(index) not in judged(words) or words[int(index)].text.lower().strip(",") != word:
                    raise ValueError(f"{word!r} may not go at {index} of {window.sentence.text!r}")
                found.append(Rated(window.sentence.key, words, int(index), (one == "keep", other == "keep")))
    return tuple(found)


def documents() -> tuple[Path, ...]:
    """The notes that quality is reported for: our own, and those of the corpus where there is one."""
    others = sorted(path for path in CORPUS.glob("*") if path.suffix in (".md", ".txt") and path.name != "SOURCES.md")
    return (RAMBLE, *(path for path in others if path.name != RAMBLE.name))


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of some notes: pieces of their text, each of which tells a sentence, and words.

    A sentence of `carry` has to reach a draft, one of `filler` must not, nor any of `filler_words`.
    """

    carry: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    filler_words: tuple[str, ...] = ()

    @classmethod
    def of(cls, notes: Path, labels: Path | None = None) -> Expected:
        """Those in `labels`, or in the file of that name beside the notes; none where there is none."""
        path = labels or notes.with_name(notes.stem + LABELS)
        if not path.exists():
            return cls()
        found = json.loads(path.read_text("utf-8"))
        return cls(*(tuple(found.get(name, ())) for name in ("carry", "filler", "filler_words")))
