"""Why this file exists: tests, and people trying the workbench, need a Claude that answers without a key or a network.

A loopback HTTP server that speaks the Messages API's streaming protocol closely enough for the real SDK: it checks
credential, version and body as the API does, records what arrived, and plays one scenario per server. It also counts
tokens and lists models. A test says what a request is billed:

    async with FakeClaude(happy("Done.")) as server: ...        # in a test's own event loop
    async with FakeClaude(bill=lambda body: Usage(...)) as server: ...
    with FakeClaude.in_thread(gated()) as server: ...           # for subprocesses; the server has a thread of its own
    python -m tests.fake_claude --port 8787                     # by hand
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from hybridtui.core.reply import Usage
from tests.fake_claude_answer import SAMPLE_USAGE
from tests.fake_claude_scenarios import (
    COUNT_PATH,
    MESSAGES_PATH,
    MODELS_PATH,
    REQUEST_ID,
    Exchange,
    Received,
    Scenario,
    counted,
    gated,
    hang_up,
    happy,
    leisurely,
    listed,
    page,
    pinging,
    raw,
    sequence,
    silent,
    status,
)

__all__ = [
    "REQUEST_ID",
    "Exchange",
    "FakeClaude",
    "Received",
    "Scenario",
    "gated",
    "hang_up",
    "happy",
    "leisurely",
    "page",
    "pinging",
    "raw",
    "sequence",
    "silent",
    "status",
]

Bill = Callable[[bytes], Usage]
"""What a request costs, by its body."""


def usual(body: bytes) -> Usage:
    """The same bill for whatever is sent."""
    return SAMPLE_USAGE


class FakeClaude:
    """The server. `requests` holds what arrived; `url` is what ANTHROPIC_BASE_URL must say.

    `scenario` answers the messages and `counting` the requests for a count, both with the usage that `bill` says.

    `gate` holds back the scenarios that wait for it; `disconnected` is set once a client left too early.
    """

    def __init__(self, scenario: Scenario | None = None, port: int = 0, *, bill: Bill = usual) -> None:
        self.scenario = scenario or happy()
        self.counting = counted()
        self.bill = bill
        self.requests: list[Received] = []
        self.url = ""
        self._port = port

    async def __aenter__(self) -> FakeClaude:
        self._loop = asyncio.get_running_loop()
        self.gate = asyncio.Event()
        self.disconnected = asyncio.Event()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.gate.set()
        self._server.close()
        await self._server.wait_closed()

    def release(self) -> None:
        """Open the gate; callable from any thread."""
        self._loop.call_soon_threadsafe(self.gate.set)

    @classmethod
    @contextmanager
    def in_thread(cls, scenario: Scenario | None = None, *, bill: Bill = usual) -> Iterator[FakeClaude]:
        """The same server on a thread of its own, for tests that block or that start a subprocess."""
        server = cls(scenario, bill=bill)
        up, down = threading.Event(), asyncio.Event()

        async def live() -> None:
            async with server:
                up.set()
                await down.wait()

        thread = threading.Thread(target=lambda: asyncio.run(live()), daemon=True)
        thread.start()
        if not up.wait(10):
            raise RuntimeError("the fake server did not start")
        try:
            yield server
        finally:
            server._loop.call_soon_threadsafe(down.set)
            thread.join(10)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await _read(reader)
            self.requests.append(request)
            exchange = Exchange(self, writer, request)
            playing = asyncio.ensure_future(self._answer(request)(exchange))
            leaving = asyncio.ensure_future(reader.read(1))
            await asyncio.wait({playing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not playing.done():
                self.disconnected.set()
                playing.cancel()
            leaving.cancel()
            with suppress(asyncio.CancelledError):
                await playing
        writer.close()

    def _answer(self, request: Received) -> Scenario:
        """What is played for `request`: what the API answers, where it would not take it."""
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return status(401, "authentication_error", "missing bearer")
        if not request.headers.get("anthropic-version"):
            return status(400, "invalid_request_error", "missing anthropic-version")
        match request.method, urlsplit(request.path).path:  # a whole address, where it stands in for a proxy
            case ("POST", path) if path == MESSAGES_PATH:
                return _refusal(request.body, {"max_tokens", "stream"}) or self.scenario
            case ("POST", path) if path == COUNT_PATH:
                return _refusal(request.body, set()) or self.counting
            case ("GET", path) if path.startswith(MODELS_PATH):
                return listed()
        return status(404, "not_found_error", f"no {request.path} here")


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
    return Received(method, path, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


_OPTIONAL = {"system", "thinking", "output_config"}


def _refusal(body: bytes, needed: set[str]) -> Scenario | None:
    """What the API answers to a body that it would not take; None for one that is in order."""
    try:
        table = json.loads(body)
        names = set(table)
        in_order = bool(table["model"] and table["messages"][0]["content"])
    except (ValueError, KeyError, IndexError, TypeError):
        return status(400, "invalid_request_error", "the body is no request for a message")
    needed = needed | {"model", "messages"}
    if not in_order or not needed <= names or not all(table[name] for name in needed):
        return status(400, "invalid_request_error", "a field is missing")
    if extra := names - needed - _OPTIONAL:
        return status(400, "invalid_request_error", f"{min(extra)}: Extra inputs are not permitted")
    return None


async def _by_hand(port: int, pause: float) -> None:
    async with FakeClaude(leisurely(pause), port) as server:
        sys.stdout.write(f"ANTHROPIC_BASE_URL={server.url} ANTHROPIC_API_KEY=fake hybridtui\nCtrl+C ends the fake.\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fake_claude", description="A Claude that costs nothing.")
    parser.add_argument("--port", type=int, default=8787, help="loopback port (0: any)")
    parser.add_argument("--pause", type=float, default=0.03, help="seconds between words")
    arguments = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_by_hand(arguments.port, arguments.pause))
