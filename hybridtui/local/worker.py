"""Why this file exists: inference has a process of its own, so that a crash, a log line or a busy core stays in there.

Run as `python -P -m hybridtui.local.worker [--model FILE]`. Requests come in on stdin and events go out on stdout, one
line of JSON each. The process lives exactly as long as its stdin: at its end it is gone at once, whatever it was doing.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import BinaryIO, NoReturn

from hybridtui.core.draft.item import Model
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.refining.events import Event, Failed, Loaded, Loading, Stopped, Unavailable
from hybridtui.core.steering import Mode
from hybridtui.local import memory, models
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import PROMPTS, SEQUENCES
from hybridtui.local.mailbox import Mailbox
from hybridtui.local.protocol import Refine, decode_request, encode
from hybridtui.local.refinery import Refinery
from hybridtui.local.tier import Tier, trusted
from hybridtui.local.window_cache import WindowCache

_NICENESS = 10
"""The keyboard comes first, where there is one."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve until stdin ends. Exits with 4 when there is no model to work with."""
    parser = argparse.ArgumentParser(prog="hybridtui.local.worker")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--context", type=int, default=0, help="tokens; 0: as many as suit")
    parser.add_argument("--threads", type=int, default=0, help="0: as many as suit")
    parser.add_argument("--sequences", type=int, default=0, help=f"most lines at once; 0: {SEQUENCES}")
    parser.add_argument("--idle", type=float, default=0.0, help="seconds without work before the model goes; 0: never")
    parser.add_argument("--cache", type=Path, help="file that keeps what the model said")
    parser.add_argument("--cache-bytes", type=int, default=0, help="how large that file may grow")
    parser.add_argument("--eager", action="store_true", help="there is no keyboard to give way to")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key meant for the program that started us
    if not options.eager:
        os.nice(_NICENESS)
    outbox = _Outbox(claim_stdout())
    mailbox = Mailbox(lambda job: outbox.send(Stopped(job.generation)))
    Thread(target=_listen, args=(mailbox,), daemon=True).start()
    try:
        tier = _ready(options, outbox, mailbox)
    except Exception as problem:  # noqa: BLE001 - the outermost line
        error = problem if isinstance(problem, HybridError) else _as_error(problem)
        outbox.send(Unavailable(error))
        # an orderly exit would wait for the listener's hold on stdin
        os._exit(error.exit)
    cache = WindowCache(options.cache, options.cache_bytes, _note)
    refinery = Refinery(tier, cache, mailbox.interrupted)
    while True:
        job = mailbox.take(options.idle or None)
        if job is None:
            tier.unload()
            job = mailbox.take()
        if job is not None:
            attempt(refinery.run, job, outbox.send)


def attempt(run: Callable[[Refine], Iterable[Event]], job: Refine, send: Callable[[Event], None]) -> None:
    """Run `job` and send its events; a defect on the way ends the job, not the process."""
    try:
        for event in run(job):
            send(event)
    except Exception as defect:  # noqa: BLE001 - the outermost line: the next job may well succeed
        send(Failed(job.generation, _as_error(defect)))


def _as_error(defect: Exception) -> HybridError:
    traceback.print_exception(defect)
    return HybridError(
        "The local model failed",
        f"{type(defect).__name__}: {defect}",
        "This is a defect of hybridtui. Your notes are safe; the worker's log has the details.",
        Exit.NO_MODEL,
    )


def _ready(options: argparse.Namespace, outbox: _Outbox, mailbox: Mailbox) -> Tier:
    """The local tier, with its model in memory only if that is needed to know its size. Raises `HybridError`."""
    path = models.find(options.model)
    models.check(path, memory.available())
    tier = Tier(path, lambda: _load(path, options, outbox, mailbox), options.sequences)
    if tier.mode is Mode.RULES and not tier.loaded:
        outbox.send(Loaded(Model(path.stem, str(path))))
    return tier


def _load(path: Path, options: argparse.Namespace, outbox: _Outbox, mailbox: Mailbox) -> Decoder:
    """The model in memory, with progress told on the way. Raises `HybridError`."""
    models.check(path, memory.available())
    percent = -1

    def progress(fraction: float) -> bool:
        nonlocal percent
        if int(fraction * 100) > percent:
            percent = int(fraction * 100)
            outbox.send(Loading(fraction))
        return not mailbox.abandoned()

    decoder = Decoder(
        path,
        sequences=PROMPTS + (options.sequences or SEQUENCES),
        context=options.context,
        threads=options.threads,
        progress=progress,
        aborted=mailbox.interrupted,
    )
    outbox.send(
        Loaded(Model(decoder.name, str(path), decoder.parameters, decoder.context, trusted(decoder.parameters)))
    )
    return decoder


def _note(error: HybridError) -> None:
    """The cache is a convenience: what is wrong with it goes to the log."""
    print(error, file=sys.stderr, flush=True)  # noqa: T201 - stderr is the log


def claim_stdout() -> BinaryIO:
    """The real stdout for the protocol alone; whatever native code prints from now on goes to stderr."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _listen(mailbox: Mailbox) -> None:
    """Read requests until stdin ends, then end the process, also in the middle of loading or decoding."""
    for line in sys.stdin.buffer:
        try:
            request = decode_request(line)
        except ValueError as error:
            print(error, file=sys.stderr, flush=True)  # noqa: T201 - stderr is the log
            continue
        if isinstance(request, Refine):
            mailbox.put(request)
        else:
            mailbox.stop()
    os._exit(0)


class _Outbox:
    """Sends events, from either thread, whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = Lock()

    def send(self, event: Event) -> None:
        """Write one event. When nobody reads any more there is nothing left to do: the process ends."""
        try:
            with self._lock:
                self._stream.write(encode(event))
                self._stream.flush()
        except BrokenPipeError:
            os._exit(0)


if __name__ == "__main__":
    main()
