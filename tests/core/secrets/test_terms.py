"""Why this file exists: the user's own words are found however they are cased and inflected, and not inside others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.secrets.scanner import scan


@pytest.mark.parametrize(
    ("term", "text", "value"),
    [
        ("Kestrel", "what kestrel wants", "kestrel"),
        ("Kestrel", "KESTREL'S data", "KESTREL'S"),
        ("Kestrel", "both Kestrels", "Kestrels"),
        ("Project Marble", "the project  marble one", "project  marble"),
        ("Project Marble", "project-marble.md", "project-marble"),
        ("Berry", "two berries", "berries"),
        ("Bus", "the buses", "buses"),
        ("C++", "in C++ only", "C++"),
        ("R2", "with r2,", "r2"),
        ("Müller", "Herr MÜLLER", "MÜLLER"),
    ],
)
def test_a_term_is_found_in_any_case_and_with_its_endings(term: str, text: str, value: str) -> None:
    (found,) = scan(text, [term])
    assert (text[slice(*found.span)], found.personal) == (value, True)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Ann", "the annual plan"),
        ("Kestrel", "kestrelish"),
        ("art", "start parts"),
        ("R2", "R20"),
        ("", "x"),
        ("--", "a -- b"),
    ],
)
def test_a_term_is_not_found_inside_another_word(term: str, text: str) -> None:
    assert scan(text, [term]) == ()


@given(st.lists(st.text(max_size=8), max_size=4), st.text(max_size=60))
def test_any_terms_can_be_looked_for_in_any_text(terms: list[str], text: str) -> None:
    for found in scan(text, terms):
        assert 0 <= found.span[0] < found.span[1] <= len(text)
