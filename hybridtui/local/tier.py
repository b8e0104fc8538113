"""Why this file exists: the model is in memory only while there is work for it, and everyone asks here for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hybridtui.core.steering import Compression, Mode
from hybridtui.local import chat, models
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import Engine
from hybridtui.local.faithful import Faithful
from hybridtui.local.rewrite import Rewrite

LARGE = 1_000_000_000
"""Parameters from which on a model is trusted to word a line itself."""


def trusted(parameters: int) -> Mode:
    """What a model of this size is trusted with.

    Below `LARGE` code alone does as well: of 304 words that may go, two raters kept 8 in 100. The starter ranks those
    better than chance, but dropping all of them agrees with the raters as often as any threshold of its judgement
    does, within 3 words (`tests/bench/judges.py`).
    """
    return Mode.REWRITE if parameters >= LARGE else Mode.RULES


class Tier:
    """One model: loaded by `load` when it is first needed, and again after `unload`.

    `identity` stands for the model in the keys of what it said. `width` is the most lines at once, 0 what suits.
    """

    def __init__(self, path: Path, load: Callable[[], Decoder], width: int = 0) -> None:
        self.identity = models.identity(path)
        self._load = load
        self._width = width
        self._small = models.surely_below(path, LARGE)
        self._mode: Mode | None = None
        self._decoder: Decoder | None = None
        self._engine: Engine | None = None
        self._faithful: Faithful | None = None
        self._frame: chat.Frame | None = None

    @property
    def mode(self) -> Mode:
        """What a model of this size is trusted with. Loads the model where its file's size does not tell."""
        if self._mode is None:
            self._mode = Mode.RULES if self._small else trusted(self.decoder.parameters)
        return self._mode

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._decoder is not None

    @property
    def decoder(self) -> Decoder:
        """The model, loaded now unless it is. Raises `HybridError`."""
        if self._decoder is None:
            self._decoder = self._load()
        return self._decoder

    @property
    def engine(self) -> Engine:
        """Where its lines are decoded."""
        if self._engine is None:
            self._engine = Engine(self.decoder, self._width)
        return self._engine

    @property
    def fed(self) -> int:
        """Tokens that the model has evaluated since it was loaded."""
        return self._engine.fed if self._engine else 0

    @property
    def faithful(self) -> Faithful:
        """The judge of words that may go."""
        if self._faithful is None:
            self._faithful = Faithful(self.decoder)
        return self._faithful

    def rewrite(self, compression: Compression, instruction: str) -> Rewrite:
        """The writer of lines of this kind. Raises `HybridError` when the model's chat template cannot be used."""
        if self._frame is None:
            self._frame = chat.frame(self.decoder.template, *self.decoder.marks)
        return Rewrite(self.decoder, self._frame, compression, instruction)

    def give_up(self) -> None:
        """End every line under way."""
        if self._engine is not None:
            self._engine.clear()

    def unload(self) -> None:
        """Free the model's memory."""
        if self._decoder is not None:
            self._decoder.close()
        self._decoder = self._engine = self._faithful = self._frame = None
