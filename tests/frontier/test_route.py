"""Why this file exists: the address and the proxy that are signed must be those that the SDK's own client would use."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import httpx2
import pytest

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import approve
from hybridtui.core.hand_off.order import Order
from hybridtui.core.reply.events import ReplyEnded, ReplyFailed
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.route import find_proxy, normal_host
from tests.fake_claude import FakeClaude
from tests.frontier.conftest import SPEC, HandOff, Sign

HOSTS = (
    "https://api.example.com",
    "https://example.com",
    "http://example.com:8080/path",
    "https://notexample.com",
    "http://127.0.0.1:8787",
    "http://localhost:8787",
    "https://[::1]:8443",
    "http://192.168.7.9",
)
PROXIES: tuple[dict[str, str], ...] = (
    {},
    {"HTTPS_PROXY": "http://proxy.example:3128"},
    {"http_proxy": "proxy.example:3128", "HTTPS_PROXY": "https://secure.example"},
    {"ALL_PROXY": "http://all.example:1", "HTTP_PROXY": "http://plain.example:2"},
)
EXCEPTIONS = (
    "", "*", "example.com", ".example.com", "*.example.com", "localhost", "127.0.0.1,::1", "192.168.0.0/16", "[::1]",
    "example.com:8080", "http://example.com", "all://localhost:8787", "other.example, localhost , 127.0.0.0/8",
    "example.com/path", "[", "a:b:c", "::/0", "http://*", "*example.com", "127.0.0.1:8787",
)  # fmt: skip


@pytest.mark.parametrize("exceptions", EXCEPTIONS)
def test_the_proxy_is_the_one_that_the_sdks_client_takes(exceptions: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for proxies in PROXIES:
        with monkeypatch.context() as patch:
            for name, value in {**proxies, "NO_PROXY": exceptions}.items():
                patch.setenv(name, value)
            client = httpx2.AsyncClient(verify=False)
            for host in HOSTS:
                ours = find_proxy(host)
                assert (ours.url if ours else "") == taken(client, host), (proxies, exceptions, host)


def taken(client: httpx2.AsyncClient, host: str) -> str:
    """The proxy that `client` goes through for `host`."""
    pool = client._transport_for_url(httpx2.URL(host))._pool  # type: ignore[attr-defined]
    if (proxy := getattr(pool, "_proxy_url", None)) is None:
        return ""
    port = f":{proxy.port}" if proxy.port else ""
    return f"{proxy.scheme.decode()}://{proxy.host.decode()}{port}"


def test_user_and_password_of_a_proxy_are_used_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:s%40fe@Proxy.Example:3128/")
    proxy = find_proxy("https://api.example")
    assert proxy is not None
    assert proxy.login == ("me", "s@fe")
    assert proxy.url == "http://proxy.example:3128"
    assert "s@fe" not in repr(proxy)


@pytest.mark.parametrize(
    "url", ["ftp://proxy.example", "http://", "http://proxy.example:port", "socks5://proxy.example"]
)
def test_a_proxy_that_cannot_be_used_is_told_before_anything_is_signed(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    with pytest.raises(HybridError) as caught:
        Claude().compose(SPEC, Order())
    assert caught.value.exit is Exit.BAD_INPUT
    assert "NO_PROXY" in caught.value.next_step


async def test_the_bytes_take_the_proxy_that_was_signed(sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeClaude() as server, FakeClaude() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.replace("://", "://me:secret@"))
        approved = sign(server)
        assert ("proxy", proxy.url) in approved.envelope.settings
        assert b"secret" not in approved.envelope.canonical()
        async for _ in Claude().hand_off(approved):
            pass
    (request,) = proxy.requests
    assert request.path == f"{server.url}/v1/messages"
    assert "proxy-authorization" in request.headers
    assert server.requests == []


@pytest.mark.parametrize(("before", "after"), [("", "http://127.0.0.1:9"), ("http://127.0.0.1:9", "")])
async def test_a_proxy_that_changed_after_the_review_is_refused(
    before: str, after: str, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeClaude() as server:
        monkeypatch.setenv("HTTP_PROXY", before)
        approved = sign(server)
        monkeypatch.setenv("HTTP_PROXY", after)
        (failed,) = [event async for event in Claude().hand_off(approved)]
    assert server.requests == []
    assert isinstance(failed, ReplyFailed)
    assert failed.error.exit is Exit.REFUSED
    assert "proxy" in failed.error.cause


async def test_a_host_that_needs_no_proxy_is_reached_without_one(
    hand_off: HandOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with FakeClaude() as server:
        events = await hand_off(server)
    assert isinstance(events[-1], ReplyEnded)


async def test_a_proxy_that_turns_the_way_down_is_told_from_claude(sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    async def turn_down(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(turn_down, "127.0.0.1", 0) as proxy:
        address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
        monkeypatch.setenv("HTTPS_PROXY", address)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://claude.invalid")
        envelope = Claude().compose(SPEC, Order())
        events = [event async for event in Claude(patience_s=60).hand_off(approve(envelope, envelope.digest()))]
    (failed,) = events
    assert isinstance(failed, ReplyFailed)
    assert "407 Proxy Authentication Required" in failed.error.cause
    assert address in failed.error.cause
    assert not failed.billable


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("HTTPS://Name.Example:443/", "https://name.example"),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://[::1]:8787/proxy/", "http://[::1]:8787/proxy"),
        ("https://name.example/a/b", "https://name.example/a/b"),
    ],
)
def test_a_host_has_one_spelling(url: str, host: str) -> None:
    assert normal_host(url) == host
    assert normal_host(host) == host


@pytest.mark.parametrize(
    "url",
    [
        "name.example",
        "ftp://name.example",
        "https://user:secret@name.example",
        "https://",
        "http://a:b",
        "http://a?b=c",
    ],
)
def test_an_address_that_is_not_plain_http_is_refused_unquoted(url: str) -> None:
    with pytest.raises(HybridError) as caught:
        normal_host(url)
    assert "secret" not in str(caught.value)
