"""Why this file exists: most keys stand in a line of settings: "NAME=value", "name: value", JSON, XML or a header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybridtui.core.secrets.keys import Holds, holds
from hybridtui.core.secrets.said import could_be_a_password
from hybridtui.core.secrets.secret import Secret
from hybridtui.core.secrets.shapes import is_placeholder, is_random, is_strong

_QUOTED = r"\"([^\"\n]{1,400})\"|'([^'\n]{1,400})'|`([^`\n]{1,400})`"
_SETTING = re.compile(
    r"(?<![\w.$:-])(-{0,2}[A-Za-z_][\w.-]{0,80})(?![\w.-])(?:[\"'`]|\*\*|__)?[ \t]{0,8}(=>|:=|[=:](?!=)|\|)"
    rf"(?:\*\*|__)?[ \t]{{0,8}}(?:[rbfu]?(?:{_QUOTED})|([^\s\"'`,;|]{{3,400}}))"
)
_FLAG = re.compile(rf"(?<=[\s`])(--?[a-z][a-z-]{{1,40}})[ \t](?:{_QUOTED}|([^\s\"'`-][^\s\"'`]{{3,200}}))")
_TAG = re.compile(r"<([A-Za-z][\w.:-]{1,60})>[ \t]{0,4}([^<>\s]{4,400})[ \t]{0,4}</")
_BEARER = re.compile(r"(?<![\w])(?:Bearer|bearer|Basic|Token)[ \t]([A-Za-z0-9+/_~.=-]{12,2000})")

_SHORTEST = {Holds.PASSWORD: 4, Holds.PIN: 4, Holds.TOKEN: 8, Holds.KEY: 8}


def settings(text: str) -> Iterator[Secret]:
    """Values of settings whose name says that they are secret."""
    for found in _SETTING.finditer(text):
        holding = holds(found[1])
        if holding is not Holds.NOTHING:
            yield from _valued(text, found, holding, found[2])
    for found in _TAG.finditer(text):
        holding = holds(found[1])
        if holding is not Holds.NOTHING and _is_secret(found[2], holding, certain=True):
            yield Secret(holding.value, found.span(2))


def flags(text: str) -> Iterator[Secret]:
    """Values of command line options: "--password hunter2"."""
    for found in _FLAG.finditer(text):
        holding = holds(found[1])
        group = next(group for group in (2, 3, 4, 5) if found[group])
        if holding is not Holds.NOTHING and _is_secret(found[group], holding, certain=False):
            yield Secret(holding.value, found.span(group))


def headers(text: str) -> Iterator[Secret]:
    """What follows "Bearer" or "Basic" in a header of a request."""
    for found in _BEARER.finditer(text):
        value = found[1].rstrip(".")
        if not is_placeholder(value) and (is_random(value) or (len(value) > 15 and is_strong(value))):
            yield Secret("token in a header", (found.start(1), found.start(1) + len(value)))


def _valued(text: str, found: re.Match[str], holding: Holds, sign: str) -> Iterator[Secret]:
    group = next(group for group in (3, 4, 5, 6) if found[group])
    start, end = found.span(group)
    quoted = group != 6
    if not quoted:
        value = found[group].rstrip(")]}>*_") if "(" not in found[group] else found[group]
        end = start + len(value.rstrip("."))
    value = text[start:end]
    line_end = text[end : end + 3].lstrip(" \t*_`\"'")[:1] in ("", "\n", "\r", "&", ";", ",", "#")
    settled = found[1].isupper() or (found.start() == 0 or text[found.start() - 1] in "\n;&?")
    certain = sign != "|" and (
        (quoted and holding is Holds.PASSWORD) or (settled and line_end and text[start - 1] == "=")
    )
    plain = sign == ":" and line_end and not quoted and holding is Holds.PASSWORD and could_be_a_password(value)
    if _is_secret(value, holding, certain) or plain:
        yield Secret(holding.value, (start, end))


def _is_secret(value: str, holding: Holds, certain: bool) -> bool:
    """Whether `value` is one; where the surroundings are `certain`, a password may be a plain word."""
    if len(value) < _SHORTEST[holding] or is_placeholder(value) or holds(value) is not Holds.NOTHING:
        return False
    if holding in (Holds.PASSWORD, Holds.PIN) and value.isdigit():
        return len(value) >= 4
    if " " in value or holding is Holds.PIN:
        return False
    if holding is Holds.PASSWORD:
        return is_strong(value) or (certain and could_be_a_password(value))
    return is_random(value) or (is_strong(value) and any(each.isdigit() for each in value))
