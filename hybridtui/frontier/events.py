"""Why this file exists: the API's stream events become ours here, whatever else the API may add to them.

Works on decoded JSON alone, so no vendor type is involved: unknown events, blocks and deltas are passed over. The order
and the meaning of the events are those of the Messages API, version 2026-10-21.
"""

from __future__ import annotations

from collections.abc import Mapping

from hybridtui.core.reply import ReplyEnded, ReplyEvent, ReplyStarted, ReplyText, ReplyThinking, Usage


class Decoder:
    """One answer's events, in order.

    `usage` is what has been reported so far, `stop_reason` the API's word for why the answer ended ("" until then).
    """

    def __init__(self, request_id: str = "") -> None:
        self.request_id = request_id
        self.started = False
        self.ended = False
        self.stop_reason = ""
        self.usage = Usage()
        self._thought = False

    def feed(self, event: object) -> ReplyEvent | None:
        """What `event` means for the reply; None where it means nothing."""
        match _text(event, "type"):
            case "message_start":
                message = _object(event, "message")
                self.started = True
                self.usage = merged(self.usage, _object(message, "usage"))
                return ReplyStarted(_text(message, "model"), self.request_id, self.usage)
            case "content_block_start":
                return self._block(_object(event, "content_block"))
            case "content_block_delta":
                return self._delta(_object(event, "delta"))
            case "message_delta":
                self.usage = merged(self.usage, _object(event, "usage"))
                self.stop_reason = _text(_object(event, "delta"), "stop_reason") or self.stop_reason
            case "message_stop" if self.started and self.stop_reason:
                self.ended = True
                return ReplyEnded(self.stop_reason, self.usage)
        return None

    def _block(self, block: Mapping[str, object]) -> ReplyEvent | None:
        kind = _text(block, "type")
        if kind == "text" and (text := _text(block, "text")):
            return ReplyText(text)
        if kind == "thinking":
            separator = "\n\n" if self._thought else ""
            self._thought = True
            if thinking := separator + _text(block, "thinking"):
                return ReplyThinking(thinking)
        return None

    def _delta(self, delta: Mapping[str, object]) -> ReplyEvent | None:
        kind = _text(delta, "type")
        if kind == "text_delta" and (text := _text(delta, "text")):
            return ReplyText(text)
        if kind == "thinking_delta" and (thinking := _text(delta, "thinking")):
            return ReplyThinking(thinking)
        return None


def merged(usage: Usage, reported: Mapping[str, object]) -> Usage:
    """`usage` after another report. Figures are cumulative: a number replaces the earlier one, null keeps it.

    How the cache writes divide into 5 minutes and 1 hour is told once, at the start; later reports give their sum.
    """
    cache = _object(reported, "cache_creation")
    hour = _count(cache, "ephemeral_1h_input_tokens", usage.cache_write_1h)
    minutes = _count(cache, "ephemeral_5m_input_tokens", usage.cache_write_5m)
    written = _count(reported, "cache_creation_input_tokens", hour + minutes)
    return Usage(
        input=_count(reported, "input_tokens", usage.input),
        output=_count(reported, "output_tokens", usage.output),
        cache_read=_count(reported, "cache_read_input_tokens", usage.cache_read),
        cache_write_5m=max(written - hour, 0),
        cache_write_1h=hour,
        thinking=_count(_object(reported, "output_tokens_details"), "thinking_tokens", usage.thinking),
    )


def _object(value: object, key: str) -> Mapping[str, object]:
    inner = value.get(key) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def _text(value: object, key: str) -> str:
    inner = value.get(key) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, str) else ""


def _count(value: Mapping[str, object], key: str, otherwise: int) -> int:
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else otherwise
