"""Why this file exists: a login kept on the disk is read as the SDK reads it, so that what it refuses is told in time.

Profiles are pairs of files: `configs/<name>.json`, read here, and `credentials/<name>.json` with the token, which is
looked at from outside only.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from hybridtui.frontier.address import plain_address, safe_for_tokens

_POSIX = os.name == "posix"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile says: its `base_url`; why its file cannot be used (`broken`), and why its token (`missing`)."""

    base_url: str = ""
    broken: str = ""
    missing: str = ""


def folder() -> Path:
    """Where the SDK keeps profiles."""
    if chosen := os.environ.get("ANTHROPIC_CONFIG_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        roaming = os.environ.get("APPDATA")
        return (Path(roaming) if roaming else Path.home() / "AppData" / "Roaming") / "Anthropic"
    return Path.home() / ".config" / "anthropic"


def active_profile() -> str:
    """The name in the pointer file `active_config`; "" where there is none."""
    try:
        return (folder() / "active_config").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def read_profile(name: str) -> Profile:
    """The profile `name`, as it is on the disk."""
    if name != name.strip() or name.startswith(".") or any(mark in name for mark in ("/", "\\", "\0")):
        return Profile(broken="that is no possible name of a profile")
    path = folder() / "configs" / f"{name}.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        writable = _POSIX and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    except (OSError, ValueError, RecursionError):
        return Profile(broken="its file is missing or unreadable")
    if writable:
        return Profile(broken="others may write its file: take that right from them with chmod go-w")
    login = config.get("authentication") if isinstance(config, dict) else None
    if not isinstance(login, dict):
        return Profile(broken="its file says nothing of how to sign in")
    base_url = str(config.get("base_url") or "")
    if base_url and not (plain_address(base_url) and safe_for_tokens(base_url)):
        return Profile(broken="its base_url is no plain https address")
    return Profile(base_url, missing=_missing(name, login))


def _missing(name: str, login: dict[str, object]) -> str:
    """Why no token is to be had. One from another service is not there before it is needed."""
    if login.get("type") == "oidc_federation":
        return ""
    if login.get("type") != "user_oauth":
        return "its way to sign in is not known"
    chosen = login.get("credentials_path")
    path = Path(str(chosen)).expanduser() if chosen else folder() / "credentials" / f"{name}.json"
    try:
        found = path.lstat()
    except OSError:
        return "its token is not there: sign in again"
    if _POSIX and (stat.S_ISLNK(found.st_mode) or found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)):
        return "the file of its token is a link or open to others: put a file there, with chmod 600"
    return ""
