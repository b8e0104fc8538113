"""Why this file exists: people dictate passwords in whole sentences: "the staging password is ...", "pw: ...".

The grammar around the word decides: what follows "password is" may be a password or a predicate ("is stored hashed").
A value that mixes letters with digits or marks is taken at once; a plain word only at the end of its clause, and only
when it is none that describes a password. The words are particular to English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.english.lexicon import STOP
from hybridtui.core.secrets import words
from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import is_numbered, is_placeholder, is_random, is_strong

_NAME = r"""
    (?<![\w-])
    (?: (?P<password> pass(?:words?|phrases?|codes?|wd) | pwd | pw | pass(?=[ ]?[:=]) )
      | (?P<pin> pin (?:[ -]?code)? | (?:door|gate|alarm|entry|safe|lock|unlock)[ -]?code )
      | (?P<token> (?:secret|token|credentials?|creds)
          | (?:api|access|licen[cs]e|secret|private|signing|encryption|auth|master|account|shared)[ -]?key )
    )
    (?![\w-]) (?:["`*]|'(?!s\b)){0,3}
"""
_STEP = r"[ \t]{1,4} (?! (?:is|was|are|were|will|being)\b ) [^\W\d_][\w'’/.-]{0,40} (?<!\.)"
_LINK = r"""
    (?P<link> [ \t]{0,4} (?:=|:|->|→|–|—) | \?{0,3}[,]?[ ]it(?:['’]s|[ ]is) (?=\s) | ['’]s (?=\s)
      | [ \t]{1,4} (?:is|was|are|will[ ]be|being|should[ ]be|set[ ]to|to) (?=\s)
        (?: [ \t]{1,4} (?:just|still|currently|now|simply|always|actually|probably|literally|like|um,?|uh,?
                         |set[ ]to|the[ ]same[:,]) (?=\s) )? )
    [ \t:]{0,4} (?:\*\*)?
"""
_VALUE = r"(?P<quote> [\"'`“‘]{1,3} )? (?P<value> \S{3,200} )"
_NAMED = re.compile(_NAME, re.IGNORECASE | re.VERBOSE)
_LINKED = re.compile(rf"(?:{_STEP}){{0,6}}? {_LINK} {_VALUE}", re.IGNORECASE | re.VERBOSE)
_NEXT = re.compile(rf"[ \t]{{1,4}} {_VALUE}", re.IGNORECASE | re.VERBOSE)
_BEFORE = re.compile(
    r"""(?<!\S) ["'`“‘(]? (?P<value> [^\s"'`“”]{4,60} ) ["'`”’]? [ \t]
        (?:is|as) [ \t] (?:the|my|our|your|his|her|their) (?:[ \t][a-z]{2,15}){0,3} [ \t]
        (?:password|passphrase|passcode|pw|pin|token|secret|(?:api|access|secret)[ -]key)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(r"[^\n\"'`“”‘’]{3,100}")
_CLAUSE_END = re.compile(
    r"""["'`”’*]{0,3}
        (?: [.,;!)] (?:[\s"')]|$) | \s*(?:\n|$) | \s(?:and|but|for|on|in|until|btw|so|at|\(|-|–|—)(?!\w) )""",
    re.VERBOSE,
)
_MEASURE = re.compile(
    r"""[ \t-]{0,2}
        (?: \+|more|char|digit|letter|symbol|byte|bit|word|number|day|hour|minute|second|sec|month|year|week|time
          | attempt|%|long|max|min|per|/ )""",
    re.IGNORECASE | re.VERBOSE,
)
_DESCRIPTION = re.compile(
    r"(?:ed|ing|able|ible|ive|ful|ous|ent|ant|less|ly|ary|ory|ic|al|ation|sion|tion|ment|ness|ity|wise|like)$"
)
_CLOSERS = ".,;:)]}?>|\"'`”’*"


def said(text: str) -> Iterator[Secret]:
    """Passwords, PINs, tokens and keys that a sentence tells, before or behind the word that says what they are."""
    for name in _NAMED.finditer(text):
        sort = "password" if name["password"] else "PIN" if name["pin"] else "token"
        for pattern in (_LINKED, _NEXT):
            if found := pattern.match(text, name.end()):
                yield from _told(text, found, sort)
    for found in _BEFORE.finditer(text):
        if is_strong(found["value"]) and not is_placeholder(found["value"]):
            yield Secret("password", found.span("value"))


def could_be_a_password(word: str) -> bool:
    """Whether a plain word may be one: none that says what a password is, has or does. Four words with dashes may."""
    folded = word.casefold()
    if is_placeholder(word):
        return False
    if "-" in word:
        parts = folded.split("-")
        return len(parts) > 3 and all(part.isalpha() for part in parts) and not STOP.intersection(parts)
    return len(word) > 4 and folded.isalpha() and folded not in words.PREDICATES and not _DESCRIPTION.search(folded)


def _told(text: str, found: re.Match[str], sort: str) -> Iterator[Secret]:
    start, link = found.start("value"), found.groupdict().get("link", "").split()
    quoted = _QUOTED.match(text, start) if found["quote"] else None
    value = quoted[0].rstrip() if quoted else found["value"].rstrip(_CLOSERS)
    end = start + len(value)
    if not is_placeholder(value) and not (value[:1].isdigit() and _MEASURE.match(text, end)):
        equals = bool(link) and link[0] not in ("are", "to", "being")
        if _known(sort, value, bool(link)) or (
            sort == "password" and equals and _plain(text, value, end, bool(quoted))
        ):
            yield Secret(sort, (start, end))


def _known(sort: str, value: str, linked: bool) -> bool:
    """Whether `value` shows by itself that it is one; it must show it more where no "is" or ":" `linked` it."""
    if " " in value:
        return False
    if sort == "PIN":
        return value.rstrip("#*").isdigit() and 4 <= len(value) <= 8
    if sort == "token":
        mixed = linked and len(value) >= 12 and is_strong(value) and any(each.isdigit() for each in value)
        return is_random(value) or mixed
    if value.isdigit():
        return len(value) >= (4 if linked else 5)
    return (len(value) >= (4 if linked else 6) and is_strong(value)) or (linked and is_numbered(value))


def _plain(text: str, value: str, end: int, quoted: bool) -> bool:
    """Whether a password is told that is made of plain words."""
    if quoted and " " in value:
        parts = value.casefold().split()
        said_so = is_strong(value.replace(" ", "")) or (len(parts) > 2 and all(part.isalpha() for part in parts))
        return len(parts) < 9 and said_so and STOP.isdisjoint(parts)
    return could_be_a_password(value) and (quoted or (value.islower() and _CLAUSE_END.match(text, end) is not None))
