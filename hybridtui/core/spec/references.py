"""Why this file exists: a spec may number its items itself ("FR-007: ..."), and then those are their ids.

Which letters count is a matter of practice: those that this program gives itself, those in common use for
requirements, and any others that stand before a hyphen. "S3: ..." and "UTF-8: ..." are words.
"""

from __future__ import annotations

import re

_LETTERS = (
    r"(?:[GRCOQBT]|F|N|FR|NFR|NFRQ|FN|REQ|RQ|BR|SR|UR|TR|IR|PR|DR|QR|CR|SRS|URS|AC|SC|US|UC|CON|GOAL|OOS|OQ|ASM)-?"
    r"|(?!(?:UTF|SHA|MD|ISO|IEC|IEEE|RFC|AES|RSA|IPV|CVE|CWE|COVID|PEP|GPT|WCAG|ECMA|TLS|HTTP|USB|CP|UCS|BASE|"
    r"WINDOWS|ARM|X|H|MP|GMT|UTC|LATIN|DIN|EN|CRC|OWASP)-)[A-Z][A-Z_]{1,9}-"
)
_ID = rf"(?:{_LETTERS})[0-9]{{1,6}}(?:\.[0-9]{{1,4}}){{0,5}}"
_STATED = re.compile(
    rf"(?:(?P<open>\*\*|__|[\[(`])(?P<inner>{_ID})(?P<colon>[:.]?)(?P<close>\*\*|__|[\])`])"
    rf"|(?P<bare>{_ID})(?=:\s|\)\s|\.\s|\s[-–—]\s))"
)
_CLOSING = {"**": "**", "__": "__", "[": "]", "(": ")", "`": "`"}


def stated_id(text: str) -> str:
    """The id with which an item or a heading begins, and after which it goes on; empty where there is none."""
    found = _STATED.match(text)
    if not found or not text[found.end() :].strip(" \t:.)-–—"):
        return ""
    if found["bare"]:
        return found["bare"]
    return found["inner"] if _CLOSING[found["open"]] == found["close"] else ""
