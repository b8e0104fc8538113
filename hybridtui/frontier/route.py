"""Why this file exists: the human sees where the bytes would go, and through which proxy, and signs just that.

Both are found as the anthropic SDK (2.12) and its HTTP client find them, from the environment and the system's settings
alone: importing either takes long. The proxy found here is the one that is used, with none of the client's own.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import SplitResult, unquote, urlsplit

from hybridtui.core.errors import HybridError
from hybridtui.frontier.address import PORTS, origin, plain_address
from hybridtui.frontier.credential import Source

DEFAULT_HOST = "https://api.anthropic.com"

_SOCKS = ("socks5", "socks5h")


@dataclass(frozen=True, slots=True)
class Proxy:
    """What stands between this machine and a host: "scheme://name[:port]", and the user and password it asks for."""

    url: str
    login: tuple[str, str] | None = field(default=None, repr=False)


def find_host(source: Source) -> str:
    """The host the SDK would send to, as "scheme://name[:port][/path]": ANTHROPIC_BASE_URL, a profile's, or the API's.

    Raises `HybridError` (exit 2) for what is no plain http or https address.
    """
    return normal_host(os.environ.get("ANTHROPIC_BASE_URL") or source.host or DEFAULT_HOST)


def normal_host(url: str) -> str:
    """`url` in the one spelling that is signed. Raises `HybridError` (exit 2) for what is no plain address."""
    if address := plain_address(url):
        return address
    # It is not quoted: a name and password in it would end up on the screen and in the ledger.
    raise HybridError(
        "The address of the API cannot be used",
        "ANTHROPIC_BASE_URL, or base_url of the profile, is not a plain http or https address.",
        "Write it as https://name or https://name:port, without user, query or fragment, or unset it.",
    )


def find_proxy(host: str) -> Proxy | None:
    """The proxy on the way to `host`; None where there is none.

    By HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, or by the system's settings where it has such. Raises
    `HybridError` (exit 2) for a proxy that cannot be used.
    """
    from urllib.request import getproxies  # slow to import

    proxies = getproxies()
    parts = urlsplit(host)
    if any(_passes_by(entry.strip(), parts) for entry in proxies.get("no", "").split(",")):
        return None
    url = proxies.get(parts.scheme) or proxies.get("all")
    return _proxy(url if "://" in url else f"http://{url}") if url else None


def _proxy(url: str) -> Proxy:
    try:
        parts = urlsplit(url)
        found = origin(parts)
    except ValueError:
        found = ""
    if not found or parts.scheme not in (*PORTS, *_SOCKS):
        why = "The proxy in the environment, or in the system's settings, is no http, https or socks5 address."
    elif parts.scheme in _SOCKS and find_spec("socksio") is None:
        why = "A socks5 proxy takes the package socksio, which is not installed."
    else:
        login = (unquote(parts.username or ""), unquote(parts.password or ""))
        return Proxy(found, login if any(login) else None)
    raise HybridError(
        "The proxy cannot be used", why, "Correct HTTPS_PROXY or ALL_PROXY, or name the host of the API in NO_PROXY."
    )


def _passes_by(entry: str, parts: SplitResult) -> bool:
    """Whether one entry of NO_PROXY lets a host go without a proxy; one that cannot be read lets nothing."""
    scheme, mark, rest = entry.partition("://")
    if not entry or (mark and scheme not in ("all", parts.scheme)):
        return False
    rest = rest if mark else entry
    name = parts.hostname or ""
    try:
        network = ipaddress.ip_network(rest.strip("[]"), strict=False)
    except ValueError:
        pass
    else:
        return _within(name, network)
    if entry == "*":
        return True
    if "/" in rest or rest == "*":
        return False
    if not mark and rest.lower() != "localhost" and not rest.startswith(("[", "*.")):
        rest = f"*{rest}"
    try:
        wanted = urlsplit(f"//{rest}")
        if wanted.port not in (None, parts.port):
            return False
    except ValueError:
        return False
    pattern = wanted.hostname or ""
    if pattern.startswith("*."):
        return name.endswith(pattern[1:])
    if pattern.startswith("*"):
        return name == pattern[1:] or name.endswith(f".{pattern[1:]}")
    return name == pattern


def _within(name: str, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    try:
        return ipaddress.ip_address(name) in network
    except ValueError:
        return False
