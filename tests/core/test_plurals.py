"""Why this file exists: what is counted is said as a person says it."""

from __future__ import annotations

from hybridtui.core.plurals import number_of


def test_one_is_singular_and_everything_else_is_not() -> None:
    assert number_of(0, "line") == "0 lines"
    assert number_of(1, "line") == "1 line"
    assert number_of(12_000, "line") == "12,000 lines"
    assert number_of(2, "reply", "replies") == "2 replies"
