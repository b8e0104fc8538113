"""Why this file exists: everything that touches llama.cpp is here, behind sequences of tokens and nothing else.

A decoder holds one model and one context with several sequences in it. Tokens are fed to sequences in batches, a
sequence's prefix can be shared with another at no cost, and the raw logits of a few tokens are read where they lie.
The low-level interface is used: the high-level one has no abort, one sequence and a copy of every logit.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hybridtui.core.errors import Exit, HybridError

_CONTEXT = 4096
_BATCH = 512
_SHORT_BATCH = 64
"""Tokens a batch on a GPU, where a running batch may not see the abort callback: it is asked between batches."""
MOST_THREADS = 8
"""More threads than this gain nothing on the small models meant here and take cores from the keyboard."""
_SPIN = "1000"

_WARNING = 3
_ERROR = 4


class Aborted(Exception):
    """The abort callback said so. What was being fed is not in its sequences' past; forget those sequences."""


class Decoder:
    """One model, ready to decode `sequences` sequences of tokens that share one context.

    Attributes: `name` (the file's, which tells family, size and quantization), `parameters` (count), `context` (tokens,
    for all sequences together).
    """

    def __init__(
        self,
        model: Path,
        sequences: int = 2,
        context: int = 0,
        batch: int = 0,
        threads: int = 0,
        progress: Callable[[float], bool] = lambda fraction: True,
        aborted: Callable[[], bool] = lambda: False,
    ) -> None:
        """Load `model` with room for `context` tokens, or as many as it was trained for, evaluating `batch` at a time.

        0 for `context`, `batch` or `threads` is what suits the machine. `progress` is told the fraction read and
        answers whether to go on; `aborted` is asked all through an evaluation.
        Raises `HybridError` (exit 4) when the file cannot be loaded.
        """
        self._aborted = aborted
        self._lib, self._log = _library()
        lib = self._lib
        self._log.muted = aborted
        self._report = lib.llama_progress_callback(lambda fraction, _: progress(fraction))
        self._log.last = ""
        settings = lib.llama_model_default_params()
        settings.progress_callback = self._report
        self._model = lib.llama_model_load_from_file(os.fsencode(model), settings)
        if not self._model:
            raise HybridError(
                "The model could not be loaded",
                self._log.last or f"{model} is damaged, cut short or of a kind that this llama.cpp does not know.",
                "Fetch the file again, or name another model.",
                Exit.NO_MODEL,
            )
        self._vocab = lib.llama_model_get_vocab(self._model)
        self.name = model.stem
        self.parameters: int = lib.llama_model_n_params(self._model)
        self._batch_size = batch or (_SHORT_BATCH if lib.llama_supports_gpu_offload() else _BATCH)
        self._context = self._new_context(sequences, context or _CONTEXT, threads or min(_usable_cores(), MOST_THREADS))
        self.context: int = lib.llama_n_ctx(self._context)
        self._memory = lib.llama_get_memory(self._context)
        self._batch = lib.llama_batch_init(self._batch_size, 0, 1)
        self._length = dict.fromkeys(range(sequences), 0)
        self._row: dict[int, int] = {}

    def tokens(self, text: str, *, start: bool = False, markup: bool = False) -> list[int]:
        """The model's own tokens of `text`.

        `start` adds the token that opens a document where the model has one. Without `markup`, text that looks like a
        control token ("<|im_end|>") is read as plain text. A lone surrogate becomes "?".
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 16
        while True:
            buffer = (ctypes.c_int32 * room)()
            count = self._lib.llama_tokenize(self._vocab, data, len(data), buffer, room, start, markup)
            if count >= 0:
                return list(buffer[:count])
            room = -count

    def length(self, sequence: int) -> int:
        """Tokens in the sequence's past."""
        return self._length[sequence]

    def feed(self, runs: Mapping[int, Sequence[int]]) -> None:
        """Append a run of tokens to each sequence named, in as few batches as possible.

        Afterwards `logits` can tell about each of them. Raises `Aborted`, or `HybridError` when the context is full
        or the model fails; the sequences named must then be forgotten.
        """
        bodies, lasts = [], []
        for sequence, run in runs.items():
            rows = [(token, self._length[sequence] + at, sequence) for at, token in enumerate(run)]
            bodies += rows[:-1]
            lasts += rows[-1:]
        # logits live until the next batch, so the last token of every run belongs to the last batch
        rows, head = bodies + lasts, len(bodies)
        while len(rows) > self._batch_size:
            cut = min(self._batch_size, head)
            self._evaluate(rows[:cut], cut)
            rows, head = rows[cut:], head - cut
        self._evaluate(rows, head)
        for sequence, run in runs.items():
            self._length[sequence] += len(run)
        self._row = {row[2]: head + at for at, row in enumerate(lasts)}

    def logits(self, sequence: int, tokens: Iterable[int]) -> dict[int, float]:
        """The raw logit of each of `tokens` to come next in a sequence that was in the last feed."""
        row = self._lib.llama_get_logits_ith(self._context, self._row[sequence])
        return {token: float(row[token]) for token in tokens}

    def share(self, source: int, target: int) -> None:
        """Give `target` the whole past of `source`; nothing is evaluated again. Its own past is forgotten."""
        self.forget(target)
        self._lib.llama_memory_seq_cp(self._memory, source, target, -1, -1)
        self._length[target] = self._length[source]

    def forget(self, sequence: int) -> None:
        """Empty the sequence's past."""
        self._lib.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        self._length[sequence] = 0
        self._row.pop(sequence, None)

    def close(self) -> None:
        """Free the model's memory. The decoder is of no use afterwards."""
        self._lib.llama_batch_free(self._batch)
        self._lib.llama_free(self._context)
        self._lib.llama_model_free(self._model)

    def _new_context(self, sequences: int, tokens: int, threads: int) -> Any:
        lib = self._lib
        settings = lib.llama_context_default_params()
        settings.n_ctx = min(lib.llama_model_n_ctx_train(self._model), tokens)
        settings.n_batch = settings.n_ubatch = self._batch_size
        settings.n_seq_max = sequences
        settings.kv_unified = True  # sequences share one pool, so a shared prefix is stored once
        settings.n_threads = settings.n_threads_batch = threads
        context = lib.llama_init_from_model(self._model, settings)
        if not context:
            lib.llama_model_free(self._model)
            raise HybridError(
                "The model could not be started",
                self._log.last or "llama.cpp could not make a context for it.",
                "Close other programs, or name a smaller model.",
                Exit.NO_MODEL,
            )
        self._ask = lib.ggml_abort_callback(lambda _: self._aborted())
        lib.llama_set_abort_callback(context, self._ask, None)
        return context

    def _evaluate(self, rows: Sequence[tuple[int, int, int]], silent: int) -> None:
        """Run one batch of (token, position, sequence); the rows from `silent` on give logits."""
        if self._aborted():
            raise Aborted
        batch = self._batch
        batch.n_tokens = len(rows)
        for at, (token, position, sequence) in enumerate(rows):
            batch.token[at] = token
            batch.pos[at] = position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = sequence
            batch.logits[at] = at >= silent
        outcome = self._lib.llama_decode(self._context, batch)
        if outcome == 2:
            raise Aborted
        if outcome:
            raise HybridError(
                "The local model failed",
                "Its context is full." if outcome == 1 else self._log.last or f"llama_decode returned {outcome}.",
                "Refine again; if it fails again, use another model.",
                Exit.NO_MODEL,
            )


class _Log:
    """llama.cpp's warnings and errors: to stderr, and the last error kept, since the interface returns none.

    While `muted` nothing is taken down: an evaluation that was aborted on purpose reports itself as a failure.
    """

    def __init__(self, lib: Any) -> None:
        self.last = ""
        self.muted: Callable[[], bool] = lambda: False
        self._callback = lib.llama_log_callback(self._write)
        lib.llama_log_set(self._callback, None)

    def _write(self, level: int, text: bytes, _: object) -> None:
        if level not in (_WARNING, _ERROR) or self.muted():
            return
        message = text.decode("utf-8", "replace")
        sys.stderr.write(message)
        sys.stderr.flush()
        if level == _ERROR:
            self.last = message.strip()


@cache
def _library() -> tuple[Any, _Log]:
    """llama.cpp and its log, which is the process's own: it must outlive every decoder."""
    # threads wait for each other at every operation; where another process wants the cores too, long spinning there
    # made two threads a quarter as fast as one (libgomp reads this when it is loaded)
    os.environ.setdefault("GOMP_SPINCOUNT", _SPIN)
    from llama_cpp import llama_cpp

    llama_cpp.llama_backend_init()
    return llama_cpp, _Log(llama_cpp)


def _usable_cores() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
