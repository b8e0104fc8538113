"""Why this file exists: a key of a vendor nobody has heard of is still a long string that only chance can have made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import entropy, is_placeholder, is_random, is_sequence

_RUN = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{20,4000}={0,2}(?![A-Za-z0-9+/_=-])")
_HEX = re.compile(r"(?:0x)?[0-9a-f]{32,}$|(?:0x)?[0-9A-F]{32,}$")
_UUID = re.compile(r"[0-9A-Za-z]{8}(?:-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}")
_PUBLIC = re.compile(
    r"""(?: commit|sha-?\d{0,3}|git|rev(?:ision)?|hash(?:es|ed)?|md5|digest|checksum|fingerprint|blob|tree|etag
          | integrity|changeset|data|trace|crc|public|certificate|uuid|guid|docker|image|ssh-\w+|ecdsa-\w[\w-]*|cache
          | nonce|base64|build|head|merged?|updated?|revert(?:ed)?|bump(?:ed)?|tag|see|changes|parent|upstream
          | cherry-pick|pinned|submodule|version|fixed[ ]in )\b [^\n]{0,40} $
        | (?:sha\d{3}|md5|base64)[-:=,]$ | [@\#]$""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    r"(?:id|identifier|arn|name|version|ref|cursor|marker|hash|digest|etag|revision)s?"
    r"[\"'`*]{0,2}[ \t]{0,2}[:=]?[ \t]{0,2}[\"'`(]{0,2}$|(?:arn|urn):[^\s]*$",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"-{5}BEGIN (?:CERTIFICATE|[A-Z ]*PUBLIC KEY|PGP (?:MESSAGE|SIGNATURE)|X509 CRL)")
_EDGE = re.compile(r"-----(?:END|BEGIN)")
_LISTED = re.compile(r"[ \t]{1,4}(?:->[ \t])?\*?[\w./-]+\.\w")
_NEAR = 60
_FAR = 200
_HEX_ENTROPY = 3.0
_LONGEST_HEX = 160


def random_tokens(text: str) -> Iterator[Secret]:
    """Long strings drawn at random that nothing around them calls a commit, a checksum or a public key."""
    blocks = list(_public_blocks(text))
    for found in _RUN.finditer(text):
        start, end = found.span()
        while blocks and blocks[0][1] <= start:
            blocks.pop(0)
        inside = bool(blocks) and blocks[0][0] <= start
        in_hex = _HEX.match(found[0]) is not None
        drawn = not inside and (_is_key(found[0]) if in_hex else is_random(found[0]))
        if drawn and not _is_public(text, start, end):
            yield Secret("random number in hex" if in_hex else "random string", (start, end))


def _is_key(token: str) -> bool:
    """Whether a number in hex may be a key: one of 40 capitals is a fingerprint, and a very long one is data."""
    token = token.removeprefix("0x")
    if len(token) > _LONGEST_HEX or (len(token) == 40 and token.isupper()):
        return False
    return not token.isdigit() and not token.isalpha() and entropy(token) >= _HEX_ENTROPY and not is_sequence(token)


def _is_public(text: str, start: int, end: int) -> bool:
    """Whether what stands there or around it tells that everyone may know it."""
    token, before = text[start:end], text[max(0, start - _FAR) : start]
    if _UUID.search(token) or token.startswith("_Z") or is_placeholder(token) or before[-1:] in ("~", "\\", "%", "."):
        return True
    chunk = before.split()[-1] if before and not before[-1].isspace() else ""
    if "://" in chunk or "data:" in chunk or len(chunk) == _FAR or (token.startswith("/") and len(chunk) < 2):
        return True
    near = before[-_NEAR:]
    return bool(_PUBLIC.search(near) or _NAMED.search(near) or _LISTED.match(text, end))


def _public_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where certificates, public keys and the like stand."""
    for begin in _BLOCK.finditer(text):
        close = _EDGE.search(text, begin.end())
        yield begin.start(), close.start() if close else len(text)
