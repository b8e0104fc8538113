"""Why this file exists: what a fake Claude can answer with, one scenario for each way that an answer can go.

A scenario is told the exchange, one connection whose request has been read, and plays its answer on it.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hybridtui.core.hand_off.models import MODELS
from hybridtui.core.reply import Usage
from tests.fake_claude_answer import (
    SAMPLE_ANSWER,
    SAMPLE_THINKING,
    Event,
    closing,
    delta,
    error_data,
    on_the_wire,
    opening,
)

if TYPE_CHECKING:
    from tests.fake_claude import FakeClaude

REQUEST_ID = "req_fake_0001"
MESSAGES_PATH, COUNT_PATH, MODELS_PATH = "/v1/messages", "/v1/messages/count_tokens", "/v1/models"


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

    @property
    def usage(self) -> Usage:
        """What the server bills for this request."""
        return self.server.bill(self.request.body)

    async def head(self, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Begin a chunked answer; an event stream unless `headers` say otherwise."""
        lines = {"content-type": "text/event-stream; charset=utf-8", "request-id": REQUEST_ID, **(headers or {})}
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        start = f"HTTP/1.1 {status} Fake\r\n{text}transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
        self._writer.write(start.encode())
        await self._writer.drain()

    async def send(self, data: bytes, size: int = 0) -> None:
        """Send `data` as one HTTP chunk, or as chunks of `size` bytes."""
        size = size or max(len(data), 1)
        for start in range(0, len(data), size):
            part = data[start : start + size]
            self._writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            await self._writer.drain()

    async def events(self, events: Iterable[Event], size: int = 0) -> None:
        """Send events of the stream, one chunk each unless `size` (bytes) says otherwise."""
        for event in events:
            await self.send(on_the_wire([event]), size)

    async def end(self) -> None:
        """The proper end of a chunked answer."""
        self._writer.write(b"0\r\n\r\n")
        await self._writer.drain()

    async def whole(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """A complete answer that is no stream."""
        await self.head(status, headers)
        await self.send(body)
        await self.end()

    async def json(self, table: dict[str, object]) -> None:
        """A complete answer in JSON."""
        await self.whole(200, json.dumps(table).encode(), {"content-type": "application/json"})

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
        usage = exchange.usage
        await exchange.events([*opening(usage=usage), *delta(text, thinking), *closing(stop, usage)], size)
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


def sequence(*scenarios: Scenario) -> Scenario:
    """The first request gets the first scenario, the second the second...; the last one is for all that follow."""
    left = list(scenarios)

    async def play(exchange: Exchange) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(exchange)

    return play


def pinging(pause: float, pings: int, text: str) -> Scenario:
    """A long think: pings only, `pause` seconds apart, then the answer."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        await exchange.events(opening())
        for _ in range(pings):
            await asyncio.sleep(pause)
            await exchange.events([("ping", {"type": "ping"})])
        await exchange.events([*delta(text), *closing()])
        await exchange.end()

    return play


def counted() -> Scenario:
    """How many tokens the request has: as many as would be billed."""

    async def play(exchange: Exchange) -> None:
        await exchange.json({"input_tokens": exchange.usage.all_input})

    return play


def listed() -> Scenario:
    """The models there are, or the one that the path names."""

    async def play(exchange: Exchange) -> None:
        wanted = exchange.request.path.removeprefix(MODELS_PATH).strip("/")
        known = [
            {"type": "model", "id": model.id, "display_name": f"Claude {model.name}", "max_tokens": model.max_output}
            for model in MODELS
        ]
        if not wanted:
            await exchange.json({"data": known, "has_more": False, "first_id": MODELS[0].id, "last_id": MODELS[-1].id})
        elif found := [model for model in known if model["id"] == wanted]:
            await exchange.json(found[0])
        else:
            await status(404, "not_found_error", f"model: {wanted}")(exchange)

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
