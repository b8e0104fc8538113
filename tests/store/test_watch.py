"""Why this file exists: what another program saves must be seen, in every way in which programs save."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store import atomic
from hybridtui.store.watch import changes


async def first_batch(batches: AsyncIterator[frozenset[Path]], act: Callable[[], object]) -> frozenset[Path]:
    """The first batch after `act`, which is repeated because nothing tells when the watch has begun."""
    waiting = asyncio.ensure_future(anext(batches))
    async with asyncio.timeout(20):
        while not waiting.done():
            act()
            await asyncio.wait([waiting], timeout=0.3)
    return waiting.result()


async def test_a_file_replaced_by_rename_is_seen_and_its_neighbours_are_not(tmp_path: Path) -> None:
    notes, other = tmp_path / "n.md", tmp_path / "other.md"
    notes.write_text("a")

    def act() -> None:
        other.write_text("x")
        atomic.write(notes, b"b")

    batches = changes(notes, debounce=50)
    assert await first_batch(batches, act) == {notes}


async def test_a_folder_is_watched_with_its_children_but_not_the_hidden_ones(tmp_path: Path) -> None:
    theme = tmp_path / "mine.toml"
    batches = changes(tmp_path, debounce=50)
    assert await first_batch(batches, lambda: atomic.write(theme, b"x")) == {theme}


async def test_a_folder_that_comes_later_is_seen_with_what_is_put_into_it(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "themes"
    theme = folder / "mine.toml"

    def come_or_go() -> None:
        if folder.exists():
            shutil.rmtree(folder.parent)
        else:
            folder.mkdir(parents=True)

    batches = changes(folder, debounce=50)
    assert await first_batch(batches, come_or_go) == {folder}
    async with asyncio.timeout(20):
        while theme not in await first_batch(batches, lambda: atomic.write(theme, b"x")):
            pass


async def test_a_folder_behind_links_that_lead_in_a_circle_is_seen_once_they_do_not(tmp_path: Path) -> None:
    link = tmp_path / "config"
    link.symlink_to(link)
    theme = link / "themes" / "mine.toml"

    def mend() -> None:
        if link.is_symlink():
            link.unlink()
        theme.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(theme, b"x")

    assert await first_batch(changes(theme, debounce=50), mend) == {theme}


async def test_paths_come_back_as_they_were_asked_for(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    notes = tmp_path / "link" / "n.md"
    batches = changes(notes, debounce=50)
    assert await first_batch(batches, lambda: atomic.write(notes, b"x")) == {notes}


async def test_cancelling_ends_it(tmp_path: Path) -> None:
    waiting = asyncio.ensure_future(anext(changes(tmp_path)))
    await asyncio.sleep(0)
    waiting.cancel()
    async with asyncio.timeout(10):
        with pytest.raises(asyncio.CancelledError):
            await waiting


async def test_a_folder_that_may_not_be_read_is_watched_once_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "config"
    closed.mkdir()
    access, opened = os.access, False
    monkeypatch.setattr(os, "access", lambda path, mode: (opened or Path(path) != closed) and access(path, mode))

    def open_or_close() -> None:
        nonlocal opened
        opened = not opened
        for folder in (tmp_path, closed):
            (folder / "something else").touch()

    batches = changes(closed / "config.toml", debounce=50)
    assert await first_batch(batches, open_or_close) == {closed / "config.toml"}


async def test_a_system_that_gives_out_no_watches_is_an_error_for_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*roots: Path, **named: object) -> AsyncIterator[set[tuple[int, str]]]:
        raise RuntimeError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.awatch", refuse)
    with pytest.raises(HybridError, match="not seen at once") as caught:
        await anext(changes(tmp_path))
    assert "limit reached" in caught.value.cause
