"""Why this file exists: a password, a placeholder and a word are told apart by how they look, in one place.

No word list can know every password, so this asks how a string is made. Words joined by marks or capitals are names
that people gave; a random string changes between small letters, capitals and digits at almost every other character,
which no name does. For characters drawn from 62, neighbours differ in class with probability 0.62; in a camel case
name with words of six letters, a third of them do.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log2

_TECHNICAL = frozenset(
    """
    argon2 argon2d argon2i argon2id base16 base32 base36 base58 base62 base64 base64url bcrypt blake2 blake2b blake3
    crc32 ec2 ed25519 es256 es384 es512 h264 h265 hs256 hs384 hs512 http1 http2 http3 i18n ipv4 ipv6 k8s l10n log4j md4
    md5 mp3 mp4 neo4j ntlmv2 oauth oauth1 oauth2 oauth20 p12 p256 p384 pbkdf1 pbkdf2 pkcs1 pkcs11 pkcs12 pkcs8 ps256
    ripemd160 rs256 rs384 rs512 rsa2048 rsa4096 s3 saml2 secp256k1 secp256r1 sha1 sha2 sha224 sha256 sha3 sha384 sha512
    sha3256 sha3512 tls1 u2f utf16 utf32 utf8 web2 web3 win32 win64 wpa2 wpa3 x25519 x509 x64 x86 xxh3 fido2 2fa mfa
    aes128 aes192 aes256 hotp totp fips140 gpt4 gpt5 python3 es6 postgres16 oauth2proxy keycloak
    """.split()
)
_HOLES = re.compile(
    r"[<>{}…]|\.\.\.|\*\*\*|xxx|\$\(|%\(|%s|example|placeholder|change[-_ ]?(?:me|this|it)|your|redact|dummy|sample"
    r"|replace[-_ ]?(?:me|this|with)|insert|fake|(?:not|no)[-_ ]?(?:a[-_ ]?)?real|_here\b|todo|(?:^|[-_])(?:foo|bar)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"[$%@&|]\w|\$\{|%\w+%|[A-Za-z_][\w.]*(?:\(|\[)|(?:os|self|this|process|env|config|settings|options|args|params"
    r"|secrets|vars|var|data|local|module|request|req|ctx|kwargs|user|vault|ENV)\.\w"
)
_NOTHING = frozenset(
    """
    none null nil undefined true false yes no on off string str text int integer number bool boolean bytes byte char any
    object array list dict secret password passwd pwd pass token key apikey value test testing tests foo bar baz qux
    default unknown required optional hidden masked empty blank n/a tbd tba user username admin root guest me you
    field input type option values passphrase credential credentials secrets tokens keys passwords
    """.split()
)
_SEPARATORS = re.compile(r"[-_./\\:,|+'’`\"()]+")
_WORD = re.compile(
    r"(?:v?\d{1,4}|\d{1,4}(?:st|nd|rd|th|k|m|g|x|d|h|s|ms|kb|mb|gb|px|bit|min|days?)|[^\W\d_]+)$", re.IGNORECASE
)
_MARKS = frozenset("!@#$%^&*+=~?§€£")
_RUN = re.compile(r"[A-Za-z0-9]+")

_CHANGES = 0.36
_CHANGES_OF_TWO = 0.22
_LONGEST_LOOKED_AT = 512


def is_placeholder(value: str) -> bool:
    """Whether a value only holds the place of one: "<password>", "${TOKEN}", "xxxx", "changeme", "your-key-here"."""
    if value.casefold().strip("\"'`") in _NOTHING or _HOLES.search(value) or _REFERENCE.match(value):
        return True
    return len(set(value.casefold().strip("-_"))) <= 2


def is_sequence(value: str) -> bool:
    """Whether most characters are the one before plus or minus one, as in "0123456789abcdef"."""
    steps = sum(abs(ord(one) - ord(other)) == 1 for one, other in zip(value, value[1:], strict=False))
    return len(value) > 3 and steps >= 0.6 * (len(value) - 1)


def is_wordy(value: str) -> bool:
    """Whether it is made of words, small numbers and technical names: "user-id-2", "camelCaseName", "SHA-256"."""
    if re.sub(r"[-_./]", "", value).casefold() in _TECHNICAL:
        return True
    return all(not piece or piece.casefold() in _TECHNICAL or _WORD.match(piece) for piece in _SEPARATORS.split(value))


def is_strong(value: str) -> bool:
    """Whether it looks like a password: letters mixed with digits or marks in a way that words are not."""
    letters = any(each.isalpha() for each in value)
    digits = any(each.isdigit() for each in value)
    marks = any(each in _MARKS for each in value[1:])
    return letters and (digits or marks) and not is_wordy(value)


def is_random(value: str) -> bool:
    """Whether nobody made up this string of letters, digits and "+/=_-": keys and tokens are drawn at random."""
    value = value[:_LONGEST_LOOKED_AT].rstrip("=")
    longest = max((len(run) for run in _RUN.findall(value)), default=0)
    if longest < 12 or entropy(value) < 3.0 or is_sequence(value):
        return False
    classes = [_class(each) for each in value]
    pairs = [(one, other) for one, other in zip(classes, classes[1:], strict=False) if one and other]
    changes = sum(one != other for one, other in pairs) / max(1, len(pairs))
    kinds = Counter(each for each in classes if each)
    if len(kinds) == 3:
        return changes >= _CHANGES and min(kinds.values()) > 1
    return len(kinds) == 2 and kinds["digit"] >= 4 and len(value) >= 24 and changes >= _CHANGES_OF_TWO


def entropy(value: str) -> float:
    """Shannon's entropy of the characters of `value`, in bits a character; 0 for an empty one."""
    return -sum(count / len(value) * log2(count / len(value)) for count in Counter(value).values())


def _class(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower" if character.islower() else ""
