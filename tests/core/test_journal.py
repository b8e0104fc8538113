"""Why this file exists: what was typed comes back from a journal, wherever it was torn, whatever the file is now."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.journal import Typed, edit, head, read, recover
from hybridtui.core.merging import Merged, merge

AT = "2026-11-23T14:03:00+00:00"
TEXT = st.text(st.characters(), max_size=60)
"""Any text, control characters and lone surrogates included."""


def journal(states: list[str], path: str = "/notes.md") -> bytes:
    """A journal of a document that went through `states`, the first of them saved."""
    return head(path, states[0]) + b"".join(edit(old, new, AT) for old, new in pairwise(states))


def both(base: str, ours: str, theirs: str) -> Merged:
    """A merge that tells what it was given."""
    return Merged(f"{base}|{ours}|{theirs}", conflicts=2)


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_every_state_comes_back(states: list[str]) -> None:
    typed = read(journal(states))
    assert typed
    assert list(typed.states()) == states
    assert typed.text == states[-1]
    assert typed.at == (AT if len(states) > 1 else "")


@given(st.lists(TEXT, min_size=2, max_size=5), st.data())
def test_a_journal_torn_anywhere_gives_a_state_on_the_way(states: list[str], data: st.DataObject) -> None:
    whole = journal(states)
    cut = data.draw(st.integers(0, len(whole)))
    typed = read(whole[:cut])
    if typed is None:
        assert cut < len(head("/notes.md", states[0]))
    else:
        kept = list(typed.states())
        assert kept == states[: len(kept)]


@given(st.lists(TEXT, min_size=2, max_size=5), st.data())
def test_a_byte_that_is_not_as_written_ends_the_journal(states: list[str], data: st.DataObject) -> None:
    whole = bytearray(journal(states))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    typed = read(bytes(whole))
    if typed:
        kept = list(typed.states())
        assert kept == states[: len(kept)]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_journal_or_none(data: bytes) -> None:
    assert read(data) is None


def test_a_long_text_costs_a_key_no_more_than_a_short_one() -> None:
    long = "A line of notes.\n" * 60_000
    assert len(edit(long, long[:500_000] + "x" + long[500_000:], AT)) < 150


def test_what_was_typed_after_the_last_save_is_recovered() -> None:
    typed = read(journal(["One.", "One. Two", "One. Two."]))
    assert typed
    recovery = recover(typed, "One.", True, both)
    assert recovery
    assert (recovery.text, recovery.characters, recovery.merged) == ("One. Two.", 5, False)
    assert recovery.at == AT


def test_a_save_the_journal_had_not_learnt_of_is_one_of_ours() -> None:
    typed = read(journal(["One.", "One. Two", "One. Two. Three."]))
    assert typed
    recovery = recover(typed, "One. Two", True, both)
    assert recovery
    assert (recovery.text, recovery.merged) == ("One. Two. Three.", False)


def test_where_all_is_on_the_disk_there_is_nothing_to_recover() -> None:
    assert recover(Typed("/notes.md", "One."), "Something else.", True, both) is None
    typed = read(journal(["One.", "One. Two."]))
    assert typed
    assert recover(typed, "One. Two.", True, both) is None


def test_what_was_typed_and_taken_back_is_nothing_to_recover() -> None:
    typed = read(journal(["One.", "One. Two.", "One."]))
    assert typed
    assert recover(typed, "Theirs.", True, both) is None


def test_a_file_that_another_program_changed_is_merged() -> None:
    typed = read(journal(["One.", "One. Two."]))
    assert typed
    recovery = recover(typed, "Theirs.", True, both)
    assert recovery
    assert (recovery.text, recovery.merged, recovery.conflicts) == ("One.|One. Two.|Theirs.", True, 2)


def test_a_file_that_has_both_already_needs_nothing() -> None:
    typed = read(journal(["One.\n", "One.\nTwo.\n"]))
    assert typed
    recovery = recover(typed, "Zero.\nOne.\n", True, merge)
    assert recovery
    assert recovery.text == "Zero.\nOne.\nTwo.\n"
    assert recover(typed, recovery.text, True, merge) is None


def test_what_was_deleted_counts_as_typed() -> None:
    typed = read(journal(["One. Two.", "One."]))
    assert typed
    recovery = recover(typed, "One. Two.", True, both)
    assert recovery
    assert (recovery.text, recovery.characters) == ("One.", 5)


@pytest.mark.parametrize("exists", [False, True], ids=["gone", "emptied"])
def test_a_file_that_is_gone_or_was_emptied_is_made_again(exists: bool) -> None:
    typed = read(journal(["One.", "One. Two."]))
    assert typed
    recovery = recover(typed, "", exists, both)
    assert recovery
    assert (recovery.text, recovery.merged) == ("One. Two.", False)
