"""Why this file exists: whatever the model would like to say, a line is made of its sentence's words, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.plan import plan
from hybridtui.core.words import Role, Word
from hybridtui.local.decoder import Aborted, Decoder
from hybridtui.local.faithful import Faithful, Step
from tests.local.conftest import RAMBLE, Flag


class Wishful(Decoder):
    """A decoder with a token for each character, that would like to put out `wish`, and keeps what it was fed."""

    def __init__(self, wish: str, context: int = 4096) -> None:
        self.context = context
        self.wish = wish
        self.output: list[int] = []
        self._fresh = True
        self._held = {0: 0, 1: 0}

    def tokens(self, text: str, *, start: bool = False, markup: bool = False) -> list[int]:
        return [ord(character) for character in text]

    def length(self, sequence: int) -> int:
        return self._held[sequence]

    def feed(self, runs: Mapping[int, Sequence[int]]) -> None:
        for sequence, run in runs.items():
            self._held[sequence] += len(run)
            if sequence == 1:
                self.output += run if not self._fresh else run["".join(map(chr, run)).rindex(":") + 1 :]
                self._fresh = False

    def logits(self, sequence: int, tokens: Iterable[int]) -> dict[int, float]:
        at = len(self.output)
        wanted = ord(self.wish[at]) if at < len(self.wish) else ord("\n")
        return {token: float(token == wanted) for token in tokens}

    def share(self, source: int, target: int) -> None:
        self._held[target] = self._held[source]
        self.output, self._fresh = [], True

    def forget(self, sequence: int) -> None:
        self._held[sequence] = 0


OPTIONAL_WORDS = st.builds(Word, st.text("ab", min_size=1, max_size=4), st.just(Role.OPTIONAL))
MANDATORY_WORDS = st.builds(Word, st.text("12", min_size=1, max_size=3), st.just(Role.MANDATORY))
FILLER_WORDS = st.builds(Word, st.text("uh", min_size=1, max_size=2), st.just(Role.FILLER))


def shorten(decoder: Decoder, words: Sequence[Word]) -> list[Step]:
    return list(Faithful(decoder).steps(" ".join(word.text for word in words), words))


@given(st.data(), st.lists(OPTIONAL_WORDS | MANDATORY_WORDS | FILLER_WORDS, min_size=1, max_size=12))
def test_the_model_can_have_every_line_that_the_roles_allow(data: st.DataObject, words: list[Word]) -> None:
    kept = tuple(
        word.text
        for word in words
        if word.role is Role.MANDATORY or (word.role is Role.OPTIONAL and data.draw(st.booleans()))
    )
    if not kept:
        return
    steps = shorten(Wishful("".join(f" {text}" for text in kept)), words)
    assert steps[-1].kept == kept


@given(st.text("ab12 uh\n", max_size=40), st.lists(OPTIONAL_WORDS | MANDATORY_WORDS | FILLER_WORDS, max_size=12))
def test_whatever_the_model_wants_the_line_keeps_to_the_roles_and_only_grows(wish: str, words: list[Word]) -> None:
    steps = shorten(Wishful(wish), words)
    kept = steps[-1].kept
    rest = iter(word.text for word in words if word.role is not Role.FILLER)
    assert all(text in rest for text in kept)
    mandatory = [word.text for word in words if word.role is Role.MANDATORY]
    assert [text for text in kept if set(text) <= set("12")] == mandatory
    assert bool(kept) == any(word.role is not Role.FILLER for word in words)
    for earlier, later in pairwise(steps):
        assert later.kept[: len(earlier.kept)] == earlier.kept
        assert earlier.tokens <= later.tokens
    assert all(step.chosen <= step.tokens for step in steps)


def test_a_sentence_without_a_choice_never_reaches_the_model() -> None:
    decoder = Wishful("")
    steps = shorten(decoder, [Word("keep", Role.MANDATORY), Word("um", Role.FILLER), Word("30", Role.MANDATORY)])
    assert steps == [Step(("keep", "30"))]
    assert decoder.length(0) == decoder.length(1) == 0


def test_a_sentence_beyond_the_context_is_carried_whole() -> None:
    words = [Word("a", Role.OPTIONAL)] * 5000
    assert shorten(Wishful(" a\n"), words) == [Step(("a",) * 5000)]


def test_the_prefix_is_evaluated_once() -> None:
    decoder = Wishful(" a\n")
    faithful = Faithful(decoder)
    words = [Word("a", Role.OPTIONAL), Word("b", Role.OPTIONAL)]
    list(faithful.steps("a b", words))
    held = decoder.length(0)
    list(faithful.steps("a b", words))
    assert decoder.length(0) == held > 0


def test_forced_tokens_are_fed_in_one_batch_up_to_the_next_choice(
    decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[int] = []
    feed = decoder.feed

    def watched(runs: Mapping[int, Sequence[int]]) -> None:
        fed.append(sum(map(len, runs.values())))
        feed(runs)

    monkeypatch.setattr(decoder, "feed", watched)
    words = [Word(text, Role.MANDATORY) for text in ("customers", "keep", "pasting", "large", "files", "into")]
    *_, step = Faithful(decoder).steps("x", [*words, Word("the", Role.OPTIONAL), Word("chat", Role.MANDATORY)])
    assert step.chosen == 1
    assert len(fed) == 2  # the prefix, then sentence and forced words together


def test_the_real_model_shows_a_line_growing_and_says_nothing_of_its_own(decoder: Decoder) -> None:
    faithful = Faithful(decoder)
    most = 0
    for window in plan(RAMBLE):
        steps = list(faithful.steps(window.sentence.text, window.words))
        rest = iter(word.text for word in window.words)
        assert all(text in rest for text in steps[-1].kept)
        most = max(most, len({step.kept for step in steps}))
    assert most >= 3


def test_after_an_abort_the_next_sentence_comes_out_as_ever(decoder: Decoder, flag: Flag) -> None:
    faithful = Faithful(decoder)
    window = plan(RAMBLE)[0]
    *_, before = faithful.steps(window.sentence.text, window.words)
    for _ in faithful.steps(window.sentence.text, window.words):
        flag.up = True
        break
    with pytest.raises(Aborted):
        list(faithful.steps(window.sentence.text, window.words))
    decoder.forget(0)
    with pytest.raises(Aborted):
        list(faithful.steps(window.sentence.text, window.words))
    flag.up = False
    *_, after = faithful.steps(window.sentence.text, window.words)
    assert after == before
