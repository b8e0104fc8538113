"""Why this file exists: the tests of the local tier share one real model and one way of waiting for a state."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.refining.events import Event
from hybridtui.core.steering import Mode, Steering
from hybridtui.local import models
from hybridtui.local.cache_file import CacheFile
from hybridtui.local.client import LocalRefiner
from hybridtui.local.decoder import Decoder
from tests.local.cache_files import AMPLE

RAMBLE = (
    "ok so I want a small page where the people can also drop the file and then it should check the columns. "
    "It needs to keep the newest of the rows and also tell the owner about the ones that are bad. "
    "um. We already have the table and the team is happy with the format of it, don't touch the 3 billing columns."
)
FAITHFUL, REWRITE = Steering(Mode.FAITHFUL), Steering(Mode.REWRITE)
PATIENCE = 60.0
"""Seconds until a state that does not come counts as never coming; the machine may be busy."""
LONG_SENTENCE = "So I want " + "a copy of the file and a move of the row " * 20
"""Takes a small model a second to read; it is about as long as a sentence gets."""
LONG_SENTENCES = "\n\n".join(f"{LONG_SENTENCE} {count}." for count in range(20))


class Flag:
    """A switch to hand out as a callable."""

    def __init__(self) -> None:
        self.up = False

    def __call__(self) -> bool:
        return self.up


def is_gone(pid: int) -> bool:
    """Whether the process has ended; a zombie that nobody has waited for yet has."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return state.strip() == "" or state.startswith("Z")


def wait_until(state: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Poll until `state` holds; returns the seconds it took."""
    start = time.monotonic()
    while not state():
        assert time.monotonic() - start < patience, "the state never came"
        time.sleep(0.005)
    return time.monotonic() - start


async def until(events: AsyncIterator[Event], *kinds: type) -> list[Event]:
    """Every event up to and including the first of `kinds`."""
    seen: list[Event] = []
    async with asyncio.timeout(PATIENCE):
        async for event in events:
            seen.append(event)
            if isinstance(event, kinds):
                return seen
    raise AssertionError(f"the events ended before any of {kinds}: {seen[-3:]}")


@pytest.fixture(scope="session")
def starter() -> Path:
    model = models.starter()
    if model is None:
        pytest.skip("the starter model is not installed")
    return model


@pytest.fixture(scope="session")
def flag() -> Flag:
    return Flag()


@pytest.fixture(scope="session")
def loaded(starter: Path, flag: Flag) -> Iterator[Decoder]:
    decoder = Decoder(starter, sequences=8, aborted=flag)
    yield decoder
    decoder.close()


@pytest.fixture
def decoder(loaded: Decoder, flag: Flag) -> Decoder:
    """The real starter model with empty sequences and the abort switch down."""
    flag.up = False
    for sequence in range(loaded.sequences):
        loaded.forget(sequence)
    return loaded


@pytest.fixture(scope="session")
def small(starter: Path) -> Iterator[Decoder]:
    """The real starter model with room for 256 tokens, 32 in a batch."""
    decoder = Decoder(starter, sequences=6, context=256, batch=32)
    yield decoder
    decoder.close()


@pytest.fixture
async def refiner(starter: Path, tmp_path: Path) -> AsyncIterator[LocalRefiner]:
    client = LocalRefiner(None, tmp_path / "worker.log")
    yield client
    await client.close()


@pytest.fixture
def told() -> list[HybridError]:
    return []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "windows.sqlite3"


@pytest.fixture
def cache(file: Path, told: list[HybridError]) -> Iterator[CacheFile]:
    cache = CacheFile(file, AMPLE, told.append)
    yield cache
    cache.close()
