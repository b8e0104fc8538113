"""Why this file exists: nothing typed is lost, tried with the real workbench and `kill -9`."""

from __future__ import annotations

from tests.bench.kills import WAYS, run


def test_nothing_older_than_a_second_is_lost_however_a_workbench_ends() -> None:
    summary, well = run(times=WAYS, seed=1)
    assert well, summary
