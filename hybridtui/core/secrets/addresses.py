"""Why this file exists: a URL, a connection string or a command line often carries the password that opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets import words
from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import is_placeholder, is_random, is_strong

_SCHEME = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}://")
_USER = re.compile(r"([^\s:@/?#\"'`<>\[\](){}]{0,100}):([^\s/@\"'`<>]{1,200})@(?=[\w\[$<{.-])")
_EXAMPLE = re.compile(r"(?:[\w-]+\.){0,3}example(?:\.\w+)?\b")
_TOKEN_AS_USER = re.compile(r"([^\s:@/?#\"'`<>]{16,200})@(?=\w)")
_PAIR = re.compile(
    r"(?i)(?<![\w])(AccountKey|SharedAccessKey|Password|Pwd|SharedAccessSignature)[ \t]?=[ \t]?([^\s;\"']{4,200})"
)
_CURL = re.compile(r"(?<=[\s\"'`])(?:-u|--user|--proxy-user)[ =]{1,2}[\"']?([\w.@-]{1,60}):([^\s\"'`]{3,100})")
_QUERY = re.compile(
    r"(?i)[?&](?:access_?token|api_?key|key|token|auth|sig|signature|secret|client_secret|password|pwd|code"
    r"|x-amz-signature|x-amz-security-token|sv?ig)=([^\s&#\"'`<>)\]]{6,400})"
)


def url_credentials(text: str) -> Iterator[Secret]:
    """The password of "scheme://user:password@host", and a token in the place of the user."""
    for scheme in _SCHEME.finditer(text):
        found = _USER.match(text, scheme.end())
        if (
            found
            and not is_placeholder(found[2])
            and found[2].casefold() not in words.TRIVIAL
            and not _EXAMPLE.match(text, found.end())
        ):
            yield Secret("password in a URL", found.span(2))
        elif not found and (lone := _TOKEN_AS_USER.match(text, scheme.end())) and is_random(lone[1]):
            yield Secret("token in a URL", lone.span(1))


def connection_strings(text: str) -> Iterator[Secret]:
    """The key in "Server=...;Password=...;", where a semicolon parts the pairs."""
    for found in _PAIR.finditer(text):
        around = text[max(0, found.start() - 200) : found.start()].rpartition("\n")[2]
        if ";" in around and "=" in around and not is_placeholder(found[2]):
            yield Secret("connection string", found.span(2))


def command_lines(text: str) -> Iterator[Secret]:
    """The password in "curl -u user:password"."""
    for found in _CURL.finditer(text):
        if not is_placeholder(found[2]) and found[2].casefold() not in words.TRIVIAL and not found[2].isdigit():
            yield Secret("password in a command", found.span(2))


def url_parameters(text: str) -> Iterator[Secret]:
    """A key or a signature that a URL carries behind its question mark."""
    for found in _QUERY.finditer(text):
        value = found[1]
        if not is_placeholder(value) and (is_random(value) or (len(value) >= 8 and is_strong(value))):
            yield Secret("key in a URL", found.span(1))
