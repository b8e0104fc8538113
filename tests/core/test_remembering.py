"""Why this file exists: whatever is remembered of each sentence adds up over a day unless it is forgotten."""

from __future__ import annotations

import pytest

from hybridtui.core import remembering
from hybridtui.core.checkpoint.examiner import Examiner
from hybridtui.core.remembering import FEW, Forgetting, forget, remembered
from hybridtui.core.trace.record import Record

NOTES = "The upload takes files of 20 MB.\n\nThe page number {n} must not show {n} rows.\n"
SPEC = "# Spec\n\n## Requirements\n\n- Show {n} rows on the page\n- Take files of 20 MB\n"


def held() -> int:
    """How much is remembered in all."""
    return sum(found.cache_info().currsize for found in remembering._REMEMBERED)


def test_what_is_found_in_a_text_is_remembered_until_it_is_forgotten() -> None:
    asked: list[str] = []
    find = remembered(10)(asked.append)
    find("one")
    find("one")
    assert asked == ["one"]
    forget()
    find("one")
    assert asked == ["one", "one"]


@pytest.mark.parametrize("there", [5, 2 * FEW])
def test_no_more_is_remembered_of_what_is_gone_than_of_what_is_there(there: int) -> None:
    find, forgetting = remembered(1_000_000)(len), Forgetting()
    texts = [f"sentence {number}" for number in range(there)]
    for edit in range(3 * max(FEW, there)):
        texts[edit % there] = f"edited {edit}"
        forgetting.see(texts)
        for text in texts if edit % 50 == 0 else [texts[edit % there]]:
            find(text)
        assert find.cache_info().currsize <= there + max(FEW, there) + 1


def test_what_stays_is_not_forgotten() -> None:
    find, forgetting = remembered(1_000_000)(len), Forgetting()
    for _ in range(3 * FEW):
        forgetting.see(["one", "two"])
        find("one")
    assert find.cache_info().misses == 1


def test_a_day_of_edits_leaves_no_more_in_memory_than_a_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "FEW", 20)
    examiner = Examiner()
    most = [0, 0]
    for half in range(2):
        for edit in range(60):
            n = 1000 + 60 * half + edit
            examiner.examine(SPEC.format(n=n), NOTES.format(n=n), Record())
            most[half] = max(most[half], held())
    assert most[1] <= most[0]


def test_other_notes_begin_with_an_empty_memory() -> None:
    Examiner().examine(SPEC.format(n=7), NOTES.format(n=7), Record())
    assert held()
    Examiner()
    assert not held()
