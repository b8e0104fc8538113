"""Why this file exists: a terminal that cannot show the workbench is told so before anything is written to it.

Textual would draw all the same: question marks for every glyph, or escape sequences that stay on the screen as text.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Protocol

from hybridtui.core.errors import HybridError

_TITLE = "The workbench needs a terminal"
_INSTEAD = "or refine without a screen: hybridtui refine -"
_UNABLE = {"": "is not set", "dumb": "is dumb", "unknown": "is unknown"}


class Stream(Protocol):
    """Standard output, as far as it matters here."""

    @property
    def encoding(self) -> str | None:
        """The encoding of what is written."""
        ...

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        ...


def check(environment: Mapping[str, str], output: Stream | None) -> None:
    """Refuse an `output` that is no terminal, cannot move its cursor, or is not written in UTF-8: `HybridError`."""
    if output is None or not output.isatty():
        raise HybridError(
            _TITLE, "Standard output is not a screen here.", f"Start it without > or | behind it, {_INSTEAD}"
        )
    term = environment.get("TERM", "")
    if term in _UNABLE:
        raise HybridError(
            "This terminal cannot show the workbench",
            f"TERM {_UNABLE[term]}, so the cursor cannot be moved.",
            f"Start it in another terminal, or set TERM to what this one is, such as xterm-256color; {_INSTEAD}",
        )
    encoding = output.encoding or "ascii"
    if codecs.lookup(encoding).name != "utf-8":
        raise HybridError(
            "This terminal cannot show the workbench",
            f"Text is written in {encoding} here, and the workbench needs UTF-8.",
            f"Start it with LC_ALL=C.UTF-8, if the terminal itself can show UTF-8; {_INSTEAD}",
        )
