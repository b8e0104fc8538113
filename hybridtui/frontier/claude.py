"""Why this file exists: the one door through which text leaves for Claude, and the one file that imports the SDK.

Importing anthropic takes a second, so it happens in a thread, at the hand-off. The SDK does the transport alone: the
body was composed and signed as bytes, is posted as those bytes, and a hook on the last step before the wire refuses
any others.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from hybridtui.core.envelope import Approved, Envelope
from hybridtui.core.errors import HybridError
from hybridtui.core.order import Order, Target
from hybridtui.core.ports import Credential
from hybridtui.core.reply import ReplyEvent, ReplyFailed
from hybridtui.core.request import Request
from hybridtui.frontier import failures
from hybridtui.frontier.credential import find_host, find_source
from hybridtui.frontier.events import Decoder

if TYPE_CHECKING:
    import anthropic
    import httpx2

PATH = "/v1/messages"
CONNECT_SECONDS = 10.0
READ_SECONDS = 600.0
_BAD_HEADERS = "The request's headers are malformed: check the key and ANTHROPIC_CUSTOM_HEADERS."


class Claude:
    """Composes and executes hand-offs through the API, as `core.ports.Executor` asks. Holds no credential.

    `read_seconds` is the longest silence within an answer before it counts as broken off.
    """

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds

    def credential(self) -> Credential:
        """Where the credential would come from now: environment and disk, in the SDK's order, never the network."""
        source = find_source()
        return Credential(source.name, source.missing)

    def compose(self, spec: str, order: Order) -> Envelope:
        """The envelope for `spec`. Raises `HybridError` (exit 2) for a spec, setting or address that cannot be sent."""
        request = Request.of(spec, order)
        source = find_source()
        return Envelope(Target.API, find_host(source), source.name, order.model, request.settings(), request.encode())

    def hand_off(self, approved: Approved) -> AsyncGenerator[ReplyEvent]:
        """Send the approved bytes once, without retries, and stream what comes back. A sign-off used up sends nothing.

        Raises TypeError at once for anything but an `Approved`: the rule that the type checker enforces, at run time.
        """
        if not isinstance(approved, Approved):
            raise TypeError(f"only an Approved can be handed off, not {type(approved).__name__}")
        return self._replies(approved)

    async def _replies(self, approved: Approved) -> AsyncGenerator[ReplyEvent]:
        source = find_source()
        if source.missing:
            yield failures.no_credential(source.missing)
            return
        envelope = approved.envelope
        decoder = Decoder()
        try:
            _recheck(approved, find_host(source), source.name)
            approved.spend()
            client = await asyncio.to_thread(_client, envelope, self._read_seconds)
            async with client, aclosing(_answer(client, envelope.payload, decoder)) as events:
                async for event in events:
                    yield event
        except HybridError as error:
            yield ReplyFailed(error)
        except Exception as error:  # noqa: BLE001 - told apart by type below; what is no known failure is raised again
            yield _translated(error, envelope.host, decoder)


async def _answer(client: anthropic.AsyncAnthropic, payload: bytes, decoder: Decoder) -> AsyncGenerator[ReplyEvent]:
    """Post `payload` and decode the answer until it is complete; ends with `ReplyFailed` where it just stops."""
    from anthropic import AsyncStream

    stream = await client.post(PATH, cast_to=object, content=payload, stream=True, stream_cls=AsyncStream[object])
    async with stream:
        headers = stream.response.headers
        decoder.request_id = headers.get("request-id", "")
        content_type = headers.get("content-type", "")
        if not content_type.startswith("text/event-stream"):
            yield failures.not_claude(content_type, decoder.request_id)
            return
        async for data in stream:
            if (event := decoder.feed(data)) is not None:
                yield event
            if decoder.ended:
                return
    usage = decoder.usage if decoder.started else None
    yield failures.broke_off("The server ended it before it was complete.", decoder.request_id, usage)


