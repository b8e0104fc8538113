"""Why this file exists: whatever is kept across an edit leans on where the edit is said to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.differences.region import Region, changed_region

texts = st.text("ab\n", max_size=40) | st.builds(
    lambda piece, times: piece * times, st.text("ab"), st.integers(0, 3000)
)


@given(texts, texts)
def test_the_change_of_the_region_makes_the_new_text(old: str, new: str) -> None:
    region = changed_region(old, new)

    assert old[: region.start] + new[region.start : region.new_end] + old[region.end :] == new


@given(texts, texts)
def test_nothing_at_the_edges_of_the_region_is_the_same(old: str, new: str) -> None:
    region = changed_region(old, new)

    before, after = old[region.start : region.end], new[region.start : region.new_end]
    assert not before or not after or (before[0] != after[0] and before[-1] != after[-1])


def test_equal_texts_have_an_empty_region() -> None:
    assert changed_region("same", "same") == Region(4, 4, 4)


def test_an_edit_far_into_a_long_text_is_found_where_it_is() -> None:
    text = "x" * 100_000

    assert changed_region(text, text[:70_000] + "new" + text[70_005:]) == Region(70_000, 70_005, 70_003)


def test_lines_are_compared_as_characters_are() -> None:
    assert changed_region(["a", "b", "c"], ["a", "new", "lines", "c"]) == Region(1, 2, 3)
