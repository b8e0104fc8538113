"""Why this file exists: what was decided about a spec is not undone because another program wrote its trace."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.trace.record import Decision, Leave, Record, Waiver, from_json
from hybridtui.core.trace.record_merge import merge_records
from tests.fakes import item

KEYS = st.sampled_from("abc")
RECORDS = st.builds(
    lambda items, waivers, decisions, aside: Record().take(items).waive(waivers).decide(decisions).set_aside(*aside),
    st.lists(st.builds(item, KEYS, KEYS), max_size=2),
    st.builds(Waiver, KEYS, KEYS, KEYS, KEYS),
    st.builds(Decision, KEYS, st.sampled_from(list(Leave)), KEYS),
    st.lists(KEYS, max_size=2),
)


def merged(base: Record, ours: Record, theirs: Record) -> Record:
    return from_json(merge_records(*(each.to_json() for each in (base, ours, theirs))).text)


@given(RECORDS, RECORDS)
def test_what_one_side_alone_changed_is_taken_as_it_is(base: Record, side: Record) -> None:
    assert merged(base, side, base) == merged(base, base, side) == merged(base, side, side) == side


def test_what_both_sides_recorded_is_kept() -> None:
    base = Record().take([item("a", "A.")]).set_aside("x", reason="no")
    ours = base.take([item("b", "B.")]).want("x")
    theirs = base.take([item("c", "C.")]).set_aside("y")
    found = merged(base, ours, theirs)
    assert found.items == {"a", "b", "c"}
    assert found.aside == {"y": ""}


def test_where_both_decided_ours_is_the_newest() -> None:
    ours = Record().decide(Decision("h", Leave.MASKED, "{{X}}"))
    theirs = Record().decide(Decision("h", Leave.ALLOWED, "fine"))
    assert merged(Record(), ours, theirs) == ours


def test_a_side_that_cannot_be_read_holds_nothing_against_the_other() -> None:
    known = Record().take([item("a", "A.")]).to_json()
    assert merge_records("", known, "{half a fi").text == known
    assert merge_records("", "<<<<", known).text == known
    assert from_json(merge_records("<<<<", known, Record().to_json()).text) == from_json(known)


def test_a_file_that_says_it_all_is_left_as_it_is() -> None:
    compact = Record().take([item("a", "A.")]).to_json().replace("\n", "")
    assert merge_records("", Record().to_json(), compact).text == compact
    assert merge_records(compact, compact, Record().to_json()).text == Record().to_json()
