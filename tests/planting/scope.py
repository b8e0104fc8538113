"""Why this file exists: what nobody asked for, or was put off, comes back as a requirement that sounds right."""

from __future__ import annotations

import re
from random import Random

from hybridtui.core.kinds import Kind
from tests.planting.bed import Bed, Defect, Family
from tests.planting.ground import Ground


def plant(bed: Bed, ground: Ground, random: Random, count: int) -> None:
    """Add `count` inventions with a number or name that the notes do not have, and as many ideas that they put off."""
    known = set(map(int, re.findall(r"\d+", ground.notes)))
    foreign = [number for number in range(6, 100) if number not in known]
    for template in random.sample(ground.inventions, count):
        sort = "number" if "{n}" in template else "name"
        text = template.format(n=random.choice(foreign))
        bed.add(text, Kind.REQUIREMENT, Defect(Family.INVENTION, sort, text), random)
    for text in random.sample(ground.deferred, count):
        bed.add(text, Kind.REQUIREMENT, Defect(Family.DEFERRED, "not now", text), random)
