"""Why this file exists: what the other side says is quoted to the human, but never a secret, nor a terminal's commands.

Servers quote a part of the key they turn down, and proxies whole headers.
"""

from __future__ import annotations

import os
import re
from urllib.parse import unquote

_LONGEST = 500  # characters of the other side's message
_SHORTEST_SECRET = 4  # characters; anything shorter would strike out ordinary words
_KEY = re.compile(r"\bsk-[\w-]{6,}|\b[Bb]earer +[\w.~+/=-]+")
_SECRET_HEADERS = ("authorization", "x-api-key", "proxy-authorization", "cookie")
_STRUCK_OUT = "•••"


def plain(text: str) -> str:
    """`text` on one line, printable, of bearable length, and without any secret that the environment holds."""
    for secret in sorted(known_secrets(), key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, _STRUCK_OUT)
    text = _KEY.sub(_STRUCK_OUT, text)
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def known_secrets() -> tuple[str, ...]:
    """The secrets in the environment: keys and tokens, those among the custom headers, and passwords of proxies."""
    names = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_IDENTITY_TOKEN")
    found = [os.environ.get(name, "") for name in names]
    for line in os.environ.get("ANTHROPIC_CUSTOM_HEADERS", "").split("\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() in _SECRET_HEADERS:
            found += [value.strip(), value.strip().rpartition(" ")[2]]
    for name, value in os.environ.items():
        if name.lower().endswith("_proxy") and "@" in value:
            password = value.rpartition("@")[0].rpartition("//")[2].partition(":")[2]
            found += [password, unquote(password)]
    return tuple(secret for secret in found if secret)