def _recheck(approved: Approved, host: str, credential: str) -> None:
    """Refuse what no longer is as it was signed: the environment and the disk may have changed since."""
    envelope = approved.envelope
    for what, same in (
        ("sign-off", envelope.digest() == approved.sign_off),
        ("target", envelope.target == "api"),
        ("destination", envelope.host == host),
        ("credential", envelope.credential == credential),
    ):
        if not same:
            raise failures.changed(what)


def _client(envelope: Envelope, read_seconds: float) -> anthropic.AsyncAnthropic:
    """A client that can send nothing but the envelope. Slow: imports the SDK and reads the trusted certificates."""
    root = logging.getLogger()
    handlers = list(root.handlers)
    import anthropic
    import httpx2

    # ANTHROPIC_LOG would have the SDK write to stderr, over the screen, and quote the spec while at it.
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
    for name in ("anthropic", "httpx2", "httpcore2"):
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    return anthropic.AsyncAnthropic(
        base_url=envelope.host,
        max_retries=0,
        open_telemetry=False,
        http_client=anthropic.DefaultAsyncHttpxClient(
            timeout=httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
            event_hooks={"request": [guard(envelope)]},
        ),
    )


def guard(envelope: Envelope) -> Callable[[httpx2.Request], Awaitable[None]]:
    """The last check before the wire: a request hook that raises `HybridError` (exit 3) for other bytes or places."""
    import httpx2

    address = httpx2.URL(envelope.host + PATH)
    signed = hashlib.sha256(envelope.payload).digest()

    async def check(request: httpx2.Request) -> None:
        # `request.content` may be an older copy: what counts is the stream that the transport will write.
        assert isinstance(request.stream, httpx2.AsyncByteStream)
        body = b"".join([part async for part in request.stream])
        if request.method != "POST" or request.url != address:
            raise failures.changed("destination")
        if hashlib.sha256(body).digest() != signed:
            raise failures.changed("text")
        request.stream = httpx2.ByteStream(body)

    return check


def _translated(error: Exception, host: str, decoder: Decoder) -> ReplyFailed:
    """The failure that `error` stands for. Raises `error` itself where it is none of the other side's doing."""
    import anthropic
    import httpx2

    usage = decoder.usage if decoder.started else None
    cause = error.__cause__
    match error:
        case anthropic.APIConnectionError() if isinstance(cause, HybridError):
            return ReplyFailed(cause)
        case anthropic.APIStatusError():
            answer = failures.Answer(
                status=error.status_code,
                kind=error.type or "",
                message=error.api_message or "",
                code=error.error_code or "",
                request_id=error.request_id or decoder.request_id,
                retry_after=error.response.headers.get("retry-after", ""),
            )
            return failures.interrupted(answer, usage) if error.status_code == 200 else failures.answered(answer)
        case anthropic.APIConnectionError() if isinstance(
            cause, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError, httpx2.UnsupportedProtocol)
        ):
            return failures.unreachable(host, _system_reason(cause))
        case anthropic.APITimeoutError():
            return failures.unanswered("The server took the request and then stayed silent.")
        case anthropic.APIConnectionError() if isinstance(cause, httpx2.LocalProtocolError):
            return failures.no_credential(_BAD_HEADERS)
        case anthropic.APIConnectionError():
            return failures.unanswered("The connection closed before an answer.")
        case anthropic.AnthropicError():
            return failures.no_credential("The credential named at the checkpoint gave no token: sign in again.")
        case httpx2.TimeoutException():
            return failures.broke_off("The server went silent.", decoder.request_id, usage)
        case httpx2.HTTPError():
            return failures.broke_off("The connection was lost.", decoder.request_id, usage)
        case UnicodeEncodeError():
            return failures.no_credential(_BAD_HEADERS)
        case ValueError():
            return failures.broke_off("The server sent something unreadable.", decoder.request_id, usage)
    raise error


def _system_reason(error: BaseException | None) -> str:
    """The operating system's words for a failed connection: those of an exception of ours could quote a header."""
    while error is not None:
        if isinstance(error, OSError) and error.strerror:
            return error.strerror
        error = error.__cause__ or error.__context__
    return ""
