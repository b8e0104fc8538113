"""Why this file exists: what the human signed is held against how things are at the moment it goes out.

The environment and the disk may have changed since the review: another address, another account, another proxy.
"""

from __future__ import annotations

from hybridtui.core.hand_off.envelope import Approved
from hybridtui.frontier import failures
from hybridtui.frontier.credential import find_source
from hybridtui.frontier.route import Proxy, find_host, find_proxy

PROXY = "proxy"
"""The setting of an envelope that names the proxy on the way; envelopes that go there directly have none."""


def rechecked(approved: Approved, target: str) -> Proxy | None:
    """The proxy on the way, once everything is as it was signed.

    Raises `HybridError` (exit 3) for what no longer is, and `Failure` where there is no credential.
    """
    source = find_source()
    if source.missing:
        raise failures.no_credential(source.missing)
    envelope = approved.envelope
    host = find_host(source)
    proxy = find_proxy(host)
    for what, same in (
        ("sign-off", envelope.digest() == approved.sign_off),
        ("target", envelope.target == target),
        ("destination", envelope.host == host),
        ("credential", envelope.credential == source.name),
        ("proxy", dict(envelope.settings).get(PROXY, "") == (proxy.url if proxy else "")),
    ):
        if not same:
            raise failures.changed(what)
    return proxy


def proxy_settings(host: str) -> tuple[tuple[str, str], ...]:
    """The settings that an envelope for `host` gets on top: the proxy on the way, where there is one.

    Raises `HybridError` (exit 2) for one that cannot be used.
    """
    proxy = find_proxy(host)
    return ((PROXY, proxy.url),) if proxy else ()
