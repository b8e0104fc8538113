"""Why this file exists: a model is sequences of tokens and what may come next, and nothing else of llama.cpp shows.

A decoder holds one model and one context with several sequences in it. Tokens are fed to sequences in batches, a
sequence's prefix can be shared with another at no cost, and the raw logits of a few tokens are read where they lie.
The low-level interface is used: the high-level one has no abort, one sequence and a copy of every logit.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from hybridtui.core.errors import Exit, HybridError
from hybridtui.local import llama

_CONTEXT = 4096
_BATCH = 512
_SHORT_BATCH = 64
"""Tokens a batch on a GPU, where a running batch may not see the abort callback: it is asked between batches."""
_LOGITS = 16 * 2**20
"""Bytes of logits that one batch may ask for. A row of them is the vocabulary: 1 MiB for Gemma."""
_TEMPERATURE, _TOP_K = 0.7, 40


class Anything(NamedTuple):
    """The question for any token at all: the likeliest, or with a `seed` above 0 a likely one."""

    seed: int = 0


Place: TypeAlias = tuple[int, int]
"""A token of a run: its sequence, and its index in the run."""
Question: TypeAlias = Collection[int] | Anything
NOTHING: Mapping[Place, Question] = MappingProxyType({})


class _Row(NamedTuple):
    token: int
    position: int
    sequence: int
    question: Question | None
    place: Place


class Aborted(Exception):
    """The abort callback said so. What was being fed is not in its sequences' past; forget those sequences."""


