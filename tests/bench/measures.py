"""Why this file exists: what a draft may never do, and what it should do, in figures that anybody can take again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hybridtui.core.english.chunks import chunks
from hybridtui.core.english.negations import negations, unanswered
from hybridtui.core.english.stems import content
from hybridtui.core.facts import FactKind, absent, facts
from hybridtui.core.notes.sentences import sentences
from tests.bench.drafts import Draft
from tests.bench.fragments import fragment
from tests.bench.labels import Expected

KEPT = {
    "numbers": (FactKind.NUMBER, FactKind.LIMIT, FactKind.DATE, FactKind.VERSION),
    "identifiers": (FactKind.CODE,),
    "links": (FactKind.URL, FactKind.EMAIL),
    "quotations": (FactKind.QUOTE,),
}
_MARK = re.compile(r"\{\w+\}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; nothing of nothing is all of it."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 1.0


@dataclass(frozen=True, slots=True)
class Measures:
    """What became of some notes in a draft.

    `outside`: words of items that their sentences do not have (the notes, where the source is not known). `kept`: facts
    of carried sentences, by sort, that their items have. `flipped`: negations of an item that its sentence does not
    make of the same words, or the reverse. `carried`, `gone`: labelled pieces of the notes that reached an item, or
    reached none, as they should. `fragments`: items that lost their main verb, of those made from one sentence.
    `words`: of notes and of draft, as white space parts them. `notes_judged`, `draft_chosen`: of these the words that
    the model decided on and, in the draft, kept or wrote.
    """

    outside: int
    kept: Mapping[str, Share]
    flipped: int
    carried: Share
    gone: Share
    fragments: Share
    words: tuple[int, int]
    items: int
    notes_judged: Share
    draft_chosen: Share

    @property
    def ratio(self) -> float:
        """Words of the notes for each word of the draft."""
        return self.words[0] / max(self.words[1], 1)


def measure(notes: str, draft: Draft, expected: Expected) -> Measures:
    """Weigh a draft of `notes`."""
    found = {each.key: each.text for each in sentences(notes)}
    told: dict[str, str] = {}
    for item in draft.items:
        told |= {key: f"{told[key]}\n{item.text}" if key in told else item.text for key in item.sources}
    words = len(notes.split()), sum(len(item.text.split()) for item in draft.items)
    alone = [(found[item.sources[0]], item.text) for item in draft.items if len(item.sources) == 1]
    return Measures(
        outside=sum(_outside(item.text, [found[key] for key in item.sources] or [notes]) for item in draft.items),
        kept=_kept(found, told),
        flipped=sum(_flipped(found[key], said) for key, said in told.items()),
        carried=_share(_reaches(piece, found, told) for piece in expected.carry),
        gone=_share(
            (
                *(not _reaches(piece, found, told) for piece in expected.filler),
                *(not any(_stands(word, item.text) for item in draft.items) for word in expected.filler_words),
            )
        ),
        fragments=_share(fragment(source, item) for source, item in alone),
        words=words,
        items=len(draft.items),
        notes_judged=Share(draft.judged, words[0]),
        draft_chosen=Share(sum(item.chosen for item in draft.items), words[1]),
    )


def _share(found: Iterable[bool]) -> Share:
    each = list(found)
    return Share(sum(each), len(each))


def _outside(text: str, sources: Sequence[str]) -> int:
    known = set(_WORD.findall("\n".join(sources).casefold()))
    return sum(word not in known for word in _WORD.findall(text.casefold()))


def _kept(found: Mapping[str, str], told: Mapping[str, str]) -> dict[str, Share]:
    """Of each sort, how many of the facts of carried sentences their items have."""
    there: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for key, said in told.items():
        source = facts(found[key])
        gone = absent(source, said, facts(said))
        for sort, kinds in KEPT.items():
            there[sort] += sum(each.kind in kinds for each in source)
            lost[sort] += sum(each.kind in kinds for each in gone)
    return {sort: Share(there[sort] - lost[sort], there[sort]) for sort in KEPT}


def _flipped(source: str, item: str) -> int:
    """Negations with other words in their scope; where every negating word is kept, only if one of the words is."""
    source = _MARK.sub("", source)
    said, says_now = negations(source), negations(item)
    turned = [(each, item) for each in unanswered(said, says_now, item)]
    turned += [(each, source) for each in unanswered(says_now, said, source)]
    if _denials(source) != _denials(item):
        return len(turned)
    return sum(bool(set(each.scope) & set(content(text))) for each, text in turned)


def _denials(text: str) -> Counter[str]:
    return Counter(part.core for part in chunks(text) if part.negates)


def _reaches(piece: str, found: Mapping[str, str], told: Mapping[str, str]) -> bool:
    """Whether a sentence that has the piece gave an item. Raises ValueError where no sentence has it."""
    having = [key for key, text in found.items() if _plain(piece) in _plain(text)]
    if not having:
        raise ValueError(f"no sentence has {piece!r}")
    return any(key in told for key in having)


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_plain(word))}(?!\w)", _plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
