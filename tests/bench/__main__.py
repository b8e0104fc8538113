"""Why this file exists: one command measures everything and prints one table, fit for a README."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version

from tests.bench import decoding, home, keys, startup, stops, wire
from tests.bench.table import Row, heading


def main() -> None:
    """Run the benchmarks. Each row is printed as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the measurements: a look, not a figure")
    quick: bool = parser.parse_args().quick
    home.forget_the_user()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Python {platform.python_version()}, Textual {version('textual')}, ", end="")
    print(f"llama-cpp-python {version('llama-cpp-python')}, {sys.platform} {platform.machine()}, {cores} cores\n")
    asyncio.run(_print_table(quick))


async def _print_table(quick: bool) -> None:
    print(heading(), flush=True)
    for row in _screen(quick):
        print(row, flush=True)
    async for row in decoding.rows(decoding.QUICK if quick else decoding.FULL):
        print(row, flush=True)
    async for row in stops.rows(3 if quick else 20):
        print(row, flush=True)


def _screen(quick: bool) -> Iterator[Row]:
    yield startup.help_page(2 if quick else 9)
    yield from startup.first_paint(2 if quick else 9)
    yield from startup.first_paint_of_much(2 if quick else 9)
    yield startup.first_key(2 if quick else 9)
    yield from keys.rows(50 if quick else 500)
    yield from wire.rows(wire.QUICK if quick else wire.Size())


if __name__ == "__main__":
    main()
