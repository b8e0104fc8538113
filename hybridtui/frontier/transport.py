"""Why this file exists: the one door through which text leaves for Claude, and the one file that imports the SDK.

Importing anthropic takes a second, so it happens in a thread, once something may be sent. The SDK does the transport
alone: the body was composed and signed as bytes, is posted as those bytes, and a hook on the last step before the wire
refuses any others, any other place, and a second time. Vendor exceptions end here: what comes out is a `Failure`.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.reply.events import ReplyEvent
from hybridtui.frontier import failures
from hybridtui.frontier.events import Decoder
from hybridtui.frontier.failures import Answer, Failure
from hybridtui.frontier.network import kept_alive, reason_of
from hybridtui.frontier.quiet import quietly
from hybridtui.frontier.quoted import plain
from hybridtui.frontier.route import Proxy
from hybridtui.frontier.stream import decoded
from hybridtui.frontier.waiting import asked

if TYPE_CHECKING:
    import anthropic
    import httpx2

PATHS = {"api": "/v1/messages", "count": "/v1/messages/count_tokens"}
"""Where an envelope goes at its host, by its target."""

CONNECT_SECONDS = 10.0
_BAD_HEADERS = "The request's headers are malformed: check the key and ANTHROPIC_CUSTOM_HEADERS."
_NO_TOKEN = "The credential gave no token: sign in again."


async def answers(envelope: Envelope, proxy: Proxy | None, read_seconds: float) -> AsyncGenerator[ReplyEvent]:
    """Post the envelope once and decode the answer until it is complete.

    `read_seconds` is the longest silence before it counts as broken off. Raises `Failure`, and `HybridError` (exit 3)
    where what was about to go out is not the envelope.
    """
    decoder = Decoder()
    async with _connected(envelope, proxy, read_seconds, decoder) as client:
        from anthropic import AsyncStream

        path = PATHS[envelope.target]
        stream = await client.post(
            path, cast_to=object, content=envelope.payload, stream=True, stream_cls=AsyncStream[object]
        )
        async with stream:
            _expect("text/event-stream", stream.response)
            # Raw events: the SDK's own reading drops those without a name.
            async with aclosing(decoded(AsyncStream.raw_events(stream.response), decoder)) as events:
                async for event in events:
                    yield event


async def fetched(envelope: Envelope, proxy: Proxy | None, read_seconds: float) -> object:
    """Post the envelope once; returns the JSON that is answered. Raises what `answers` raises."""
    decoder = Decoder()
    async with _connected(envelope, proxy, read_seconds, decoder) as client:
        import httpx2

        answer = await client.post(PATHS[envelope.target], cast_to=httpx2.Response, content=envelope.payload)
        _expect("application/json", answer)
        table: object = answer.json()
        return table


@asynccontextmanager
async def _connected(
    envelope: Envelope, proxy: Proxy | None, read_seconds: float, decoder: Decoder
) -> AsyncGenerator[anthropic.AsyncAnthropic]:
    """A client for one request, which is closed in the end; whatever the vendor raises comes out as a `Failure`."""
    try:
        async with await asyncio.to_thread(_client, envelope, proxy, read_seconds, decoder) as client:
            yield client
    except (HybridError, Failure):
        raise
    except Exception as error:  # noqa: BLE001 - told apart by type there; what is no known failure is raised again
        where = f"{envelope.host} through {proxy.url}" if proxy else envelope.host
        raise _translated(error, where, decoder) from None


@cache
def load_soon() -> None:
    """Have the SDK imported, in a thread that nobody waits for."""
    Thread(target=_load, name="load the SDK", daemon=True).start()


def _load() -> None:
    with quietly():
        import anthropic  # noqa: F401
        import httpx2  # noqa: F401


def _expect(kind: str, response: httpx2.Response) -> None:
    content_type = response.headers.get("content-type", "")
    if not content_type.startswith(kind):
        raise failures.not_claude(content_type, response.headers.get("request-id", ""))


def _client(envelope: Envelope, proxy: Proxy | None, read_seconds: float, decoder: Decoder) -> anthropic.AsyncAnthropic:
    """A client that can send nothing but the envelope, and tells `decoder` how an answer begins.

    Slow: imports the SDK and reads the trusted certificates.
    """
    _load()
    import anthropic
    import httpx2

    # The client's own look for proxies is not asked: the way that was signed is the way it goes.
    transport = httpx2.AsyncHTTPTransport(
        proxy=httpx2.Proxy(proxy.url, auth=proxy.login) if proxy else None, socket_options=kept_alive()
    )
    return anthropic.AsyncAnthropic(
        base_url=envelope.host,
        max_retries=0,
        open_telemetry=False,
        http_client=httpx2.AsyncClient(
            transport=transport,
            timeout=httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
            event_hooks={"request": [guard(envelope)], "response": [_noting(decoder)]},
        ),
    )


def guard(envelope: Envelope) -> Callable[[httpx2.Request], Awaitable[None]]:
    """The last check before the wire: a request hook that raises `HybridError` (exit 3) for other bytes or places.

    It lets one request through, and no second one.
    """
    import httpx2

    address = httpx2.URL(envelope.host + PATHS[envelope.target])
    signed = hashlib.sha256(envelope.payload).digest()
    unsent = [True]

    async def check(request: httpx2.Request) -> None:
        # `request.content` may be an older copy: what counts is the stream that the transport will write.
        assert isinstance(request.stream, httpx2.AsyncByteStream)
        body = b"".join([part async for part in request.stream])
        if request.method != "POST" or request.url != address:
            raise failures.changed("destination")
        if hashlib.sha256(body).digest() != signed:
            raise failures.changed("text")
        if not unsent:
            raise failures.changed("number of requests")
        unsent.clear()
        request.stream = httpx2.ByteStream(body)

    return check


def _noting(decoder: Decoder) -> Callable[[httpx2.Response], Awaitable[None]]:
    """A response hook: what is in the head of an answer is known even where its body is cut off."""

    async def note(response: httpx2.Response) -> None:
        decoder.status = response.status_code
        decoder.request_id = plain(response.headers.get("request-id", ""))

    return note


def _translated(error: Exception, where: str, decoder: Decoder) -> Failure:
    """The failure that `error` stands for. Raises `error` itself where it is none of the other side's doing."""
    import anthropic
    import httpx2

    usage = decoder.usage if decoder.started else None
    cause = error.__cause__
    match error:
        case anthropic.APIConnectionError() if isinstance(cause, HybridError):
            raise cause
        case anthropic.APIStatusError():
            headers = error.response.headers
            return failures.answered(
                Answer(
                    status=error.status_code,
                    kind=error.type or "",
                    message=error.api_message or "",
                    code=error.error_code or "",
                    request_id=error.request_id or "",
                    wait=asked(headers, datetime.now(UTC)),
                    final=headers.get("x-should-retry", "") == "false",
                )
            )
        case anthropic.APIConnectionError() if isinstance(
            cause, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError, httpx2.UnsupportedProtocol)
        ):
            reason, again = _refusal(cause)
            return failures.unreachable(where, reason, again=again)
        case anthropic.APITimeoutError():
            return failures.unanswered("The server took the request and then stayed silent.")
        case anthropic.APIConnectionError() if isinstance(cause, httpx2.LocalProtocolError):
            return failures.no_credential(_BAD_HEADERS)
        case anthropic.APIConnectionError():
            return failures.unanswered("The connection closed before an answer.")
        case httpx2.InvalidURL():
            return failures.unreachable(where, "The address is malformed.", again=False)
        case anthropic.AnthropicError():
            return failures.no_credential(_NO_TOKEN)
        case httpx2.HTTPError() if decoder.status not in (0, 200):
            return failures.answered(Answer(decoder.status, request_id=decoder.request_id))
        case httpx2.TimeoutException():
            return failures.broke_off("The server went silent.", decoder.request_id, usage)
        case httpx2.DecodingError() | RecursionError():
            return failures.broke_off("The server sent something unreadable.", decoder.request_id, usage)
        case httpx2.HTTPError():
            return failures.broke_off("The connection was lost.", decoder.request_id, usage)
        case UnicodeEncodeError():
            return failures.no_credential(_BAD_HEADERS)
        case ValueError():
            return failures.broke_off("The server sent something unreadable.", decoder.request_id, usage)
    raise error


def _refusal(error: BaseException) -> tuple[str, bool]:
    """Why no connection was made, and whether another try may find one: not where a certificate or a proxy objects."""
    import httpx2

    if isinstance(error, httpx2.ProxyError):
        return f"The proxy answers: {error}", False
    if isinstance(error, httpx2.TimeoutException):
        return f"No connection within {CONNECT_SECONDS:g} s.", True
    reason, untrusted = reason_of(error)
    return reason, not untrusted and not isinstance(error, httpx2.UnsupportedProtocol)
