"""Why this file exists: every known way of the other side to behave, and what must become of a hand-off then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from hybridtui.core.ledger import Outcome
from tests.fake_claude import Exchange, Scenario, hang_up, happy, page, pinging, raw, sequence, silent, status
from tests.fake_claude_answer import Event, closing, delta, error_data, on_the_wire, opening

HALF = "Half an answer"
STARTED = (*opening(), *delta(HALF))


@dataclass(frozen=True)
class Case:
    """How a server behaves, and what must come of it: `title` of the error, `text` that is kept, `requests` made.

    `scenario` is made anew for each use, as some count.
    """

    name: str
    scenario: Callable[[], Scenario]
    outcome: Outcome
    title: str = ""
    text: str = ""
    requests: int = 1


def turned_down(code: int, kind: str, title: str, outcome: Outcome = Outcome.FAILED, **headers: str) -> Case:
    """An error answer, which is final."""
    name = " ".join([str(code), kind, *headers.values()])
    return Case(name, lambda: status(code, kind, **headers), outcome, title)


def broken(name: str, *events: Event | bytes, end: str = "end") -> Case:
    """An answer that began and did not end."""
    return Case(name, lambda: raw(*STARTED, *events, end=end), Outcome.BROKEN, "The answer broke off", HALF)


def nothing(name: str, *events: Event | bytes, end: str = "end") -> Case:
    """An answer that never got as far as its start."""
    return Case(name, lambda: raw(*events, end=end), Outcome.BROKEN, "The answer broke off")


def whole(name: str, *events: Event | bytes) -> Case:
    """An answer that is complete, whatever is odd about it."""
    return Case(name, lambda: raw(*STARTED, *events, *closing()), Outcome.COMPLETE, text=HALF)


def error(kind: str, **more: str) -> Event:
    return "error", error_data(kind, f"fake {kind}", **more)


def without_names(events: list[Event]) -> bytes:
    lines = on_the_wire(events).splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"event:"))


def cut_error(code: int) -> Scenario:
    """An error answer whose body never ends."""

    async def play(exchange: Exchange) -> None:
        await exchange.head(code, {"content-type": "application/json"})
        await exchange.send(b'{"type":"error","err')

    return play


def in_circles() -> Scenario:
    """A redirect to itself."""

    async def play(exchange: Exchange) -> None:
        await status(307, "redirect", location=f"{exchange.server.url}/v1/messages")(exchange)

    return play


def zipped_badly() -> Scenario:
    """What claims to be compressed, and is not."""

    async def play(exchange: Exchange) -> None:
        await exchange.head(200, {"content-encoding": "gzip"})
        await exchange.send(on_the_wire(opening()))
        await exchange.end()
        await asyncio.sleep(0)

    return play


ODD: tuple[Event, ...] = (
    ("aurora", {"type": "aurora", "index": 3}),
    ("content_block_start", {"type": "content_block_start", "index": 9, "content_block": {"type": "hologram"}}),
    ("content_block_delta", {"type": "content_block_delta", "index": 9, "delta": {"type": "hologram_delta"}}),
    ("content_block_delta", {"type": "content_block_delta", "index": 9, "delta": None}),
    ("content_block_delta", {"type": "content_block_delta", "index": -7, "delta": {"type": "signature_delta"}}),
)
FAR_OFF: Event = (
    "content_block_delta",
    {"type": "content_block_delta", "index": 99, "delta": {"type": "text_delta", "text": ""}},
)

CASES = (
    turned_down(400, "invalid_request_error", "did not accept the request"),
    turned_down(401, "authentication_error", "credential was not accepted"),
    turned_down(402, "billing_error", "no credit"),
    turned_down(403, "permission_error", "may not do this"),
    turned_down(404, "not_found_error", "does not know"),
    turned_down(407, "proxy_error", "asks for a login"),
    turned_down(408, "timeout_error", "too long to arrive"),
    turned_down(409, "conflict_error", "at odds"),
    turned_down(412, "invalid_request_error", "requires is missing"),
    turned_down(413, "request_too_large", "too large"),
    turned_down(418, "invalid_request_error", "did not accept the request"),
    turned_down(422, "invalid_request_error", "cannot work with"),
    turned_down(429, "rate_limit_error", "Too many requests", x_should_retry="false"),
    turned_down(429, "rate_limit_error", "spend limit", error_code="enforced_spend_limit_reached"),
    turned_down(400, "invalid_request_error", "spend limit", error_code="contract_spend_limit_reached"),
    turned_down(431, "invalid_request_error", "headers of the request are too large"),
    turned_down(499, "api_error", "given up on the way", Outcome.BROKEN),
    turned_down(500, "api_error", "internal error", Outcome.BROKEN),
    turned_down(501, "api_error", "internal error", Outcome.BROKEN),
    turned_down(504, "timeout_error", "too long to answer", Outcome.BROKEN, x_should_retry="false"),
    Case("502 as a page", lambda: page(502), Outcome.BROKEN, "on the way"),
    Case("429 for good", lambda: status(429, "rate_limit_error", retry_after="2"), Outcome.FAILED, "Too many", "", 4),
    Case("503 for good", lambda: status(503, "api_error"), Outcome.FAILED, "not available", "", 3),
    Case("529 for good", lambda: status(529, "overloaded_error"), Outcome.FAILED, "overloaded", "", 3),
    Case(
        "529 once", lambda: sequence(status(529, "overloaded_error"), happy("Done.")), Outcome.COMPLETE, "", "Done.", 2
    ),
    Case(
        "529, then 500",
        lambda: sequence(status(529, "overloaded_error"), status(500, "api_error"), happy()),
        Outcome.BROKEN,
        "internal error",
        "",
        2,
    ),
    Case("529 that is cut", lambda: sequence(cut_error(529), happy("Done.")), Outcome.COMPLETE, "", "Done.", 2),
    Case("500 that is cut", lambda: cut_error(500), Outcome.BROKEN, "internal error"),
    Case("redirect to itself", in_circles, Outcome.FAILED, "elsewhere"),
    Case("no answer at all", hang_up, Outcome.BROKEN, "No answer came"),
    Case("silence", silent, Outcome.BROKEN, "No answer came"),
    Case("page", lambda: page(200), Outcome.BROKEN, "Something other than Claude"),
    Case("JSON", lambda: status(200, "no_error"), Outcome.BROKEN, "Something other than Claude"),
    Case("bad compression", zipped_badly, Outcome.BROKEN, "broke off"),
    nothing("end before the start"),
    nothing("end after a ping", ("ping", {"type": "ping"})),
    nothing("no events", b"{}"),
    nothing("error first", error("overloaded_error")),
    nothing("error first, without a name", without_names([error("api_error")])),
    nothing("drop before the start", end="drop"),
    broken("drop", end="drop"),
    broken("early end"),
    broken("end without a reason", ("message_stop", {"type": "message_stop"})),
    broken("error midway", error("overloaded_error")),
    broken("limit midway", error("rate_limit_error", code="enforced_spend_limit_reached")),
    broken("error that is no JSON", b"event: error\ndata: out of luck\n\n"),
    broken("error that is a list", b"event: error\ndata: []\n\n"),
    broken("JSON that is none", b"event: content_block_delta\ndata: {broken\n\n"),
    broken("JSON without a bottom", b"event: content_block_delta\ndata: " + b"[" * 200_000 + b"\n\n"),
    broken("bytes that are no text", b"event: content_block_delta\ndata: \xff\xfe\n\n"),
    whole("unknown events", *ODD),
    whole("unknown event that is no JSON", b"event: aurora\ndata: {broken\n\n"),
    whole("index out of range", FAR_OFF),
    whole("comments and blanks", b": hello\n\n\n\nretry: 5\n\n"),
    Case("happy", lambda: happy(HALF, thinking="Hm."), Outcome.COMPLETE, text=HALF),
    Case("happy, byte by byte", lambda: happy(HALF, size=1), Outcome.COMPLETE, text=HALF),
    Case("unknown reason to stop", lambda: happy(HALF, stop="out_of_ink"), Outcome.CUT, text=HALF),
    Case("refusal", lambda: happy(HALF, stop="refusal"), Outcome.CUT, text=HALF),
    Case("a long think with pings", lambda: pinging(0.2, 4, HALF), Outcome.COMPLETE, text=HALF),
    Case("no names of events", lambda: raw(without_names([*STARTED, *closing()])), Outcome.COMPLETE, text=HALF),
    Case("CRLF", lambda: raw(on_the_wire([*STARTED, *closing()]).replace(b"\n", b"\r\n")), Outcome.COMPLETE, text=HALF),
)
