"""Why this file exists: nothing leaves this machine unless a human approved exactly these bytes.

An `Envelope` is everything a hand-off consists of. Its digest is the sign-off. `approve` is the only way to obtain an
`Approved`, and the executor's `hand_off` takes nothing else: sending an unsigned envelope is a type error.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import final

from hybridtui.core.errors import Exit, HybridError


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is signed: where it goes, who pays, with which settings, and the payload's exact bytes.

    `target` is one of "api", "claude-code", "clipboard", "file", "count". `host` is the scheme, name and port the bytes
    go to. `credential` names the source of the credential, never the credential. `settings` are display pairs: what
    they say is also inside `payload`, or it is the proxy on the way to `host`. `folder` and `permission` apply to
    Claude Code only.
    """

    target: str
    host: str
    credential: str
    model: str
    settings: tuple[tuple[str, str], ...]
    payload: bytes
    folder: str = ""
    permission: str = ""

    def canonical(self) -> bytes:
        """One byte string for one envelope: sorted JSON of every field but the payload, a NUL, then the payload."""
        head = {
            "target": self.target,
            "host": self.host,
            "credential": self.credential,
            "model": self.model,
            "settings": [list(pair) for pair in self.settings],
            "folder": self.folder,
            "permission": self.permission,
        }
        text = json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return text.encode() + b"\0" + self.payload

    def digest(self) -> str:
        """SHA-256 over `canonical()`, 64 lower-case hexadecimal digits: the sign-off."""
        return hashlib.sha256(self.canonical()).hexdigest()


_SEAL = object()


@final
class Approved:
    """An envelope together with the human's sign-off. Made by `approve` alone; immutable, and good for one hand-off."""

    __slots__ = ("_unspent", "envelope", "sign_off")
    envelope: Envelope
    sign_off: str
    _unspent: list[bool]

    def __init__(self, envelope: Envelope, sign_off: str, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("an Approved comes from approve() only")
        object.__setattr__(self, "envelope", envelope)
        object.__setattr__(self, "sign_off", sign_off)
        object.__setattr__(self, "_unspent", [True])

    def spend(self) -> None:
        """Use the sign-off up. Raises `HybridError` (exit 3) the second time: nothing is sent twice by accident."""
        unspent: list[bool] = self._unspent
        if not unspent:
            raise HybridError(
                "Not sent again",
                "A sign-off is good for one hand-off, and this one was used.",
                "Review what is there now, and sign that.",
                Exit.REFUSED,
            )
        unspent.clear()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("an Approved cannot be changed")


def approve(envelope: Envelope, sign_off: str) -> Approved:
    """Bind the human's `sign_off` (the digest that was on the screen) to `envelope`.

    Raises `HybridError` (exit 3) when the envelope is not the one that was shown.
    """
    if sign_off != envelope.digest():
        raise HybridError(
            "Not sent: this is not what was reviewed",
            "The text, the model or the destination changed after the checkpoint opened.",
            "Review what is there now, and sign that.",
            Exit.REFUSED,
        )
    return Approved(envelope, sign_off, _SEAL)
