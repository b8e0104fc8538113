"""Why this file exists: a link that is wrong is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.record import Record, from_json
from hybridtui.core.refine import Item

KEYS = st.text(min_size=1, max_size=8)
ITEMS = st.builds(
    Item, KEYS, st.sampled_from(list(Kind)), st.text(max_size=40), st.lists(KEYS, min_size=1, max_size=3).map(tuple)
)


@given(st.lists(ITEMS, max_size=6))
def test_json_keeps_every_link(items: list[Item]) -> None:
    record = Record().take(items)
    assert from_json(record.to_json()) == record


def test_an_item_taken_again_has_one_link() -> None:
    first = Item("a", Kind.GOAL, "Do A", ("n.0",))
    record = Record().take([first]).take([Item("a", Kind.GOAL, "Do A, better", ("n.0",))])
    assert len(record.links) == 1
    assert record.items == {"a"}
    assert record.sources("Do A, better") == ("n.0",)
    assert record.sources("Do A") == ()


def test_a_changed_spacing_or_full_stop_keeps_the_link() -> None:
    record = Record().take([Item("a", Kind.GOAL, "Do A", ("n.0",))])
    assert record.sources("  Do   A.") == ("n.0",)


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 3, "links": []}', '{"version": 1, "links": [{"item": "a"}]}'])
def test_a_strange_trace_file_is_an_error_that_says_what_to_do(text: str) -> None:
    with pytest.raises(HybridError) as caught:
        from_json(text)
    assert caught.value.next_step
