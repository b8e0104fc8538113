"""Why this file exists: a link that is wrong is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.refine import Item
from hybridtui.core.trace import Trace, from_json, nearest

KEYS = st.text(min_size=1, max_size=8)
ITEMS = st.builds(
    Item, KEYS, st.sampled_from(list(Kind)), st.text(max_size=40), st.lists(KEYS, min_size=1, max_size=3).map(tuple)
)


@given(st.lists(ITEMS, max_size=6))
def test_json_keeps_every_link(items: list[Item]) -> None:
    trace = Trace().take(items)
    assert from_json(trace.to_json()) == trace


def test_an_item_taken_again_has_one_link() -> None:
    first = Item("a", Kind.GOAL, "Do A", ("n.0",))
    trace = Trace().take([first]).take([Item("a", Kind.GOAL, "Do A, better", ("n.0",))])
    assert len(trace.links) == 1
    assert trace.items == {"a"}
    assert trace.sources("Do A, better") == ("n.0",)
    assert trace.sources("Do A") == ()


def test_a_changed_spacing_or_full_stop_keeps_the_link() -> None:
    trace = Trace().take([Item("a", Kind.GOAL, "Do A", ("n.0",))])
    assert trace.sources("  Do   A.") == ("n.0",)


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2, "links": []}', '{"version": 1, "links": [{"item": "a"}]}'])
def test_a_strange_trace_file_is_an_error_that_says_what_to_do(text: str) -> None:
    with pytest.raises(HybridError) as caught:
        from_json(text)
    assert caught.value.next_step


def test_an_item_finds_its_sentence_by_its_rare_words() -> None:
    notes = ["we keep the original file for 30 days", "we show the progress", "we write to postgres"]
    assert nearest("Keep original file 30 days", notes) == (0,)
    assert nearest("Offer a mobile app", notes) == ()
    assert nearest("", notes) == ()
    assert nearest("progress", []) == ()
