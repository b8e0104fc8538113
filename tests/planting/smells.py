"""Why this file exists: a smell is words that tell nobody when the work is done, put where a clear figure stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from hybridtui.core.english.quantities import quantities
from hybridtui.core.kinds import Kind
from tests.planting.bed import Bed, Defect, Family, Row, appended
from tests.planting.ground import Ground
from tests.planting.vocabulary import COMMON, RARE

Listed = Callable[[str], bool]
"""Whether the linter knows a word."""

_WORDS = ("subjective", "vague", "escape", "open", "blank", "subjective", "vague", "escape", "modal", "subjective")
_LEXICAL = (*_WORDS, "vague", "open", "escape", "subjective")
_STRUCTURAL = ("conflict", "near-duplicate", "pronoun", "dangling id", "duplicate id", "conflict")
_FREEDOM = {"subjective": 1, "dangling id": 2, "duplicate id": 2, "escape": 3}
"""What fits many entries waits until what fits few has found its place."""
_VAGUE = ("amount", "duration", "frequency", "speed")
_JUDGED = (Kind.GOAL, Kind.REQUIREMENT, Kind.CONSTRAINT)
_ID = re.compile(r"^- \*\*(R\d+)\*\*")


def plant(bed: Bed, ground: Ground, random: Random, count: int, listed: Listed) -> None:
    """Put `count` smells into `bed`: seven in ten lexical, half of these with a word that is `listed`, half without.

    Raises `LookupError` when the spec has no place left for one.
    """
    words = _LEXICAL[: count * 7 // 10]
    wanted = [at % 2 == 0 for at in range(len(words))]
    random.shuffle(wanted)
    for sort in sorted((*words, *_STRUCTURAL[: count - len(words)]), key=lambda sort: _FREEDOM.get(sort, 0)):
        if sort in _STRUCTURAL:
            _structural(bed, ground, random, sort)
        else:
            _lexical(bed, ground, random, sort, partial(_alike, listed, wanted.pop()))


def _alike(listed: Listed, wanted: bool, word: str) -> bool:
    return listed(word) is wanted


def _lexical(bed: Bed, ground: Ground, random: Random, sort: str, fits: Listed) -> None:
    slots = list(_VAGUE) if sort == "vague" else [sort]
    random.shuffle(slots)
    for slot in slots:
        offers = _offers(bed, ground, random, slot)
        if offers:
            row, template = random.choice(offers)
            word = _word(slot, random, fits)
            at = template.index("{")
            bed.change(row, template.replace(f"{{{slot}}}", word), Defect(Family.SMELL, slot, word), at)
            return
    if sort != "subjective":
        raise LookupError(f"no place for a smell of the sort {sort}")
    word = _word(sort, random, fits)
    text = random.choice(ground.wishes).format(subjective=word)
    bed.add(text, Kind.REQUIREMENT, Defect(Family.SMELL, sort, word), random)


def _offers(bed: Bed, ground: Ground, random: Random, slot: str) -> list[tuple[Row, str]]:
    """The entries that take a smell, with a slot in their text."""
    if slot == "subjective":
        rows = bed.free(lambda row: row.kind in _JUDGED and not quantities(row.said))
        return [(row, appended(row.text, random.choice(ground.remarks))) for row in rows]
    if slot == "escape":
        return [(row, appended(row.text, ", {escape}")) for row in bed.free(lambda row: row.kind in _JUDGED)]
    found = []
    for old, new in ground.places:
        row = bed.saying(old) if f"{{{slot}}}" in new else None
        if row:
            found.append((row, row.text.replace(old, new)))
    return found


def _word(slot: str, random: Random, fits: Listed) -> str:
    words = [*COMMON.get(slot, ()), *RARE.get(slot, ())]
    return random.choice([word for word in words if fits(word)] or words)


def _structural(bed: Bed, ground: Ground, random: Random, sort: str) -> None:
    defect = Defect(Family.SMELL, sort, "")
    if sort == "pronoun":
        row, old, new = _anchored(bed, random, ground.pronouns)
        text = row.text.replace(old, new)
        at = text.index(new)
        bed.change(row, text, Defect(Family.SMELL, sort, new.split()[0]), at)
    elif sort == "dangling id":
        row = random.choice(bed.free(lambda row: row.kind is Kind.REQUIREMENT))
        name = f"R{random.randrange(201, 300)}"
        bed.change(row, appended(row.text, f" (see {name})"), Defect(Family.SMELL, sort, name))
    elif sort == "duplicate id":
        one, other = random.sample(bed.free(lambda row: row.kind is Kind.REQUIREMENT), 2)
        given = _ID.match(one.text)
        name = given[1] if given else f"R{random.randrange(101, 200)}"
        if given:
            text = _ID.sub(f"- **{name}**", other.text)
        else:
            one.text, text = (f"{each.bullet}{name}: {each.said}" for each in (one, other))
        bed.change(other, text, Defect(Family.SMELL, sort, name), partner=one)
    else:
        row, _, new = _anchored(bed, random, ground.conflicts if sort == "conflict" else ground.copies)
        kind = row.kind or Kind.REQUIREMENT
        bed.add(new, kind, Defect(defect.family, sort, new), random, partner=row)


def _anchored(bed: Bed, random: Random, places: Sequence[tuple[str, str]]) -> tuple[Row, str, str]:
    """An entry that nothing was done to, with its words and what goes with them. Raises `IndexError`."""
    found = [(row, old, new) for old, new in places if (row := bed.saying(old))]
    return random.choice(found)
