"""Why this file exists: what the checkpoint catches, and what it leaves alone, is held to bars on planted defects.

The figures themselves come from `python -m tests.bench.planted`.
"""

from __future__ import annotations

from collections import Counter

import pytest

from hybridtui.core.english.quantities import quantities
from hybridtui.core.spec import parse
from tests.bench.labels import CORPUS
from tests.bench.planted import GROUNDS, alarms_of_secrets, measure
from tests.planting.bed import Family
from tests.planting.ground import Ground
from tests.planting.judge import listed
from tests.planting.planter import plant
from tests.planting.secrets import SORTS
from tests.planting.tool_library import TOOL_LIBRARY

VAGUE = {"amount", "duration", "frequency", "speed", "subjective"}


def even(word: str) -> bool:
    return len(word) % 2 == 0


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.name)
def test_every_planted_defect_stands_where_the_planter_says(ground: Ground) -> None:
    for seed in range(20):
        made = plant(ground, seed, even)
        lines = set(ground.spec.splitlines())
        for each in made.planted:
            assert made.text[slice(*each.span)] == each.defect.words
            assert each.items[0][0] <= each.span[0] < each.span[1] <= each.items[0][1]
            assert made.text[slice(*each.items[0])] not in lines


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.name)
def test_the_same_seed_plants_the_same_and_another_seed_does_not(ground: Ground) -> None:
    assert plant(ground, 7, even) == plant(ground, 7, even)
    assert plant(ground, 7, even) != plant(ground, 8, even)


def test_a_spec_of_60_items_gets_the_defects_that_the_bar_is_about() -> None:
    assert len(parse(TOOL_LIBRARY.spec).items) == 60
    planted = plant(TOOL_LIBRARY, 1, even).planted
    assert Counter(each.defect.family for each in planted) == {
        Family.SMELL: 20,
        Family.INVENTION: 10,
        Family.ALTERED: 10,
        Family.DEFERRED: 10,
        Family.SECRET: 20,
    }
    assert len({each.defect.sort for each in planted if each.defect.family is Family.SECRET}) == len(SORTS) >= 10


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.name)
def test_where_a_vague_word_is_planted_no_figure_is_left_that_would_excuse_it(ground: Ground) -> None:
    for seed in range(20):
        made = plant(ground, seed, even)
        for each in made.planted:
            if each.defect.sort in VAGUE:
                said = made.text[slice(*each.items[0])].split(" ", 1)[1]
                assert not quantities(said), said


def test_half_of_the_planted_words_are_unknown_to_the_linter() -> None:
    known = [
        listed(each.defect.words)
        for seed in range(5)
        for each in plant(TOOL_LIBRARY, seed, listed).planted
        if each.defect.family is Family.SMELL and each.items[1:] == () and each.defect.sort[:2] not in ("pr", "da")
    ]
    assert known.count(True) == known.count(False) == 35


def test_the_checkpoint_finds_nine_in_ten_planted_defects_and_leaves_a_clean_spec_alone() -> None:
    result = measure(TOOL_LIBRARY, range(2))
    assert result.missed_bars == (), result.families


def test_no_document_of_notes_is_said_to_hold_a_secret() -> None:
    if not CORPUS.exists():
        pytest.skip("the corpus is no part of the project")
    assert list(alarms_of_secrets()) == []
