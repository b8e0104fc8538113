"""Why this file exists: a cursor that jumps while one types puts the next word somewhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.merging.following import followed

texts = st.lists(st.sampled_from(["a", "b", "c d", ""]), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("new", "place"),
    [
        ("one\ntwo words\nthree", (1, 4)),
        ("zero\none\ntwo words\nthree", (2, 4)),
        ("zero\ntwo words\nfour\nfive", (1, 4)),
        ("one\nsome two words\nthree", (1, 9)),
        ("one\ntwo long words\nthree", (1, 4)),
        ("one\nthree", (1, 0)),
        ("one", (0, 3)),
        ("", (0, 0)),
    ],
)
def test_a_place_stays_on_its_words_or_where_they_were(new: str, place: tuple[int, int]) -> None:
    assert followed(["one", "two words", "three"], new.split("\n"), [(1, 4)]) == [place]


@given(old=texts, new=texts, data=st.data())
def test_every_place_is_in_the_text(old: str, new: str, data: st.DataObject) -> None:
    before, after = old.split("\n"), new.split("\n")
    row = data.draw(st.integers(0, len(before) - 1))
    column = data.draw(st.integers(0, len(before[row])))
    ((at, place),) = followed(before, after, [(row, column)])
    assert 0 <= at < len(after)
    assert 0 <= place <= len(after[at])