class Decoder:
    """One model, ready to decode `sequences` sequences of tokens that share one context.

    Attributes: `name` (the file's, which tells family, size and quantization), `parameters` (count), `context` (tokens,
    for all sequences together), `sequences` (count), `template` (the model's own chat template, None for a base model).
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
        Raises `HybridError` (exit 4) when the file cannot be loaded, `Aborted` when `progress` would not go on.
        """
        self._aborted = aborted
        self._lib, self._log = llama.library()
        lib = self._lib
        self._log.muted = aborted
        going_on = True

        def report(fraction: float, _: object) -> bool:
            nonlocal going_on
            going_on = progress(fraction)
            return going_on

        self._report = lib.llama_progress_callback(report)
        self._log.last = ""
        settings = lib.llama_model_default_params()
        settings.progress_callback = self._report
        self._model = lib.llama_model_load_from_file(os.fsencode(model), settings)
        if not going_on:
            raise Aborted
        if not self._model:
            raise HybridError(
                "The model could not be loaded",
                self._log.last or f"{model} is damaged, cut short or of a kind that this llama.cpp does not know.",
                "Fetch the file again, or name another model.",
                Exit.NO_MODEL,
            )
        self._vocab = lib.llama_model_get_vocab(self._model)
        self._own_space = ""
        self._own_space = " " if self.text(self.tokens("a")) == b" a" else ""
        self.name = model.stem
        self.parameters: int = lib.llama_model_n_params(self._model)
        template = lib.llama_model_chat_template(self._model, None)
        self.template: str | None = template.decode("utf-8", "replace") if template else None
        self._batch_size = batch or (_SHORT_BATCH if lib.llama_supports_gpu_offload() else _BATCH)
        self._context = self._new_context(sequences, context or _CONTEXT, threads or llama.threads())
        self.context: int = lib.llama_n_ctx(self._context)
        self._memory = lib.llama_get_memory(self._context)
        self._batch = lib.llama_batch_init(self._batch_size, 0, 1)
        self.sequences = sequences
        self._vocabulary: int = lib.llama_vocab_n_tokens(self._vocab)
        self._most_questions = max(1, _LOGITS // (4 * self._vocabulary))
        self._length = dict.fromkeys(range(sequences), 0)

    def tokens(self, text: str, *, start: bool = False, markup: bool = False) -> list[int]:
        """The model's own tokens of `text`.

        `start` adds the token that opens a document where the model has one. Without `markup`, text that looks like a
        control token ("<|im_end|>") is read as plain text. A lone surrogate becomes "?". Some vocabularies (Llama 2)
        put a space before any text; one that stands there already is then not doubled.
        """
        data = text.removeprefix(self._own_space).encode("utf-8", "replace")
        room = len(data) + 16
        while True:
            buffer = (ctypes.c_int32 * room)()
            count = self._lib.llama_tokenize(self._vocab, data, len(data), buffer, room, start, markup)
            if count >= 0:
                return list(buffer[:count])
            room = -count

    def ends(self, token: int) -> bool:
        """Whether the model says with `token` that it is done."""
        return bool(self._lib.llama_vocab_is_eog(self._vocab, token))

    def text(self, tokens: Sequence[int], *, markup: bool = False) -> bytes:
        """What `tokens` stand for in UTF-8; the last character may be incomplete. Control tokens only with `markup`."""
        return b"".join(self._piece(token, markup) for token in tokens)

    @property
    def marks(self) -> tuple[str, str]:
        """The tokens that open and end a document, as text; empty where the model has none."""
        lib = self._lib
        ends = lib.llama_vocab_bos(self._vocab), lib.llama_vocab_eos(self._vocab)
        bos, eos = (self._piece(token, True).decode("utf-8", "replace") if token >= 0 else "" for token in ends)
        return bos, eos

    def length(self, sequence: int) -> int:
        """Tokens in the sequence's past."""
        return self._length[sequence]

    def feed(
        self, runs: Mapping[int, Sequence[int]], questions: Mapping[Place, Question] = NOTHING
    ) -> dict[Place, dict[int, float]]:
        """Append a run of tokens to each sequence named, in as few batches as possible; returns the answers.

        A question is put after a token of a run: what comes next? Asked about some tokens, the answer is the
        log-probability of each; asked `Anything`, it is the one token chosen. Raises `Aborted`, or `HybridError` when
        the context is full or the model fails; the sequences named must then be forgotten.
        """
        answers: dict[Place, dict[int, float]] = {}
        rows = [
            _Row(token, self._length[sequence] + at, sequence, questions.get((sequence, at)), (sequence, at))
            for sequence, run in runs.items()
            for at, token in enumerate(run)
        ]
        for batch in self._batches(rows):
            self._evaluate(batch)
            answers |= {row.place: self._answer(at, row.question) for at, row in enumerate(batch) if row.question}
        for sequence, run in runs.items():
            self._length[sequence] += len(run)
        return answers

    def share(self, source: int, target: int) -> None:
        """Give `target` the whole past of `source`; nothing is evaluated again. Its own past is forgotten."""
        self.forget(target)
        self._lib.llama_memory_seq_cp(self._memory, source, target, -1, -1)
        self._length[target] = self._length[source]

    def forget(self, sequence: int) -> None:
        """Empty the sequence's past; of no effect after `close`, where a job that was given up may still end."""
        if self._context:
            self._lib.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        self._length[sequence] = 0

    def close(self) -> None:
        """Free the model's memory. The decoder is of no use afterwards."""
        if self._context:
            self._lib.llama_batch_free(self._batch)
            self._lib.llama_free(self._context)
            self._lib.llama_model_free(self._model)
        self._context = None

    def _piece(self, token: int, markup: bool) -> bytes:
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            count = self._lib.llama_token_to_piece(self._vocab, token, buffer, room, 0, markup)
            if count >= 0:
                return buffer.raw[:count]
            room = -count

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

    def _batches(self, rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
        """`rows` in batches, each with no more questions than there is room for their logits."""
        begin = asked = 0
        for at, row in enumerate(rows):
            asked += row.question is not None
            if at - begin == self._batch_size or asked > self._most_questions:
                yield rows[begin:at]
                begin, asked = at, int(row.question is not None)
        if rows[begin:]:
            yield rows[begin:]

    def _answer(self, row: int, question: Question | None) -> dict[int, float]:
        if isinstance(question, Anything):
            return {self._draw(row, question): 0.0}
        import numpy as np

        pointer = self._lib.llama_get_logits_ith(self._context, row)
        logits = np.ctypeslib.as_array(pointer, (self._vocabulary,))
        most = logits.max()
        whole = most + np.log(np.exp(logits - most).sum(dtype=np.float64))
        return {token: float(logits[token] - whole) for token in question or ()}

    def _draw(self, row: int, question: Anything) -> int:
        """The likeliest token, or one of the likely ones where there is a seed; always the same for the same seed."""
        lib = self._lib
        sampler = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        if question.seed:
            lib.llama_sampler_chain_add(sampler, lib.llama_sampler_init_top_k(_TOP_K))
            lib.llama_sampler_chain_add(sampler, lib.llama_sampler_init_temp(_TEMPERATURE))
            lib.llama_sampler_chain_add(sampler, lib.llama_sampler_init_dist(question.seed))
        else:
            lib.llama_sampler_chain_add(sampler, lib.llama_sampler_init_greedy())
        token: int = lib.llama_sampler_sample(sampler, self._context, row)
        lib.llama_sampler_free(sampler)
        return token

    def _evaluate(self, rows: Sequence[_Row]) -> None:
        """Run one batch; afterwards the rows with a question have logits."""
        if self._aborted():
            raise Aborted
        batch = self._batch
        batch.n_tokens = len(rows)
        for at, row in enumerate(rows):
            batch.token[at] = row.token
            batch.pos[at] = row.position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = row.sequence
            batch.logits[at] = row.question is not None
        self._log.last = ""
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
