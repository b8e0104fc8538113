"""Why this file exists: a model that may only leave words out cannot invent any.

The model is never asked what to write. At each point it is asked which of the words that may come next it finds most
likely: any optional word up to the next mandatory one, that one, or the end of the line where no mandatory word is
left. The line is then made of the source's own words, not of the tokens that stood for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.words import Role, Word
from hybridtui.local import prompts
from hybridtui.local.decoder import Decoder

_PREFIX, _WORK = 0, 1
"""The decoder's sequences: one keeps the prompt's prefix, the other takes one sentence after the other."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line so far: the words kept, the output tokens it took, and how many of them the model chose."""

    kept: tuple[str, ...] = ()
    tokens: int = 0
    chosen: int = 0


class Faithful:
    """Cuts sentences down with `decoder`, which needs two sequences."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._prefix = decoder.tokens(prompts.prefix(), start=True)
        self._end = decoder.tokens(prompts.END)[:1]

    def steps(self, sentence: str, words: Sequence[Word]) -> Iterator[Step]:
        """The line's growth; the last step is the whole line. Words that are FILLER are left out in any case.

        A sentence without optional words, or too long for the model's context, keeps all its other words unseen by the
        model. Raises `Aborted` or `HybridError`; the next call is none the worse for it.
        """
        words = [word for word in words if word.role is not Role.FILLER]
        whole = Step(tuple(word.text for word in words))
        if all(word.role is Role.MANDATORY for word in words):
            yield whole
            return
        prompt = self._decoder.tokens(prompts.ask(sentence))
        room = self._decoder.context - len(self._prefix) - len(prompt)
        ids = [self._decoder.tokens(f" {word.text}") for word in words] if room > 0 else []
        if not ids or not all(ids) or sum(map(len, ids)) > room:
            yield whole
            return
        self._begin()
        yield from _Line(self._decoder, words, ids, self._end, prompt).steps()

    def _begin(self) -> None:
        if self._decoder.length(_PREFIX) != len(self._prefix):
            self._decoder.forget(_PREFIX)
            self._decoder.feed({_PREFIX: self._prefix})
        self._decoder.share(_PREFIX, _WORK)


class _Line:
    """One constrained decode."""

    def __init__(
        self, decoder: Decoder, words: Sequence[Word], ids: Sequence[list[int]], end: list[int], prompt: list[int]
    ) -> None:
        self._decoder = decoder
        self._words = words
        self._ids = [*ids, end]
        self._pending = list(prompt)
        self._kept: list[int] = []
        self._tokens = 0
        self._chosen = 0

    def steps(self) -> Iterator[Step]:
        """Decide word after word; a step whenever the line has grown.

        What is forced to the end is put out, and counted, without being fed.
        """
        at, shown = 0, 0
        while at < len(self._words):
            if len(self._kept) > shown:
                shown = len(self._kept)
                yield self._step()
            if all(word.role is Role.MANDATORY for word in self._words[at:]):
                self._kept += range(at, len(self._words))
                self._tokens += sum(map(len, self._ids[at : len(self._words)]))
                break
            choice = self._choose(self._candidates(at, started=bool(self._kept)))
            if choice < len(self._words):
                self._kept.append(choice)
            at = choice + 1
        yield self._step()

    def _step(self) -> Step:
        return Step(tuple(self._words[at].text for at in self._kept), self._tokens, self._chosen)

    def _candidates(self, at: int, started: bool) -> range:
        """The words that may come next, nearest first; one past the last word stands for the end of the line.

        A line that has not `started` says nothing, so it cannot end yet.
        """
        last = len(self._words)
        stop = next((index for index in range(at, last) if self._words[index].role is Role.MANDATORY), last)
        return range(at, stop + 1 if stop < last or started else stop)

    def _choose(self, candidates: Sequence[int]) -> int:
        """Walk the candidates' tokens as a trie, asking the model where they part. Of identical words the nearest."""
        paths: dict[tuple[int, ...], int] = {}
        for candidate in candidates:
            paths.setdefault(tuple(self._ids[candidate]), candidate)
        depth = 0
        while len(paths) > 1:
            branches = {path[depth] for path in paths if len(path) > depth}
            whole = next((candidate for path, candidate in paths.items() if len(path) == depth), None)
            if whole is not None:
                # a word that is the beginning of another: what would follow it competes with the longer word's rest
                after = {self._ids[index][0] for index in self._candidates(whole + 1, started=True)} - branches
                if self._best(branches | after) in after:
                    return whole
            token = self._decide(branches)
            paths = {path: index for path, index in paths.items() if path[depth : depth + 1] == (token,)}
            depth += 1
        path, choice = next(iter(paths.items()))
        self._put(path[depth:])
        return choice

    def _decide(self, allowed: Collection[int]) -> int:
        """Put out the best of `allowed`; the model is asked only where there is a choice."""
        if len(allowed) == 1:
            token = next(iter(allowed))
        else:
            token = self._best(allowed)
            self._chosen += 1
        self._put((token,))
        return token

    def _best(self, allowed: Collection[int]) -> int:
        if self._pending:
            self._decoder.feed({_WORK: self._pending})
            self._pending = []
        logits = self._decoder.logits(_WORK, allowed)
        return max(logits, key=logits.__getitem__)

    def _put(self, tokens: Sequence[int]) -> None:
        """Output tokens; they are fed together, when the model is asked next."""
        self._pending += tokens
        self._tokens += len(tokens)
