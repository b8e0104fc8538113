"""Why this file exists: benchmarks that also run alone are run in the same way."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from tests.bench.home import forget_the_user
from tests.bench.table import Row, heading


def run(name: str, purpose: str | None, rows: Callable[[bool], Iterable[Row]]) -> None:
    """Print the table of the benchmarks `name`, each row as soon as it is known; `rows` is told whether to be quick."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.bench.{name}", description=purpose)
    parser.add_argument("--quick", action="store_true", help="short turns: a look, not a figure")
    quick: bool = parser.parse_args().quick
    forget_the_user()
    print(heading(), flush=True)
    for row in rows(quick):
        print(row, flush=True)
