"""Why this file exists: before anything is sent, the human sees who would pay and which host would answer.

This mirrors how the anthropic SDK (2.12) finds a credential and a base URL, from the environment and the disk alone:
the SDK takes a second to import, and may ask the network for a token. What is resolved here is a name, never a secret.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from hybridtui.frontier.address import plain_address, safe_for_tokens
from hybridtui.frontier.profile import active_profile, read_profile

NONE = "none"

SETUP = "Set ANTHROPIC_API_KEY to a key from the Claude Console, then start hybridtui again."
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
        return _with_token("workload identity (ANTHROPIC_FEDERATION_RULE_ID)")
    active = active_profile()
    return _profile(active or "default", chosen=bool(active or os.environ.get("ANTHROPIC_CONFIG_DIR")))


def _profile(name: str, *, chosen: bool) -> Source:
    """The profile `name` on disk. A broken one counts as absent unless the human chose it."""
    label = f'profile "{name}"'
    profile = read_profile(name)
    if profile.broken:
        return Source(label, f"{label} was chosen, but {profile.broken}. {SETUP}") if chosen else Source(NONE)
    if profile.missing:
        return Source(label, f"{label}: {profile.missing}. {SETUP}")
    return _with_token(label, profile.base_url)


def _with_token(name: str, host: str = "") -> Source:
    """A credential whose token is asked for over the network, at its own `host`, else where the API is."""
    address = os.environ.get("ANTHROPIC_BASE_URL") or host
    if address and not safe_for_tokens(address):
        return Source(name, f"A token is asked for over https only, and ANTHROPIC_BASE_URL says otherwise. {SETUP}")
    if host and plain_address(host) != plain_address(address):
        name = f"{name}, with a token from {plain_address(host)}"
    return Source(name, host=host)


def _custom_headers() -> set[str]:
    """Lower-case names of the headers that ANTHROPIC_CUSTOM_HEADERS adds to each request."""
    lines = os.environ.get("ANTHROPIC_CUSTOM_HEADERS", "").split("\n")
    return {name.strip().lower() for line in lines if ":" in line for name in [line.partition(":")[0]]}
