"""Why this file exists: what only a private network or one machine knows is found, and no common name."""

from __future__ import annotations

import pytest

from hybridtui.core.secrets.scanner import scan


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the box at 192.168.4.20 serves it", "192.168.4.20"),
        ("http://10.3.0.17:8080/x", "10.3.0.17"),
        ("172.20.1.9,", "172.20.1.9"),
        ("fd12:3456:789a::1", "fd12:3456:789a::1"),
        ("db1.kestrel.internal is down", "db1.kestrel.internal"),
        ("http://wiki.corp/page", "wiki.corp"),
        ("printer.lan.", "printer.lan"),
        ("in /home/tomasz/work/app", "/home/tomasz"),
        ("see `/Users/ines`", "/Users/ines"),
        ("C:\\Users\\yusuf\\Desktop", "C:\\Users\\yusuf"),
    ],
)
def test_private_places_are_found(text: str, value: str) -> None:
    (found,) = scan(text)
    assert (text[slice(*found.span)], found.personal) == (value, True)


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1, localhost:8000, 0.0.0.0 and ::1",
        "192.0.2.10 and 198.51.100.7",
        "8.8.8.8",
        "the range 10.0.0.0/8 is refused, and 192.168.0.0/16 too",
        "version 10.0.19041.1288",
        "2001:db8::1",
        "host.docker.internal and app.default.svc.cluster.local",
        "settings.local.json and .env.local",
        "threading.local() is per thread",
        "GET /home/dashboard",
        "https://kestrel.io/home/tomasz",
        "/home/$USER and /home/<name> and /home/user/x",
        "/Users/Shared",
        "the internal local corp",
        "face::feed and fe::fd",
    ],
)
def test_places_that_everyone_knows_are_let_be(text: str) -> None:
    assert scan(text) == ()
