"""Why this file exists: what is asked of the operating system for a connection, and what it says of a failed one."""

from __future__ import annotations

import socket
import ssl

_ALIVE_SECONDS = 60  # a connection that is silent is probed this often, lest a router on the way forgets it
_ALIVE_PROBES = 5


def kept_alive() -> list[tuple[int, int, int]]:
    """Socket options that keep a long silence from being taken for an end, as far as this system knows them."""
    wanted = {"TCP_KEEPIDLE": _ALIVE_SECONDS, "TCP_KEEPINTVL": _ALIVE_SECONDS, "TCP_KEEPCNT": _ALIVE_PROBES}
    options = [(getattr(socket, name, None), value) for name, value in wanted.items()]
    known = [(socket.IPPROTO_TCP, option, value) for option, value in options if option is not None]
    return [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), *known]


def reason_of(error: BaseException) -> tuple[str, bool]:
    """Why a connection failed, in the system's words, and whether it was the other side's certificate or TLS.

    Only in the system's words: those of other exceptions could quote a header.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.strerror:
            return found.strerror, isinstance(found, ssl.SSLError)
        found = found.__cause__ or found.__context__
    return "", False
