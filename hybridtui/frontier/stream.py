"""Why this file exists: the events of an answer are read here one by one, until it is complete or cannot be.

What has come so far stands, whatever comes next. No vendor type is involved: an event is a name and its data.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Protocol

from hybridtui.core.reply.events import ReplyEvent
from hybridtui.frontier import failures
from hybridtui.frontier.events import Decoder, inner, text
from hybridtui.frontier.failures import Answer, Failure

_READ = ("message_start", "content_block_start", "content_block_delta", "message_delta", "message_stop", "error", None)


class Sent(Protocol):
    """An event as it was sent: its name, None where it has none, and its data."""

    @property
    def event(self) -> str | None:
        """The name."""
        ...

    @property
    def data(self) -> str:
        """What should be JSON."""
        ...


async def decoded(stream: AsyncIterator[Sent], decoder: Decoder) -> AsyncGenerator[ReplyEvent]:
    """What the events mean, until the answer is complete. Names that are not known are passed over, data unread.

    Raises `Failure` for an error among them and for an early end; ValueError or RecursionError for data that cannot be
    read.
    """
    async for sent in stream:
        if sent.event not in _READ or not sent.data:
            continue
        if sent.event == "error":
            raise _told(sent.data, decoder)
        data = json.loads(sent.data)
        if text(data, "type") == "error":
            raise _told(sent.data, decoder)
        if (event := decoder.feed(data)) is not None:
            yield event
        if decoder.ended:
            return
    usage = decoder.usage if decoder.started else None
    raise failures.broke_off("The server ended it before it was complete.", decoder.request_id, usage)


def _told(data: str, decoder: Decoder) -> Failure:
    """An error event, after HTTP 200. What is no JSON is quoted as it is."""
    try:
        table: object = json.loads(data)
    except (ValueError, RecursionError):
        table = {"error": {"message": data}}
    error = inner(table, "error")
    answer = Answer(
        200,
        kind=text(error, "type"),
        message=text(error, "message") or ("" if isinstance(table, Mapping) else data),
        code=text(inner(error, "details"), "error_code"),
        request_id=text(table, "request_id") or decoder.request_id,
    )
    return failures.interrupted(answer, decoder.usage if decoder.started else None)
