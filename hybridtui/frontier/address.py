"""Why this file exists: an address has one spelling, so that what is signed can be compared and shows no secret."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
_LOCAL = ("localhost", "127.0.0.1", "::1")


def plain_address(url: str) -> str:
    """`url` as "scheme://name[:port][/path]": lower-case scheme and name, no default port, no slash at the end.

    Empty for what is no plain http or https address: one with a user, a query or a fragment is not.
    """
    try:
        parts = urlsplit(url.strip())
        found = origin(parts)
    except ValueError:
        return ""
    if not found or parts.scheme not in PORTS or parts.query or parts.fragment or "@" in parts.netloc:
        return ""
    return f"{found}{parts.path.rstrip('/')}"


def origin(parts: SplitResult) -> str:
    """Scheme, name and port in one spelling, "" where there is no name. Raises ValueError for an impossible port."""
    if not parts.hostname:
        return ""
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{name}{port}"


def safe_for_tokens(url: str) -> bool:
    """Whether the SDK would ask for a token there: over https, or on this very machine."""
    parts = urlsplit(plain_address(url))
    return parts.scheme == "https" or parts.hostname in _LOCAL
