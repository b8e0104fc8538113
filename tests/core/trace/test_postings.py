"""Why this file exists: to weigh fewer sentences is worth nothing if other ones are found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.trace.index import Index
from hybridtui.core.trace.postings import Postings, top

SENTENCES = 600
impacts = st.dictionaries(st.integers(0, SENTENCES), st.sampled_from([1.0, 1.25, 1.5, 1.75]), max_size=40)
terms = st.builds(Postings, st.sampled_from([0.5, 1.0, 4.0]), impacts)


def hill(weight: float, step: int, top: int, steep: int) -> Postings:
    """A common word: two hills have their greatest sum between their tops, where neither is greatest."""
    return Postings(weight, {at: 2 - steep * ((at - top) / SENTENCES) ** 2 for at in range(0, SENTENCES, step)})


common = st.builds(hill, st.sampled_from([0.5, 1.0]), st.integers(1, 3), st.integers(0, SENTENCES), st.integers(0, 3))


def all_weighed(wanted: list[Postings], most: int) -> list[int]:
    """The slow way."""
    ranks: dict[int, float] = {}
    for term in wanted:
        for at, impact in term.impact.items():
            ranks[at] = ranks.get(at, 0.0) + term.weight * impact
    return sorted(ranks, key=lambda at: (-ranks[at], at))[:most]


@given(st.lists(terms | common, max_size=6), st.integers(1, 12))
def test_the_best_are_those_that_are_found_where_all_are_weighed(wanted: list[Postings], most: int) -> None:
    assert top(wanted, most) == all_weighed(wanted, most)


def test_of_equal_sentences_those_come_first_that_stand_below_the_heads_but_earlier_in_the_notes() -> None:
    below = dict.fromkeys(range(100), 1.0)
    wanted = [Postings(1.0, {at: 2.0 for at in range(head, head + 64)} | below) for head in (300, 400)]
    assert top(wanted, 3) == all_weighed(wanted, 3) == [0, 1, 2]


class Counted(dict[int, float]):
    """Impacts that count how often one is asked for."""

    asked = 0

    def __getitem__(self, at: int) -> float:
        Counted.asked += 1
        return super().__getitem__(at)


def test_of_words_that_stand_in_every_sentence_a_few_sentences_are_weighed() -> None:
    everywhere = [Postings(0.7, Counted(dict.fromkeys(range(50_000), 1.5))) for _ in range(4)]
    for term in everywhere:
        assert list(term.head(3)) == [0, 1, 2]
    Counted.asked = 0
    assert top([*everywhere, Postings(8.0, {40_000: 1.5})], 3) == [40_000, 0, 1]
    assert Counted.asked < 1_000


def test_the_sentence_of_an_item_is_found_among_many_that_differ_in_one_word() -> None:
    index = Index([f"the import has to handle table{at} within the hour" for at in range(500)])
    assert [match.index for match in index.best("Import handles table321 within the hour")] == [321, 0, 1]
