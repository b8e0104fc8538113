"""Why this file exists: a link that is wrong is worse than none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.draft.item import Item
from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.spec import Known
from hybridtui.core.trace.record import Decision, Leave, Link, Record, Waiver, from_json

KEYS = st.text(min_size=1, max_size=8)
ITEMS = st.builds(
    Item, KEYS, st.sampled_from(list(Kind)), st.text(max_size=40), st.lists(KEYS, min_size=1, max_size=3).map(tuple)
)


@given(st.lists(ITEMS, max_size=6))
def test_json_keeps_every_link(items: list[Item]) -> None:
    record = Record().take(items)
    assert from_json(record.to_json()) == record


RECORDS = st.builds(
    Record,
    links=st.lists(st.builds(Link, KEYS, st.sampled_from(list(Kind)), KEYS, st.lists(KEYS).map(tuple))).map(tuple),
    known=st.lists(st.builds(Known, KEYS, KEYS, st.booleans())).map(tuple),
    waivers=st.lists(st.builds(Waiver, KEYS, st.text(), KEYS, st.text())).map(tuple),
    decisions=st.lists(st.builds(Decision, KEYS, st.sampled_from(list(Leave)), st.text())).map(tuple),
    aside=st.dictionaries(KEYS, st.text()),
)


@given(RECORDS)
def test_json_keeps_all_that_was_decided_and_every_id_that_is_gone(record: Record) -> None:
    assert from_json(record.to_json()) == record


def test_a_file_of_version_1_gives_its_links() -> None:
    link = {"item": "a", "kind": "goal", "hash": "0f", "sources": ["n.0"]}
    record = from_json(json.dumps({"version": 1, "links": [link]}))
    assert record == Record((Link("a", Kind.GOAL, "0f", ("n.0",)),))
    assert json.loads(record.to_json())["version"] == 2


def test_a_finding_waived_again_has_the_latest_reason_and_others_keep_theirs() -> None:
    record = Record().waive(Waiver("L1", "R1", "0f", "first")).waive(Waiver("L1", "R2", "0f", "other"))
    record = record.waive(Waiver("L1", "R1", "0f", "second"))
    assert sorted(each.reason for each in record.waivers) == ["other", "second"]


def test_a_later_decision_about_a_secret_takes_the_place_of_the_earlier() -> None:
    record = Record().decide(Decision("0f", Leave.MASKED, "{{SECRET_1}}")).decide(Decision("0f", Leave.ALLOWED, "mine"))
    assert record.decisions == (Decision("0f", Leave.ALLOWED, "mine"),)


def test_taking_an_item_or_wanting_its_sentence_ends_its_being_set_aside() -> None:
    record = Record().set_aside("n.0", "n.1", "n.2", reason="later")
    assert record.want("n.1").aside == {"n.0": "later", "n.2": "later"}
    assert record.take([Item("a", Kind.GOAL, "Do A", ("n.0", "n.2"))]).aside == {"n.1": "later"}


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
