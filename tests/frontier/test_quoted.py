"""Why this file exists: what a server says reaches a screen and a ledger, so no secret may come along with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.frontier.quoted import plain


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("ANTHROPIC_API_KEY", "rosebud-1941", "rosebud-1941"),
        ("ANTHROPIC_AUTH_TOKEN", "rosebud-1941", "rosebud-1941"),
        ("ANTHROPIC_IDENTITY_TOKEN", "rosebud-1941", "rosebud-1941"),
        ("ANTHROPIC_CUSTOM_HEADERS", "x-team: a\nAuthorization: Basic rosebud-1941", "rosebud-1941"),
        ("ANTHROPIC_CUSTOM_HEADERS", "X-Api-Key: rosebud-1941", "rosebud-1941"),
        ("HTTPS_PROXY", "http://me:rosebud-1941@proxy.example:3128", "rosebud-1941"),
        ("all_proxy", "socks5://me:rosebud-1941@proxy.example", "rosebud-1941"),
        ("UNRELATED", "", "sk-made-up-0123"),
        ("UNRELATED", "", "Bearer abcdef"),
    ],
)
def test_a_secret_is_struck_out(name: str, value: str, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert plain(f"bad key {secret}, try again") == "bad key •••, try again"


def test_a_secret_within_another_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "rosebud")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "rosebud-1941")
    assert plain("rosebud-1941") == "•••"


def test_ordinary_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    text = "the key is wrong; the task-list of x-team stays"
    assert plain(text) == text


@given(st.text())
def test_what_is_quoted_is_one_printable_line_of_bearable_length(text: str) -> None:
    quoted = plain(text)
    assert quoted.isprintable()
    assert len(quoted) <= 500
