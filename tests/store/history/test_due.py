"""Why this file exists: versions that wait take bounded room, and what gives way is what is missed least."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.history import Sort
from hybridtui.store.history.due import Due, Queue


def due(sort: Sort, text: str) -> Due:
    return Due("", sort, text.encode(), text, "", "")


def test_the_same_state_of_a_document_waits_once_and_events_each_time() -> None:
    queue = Queue()
    for sort in (Sort.NOTES, Sort.REPLY):
        queue.put(due(sort, "a"))
        queue.put(due(sort, "a"))
    assert [each.sort for each in queue.all()] == [Sort.NOTES, Sort.REPLY, Sort.REPLY]


def test_drafts_give_way_first_then_old_versions_and_what_was_signed_last() -> None:
    queue = Queue(room=5)
    for sort, text in (
        (Sort.SIGN_OFF, "s"),
        (Sort.NOTES, "1"),
        (Sort.DRAFT, "d"),
        (Sort.DRAFT, "e"),
        (Sort.NOTES, "2"),
        (Sort.NOTES, "3"),
        (Sort.REPLY, "r"),
    ):
        queue.put(due(sort, text))
    assert [each.digest for each in queue.all()] == ["s", "e", "2", "3", "r"]
    assert queue.lost == 2


@given(st.lists(st.tuples(st.sampled_from(list(Sort)), st.text("ab", max_size=9))), st.integers(1, 30))
def test_room_is_never_exceeded_but_for_one_and_the_newest_always_waits(
    versions: list[tuple[Sort, str]], room: int
) -> None:
    queue = Queue(room)
    for count, (sort, text) in enumerate(versions, 1):
        queue.put(due(sort, text))
        assert len(queue) == 1 or sum(len(each.data) for each in queue.all()) <= room
        assert len(queue) + queue.lost <= count
        assert [each.digest for each in queue.all() if each.sort is sort][-1] == text
