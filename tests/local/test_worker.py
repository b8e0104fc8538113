"""Why this file exists: the worker lives as long as its stdin, and its stdout carries the protocol and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from hybridtui.core.config import Local
from hybridtui.core.refining.events import Completed, Event, Failed, Loaded, Loading, Started
from hybridtui.local.client import LocalRefiner
from hybridtui.local.protocol import Refine, decode_event, encode
from hybridtui.local.worker import attempt
from tests.local.conftest import FAITHFUL, LONG_SENTENCES, is_gone, until, wait_until

WORKER = [sys.executable, "-P", "-m", "hybridtui.local.worker"]


@pytest.fixture
def worker(starter: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        yield process
        process.kill()


def say(worker: subprocess.Popen[bytes], line: bytes) -> None:
    assert worker.stdin is not None
    worker.stdin.write(line)
    worker.stdin.flush()


def hear(worker: subprocess.Popen[bytes], kind: type[Event]) -> Event:
    assert worker.stdout is not None
    for line in worker.stdout:
        event = decode_event(line)
        if isinstance(event, kind):
            return event
    raise AssertionError("the worker ended")


def hang_up(worker: subprocess.Popen[bytes]) -> float:
    """Close the worker's stdin; returns the seconds it took to go."""
    assert worker.stdin is not None
    worker.stdin.close()
    return wait_until(lambda: is_gone(worker.pid))


def test_the_end_of_stdin_ends_it_while_the_model_loads(worker: subprocess.Popen[bytes]) -> None:
    say(worker, encode(Refine(1, LONG_SENTENCES, FAITHFUL)))
    hear(worker, Loading)
    assert hang_up(worker) < 1.0


def test_the_end_of_stdin_ends_it_in_the_middle_of_an_evaluation(worker: subprocess.Popen[bytes]) -> None:
    say(worker, encode(Refine(1, LONG_SENTENCES, FAITHFUL)))
    hear(worker, Started)
    assert hang_up(worker) < 1.0


def test_the_end_of_stdin_ends_it_while_it_has_nothing_to_do(worker: subprocess.Popen[bytes]) -> None:
    hear(worker, Loaded)
    assert hang_up(worker) < 1.0


def test_a_line_that_is_no_request_is_logged_and_skipped(worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    say(worker, b"what?\n" + encode(Refine(5, "Keep the file.")))
    completed = hear(worker, Completed)
    assert isinstance(completed, Completed)
    assert completed.generation == 5
    assert "what?" in (tmp_path / "log").read_text()


def test_an_interrupt_key_meant_for_the_program_does_not_end_it(worker: subprocess.Popen[bytes]) -> None:
    hear(worker, Loaded)
    os.kill(worker.pid, signal.SIGINT)
    say(worker, encode(Refine(1, "Keep the file.")))
    hear(worker, Completed)


def test_an_idle_model_leaves_the_memory_and_comes_back_with_the_next_job(starter: Path) -> None:
    command = [*WORKER, "--idle=0.05"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
        say(worker, encode(Refine(1, "Show the rows to the owner.", FAITHFUL)))
        hear(worker, Completed)
        resident = memory_of(worker.pid)
        wait_until(lambda: memory_of(worker.pid) < resident - 80_000)
        say(worker, encode(Refine(2, "Send the mail to the owner.", FAITHFUL)))
        hear(worker, Loading)
        assert isinstance(hear(worker, Completed), Completed)
        worker.kill()


def memory_of(pid: int) -> int:
    """What a process holds in memory, in KiB."""
    return int(subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout)


def test_it_gives_way_to_the_keyboard(worker: subprocess.Popen[bytes]) -> None:
    hear(worker, Loaded)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= 10


async def test_without_a_keyboard_it_gives_way_to_nothing(starter: Path, tmp_path: Path) -> None:
    refiner = LocalRefiner.configured(Local(), tmp_path / "worker.log", tmp_path / "windows.db", eager=True)
    async with aclosing(refiner.events()) as events:
        await until(events, Loaded)
        assert refiner.pid is not None
        assert os.getpriority(os.PRIO_PROCESS, refiner.pid) == os.getpriority(os.PRIO_PROCESS, 0)
    await refiner.close()


def test_what_native_code_prints_on_stdout_goes_to_the_log() -> None:
    code = (
        "import os, subprocess; from hybridtui.local.worker import claim_stdout; channel = claim_stdout();"
        "os.write(1, b'native'); subprocess.run(['echo', 'child'], check=True); print('python', flush=True);"
        "channel.write(b'event'); channel.flush()"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert done.stdout == b"event"
    assert done.stderr == b"nativechild\npython\n"


def test_a_defect_ends_the_job_and_not_the_process(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(job: Refine) -> Iterator[Event]:
        yield Started(job.generation, ())
        raise LookupError("no such rule")

    sent: list[Event] = []
    attempt(broken, Refine(7, "notes"), sent.append)
    started, failed = sent
    assert started == Started(7, ())
    assert isinstance(failed, Failed)
    assert failed.generation == 7
    assert "no such rule" in failed.error.cause
    assert "no such rule" in capsys.readouterr().err  # stderr is the log
