"""Why this file exists: a library with hundreds of rules sees keys that ours do not, where the user installs it.

The only file that imports kingfisher-secret-scanner. The library can also ask vendors whether a key is live and revoke
it; that is never used: it is given a text in memory and its detection alone is called, which opens no connection.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from hybridtui.core.errors import HybridError
from hybridtui.core.secrets import Secret

_PACKAGE = "kingfisher_sdk"
_CONFIDENCE = "medium"


class Found(Protocol):
    """The part of one of the library's findings that is used. `location` counts bytes of UTF-8."""

    @property
    def rule_id(self) -> str:
        """Such as "betterleaks.github-pat" or "kingfisher.aws.1"."""
        ...

    @property
    def visible(self) -> bool:
        """Whether it is a secret by itself, not a part that helps to check another one."""
        ...

    @property
    def location(self) -> dict[str, int]:
        """Where it stands: "start_offset" and "end_offset" among others."""
        ...


class Engine(Protocol):
    """The library's compiled rules."""

    def scan(self, data: bytes, /) -> Sequence[Found]:
        """What the rules find in a text."""
        ...


class Kingfisher:
    """The library as `core.ports.Scanner` asks. May be used from several threads.

    The first scan compiles the rules: several seconds, or half a second from `cache`, a folder of this program's own;
    without one nothing is written. Other threads go on meanwhile.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @property
    def available(self) -> bool:
        """Whether the library is installed."""
        return find_spec(_PACKAGE) is not None

    def scan(self, text: str) -> tuple[Secret, ...]:
        """The secrets in `text`. Raises `HybridError` when the library is missing or fails."""
        from hybridtui.core.secrets.scanner import merged  # here, because its rules take a while to load

        data = text.encode(errors="replace")  # one byte for one lone surrogate, so that places stay right
        with self._lock:
            if self._engine is None:
                self._engine = _load(self._cache)
            try:
                found = self._engine.scan(data)
            except (RuntimeError, ValueError, OSError) as error:
                raise _unusable(type(error).__name__) from None  # its message might quote the text
        return merged(sorted(_secrets(data, found), key=lambda secret: secret.span))


def _secrets(data: bytes, found: Sequence[Found]) -> list[Secret]:
    """The findings as secrets: places in characters, and none for what only holds the place of a secret."""
    from hybridtui.core.secrets.shapes import is_placeholder

    secrets = []
    for each in found:
        start, end = each.location["start_offset"], each.location["end_offset"]
        value = data[start:end].decode(errors="replace")
        if each.visible and not is_placeholder(value):
            at = len(data[:start].decode(errors="replace"))
            secrets.append(Secret(_sort(each.rule_id), (at, at + len(value))))
    return secrets


def _sort(rule: str) -> str:
    """What a rule finds, from its id: "github pat"."""
    name = rule.partition(".")[2] or rule
    return " ".join(part for part in name.replace("-", ".").replace("_", ".").split(".") if not part.isdigit()) or rule


def _load(cache: Path | None) -> Engine:
    try:
        from kingfisher_sdk import Rules, Scanner

        if cache is None:
            rules = Rules(confidence=_CONFIDENCE, cache=False)
        else:
            cache.mkdir(mode=0o700, parents=True, exist_ok=True)
            rules = Rules(confidence=_CONFIDENCE, cache_dir=cache)
        engine: Engine = Scanner(rules)
        return engine
    except (ImportError, RuntimeError, ValueError, OSError) as error:
        raise _unusable(str(error)) from None


def _unusable(cause: str) -> HybridError:
    return HybridError(
        "The secret scanner cannot be used",
        cause,
        "The program's own rules were used. For more, install it: pip install 'hybridtui[secrets]'.",
    )
