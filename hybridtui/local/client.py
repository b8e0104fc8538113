"""Why this file exists: the event loop talks to the worker here, and survives it.

The worker may die at any time: out of memory, killed, a fault in native code. It is then told, started again, and given
the latest job once more, so that nothing is lost but time. There is no thread and no background task: the worker is
started and watched by whoever iterates `events`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import IO

from hybridtui.core.config import Local
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.refining.events import Completed, Event, Failed, Loaded, Loading, Stopped, Unavailable
from hybridtui.core.steering import Steering
from hybridtui.local.protocol import LINE_LIMIT, Refine, Request, Stop, decode_event, encode

_RESTARTS = 3
_RESTART_SPAN = 60.0
"""So many restarts in so many seconds; a worker that dies more often is given up."""
_PATIENCE = 2.0
"""Seconds a worker gets to end by itself before it is killed."""
_LONG = 64 * 1024
"""Bytes of an event from which on a thread reads it, so that no key has to wait."""


class LocalRefiner:
    """The local tier as `core.ports.Refiner`: one worker process with one model.

    `model` is a GGUF file, None the starter, whatever `settings` say of it. The worker gives way to the keyboard unless
    it is `eager`. What native code prints goes to the file `log`, begun anew; what the model says is kept in `cache`.
    """

    def __init__(
        self,
        model: Path | None,
        log: Path,
        settings: Local = Local(),
        cache: Path | None = None,
        *,
        eager: bool = False,
    ) -> None:
        self._command = [sys.executable, "-P", "-m", "hybridtui.local.worker"]
        self._command += [f"--context={settings.context}", f"--threads={settings.threads}"]
        self._command += [f"--sequences={settings.sequences}", f"--idle={60 * settings.idle_minutes}"]
        if eager:
            self._command.append("--eager")
        if model is not None:
            self._command.append(f"--model={model.absolute()}")
        if cache is not None:
            self._command += [f"--cache={cache.absolute()}", f"--cache-bytes={settings.cache_mb * 1_000_000}"]
        self._log = log
        self._log_mode = "wb"
        self._generation = 0
        self._job: Refine | None = None
        self._process: Process | None = None
        self._starting = asyncio.Lock()
        self._owed: deque[Event] = deque()
        self._unanswered: Stopped | None = None
        self._loaded: Loaded | None = None
        self._restarts: deque[float] = deque(maxlen=_RESTARTS)
        self._refusal: HybridError | None = None
        self._asked = asyncio.Event()
        self._closed = False

    @classmethod
    def configured(cls, settings: Local, log: Path, cache: Path, *, eager: bool = False) -> LocalRefiner:
        """The local tier as the user set it up; `eager` where it need not give way to a keyboard."""
        model = Path(settings.model).expanduser() if settings.model else None
        return cls(model, log, settings, cache, eager=eager)

    @property
    def pid(self) -> int | None:
        """The worker's process id, None while there is no worker."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    def submit(self, text: str, steering: Steering = Steering(), cursor: int = 0) -> int:
        """Refine `text`, replacing any job under way; returns the new job's generation. May come before the start."""
        self._generation += 1
        self._job = Refine(self._generation, text, steering, cursor)
        self._send(self._job)
        self._asked.set()
        return self._generation

    def stop(self) -> None:
        """End the job under way; what it has put out stands."""
        if self._job is None:
            return
        stopped = Stopped(self._job.generation)
        if self._send(Stop()):
            self._unanswered = stopped
        else:
            self._owed.append(stopped)
        self._job = None

    async def events(self) -> AsyncGenerator[Event, None]:
        """Start the worker if need be and tell everything it says until `close`, without answers to older jobs.

        A worker that dies gives `Failed` with generation 0 and is started again; after three times in a minute, or
        without a usable model, each job is answered by `Unavailable`. One reader at a time; a later one is first told
        of the model that is there.
        """
        if self._loaded is not None and self.pid is not None:
            yield self._loaded
        while not self._closed:
            if self._refusal is not None:
                await self._asked.wait()
                self._asked.clear()
                if not self._closed:
                    yield Unavailable(self._refusal)
                continue
            try:
                process = await self._running()
            except OSError as error:
                yield self._refuse(_cannot_start(error))
                continue
            while (event := await self._next(process)) is not None:
                if isinstance(event, Unavailable):
                    self._refuse(event.error)
                if self._closed:
                    return
                if self._is_current(event):
                    yield event
            code = await process.wait()
            if self._closed or self._refusal is not None:
                continue
            if self._unanswered is not None:  # nobody else will ever say that the job has ended
                self._owed.append(self._unanswered)
                self._unanswered = None
            if self._restarts_too_often():
                yield self._refuse(_keeps_dying(code, self._log))
            else:
                yield Failed(0, _died(code, self._log))

    async def close(self) -> None:
        """End the worker process; returns when it is gone."""
        self._closed = True
        self._asked.set()
        async with self._starting:
            process = self._process
        if process is None or process.returncode is not None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _running(self) -> Process:
        """The worker: the one there is, or a new one, which is given the latest job. Raises `OSError`."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                with self._open_log() as log:
                    self._process = await asyncio.create_subprocess_exec(
                        *self._command, stdin=PIPE, stdout=PIPE, stderr=log, limit=LINE_LIMIT
                    )
                if self._job is not None:
                    self._send(self._job)
            process = self._process
        if self._closed:
            await self.close()
        return process

    def _open_log(self) -> IO[bytes]:
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            log = self._log.open(self._log_mode)
        except OSError:
            return open(os.devnull, "wb")
        self._log_mode = "ab"
        return log

    def _send(self, request: Request) -> bool:
        """Write a request, unless no worker is there; a job is then sent when one starts."""
        process = self._process
        if process is None or process.returncode is not None or process.stdin is None or process.stdin.is_closing():
            return False
        process.stdin.write(encode(request))
        return True

    async def _next(self, process: Process) -> Event | None:
        """The worker's next event, one owed to the reader first; None when the worker is at its end."""
        if self._owed:
            return self._owed.popleft()
        if process.stdout is None:
            return None
        try:
            line = await process.stdout.readline()
            if not line.endswith(b"\n"):
                return None
            return await asyncio.to_thread(decode_event, line) if len(line) > _LONG else decode_event(line)
        except ValueError:  # not an event, or longer than any: the link is broken
            if process.returncode is None:
                process.kill()
            return None

    def _is_current(self, event: Event) -> bool:
        """Whether the event is no answer to an older job. The last event of a job ends it."""
        match event:
            case Loaded():
                self._loaded = event
                return True
            case Loading() | Unavailable():
                return True
            case Completed(generation) | Stopped(generation) | Failed(generation) if generation == self._generation:
                self._job = None
                self._unanswered = None
        return event.generation in (0, self._generation)

    def _restarts_too_often(self) -> bool:
        now = asyncio.get_running_loop().time()
        often = len(self._restarts) == _RESTARTS and now - self._restarts[0] < _RESTART_SPAN
        self._restarts.append(now)
        return often

    def _refuse(self, error: HybridError) -> Unavailable:
        self._refusal = error
        self._job = None
        self._asked.clear()
        return Unavailable(error)


def _cannot_start(error: OSError) -> HybridError:
    return HybridError(
        "The local model could not be started", str(error), "Reinstall hybridtui, then start it again.", Exit.NO_MODEL
    )


def _died(code: int, log: Path) -> HybridError:
    return HybridError(
        "The local model's process ended", _how(code), f"It is being started again. Its log is {log}.", Exit.NO_MODEL
    )


def _keeps_dying(code: int, log: Path) -> HybridError:
    return HybridError(
        "The local model's process keeps ending",
        _how(code),
        f"Try a smaller model, and see its log: {log}.",
        Exit.NO_MODEL,
    )


def _how(code: int) -> str:
    return f"It was ended by signal {-code}." if code < 0 else f"It exited with code {code}."
