"""Why this file exists: the API's stream events become ours here, whatever else the API may add to them.

Works on decoded JSON alone, so no vendor type is involved: unknown events, blocks and deltas are passed over. The order
and the meaning of the events are those of the Messages API, version 2026-10-21.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hybridtui.core.reply.events import ReplyEnded, ReplyEvent, ReplyStarted, ReplyText, ReplyThinking
from hybridtui.frontier.usage import NO_OUTPUT, UNREPORTED, count, merged

_HALF = re.compile("[\ud800-\udfff]")


class Decoder:
    """One answer's events, in order. `status` is its HTTP status, 0 before there is an answer.

    `usage` is what has been reported so far, `stop_reason` the API's word for why the answer ended ("" until then).
    """

    def __init__(self, request_id: str = "", status: int = 0) -> None:
        self.request_id = request_id
        self.status = status
        self.started = False
        self.ended = False
        self.stop_reason = ""
        self._note = ""
        self.usage = UNREPORTED
        self._measured = False
        self._thought = False

    def feed(self, event: object) -> ReplyEvent | None:
        """What `event` means for the reply; None where it means nothing."""
        match text(event, "type"):
            case "message_start":
                message = inner(event, "message")
                self.started = True
                self.usage = merged(self.usage, inner(message, "usage"))
                return ReplyStarted(text(message, "model"), self.request_id, self.usage)
            case "content_block_start":
                return self._block(inner(event, "content_block"))
            case "content_block_delta":
                return self._delta(inner(event, "delta"))
            case "message_delta":
                usage = inner(event, "usage")
                self._measured = self._measured or count(usage, "output_tokens", -1) >= 0
                self.usage = merged(self.usage, usage)
                delta = inner(event, "delta")
                self.stop_reason = text(delta, "stop_reason") or self.stop_reason
                self._note = _told(inner(delta, "stop_details")) or self._note
            case "message_stop" if self.started and self.stop_reason:
                self.ended = True
                if not self._measured:  # what the start said is no more than its first token
                    self.usage = replace(self.usage, unpriced=self.usage.unpriced or NO_OUTPUT)
                return ReplyEnded(self.stop_reason, self.usage, self._note)
        return None

    def _block(self, block: Mapping[str, object]) -> ReplyEvent | None:
        kind = text(block, "type")
        if kind == "text" and (words := text(block, "text")):
            return ReplyText(words)
        if kind == "thinking":
            separator = "\n\n" if self._thought else ""
            self._thought = True
            if thinking := separator + text(block, "thinking"):
                return ReplyThinking(thinking)
        return None

    def _delta(self, delta: Mapping[str, object]) -> ReplyEvent | None:
        kind = text(delta, "type")
        if kind == "text_delta" and (words := text(delta, "text")):
            return ReplyText(words)
        if kind == "thinking_delta" and (thinking := text(delta, "thinking")):
            return ReplyThinking(thinking)
        return None


def _told(details: Mapping[str, object]) -> str:
    """What a refusal's details say: "cyber: an explanation"."""
    return ": ".join(part for key in ("category", "explanation") if (part := text(details, key)))


def inner(value: object, key: str) -> Mapping[str, object]:
    """The object under `key` in `value`; an empty one where there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text(value: object, key: str) -> str:
    """The text under `key` in `value`; "" where there is none. Half a character (a lone surrogate) becomes U+FFFD."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return _HALF.sub("\ufffd", found) if isinstance(found, str) else ""
