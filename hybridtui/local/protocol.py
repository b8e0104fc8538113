"""Why this file exists: the UI and the worker are two processes, and one line of JSON carries one value between them.

Encoding is generic over the dataclasses of `core.refine` and over the requests below, so a new event or field needs no
code here. JSON escapes everything but ASCII: lone surrogates (bytes of the notes that are not UTF-8), NUL and newlines
survive the trip, and a line feed ends a message and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.refine import Event

LINE_LIMIT = 64 * 1024 * 1024
"""The longest line either side accepts, in bytes; a stream's default of 64 KiB would break the link."""


@dataclass(frozen=True, slots=True)
class Refine:
    """Refine `text`, in place of whatever is under way."""

    generation: int
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """End the job under way."""


Request = Refine | Stop


def encode(message: Event | Request) -> bytes:
    """One message as one line of ASCII, line feed included."""
    body = {"is": type(message).__name__, **_pack(message)}
    return json.dumps(body, separators=(",", ":"), ensure_ascii=True).encode("ascii") + b"\n"


def decode_event(line: bytes) -> Event:
    """The event in a line. Raises `ValueError` when the line holds none."""
    event: Event = _decode(line, _EVENTS)
    return event


def decode_request(line: bytes) -> Request:
    """The request in a line. Raises `ValueError` when the line holds none."""
    request: Request = _decode(line, _REQUESTS)
    return request


_EVENTS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Event)}
_REQUESTS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Request)}


def _decode(line: bytes, kinds: Mapping[str, type]) -> Any:
    try:
        body = json.loads(line)
        return _unpack(kinds[body.pop("is")], body)
    except (KeyError, TypeError, AttributeError, RecursionError, ValueError) as error:
        raise ValueError(f"not a message: {line[:80]!r}") from error


def _pack(value: Any) -> Any:
    """`value` as JSON can hold it."""
    if is_dataclass(value):
        return {field.name: _pack(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, HybridError):
        return {"title": value.title, "cause": value.cause, "next_step": value.next_step, "exit": int(value.exit)}
    if isinstance(value, tuple):
        return [_pack(member) for member in value]
    return value.value if isinstance(value, Enum) else value


def _unpack(kind: Any, data: Any) -> Any:
    """The value of type `kind` in `data`. Raises `ValueError`, `TypeError`, `KeyError` or `AttributeError`."""
    if isinstance(kind, UnionType):
        if data is None and NoneType in get_args(kind):
            return None
        return _unpack(next(choice for choice in get_args(kind) if choice is not NoneType), data)
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise TypeError("a list is wanted")
        return tuple(_unpack(get_args(kind)[0], member) for member in data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if data.keys() != hints.keys():
            raise ValueError("other fields than expected")
        return kind(**{name: _unpack(hints[name], data[name]) for name in hints})
    if kind is HybridError:
        return HybridError(**{**data, "exit": Exit(data["exit"])})
    if issubclass(kind, Enum):
        return kind(data)
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise TypeError(f"{kind.__name__} is wanted")
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
