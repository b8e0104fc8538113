"""Why this file exists: the events of one answer, as the Messages API streams them, apart from how they are sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from hybridtui.core.reply import Usage

Event = tuple[str, dict[str, object]]

INPUT_TOKENS, OUTPUT_TOKENS, THINKING_TOKENS = 321, 87, 12
SAMPLE_USAGE = Usage(input=INPUT_TOKENS, output=OUTPUT_TOKENS, thinking=THINKING_TOKENS)

SAMPLE_THINKING = "The spec asks for an upload page. First the checks on columns, then the background job."
SAMPLE_ANSWER = """\
## Upload page

The page takes one file by **drag and drop**, checks it, and writes the good rows.

1. Reject files over 50 MB before reading them.
2. Check the columns `email`, `plan` and `seats`; name each bad row and why.
3. Keep the newest of duplicate emails, by `updated_at`.

```python
def newest(rows: list[Row]) -> dict[str, Row]:
    return {row.email: row for row in sorted(rows, key=lambda row: row.updated_at)}
```

| step | limit |
|---|---|
| upload | 50 MB |
| import | background job |

## Assumptions

- "Newest" means the latest `updated_at`; on a tie the later row wins.
"""


def opening(model: str = "claude-opus-5-5", usage: Usage = SAMPLE_USAGE) -> list[Event]:
    """The first event, with the part of `usage` that is known before any output, and a ping."""
    counted: dict[str, object] = {
        "input_tokens": usage.input,
        "cache_creation_input_tokens": usage.cache_write_5m + usage.cache_write_1h,
        "cache_read_input_tokens": usage.cache_read,
        "cache_creation": {
            "ephemeral_5m_input_tokens": usage.cache_write_5m,
            "ephemeral_1h_input_tokens": usage.cache_write_1h,
        },
        "output_tokens": 1,
    }
    message: dict[str, object] = {
        "id": "msg_fake",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": counted,
    }
    return [("message_start", {"type": "message_start", "message": message}), ("ping", {"type": "ping"})]


def delta(text: str, thinking: str = "") -> Iterator[Event]:
    """A thinking block where there is thinking, then a text block; one delta for each word."""
    kinds = ("thinking", "thinking", "thinking_delta", thinking), ("text", "text", "text_delta", text)
    blocks = [kind for kind in kinds if kind[3]]
    for index, (kind, field, delta_kind, content) in enumerate(blocks):
        block = {"type": kind, field: ""}
        yield "content_block_start", {"type": "content_block_start", "index": index, "content_block": block}
        for word in re.findall(r"\s*\S+\s*?(?=\s|$)|\s+$", content):
            piece = {"type": delta_kind, field: word}
            yield "content_block_delta", {"type": "content_block_delta", "index": index, "delta": piece}
        yield "content_block_stop", {"type": "content_block_stop", "index": index}


def closing(stop: str = "end_turn", usage: Usage = SAMPLE_USAGE) -> list[Event]:
    """Why the answer ended and what it came to, then the end."""
    counted = {"output_tokens": usage.output, "output_tokens_details": {"thinking_tokens": usage.thinking}}
    end: dict[str, object] = {
        "type": "message_delta",
        "delta": {"stop_reason": stop, "stop_sequence": None},
        "usage": counted,
    }
    return [("message_delta", end), ("message_stop", {"type": "message_stop"})]


def error_data(kind: str, message: str, code: str = "") -> dict[str, object]:
    """The body of an error answer, and the data of an error event."""
    error: dict[str, object] = {"type": kind, "message": message}
    if code:
        error["details"] = {"error_code": code}
    return {"type": "error", "error": error, "request_id": "req_fake_body"}


def on_the_wire(events: Iterable[Event]) -> bytes:
    """Events as the bytes of an event stream."""
    return b"".join(
        f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode() for name, data in events
    )
