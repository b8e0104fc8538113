"""Why this file exists: whether a name stands for a secret is asked of settings, JSON and prose alike."""

from __future__ import annotations

import re
from enum import Enum

from hybridtui.core.secrets import words

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PINS = frozenset(["pin"])


class Holds(Enum):
    """What sort of secret a setting of that name holds."""

    NOTHING = ""
    PASSWORD = "password"
    PIN = "PIN"
    TOKEN = "token"
    KEY = "key"


def holds(name: str) -> Holds:
    """What is in a setting called `name`: "DB_PASSWORD", "clientSecret", "X-Api-Key", "db.pass"; the last word counts.

    "password_hash" holds no password, and "public_key" and "sort_key" no secret.
    """
    parts = [part.lower() for part in _PARTS.findall(name)]
    while len(parts) > 1 and (parts[-1].isdigit() or parts[-1] in ("value", "base", "prod", "dev", "staging", "live")):
        parts.pop()
    if not parts:
        return Holds.NOTHING
    last, joined = parts[-1], "".join(parts[-2:])
    if last in words.PASSWORDS or joined in words.PASSWORDS:
        return Holds.PASSWORD
    if last in _PINS:
        return Holds.PIN
    if (last in words.TOKENS or joined in words.TOKENS) and not words.PASSING.intersection(parts[-2:-1]):
        return Holds.TOKEN
    if last == "key" and len(parts) > 1 and parts[-2] in words.KEYS and "public" not in parts:
        return Holds.KEY
    return Holds.NOTHING
