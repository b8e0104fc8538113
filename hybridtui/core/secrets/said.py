"""Why this file exists: people dictate passwords in whole sentences: "the staging password is ...", "login admin / ...".

The grammar around the word decides: what follows "password is" may be a password or a predicate ("is stored hashed").
A value that mixes letters with digits or marks is taken at once; a plain word only at the end of its clause, and only
when it is none that describes a password. The words are particular to English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import is_placeholder, is_random, is_strong

_PASSWORD = r"(?:pass(?:word|phrase|code|wd)|pwd|pw|pass(?=\s?[:=]))"
_OTHER = (
    r"(?:secret|(?:(?:api|access|auth|bearer|bot|deploy|refresh|session|service|admin|staging|prod|production|test"
    r"|personal)[ -])?token|(?:api|access|licen[cs]e|secret|private|signing|encryption|auth|master|account)[ -]?key"
    r"|credentials?|creds)"
)
_NAME = (
    rf"(?<![\w-])(?:(?P<password>{_PASSWORD})|(?P<pin>pin(?:[ -]?code)?)|(?P<token>{_OTHER}))(?![\w-])[\"'`*]{{0,3}}"
)
_STEP = r"[ \t]{1,4}(?!(?:is|was|are|were|will|being)\b)[^\W\d_][\w'’/.-]{0,40}(?<![.])"
_LINK = (
    r"(?:[ \t]{0,4}(?:=|:|->|→|–|—)[ \t]{0,4}"
    r"|[ \t]{1,4}(?:is|was|are|will[ ]be|being|should[ ]be|set[ ]to|to)(?=\s)"
    r"(?:[ \t]{1,4}(?:just|still|currently|now|simply|always|actually|probably|literally|like|um,?|uh,?|set[ ]to|the[ ]same[:,]))?"
    r"[ \t:]{1,4})"
)
_QUOTE = r"(?P<quote>[\"'`“‘]{1,3})"
_SAID = re.compile(
    rf"{_NAME}(?P<gap>(?:{_STEP}){{0,6}}?){_LINK}(?:\*\*)?{_QUOTE}?(?P<value>[^\s]{{3,200}})", re.IGNORECASE
)
_NEXT = re.compile(rf"{_NAME}[ \t]{{1,4}}{_QUOTE}?(?P<value>[^\s]{{4,200}})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"{_QUOTE}?(?<![\w])(?P<value>[^\s\"'`“”]{{4,60}})[\"'`”]{{0,2}}[ \t]is[ \t](?:the|my|our|your|his|her|their)[ \t]"
    rf"(?:[a-z]{{2,15}}[ \t]){{0,3}}(?:{_PASSWORD}|pin|token|secret|(?:api|access|secret)[ -]key)(?![\w-])",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?<![\w-])(?:log(?:ged)?[ -]?in|sign(?:ed)?[ -]?in|credentials?|creds|account|user(?:name)?|connect|auth(?:enticate)?)"
    r"(?![\w-])[ \t:]{0,3}(?:[ \t](?:to|for|the|on|of|at|our|my|a|test|staging|db|vpn|server|box|in)){0,5}"
    r"(?:[ \t:]{0,3}(?:with|as|is|are|using|via|by|and))?[ \t:]{1,3}[\"'`(]?(?P<user>[\w.@+-]{2,60})[\"'`]?"
    r"(?:[ \t]?[/:|][ \t]?|,[ \t]|[ \t](?:and|with)[ \t])(?:pw|pass(?:word)?)?[ \t:]{0,2}[\"'`]?(?P<value>[^\s\"'`]{4,100})",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[\"'`”’*]{0,3}(?:[.,;!)][\s\"')]|[.,;!)]?$|\s*\n|\s(?:and|but|for|on|in|until|btw|so|at|\(|-|–|—)\b)"
)
_MEASURE = re.compile(
    r"[ \t-]{0,2}(?:or|to|\+|more|char|digit|letter|symbol|byte|bit|word|number|day|hour|minute|second|sec|month|year|week|time"
    r"|attempt|user|and|%|long|max|min|per|/)",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(
    r"(?:ed|ing|able|ible|ive|ful|ous|ent|ant|less|ly|ary|ory|ic|al|ation|sion|tion|ment|ness|ity|wise|like)$"
)
_PREDICATES = frozenset(
    """
    about above access across after again against alike allow allowed almost already also always among another anything
    app apps argon auth back based because become before behind being below better between blank both broken built case
    change changes characters chosen clear cleartext common complete correct corrupt credential current data database
    dead default describe different down driven during each either email empty encrypt enough entry env even ever every
    everything exactly expired fair fake field file fine first fixed forgot forgotten four free fresh from full given
    gone good half hard hash hashes header here hers hidden history illegal incorrect input inside instead into invalid
    issue issues item itself just keep kept known last late leaked legal length less like line local long lost made
    mandatory mask match maybe mine minimum missing model more most much must name need never next nobody none nothing
    null object obsolete okay older once only onto open opaque option optional order other ours over part passed plain
    plaintext policy present private process prompt proof public random read ready reset reuse right rotate safe said
    salt same saved scope secret secure seen sent server session set shared shown short shut similar simple single some
    something somewhere soon spec split stale static stolen store strength string strong such taken text than that their
    them then there these they thing this those through token tokens told true twice type under undefined unique unknown
    unset until upper used user username users valid value verify visible void want weak well what when where which while
    whoever whole whom wrong yours zero itself written typed sensitive opaque outdated ready
    """.split()
)
_OPENERS = "\"'`“‘(*"
_CLOSERS = "\"'`”’*"


def said(text: str) -> Iterator[Secret]:
    """Passwords, PINs, tokens and keys that a sentence tells."""
    for pattern, linked in ((_SAID, True), (_NEXT, False)):
        for found in pattern.finditer(text):
            sort = "password" if found["password"] else "PIN" if found["pin"] else "token"
            yield from _taken(text, found, sort, linked)
    for found in _BEFORE.finditer(text):
        if is_strong(found["value"]) and not is_placeholder(found["value"]):
            yield Secret("password", found.span("value"))


def logins(text: str) -> Iterator[Secret]:
    """The password in "login with admin / ..."."""
    for found in _LOGIN.finditer(text):
        start = found.start("value")
        value = found["value"].rstrip(".,;:)?")
        strong = is_strong(value) or (len(value) >= 4 and value.isdigit())
        if strong and not is_placeholder(value) and "/" not in value and "@" not in value:
            yield Secret("password", (start, start + len(value)))


def could_be_a_password(word: str) -> bool:
    """Whether a plain word may be one: none that says what a password is, has or does."""
    folded = word.casefold()
    if not (folded.isascii() and folded.isalpha()):
        return word.count("-") >= 3 and all(part.isalpha() for part in word.split("-")) and not is_placeholder(word)
    return len(word) >= 5 and folded not in _PREDICATES and not _DESCRIPTION.search(folded) and not is_placeholder(word)


def _taken(text: str, found: re.Match[str], sort: str, linked: bool) -> Iterator[Secret]:
    start = found.start("value")
    value = found["value"]
    quote = found["quote"]
    if quote:
        value = re.split(r"[\"'`”’]", value, maxsplit=1)[0]
    value = value.rstrip(".,;:)]}?>|" + _CLOSERS)
    end = start + len(value)
    if is_placeholder(value) or _MEASURE.match(text, end):
        return
    if sort == "PIN":
        known = value.isdigit() and 4 <= len(value) <= 8
    elif sort == "token":
        known = is_random(value) or (linked and len(value) >= 12 and is_strong(value) and _has_digit(value))
    elif value.isdigit():
        known = len(value) >= (4 if linked else 5)
    else:
        known = is_strong(value) and len(value) >= (4 if linked else 6)
        known = known or (linked and _plain_password(text, found, value, end, bool(quote)))
    if known:
        yield Secret(sort, (start, end))


def _plain_password(text: str, found: re.Match[str], value: str, end: int, quoted: bool) -> bool:
    if not could_be_a_password(value) or not value[0].isalpha():
        return False
    return quoted or (_CLAUSE_END.match(text, end) is not None and value.islower())


def _has_digit(value: str) -> bool:
    return any(each.isdigit() for each in value)
