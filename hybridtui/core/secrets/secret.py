"""Why this file exists: whatever finds a secret, and whichever sort it is, says so in the same terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hybridtui.core.spec import text_hash

if TYPE_CHECKING:
    from hybridtui.core.notes.blocks import Span

TERM = "term of yours"
"""The sort of what is on the user's own list."""

_LONG = 16


@dataclass(frozen=True, slots=True)
class Secret:
    """A place in a text that should not leave this machine unseen.

    `sort` says what it is in plain words ("GitHub token"); `span` is the secret itself, without the quotes or the key
    around it. `personal` tells what is about someone or some place from what opens a door.
    """

    sort: str
    span: Span
    personal: bool = False


Rule = Callable[[str], Iterator[Secret]]
"""Reads a text from its beginning to its end in linear time."""


def hash_of(text: str) -> str:
    """The name under which a decision about the secret `text` is kept: the same wherever that text stands."""
    return text_hash(text)


def shown(text: str) -> str:
    """A secret as it may be printed: its first characters and its length."""
    return f"{' '.join(text[: 4 if len(text) >= _LONG else 2].split())}… ({len(text)} characters)"
