"""Why this file exists: a key of a vendor nobody has heard of is still a long string that only chance can have made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import entropy, is_placeholder, is_random, is_sequence

_RUN = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{20,4000}={0,2}(?![A-Za-z0-9+/_=-])")
_HEX = re.compile(r"(?:0x)?[0-9a-f]{32,}$|(?:0x)?[0-9A-F]{32,}$")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_PUBLIC = re.compile(
    r"(?:commit|sha-?\d{0,3}|git|rev(?:ision)?|hash(?:es|ed)?|md5|digest|checksum|fingerprint|blob|tree|etag|integrity|changeset|data|trace"
    r"|crc|public|certificate|uuid|guid|docker|image|ssh-\w+|ecdsa-\w[\w-]*|cache|nonce|base64|build|rev)\b[^\n]{0,40}$"
    r"|(?:sha\d{3}|md5|base64)[-:=,]$|[@#]$",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"-{5}BEGIN (?:CERTIFICATE|[A-Z ]*PUBLIC KEY|PGP (?:MESSAGE|SIGNATURE)|X509 CRL)")
_BEFORE = 60
_HEX_ENTROPY = 3.0


def random_tokens(text: str) -> Iterator[Secret]:
    """Long strings drawn at random that nothing around them calls a commit, a checksum or a public key."""
    public = _public_blocks(text)
    for found in _RUN.finditer(text):
        start, end = found.span()
        while public and public[0][1] <= start:
            public.pop(0)
        if (public and public[0][0] <= start) or _is_address(text, start, end):
            continue
        token = found[0]
        digits = _HEX.match(token)
        random = _is_random_hex(token) if digits else is_random(token)
        if not random or _UUID.search(token) or is_placeholder(token):
            continue
        if not _PUBLIC.search(text[max(0, start - _BEFORE) : start]):
            yield Secret("random number in hex" if digits else "random string", (start, end))


def _is_random_hex(token: str) -> bool:
    token = token.removeprefix("0x")
    return not token.isdigit() and not token.isalpha() and entropy(token) >= _HEX_ENTROPY and not is_sequence(token)


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether the run is a part of a path or a URL: keys of public things stand there."""
    before = text[max(0, start - 1) : start]
    run = text[start:end]
    head = text[max(0, start - 200) : start].split()[-1:] if before not in ("", " ", "\n", "\t") else []
    in_url = bool(head) and "://" in head[0]
    return (
        in_url
        or before in ("~", "\\")
        or (run.startswith("/") and before in ("", " ", "\n", "`", '"', "'"))
        or before == "."
    )


def _public_blocks(text: str) -> list[tuple[int, int]]:
    """Where certificates, public keys and the like stand."""
    blocks = []
    for begin in _BLOCK.finditer(text):
        end = text.find("-----END", begin.end())
        blocks.append((begin.start(), end if end >= 0 else begin.end()))
    return blocks
