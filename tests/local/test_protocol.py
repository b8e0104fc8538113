"""Why this file exists: whatever one side says, the other side hears."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.refining.events import Event, Loading
from hybridtui.local.protocol import Refine, Stop, decode_event, decode_request, encode

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
"""Every code point there is, lone surrogates included."""

st.register_type_strategy(str, ANY_TEXT)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(HybridError, st.builds(HybridError, ANY_TEXT, ANY_TEXT, ANY_TEXT, exit=st.sampled_from(Exit)))


@given(st.one_of(*map(st.from_type, get_args(Event))))
def test_every_event_survives_the_trip_as_one_line_of_ascii(event: Event) -> None:
    line = encode(event)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode_event(line) == event


@given(st.one_of(st.from_type(Refine), st.from_type(Stop)))
def test_every_request_survives_the_trip(request_: Refine | Stop) -> None:
    assert decode_request(encode(request_)) == request_


def test_a_whole_number_where_a_float_is_due_is_one() -> None:
    event = decode_event(b'{"is":"Loading","fraction":1}')
    assert event == Loading(1.0)
    assert isinstance(event, Loading)
    assert type(event.fraction) is float


@given(st.binary())
def test_bytes_that_are_no_message_are_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError, match="not a message"):
        decode_event(line)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b'"Loading"',
        b"{}",
        b'{"is":"Refine","generation":1,"text":"an event is wanted"}',
        b'{"is":"Loading"}',
        b'{"is":"Loading","fraction":"half"}',
        b'{"is":"Loading","fraction":true}',
        b'{"is":"Loading","fraction":0.5,"more":1}',
        b'{"is":["Loading"],"fraction":0.5}',
        b'{"is":"Started","generation":1,"spans":{"key":"a"}}',
        b'{"is":"Unavailable","error":{"title":"t","cause":"c","next_step":"n","exit":99}}',
        b"[" * 100_000,
        b"llama_model_loader: loaded meta data",
    ],
)
def test_a_malformed_message_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError, match="not a message"):
        decode_event(line)
