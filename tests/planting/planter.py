"""Why this file exists: one clean spec and one seed give one spec with defects of which every place is known."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.planting import facts, scope, secrets, smells
from tests.planting.bed import Bed, Planted
from tests.planting.ground import Ground
from tests.planting.smells import Listed

ENTRIES = 60
"""A spec of this size takes 20 smells, 10 inventions, 10 altered facts, 10 ideas put off and 20 secrets."""


@dataclass(frozen=True, slots=True)
class PlantedSpec:
    """A spec with defects, and the notes that its clean form was made from."""

    text: str
    notes: str
    planted: tuple[Planted, ...]


def plant(ground: Ground, seed: int, listed: Listed) -> PlantedSpec:
    """The spec of `ground` with defects in proportion to its size; the same seed gives the same ones.

    `listed` says whether the linter knows a word; half of the words are of those that it does not know.
    """
    random = Random(seed)
    bed = Bed(ground.spec)
    tens = max(1, round(10 * len(bed.free()) / ENTRIES))
    smells.plant(bed, ground, random, 2 * tens, listed)
    facts.plant(bed, ground, random, tens)
    scope.plant(bed, ground, random, tens)
    secrets.plant(bed, random, 2 * tens)
    text, planted = bed.finished()
    return PlantedSpec(text, ground.notes, planted)
