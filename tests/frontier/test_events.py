"""Why this file exists: whatever the API streams, decoding never fails, and usage is cumulative."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyText, ReplyThinking
from hybridtui.frontier.events import Decoder
from hybridtui.frontier.usage import merged
from tests.fake_claude_answer import closing, delta, opening

KEYS = st.sampled_from(
    ["type", "message", "usage", "delta", "content_block", "text", "thinking", "stop_reason", "model", "input_tokens"]
)
TYPES = st.sampled_from(
    [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "message_delta",
        "message_stop",
        "text",
        "text_delta",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TYPES | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6))
def test_no_json_value_upsets_the_decoder(events: list[object]) -> None:
    decoder = Decoder()
    for event in events:
        decoder.feed(event)
    assert not decoder.ended or decoder.stop_reason


@given(st.text(max_size=200))
def test_the_words_of_an_answer_add_up_to_its_text(text: str) -> None:
    decoder = Decoder()
    events = [decoder.feed(data) for _, data in [*opening(), *delta(text), *closing()]]
    assert "".join(event.text for event in events if isinstance(event, ReplyText)) == text
    assert isinstance(events[-1], ReplyEnded)


def test_thinking_blocks_are_set_apart() -> None:
    decoder = Decoder()
    events = [decoder.feed(data) for _, data in [*delta("", "First."), *delta("", "Second.")]]
    assert "".join(event.text for event in events if isinstance(event, ReplyThinking)) == "First.\n\nSecond."


@pytest.mark.parametrize(
    ("details", "note"),
    [
        ({"type": "refusal", "category": "cyber", "explanation": "Too close."}, "cyber: Too close."),
        ({"type": "refusal", "category": None, "explanation": "Too close."}, "Too close."),
        (None, ""),
    ],
)
def test_why_claude_declined_is_kept(details: object, note: str) -> None:
    decoder = Decoder()
    name, last = closing("refusal")[0]
    last = {**last, "delta": {"stop_reason": "refusal", "stop_details": details}}
    events = [decoder.feed(data) for _, data in [*opening(), (name, last), closing()[-1]]]
    assert events[-1] == ReplyEnded("refusal", decoder.usage, note)


COUNTS = st.integers(0, 10**7)


@given(COUNTS, COUNTS, COUNTS)
def test_a_later_figure_replaces_the_earlier_one(first: int, second: int, output: int) -> None:
    usage = merged(merged(Usage(), {"input_tokens": first, "output_tokens": 1}), {"output_tokens": output})
    assert usage == Usage(input=first, output=output)
    assert merged(usage, {"input_tokens": second}).input == second


@given(COUNTS, COUNTS)
def test_null_or_nonsense_keeps_what_was_known(first: int, written: int) -> None:
    usage = merged(Usage(), {"input_tokens": first, "cache_creation_input_tokens": written})
    odd: list[dict[str, object]] = [
        {},
        {"input_tokens": None, "cache_creation": None},
        {"input_tokens": True},
        {"input_tokens": -1},
        {"input_tokens": "9"},
    ]
    assert all(merged(usage, report) == usage for report in odd)


@given(COUNTS, COUNTS, COUNTS)
def test_cache_writes_keep_their_division_and_are_counted_once(minutes: int, hour: int, read: int) -> None:
    split = {"ephemeral_5m_input_tokens": minutes, "ephemeral_1h_input_tokens": hour}
    start = {
        "input_tokens": 5,
        "cache_creation_input_tokens": minutes + hour,
        "cache_read_input_tokens": read,
        "cache_creation": split,
    }
    usage = merged(Usage(), start)
    assert usage == Usage(input=5, cache_read=read, cache_write_5m=minutes, cache_write_1h=hour)
    assert merged(usage, {"cache_creation_input_tokens": minutes + hour, "output_tokens": 0}) == usage
    assert usage.all_input == 5 + minutes + hour + read
