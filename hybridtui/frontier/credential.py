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
from urllib.parse import urlsplit

from hybridtui.core.errors import HybridError

DEFAULT_HOST = "https://api.anthropic.com"
NONE = "none"

SETUP = "Set ANTHROPIC_API_KEY to a key from the Claude Console and start hybridtui again; the spec is saved meanwhile."
_FEDERATION = ("ANTHROPIC_FEDERATION_RULE_ID", "ANTHROPIC_ORGANIZATION_ID")
_IDENTITY = ("ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_IDENTITY_TOKEN")
_PORTS = {"http": 80, "https": 443}


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


def find_host(source: Source) -> str:
    """The host the SDK would send to, as "scheme://name[:port][/path]": ANTHROPIC_BASE_URL, a profile's, or the API's.

    Raises `HybridError` (exit 2) for what is no plain http or https address.
    """
    return normal_host(os.environ.get("ANTHROPIC_BASE_URL") or source.host or DEFAULT_HOST)


def normal_host(url: str) -> str:
    """`url` in the one spelling that is signed: lower-case scheme and name, no default port, no slash at the end."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    # A name and password in the address would end up on the screen and in the ledger.
    if parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise HybridError(
            "The address of the API cannot be used",
            "ANTHROPIC_BASE_URL, or base_url of the profile, is not a plain http or https address.",
            "Write it as https://name or https://name:port, without user, query or fragment, or unset it.",
        )
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown_port = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{name}{shown_port}{parts.path.rstrip('/')}"


def known_secrets() -> tuple[str, ...]:
    """The secrets in the environment, to be struck out of any text that goes to the screen."""
    names = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_IDENTITY_TOKEN")
    return tuple(value for name in names if (value := os.environ.get(name, "")))


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
