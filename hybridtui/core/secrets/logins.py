"""Why this file exists: a name and a password are often told as a pair: "login with admin / ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import is_placeholder, is_strong

_LOGIN = re.compile(
    r"""
    (?<![\w-])
    (?: log(?:ged)?[ -]?in | sign(?:ed)?[ -]?in | credentials? | creds | account | user(?:name)? | connect
      | auth(?:enticate)? ) (?![\w-])
    :? (?: [ ](?:to|for|the|on|of|at|our|my|a|test|staging|db|vpn|server|box|in) ){0,5}
    (?: :?[ ](?:with|as|is|are|using|via|by|and) )?
    [ \t:]{1,3} ["'`(]? (?P<user> [\w.@+-]{2,60} ) ["'`]?
    (?: [ ]?[/|][ ]? | [ ]?:[ ]? | ,[ ] | [ ](?:and|with)[ ] )
    (?: (?:pw|pass(?:word)?) \b )? [ \t:]{0,2} ["'`]?
    (?P<value> [^\s"'`]{4,100} )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def logins(text: str) -> Iterator[Secret]:
    """The password of a pair; it must look like one, or it may be any second word."""
    for found in _LOGIN.finditer(text):
        start = found.start("value")
        value = found["value"].rstrip(".,;:)?")
        if is_strong(value) and not is_placeholder(value) and not {"/", "@", "("}.intersection(value):
            yield Secret("password", (start, start + len(value)))
