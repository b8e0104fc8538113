"""Why this file exists: what was brought back is told in figures that are right, in words that are few."""

from __future__ import annotations

from datetime import UTC, datetime

from hybridtui.core.journal import Recovery
from hybridtui.ui.moments import Moments
from hybridtui.ui.papers.recovered import recovered

HERE = Moments(datetime(2026, 11, 23, 12, tzinfo=UTC), UTC)
AT = "2026-11-23T09:12:44+00:00"


def test_each_file_is_told_with_how_much_of_it_and_of_when() -> None:
    told = recovered([("a.md", Recovery("x", 1, AT)), ("a.spec.md", Recovery("xy", 1200, AT))], HERE)
    assert told.cause == "1 character of a.md (23 Nov 09:12); 1,200 characters of a.spec.md (23 Nov 09:12)."
    assert "^z" in told.next_step


def test_what_was_merged_and_where_that_is_for_the_human_to_settle_is_said() -> None:
    merged, conflict = Recovery("x", 2, AT, merged=True), Recovery("x", 2, AT, merged=True, conflicts=1)
    assert recovered([("a.md", merged)], HERE).cause.endswith("(23 Nov 09:12), merged into what another program wrote.")
    assert recovered([("a.md", conflict)], HERE).cause.endswith("another program wrote, with 1 conflict.")
