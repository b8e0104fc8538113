"""Why this file exists: before anything is sent, the human sees who would pay and which host would answer.

This mirrors how the anthropic SDK (2.12) finds a credential and a base URL, from the environment and the disk alone:
the SDK takes a second to import, and may ask the network for a token. What is resolved here is a name, never a secret.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

NONE = "none"

SETUP = "Set ANTHROPIC_API_KEY to a key from the Claude Console and start hybridtui again; the spec is saved meanwhile."
_FEDERATION = ("ANTHROPIC_FEDERATION_RULE_ID", "ANTHROPIC_ORGANIZATION_ID")
_IDENTITY = ("ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_IDENTITY_TOKEN")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a credential was found: a name to show, why it cannot be used ("" when it can), and its own host."""

    name: str
    missing: str = ""
    host: str = ""


def find_source() -> Source:
    """The credential the SDK would use now. Order: key, token, named profile, workload identity, active profile."""
    headers = _custom_headers()
    found = _find()
    if found.name == NONE and not found.missing and {"authorization", "x-api-key"} & headers:
        return Source("ANTHROPIC_CUSTOM_HEADERS")
    if found.name == NONE and not found.missing:
        return Source(NONE, SETUP)
    if headers and not found.missing:
        return Source(f"{found.name}, with the headers {', '.join(sorted(headers))}", host=found.host)
    return found


def _find() -> Source:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        if value := os.environ.get(name):
            if not value.isascii() or not value.isprintable() or value != value.strip():
                return Source(name, f"{name} holds blanks, line ends or other characters that no key has. {SETUP}")
            return Source(name)
    if profile := os.environ.get("ANTHROPIC_PROFILE"):
        return _profile(profile, chosen=True)
    if all(os.environ.get(name) for name in _FEDERATION) and any(os.environ.get(name) for name in _IDENTITY):
        return Source("workload identity (ANTHROPIC_FEDERATION_RULE_ID)")
    try:
        active = (_folder() / "active_config").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        active = ""
    return _profile(active or "default", chosen=bool(active or os.environ.get("ANTHROPIC_CONFIG_DIR")))


def _profile(name: str, *, chosen: bool) -> Source:
    """The profile `name` on disk. A broken one counts as absent unless the human chose it."""
    label = f'profile "{name}"'
    if name != name.strip() or name.startswith(".") or any(mark in name for mark in ("/", "\\", "\0")):
        return Source(label, f"{label} is no possible name of a profile. {SETUP}")
    try:
        config = json.loads((_folder() / "configs" / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        config = None
    if not isinstance(config, dict):
        why = f"{label} was chosen, but its file is missing or unreadable. {SETUP}"
        return Source(label, why) if chosen else Source(NONE)
    host = config.get("base_url")
    return Source(label, host=host if isinstance(host, str) else "")


def _folder() -> Path:
    if folder := os.environ.get("ANTHROPIC_CONFIG_DIR"):
        return Path(folder)
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA")
        return (Path(roaming) if roaming else Path.home() / "AppData" / "Roaming") / "Anthropic"
    return Path.home() / ".config" / "anthropic"


def _custom_headers() -> set[str]:
    """Lower-case names of the headers that ANTHROPIC_CUSTOM_HEADERS adds to each request."""
    lines = os.environ.get("ANTHROPIC_CUSTOM_HEADERS", "").split("\n")
    return {name.strip().lower() for line in lines if ":" in line for name in [line.partition(":")[0]]}
