"""Why this file exists: each part works by itself; here one hand uses all of them, one after another, and is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.length import SHORT
from tests.bench.lived import Memory
from tests.bench.living import run


@pytest.mark.timeout(900)
def test_a_short_session_with_everything_in_it_leaves_everything_behind(tmp_path: Path) -> None:
    report, well = run(SHORT, 6, tmp_path)
    assert well, report


def test_memory_that_grows_is_told_from_memory_that_does_not() -> None:
    flat = Memory(0, [(edits, 100_000_000 + (edits % 2) * 4096) for edits in range(100)])
    growing = Memory(0, [(edits, 100_000_000 + 2000 * edits) for edits in range(100)])
    assert abs(flat.slope) < 100
    assert growing.slope == pytest.approx(2000)
    assert (growing.at(0), growing.at(50), growing.at(1000)) == (100_000_000, 100_100_000, 100_198_000)
