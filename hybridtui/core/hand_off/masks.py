"""Why this file exists: a secret may stay in the spec and still not leave this machine.

A placeholder stands for it in what is handed off, and its value is put back, here, in what comes back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hybridtui.core.notes.blocks import Span
from hybridtui.core.secrets import Secret, hash_of
from hybridtui.core.trace.record import Decision, Leave

_BLANKS = 2
"""How many blanks a model may put between the braces and the name of a placeholder."""
_PLACEHOLDER = re.compile(rf"\{{\{{[ ]{{0,{_BLANKS}}}(SECRET_[0-9]+)[ ]{{0,{_BLANKS}}}\}}\}}", re.IGNORECASE)
_JOINED = re.compile(r"[^\W_]{2}")
_SHORT = 6
"""Characters below which a value is only masked as a whole word: "ann" is in "annual"."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text in which placeholders stand for secrets, and the `table` from each placeholder to the value."""

    text: str
    table: Mapping[str, str]


def masked(text: str, decisions: Sequence[Decision], secrets: Sequence[Secret]) -> Masked:
    """`text` with a placeholder wherever the value of one of its `secrets` stands that was decided to be masked.

    The placeholder is the decision's own, unless the text has it already or it is none or another's: then a new one.
    A value of a few characters is masked as a whole word, a longer one wherever it stands.
    """
    words = {each.hash: each.word for each in decisions if each.leave is Leave.MASKED}
    table: dict[str, str] = {}
    for value in filter(None, dict.fromkeys(text[slice(*secret.span)] for secret in secrets)):
        word = words.get(hash_of(value))
        if word is not None:
            if _name(word) in _names(text, *table) or not _name(word):
                word = next_placeholder(text, [*table, *words.values()])
            table[word] = value
    inside = {text[slice(*each.span)] for each in secrets if _within_word(text, each.span)}
    return Masked(_replaced(text, table, inside), MappingProxyType(table))


def next_placeholder(text: str, taken: Collection[str] = ()) -> str:
    """A placeholder ("{{SECRET_1}}") that neither stands in `text` nor is one of `taken`."""
    used = _names(text, *taken)
    number = 1
    while f"SECRET_{number}" in used:
        number += 1
    return f"{{{{SECRET_{number}}}}}"


class Unmasker:
    """Puts values back into a reply that arrives in pieces, however it is cut."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """`table` is that of `Masked`."""
        self._values = {_name(placeholder): value for placeholder, value in table.items()}
        self._held = ""

    def feed(self, text: str) -> str:
        """What can be shown after `text` arrived: everything but what may be the beginning of a placeholder."""
        if not self._values:
            return text
        text = self._held + text
        start = 0
        shown: list[str] = []
        for found in _PLACEHOLDER.finditer(text):
            shown += (text[start : found.start()], self._values.get(found[1].upper(), found[0]))
            start = found.end()
        cut = self._cut(text, start)
        self._held = text[cut:]
        return "".join([*shown, text[start:cut]])

    def end(self) -> str:
        """What was held back, now that nothing more comes."""
        rest, self._held = self._held, ""
        return rest

    def _cut(self, text: str, start: int) -> int:
        """Where the end of `text` begins that may become a placeholder; its length where there is none."""
        longest = max(map(len, self._values)) + 2 * _BLANKS + 3
        for at in range(max(start, len(text) - longest), len(text)):
            if text[at] == "{" and self._may_become(text[at:]):
                return at
        return len(text)

    def _may_become(self, text: str) -> bool:
        """Whether `text` begins a placeholder of the table."""
        if text == "{":
            return True
        body = text[2:].lstrip(" ").upper()
        if not text.startswith("{{") or len(text) - 2 - len(body) > _BLANKS:
            return False
        if any(name.startswith(body) for name in self._values):
            return True
        name = body.rstrip("}").rstrip(" ")
        rest = body[len(name) :]
        return name in self._values and len(rest.rstrip("}")) <= _BLANKS and rest.count("}") < 2


def _within_word(text: str, span: Span) -> bool:
    """Whether what stands there is a part of a longer word."""
    before, value, after = text[: span[0]][-1:], text[slice(*span)], text[span[1] :][:1]
    return bool(_JOINED.match(before + value[:1]) or _JOINED.match(value[-1:] + after))


def _replaced(text: str, table: Mapping[str, str], inside: Collection[str]) -> str:
    """`text` with every value of `table` replaced by its placeholder, the longest first; those `inside` words too."""
    words = {value: placeholder for placeholder, value in table.items()}
    if not words:
        return text
    ranked = sorted(words, key=len, reverse=True)
    patterns = [re.escape(value) if value in inside else _pattern(value) for value in ranked]
    return re.sub("|".join(patterns), lambda found: words[found[0]], text)


def _pattern(value: str) -> str:
    start = r"(?<![^\W_])" if len(value) < _SHORT and value[0].isalnum() else ""
    end = r"(?![^\W_])" if len(value) < _SHORT and value[-1].isalnum() else ""
    return start + re.escape(value) + end


def _names(*texts: str) -> set[str]:
    """The names of all placeholders in the texts, as they would be put back."""
    return {found[1].upper() for text in texts for found in _PLACEHOLDER.finditer(text)}


def _name(placeholder: str) -> str:
    """The name in a placeholder; empty where it is none."""
    found = _PLACEHOLDER.fullmatch(placeholder)
    return found[1].upper() if found else ""
