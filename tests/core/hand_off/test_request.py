"""Why this file exists: the checkpoint shows what the bytes say, so composing and reading must agree on any spec."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.models import DEFAULT_MODEL, EFFORTS, MODELS, find_model, version
from hybridtui.core.hand_off.order import Order
from hybridtui.core.hand_off.request import SYSTEM_PROMPT, Request

PRESETS = [model.id for model in MODELS]


@given(st.text(), st.sampled_from([*PRESETS, "another-model"]), st.sampled_from(["", *EFFORTS]))
def test_what_the_bytes_say_is_what_was_composed(spec: str, model: str, effort: str) -> None:
    assume(spec.strip())
    request = Request.of(spec, Order(model=model, effort=effort))
    assert Request.parse(request.encode()) == request
    assert request.encode() == Request.parse(request.encode()).encode()


def test_the_body_is_one_streaming_message_with_the_spec_as_it_is() -> None:
    spec = "# Ziel\n\u201cgrößer\u201d\r\n"
    payload = Request.of(spec, Order(max_tokens=1_000, effort="high")).encode()
    assert "“größer”".encode() in payload
    assert json.loads(payload) == {
        "model": DEFAULT_MODEL,
        "max_tokens": 1_000,
        "stream": True,
        "system": SYSTEM_PROMPT,
        "thinking": {"type": "adaptive", "display": "summarized"},
        "output_config": {"effort": "high"},
        "messages": [{"role": "user", "content": spec}],
    }


def test_an_unknown_model_gets_no_setting_that_it_might_reject() -> None:
    request = Request.of("# Goal", Order(model="another-model", max_tokens=1_000_000, effort="high"))
    assert not {"thinking", "output_config"} & set(json.loads(request.encode()))
    assert request.settings() == (("max_tokens", "1000000"),)


def test_the_settings_shown_are_those_in_the_bytes() -> None:
    request = Request.parse(Request.of("# Goal", Order(max_tokens=1_000, effort="low")).encode())
    assert request.settings() == (("max_tokens", "1000"), ("thinking", "adaptive, summarized"), ("effort", "low"))


@pytest.mark.parametrize(
    ("spec", "max_tokens", "effort", "said"),
    [
        ("", 1, "", "empty"),
        (" \n\t", 1, "", "empty"),
        ("line\nline\ncaf\udce9", 1, "", "Line 3"),
        ("# Goal", 0, "", "1 to 128000"),
        ("# Goal", 128_001, "", "1 to 128000"),
        ("# Goal", 1, "extreme", "xhigh"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_reason(spec: str, max_tokens: int, effort: str, said: str) -> None:
    with pytest.raises(HybridError) as caught:
        Request.of(spec, Order(max_tokens=max_tokens, effort=effort))
    assert said in caught.value.cause
    assert caught.value.next_step
    assert caught.value.exit is Exit.BAD_INPUT


def test_presets_are_distinct_and_found_by_their_exact_id() -> None:
    assert len(set(PRESETS)) == len(MODELS)
    assert [find_model(model.id) for model in MODELS] == list(MODELS)
    assert find_model(DEFAULT_MODEL + "-20260922") is None


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("claude-opus-5-5", (5, 5)),
        ("claude-sonnet-5", (5, 0)),
        ("claude-opus-5-5-20260922", (5, 5)),
        ("claude-opus-4-20250514", (4, 0)),
        ("claude-3-5-sonnet-20241022", (3, 5)),
        ("gpt-oss", None),
    ],
)
def test_a_version_is_read_from_an_id(model: str, expected: tuple[int, int] | None) -> None:
    assert version(model) == expected
