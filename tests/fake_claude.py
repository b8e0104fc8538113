"""Why this file exists: tests, and people trying the workbench, need a Claude that answers without a key or a network.

A loopback HTTP server that speaks the Messages API's streaming protocol closely enough for the real SDK: it checks
credential, version and body as the API does, records what arrived, and plays one scenario per server.

    async with FakeClaude(happy("Done.")) as server: ...        # in a test's own event loop
    with FakeClaude.in_thread(gated()) as server: ...           # for subprocesses; the server has a thread of its own
    python -m tests.fake_claude --port 8787                     # by hand
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import struct
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from tests.fake_claude_answer import SAMPLE_ANSWER, SAMPLE_THINKING, Event, closing, delta, error_data, opening

REQUEST_ID = "req_fake_0001"


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Exchange:
    """One connection whose request has been read: what a scenario answers with."""

    def __init__(self, server: FakeClaude, writer: asyncio.StreamWriter, request: Received) -> None:
        self.server = server
        self.request = request
        self._writer = writer

    async def head(self, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Begin a chunked answer; an event stream unless `headers` say otherwise."""
        lines = {"content-type": "text/event-stream; charset=utf-8", "request-id": REQUEST_ID, **(headers or {})}
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        start = f"HTTP/1.1 {status} Fake\r\n{text}transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
        self._writer.write(start.encode())
        await self._writer.drain()

    async def send(self, data: bytes, size: int = 0) -> None:
        """Send `data` as one HTTP chunk, or as chunks of `size` bytes."""
        for start in range(0, len(data), size or len(data)):
            part = data[start : start + (size or len(data))]
            self._writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            await self._writer.drain()

    async def events(self, events: Iterable[Event], size: int = 0) -> None:
        """Send events of the stream, one chunk each unless `size` (bytes) says otherwise."""
        for name, data in events:
            await self.send(f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode(), size)

    async def end(self) -> None:
        """The proper end of a chunked answer."""
        self._writer.write(b"0\r\n\r\n")
        await self._writer.drain()

    async def whole(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """A complete answer that is no stream."""
        await self.head(status, headers)
        await self.send(body)
        await self.end()

    def reset(self) -> None:
        """Break the connection off with a TCP reset."""
        connection = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


Scenario = Callable[[Exchange], Awaitable[None]]


def happy(text: str = SAMPLE_ANSWER, thinking: str = "", size: int = 0, stop: str = "end_turn") -> Scenario:
    """A whole answer, in HTTP chunks of `size` bytes (0: one event each)."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        await exchange.events([*opening(), *delta(text, thinking), *closing(stop)], size)
        await exchange.end()

    return play


def leisurely(pause: float) -> Scenario:
    """The sample answer word by word with `pause` seconds between: for people, not for tests."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        for event in [*opening(), *delta(SAMPLE_ANSWER, SAMPLE_THINKING), *closing()]:
            await exchange.events([event])
            await asyncio.sleep(pause)
        await exchange.end()

    return play


def gated(before: str = "Before the gate. ", after: str = "After the gate.") -> Scenario:
    """Some text, then silence until `FakeClaude.release`, then the rest."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        await exchange.events([*opening(), *delta(before)])
        await exchange.server.gate.wait()
        await exchange.events([*delta(after), *closing()])
        await exchange.end()

    return play


def silent() -> Scenario:
    """The request is taken and nothing is answered until `FakeClaude.release`."""

    async def play(exchange: Exchange) -> None:
        await exchange.server.gate.wait()

    return play


def status(code: int, kind: str, message: str = "", error_code: str = "", **headers: str) -> Scenario:
    """An error answer. Header names are given with underscores."""

    async def play(exchange: Exchange) -> None:
        body = json.dumps(error_data(kind, message or f"fake {kind}", error_code)).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        await exchange.whole(code, body, {"content-type": "application/json", **named})

    return play


def page(code: int = 200) -> Scenario:
    """An HTML page, as a proxy or a login wall would send."""

    async def play(exchange: Exchange) -> None:
        await exchange.whole(code, b"<html><body>Sign in</body></html>", {"content-type": "text/html"})

    return play


def raw(*events: Event | bytes, end: str = "end") -> Scenario:
    """Exactly these events (bytes go out as they are), then `end`: "end", "drop" (no last chunk) or "reset"."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        for event in events:
            await (exchange.send(event) if isinstance(event, bytes) else exchange.events([event]))
        if end == "end":
            await exchange.end()
        elif end == "reset":
            await exchange.server.gate.wait()  # a reset may overtake data: the test says when the client has it
            exchange.reset()

    return play


def hang_up() -> Scenario:
    """Close without a word."""

    async def play(exchange: Exchange) -> None:
        return None

    return play


class FakeClaude:
    """The server. `requests` holds what arrived; `url` is what ANTHROPIC_BASE_URL must say.

    `gate` holds back the scenarios that wait for it; `disconnected` is set once a client left too early.
    """

    def __init__(self, scenario: Scenario | None = None, port: int = 0) -> None:
        self.scenario = scenario or happy()
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
    def in_thread(cls, scenario: Scenario | None = None) -> Iterator[FakeClaude]:
        """The same server on a thread of its own, for tests that block or that start a subprocess."""
        server = cls(scenario)
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
            playing = asyncio.ensure_future((_refusal(request) or self.scenario)(exchange))
            leaving = asyncio.ensure_future(reader.read(1))
            await asyncio.wait({playing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not playing.done():
                self.disconnected.set()
                playing.cancel()
            leaving.cancel()
            with suppress(asyncio.CancelledError):
                await playing
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
    return Received(method, path, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


def _refusal(request: Received) -> Scenario | None:
    """What the API answers to a request that it would not take; None for one that is in order."""
    if (request.method, request.path) != ("POST", "/v1/messages"):
        return status(404, "not_found_error", f"no {request.path} here")
    if not request.headers.get("authorization", "").startswith("Bearer "):
        return status(401, "authentication_error", "missing bearer")
    if not request.headers.get("anthropic-version"):
        return status(400, "invalid_request_error", "missing anthropic-version")
    try:
        body = json.loads(request.body)
        in_order = bool(body["model"] and body["max_tokens"] > 0 and body["messages"][0]["content"] and body["stream"])
    except (ValueError, KeyError, IndexError, TypeError):
        in_order = False
    return None if in_order else status(400, "invalid_request_error", "the body is not a streaming message request")


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
