"""Why this file exists: the UI and the worker are two processes, and one line of JSON carries one value between them.

Encoding is generic over the dataclasses of `core.refining.events` and over the requests below, so a new event or field
needs no code here. JSON escapes everything but ASCII: lone surrogates (bytes of the notes that are not UTF-8), NUL and
newlines survive the trip, and a line feed ends a message and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.refining.events import Event
from hybridtui.core.steering import Steering

LINE_LIMIT = 64 * 1024 * 1024
"""The longest line either side accepts, in bytes; a stream's default of 64 KiB would break the link."""


@dataclass(frozen=True, slots=True)
class Refine:
    """Refine `text` as `steering` says, in place of whatever is under way; what is near `cursor` comes first."""

    generation: int
    text: str
    steering: Steering = Steering()
    cursor: int = 0


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
        return _reader(kinds[body.pop("is")])(body)
    except (KeyError, TypeError, AttributeError, RecursionError, ValueError) as error:
        raise ValueError(f"not a message: {line[:80]!r}") from error


def _pack(value: Any) -> Any:
    """`value` as JSON can hold it."""
    kind: Any = type(value)
    if kind is str or kind is int:
        return value
    if _is_record(kind):
        return {name: _pack(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, HybridError):
        return {"title": value.title, "cause": value.cause, "next_step": value.next_step, "exit": int(value.exit)}
    if isinstance(value, tuple):
        return [_pack(member) for member in value]
    return value.value if isinstance(value, Enum) else value


@cache
def _is_record(kind: Any) -> bool:
    """Whether values of that type have named fields."""
    return is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else kind._fields


Reader = Callable[[Any], Any]
"""Makes a value from JSON data. Raises `ValueError`, `TypeError`, `KeyError` or `AttributeError` where it cannot."""


@cache
def _reader(kind: Any) -> Reader:
    """The reader of values of type `kind`: made once, since long notes bring tens of thousands of spans in one line."""
    if isinstance(kind, UnionType):
        return _optional(_reader(next(choice for choice in get_args(kind) if choice is not NoneType)))
    if get_origin(kind) is tuple:
        return _list(_reader(get_args(kind)[0]))
    if kind is HybridError:
        return lambda data: HybridError(**{**data, "exit": Exit(data["exit"])})
    if _is_record(kind):
        return _fields(kind, get_type_hints(kind))
    return _plain(kind)


def _optional(read: Reader) -> Reader:
    return lambda data: None if data is None else read(data)


def _list(read: Reader) -> Reader:
    def members(data: Any) -> Any:
        if type(data) is not list:
            raise TypeError("a list is wanted")
        return tuple(map(read, data))

    return members


def _fields(kind: Any, hints: Mapping[str, Any]) -> Reader:
    readers = {name: _reader(hint) for name, hint in hints.items()}

    def fields_of(data: Any) -> Any:
        if len(data) != len(readers):
            raise ValueError("other fields than expected")
        return kind(**{name: read(data[name]) for name, read in readers.items()})

    return fields_of


def _plain(kind: Any) -> Reader:
    if issubclass(kind, Enum):
        return lambda data: kind(data)

    def value(data: Any) -> Any:
        if type(data) is kind:
            return data
        if kind is float and type(data) is int:
            return float(data)
        raise TypeError(f"{kind.__name__} is wanted")

    return value
