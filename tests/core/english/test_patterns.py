"""Why this file exists: a table of cues that is made faster must still find what stands in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.english.patterns import cues

PHRASES = [r"\bno\b", r"^no|\bnot|yes$", r"\b(?:a|an) no", r"^a(?:n| no)", r"o[|(]n", r"\|o", "n", r"\bnot (?:now|a\b)"]


@given(st.lists(st.sampled_from(PHRASES), min_size=1), st.text("anotwy |( "))
def test_any_of_the_patterns_is_found_where_it_would_be_by_itself(phrases: list[str], text: str) -> None:
    plain = re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE)
    assert [match.span() for match in cues(*phrases).finditer(text)] == [match.span() for match in plain.finditer(text)]


@pytest.mark.parametrize("text", ["Not now", "they said: not in v2", "NOT TODAY"])
def test_words_in_angles_stand_for_any_one_of_them(text: str) -> None:
    assert cues(r"\bnot <now in_v2 today>$").search(text)


def test_a_look_behind_is_no_list_of_words() -> None:
    assert cues(r"(?<!un)known").search("unknown") is None
