"""Why this file exists: nothing leaves this machine unless a human approved exactly these bytes.

An `Envelope` is everything a hand-off consists of. Its digest is the sign-off. `approve` is the only way to obtain an
`Approved`, and the executor's `hand_off` takes nothing else: sending an unsigned envelope is a type error.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import final

from hybridtui.core.errors import Exit, HybridError


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is signed: where it goes, who pays, with which settings, and the payload's exact bytes.

    `target` is one of "api", "claude-code", "clipboard", "file". `host` is the scheme, name and port the bytes go to.
    `credential` names the source of the credential, never the credential. `settings` are display pairs; whatever they
    say is also inside `payload`. `folder` and `permission` apply to Claude Code only.
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
    """An envelope together with the human's sign-off. Made by `approve` alone; immutable."""

    __slots__ = ("envelope", "sign_off")
    envelope: Envelope
    sign_off: str

    def __init__(self, envelope: Envelope, sign_off: str, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("an Approved comes from approve() only")
        object.__setattr__(self, "envelope", envelope)
        object.__setattr__(self, "sign_off", sign_off)

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
            "Open the checkpoint again and review what is there now.",
            Exit.REFUSED,
        )
    return Approved(envelope, sign_off, _SEAL)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The review in progress: the envelope on the screen and the digest that a sign-off must equal.

    `void` is true once anything that was reviewed has changed; a void checkpoint cannot be signed.
    """

    envelope: Envelope
    digest: str
    void: bool = False

    @classmethod
    def of(cls, envelope: Envelope) -> Checkpoint:
        """Open the review of `envelope`."""
        return cls(envelope, envelope.digest())

    def edited(self) -> Checkpoint:
        """What was reviewed changed: the review no longer counts."""
        return replace(self, void=True)

    def sign(self) -> Approved:
        """The human's deliberate second key. Raises `HybridError` (exit 3) when the checkpoint is void."""
        return approve(self.envelope, "" if self.void else self.digest)
