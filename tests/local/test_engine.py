"""Why this file exists: lines that share a batch must not notice each other, and none may starve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

import pytest

from hybridtui.local.decoder import NOTHING, Aborted, Anything, Decoder, Place, Question
from hybridtui.local.engine import PROMPTS, Answers, Ask, Ended, Engine, Grown, Line, Order
from tests.local.conftest import Flag

PROMPT = (1, 2, 3)


class Ledger(Decoder):
    """A decoder that writes down what it is fed; each answer is the number of tokens that the sequence then holds."""

    def __init__(self, sequences: int = PROMPTS + 3, context: int = 100) -> None:
        self.sequences, self.context = sequences, context
        self.past: dict[int, list[int]] = {sequence: [] for sequence in range(sequences)}
        self.batches: list[dict[int, list[int]]] = []

    def feed(
        self, runs: Mapping[int, Sequence[int]], questions: Mapping[Place, Question] = NOTHING
    ) -> dict[Place, dict[int, float]]:
        before = {sequence: len(past) for sequence, past in self.past.items()}
        self.batches.append({sequence: list(run) for sequence, run in runs.items()})
        for sequence, run in runs.items():
            self.past[sequence] += run
        return {(sequence, at): {0: float(before[sequence] + at + 1)} for sequence, at in questions}

    def share(self, source: int, target: int) -> None:
        self.past[target] = list(self.past[source])

    def forget(self, sequence: int) -> None:
        self.past[sequence] = []


def writing(*sizes: int) -> Line:
    """Feeds runs of these sizes, one after the other; its result are the answers."""
    heard: list[float] = []
    for size in sizes:
        answers: Answers = yield Ask([9] * size, {size - 1: (0,)}, "x" * len(heard))
        heard.append(answers[size - 1][0])
    return heard


def order(name: str, *sizes: int, prompt: tuple[int, ...] = PROMPT) -> Order:
    return Order(name, prompt, sum(sizes), lambda: writing(*sizes))


def results(engine: Engine) -> dict[str, object]:
    ended: dict[str, object] = {}
    while engine.busy:
        ended |= {each.name: each.result for each in engine.turn() if isinstance(each, Ended)}
    return ended


def test_lines_share_batches_behind_a_prompt_that_is_read_once() -> None:
    decoder = Ledger()
    engine = Engine(decoder)
    for name in "abc":
        engine.begin(order(name, 4, 1, 1))
    assert results(engine) == {name: [7.0, 8.0, 9.0] for name in "abc"}
    assert decoder.batches[0] == {0: [1, 2, 3]}
    assert [len(batch) for batch in decoder.batches[1:]] == [3, 3, 3]
    assert engine.fed == 3 + 3 * 6


def test_a_line_joins_where_another_has_ended() -> None:
    decoder = Ledger(sequences=PROMPTS + 2)
    engine = Engine(decoder)
    engine.begin(order("short", 1))
    engine.begin(order("long", 1, 1, 1))
    assert engine.full(order("next", 1))
    list(engine.turn())
    assert not engine.full(order("next", 1))
    engine.begin(order("next", 1))
    assert results(engine) == {"long": [4.0, 5.0, 6.0], "next": [4.0]}


def test_a_line_waits_where_the_context_has_no_room_for_it() -> None:
    engine = Engine(Ledger(context=10))
    engine.begin(order("first", 4))
    assert engine.full(order("second", 4))
    assert not engine.full(order("third", 3))
    assert engine.fits(order("second", 4))
    assert not engine.fits(order("huge", 8))


def test_long_runs_take_turns_so_that_lines_appear_one_by_one() -> None:
    ticks = count()
    engine = Engine(Ledger(PROMPTS + 4, 1000), clock=lambda: float(next(ticks)))  # one second for three tokens: slow
    for name in "abc":
        engine.begin(order(name, 30))
    engine.begin(order("writes", 1, 1, 1))
    turns = [[each.name for each in engine.turn()] for _ in range(3)]
    assert turns == [["a", "writes"], ["b", "writes"], ["c", "writes"]]


def test_a_line_that_writes_does_not_keep_others_from_reading() -> None:
    ticks = count()
    engine = Engine(Ledger(PROMPTS + 3, 1000), clock=lambda: float(next(ticks)))
    engine.begin(order("writes", *[1] * 9))
    for name in "ab":
        engine.begin(order(name, 33, 1))
    turns = [[each.name for each in engine.turn()] for _ in range(2)]
    assert turns == [["writes", "a"], ["writes", "a", "b"]]


def reads(decoder: Ledger) -> list[list[int]]:
    """The prompts read, in order."""
    return [run for batch in decoder.batches for run in batch.values() if 9 not in run]


def test_prompts_stay_warm_and_one_more_takes_the_place_of_the_least_recently_used() -> None:
    decoder = Ledger()
    engine = Engine(decoder)
    for prompt in ((1,), (2,), (3,), (1,), (4,), (1,), (2,)):
        engine.begin(order("line", 1, prompt=prompt))
        results(engine)
    assert reads(decoder) == [[1], [2], [3], [4], [2]]


def test_a_warm_prompt_that_nobody_stands_behind_makes_room() -> None:
    decoder = Ledger(context=20)
    engine = Engine(decoder)
    for prompt, size in (((1,) * 12, 3), ((2,) * 8, 10), ((1,) * 12, 3)):
        engine.begin(order("line", size, prompt=prompt))
        results(engine)
        assert sum(map(len, decoder.past.values())) <= 20
    assert len(reads(decoder)) == 3


def test_a_prompt_that_lines_stand_behind_counts_until_they_end() -> None:
    engine = Engine(Ledger(context=20))
    engine.begin(order("first", 4, prompt=(1,) * 8))
    assert engine.full(order("second", 4, prompt=(2,) * 8))
    assert not engine.full(order("second", 4, prompt=(1,) * 8))
    results(engine)
    assert not engine.full(order("second", 4, prompt=(2,) * 8))


def test_a_prompt_broken_off_leaves_nothing_behind() -> None:
    class Broken(Ledger):
        def feed(self, *_: object) -> dict[Place, dict[int, float]]:
            self.past[0] += [1]
            raise Aborted

    decoder = Broken()
    with pytest.raises(Aborted):
        Engine(decoder).begin(order("line", 1))
    assert not any(decoder.past.values())


def test_what_a_line_shows_is_told_and_giving_up_frees_its_place() -> None:
    decoder = Ledger(sequences=PROMPTS + 1)
    engine = Engine(decoder)
    engine.begin(order("line", 1, 1))
    assert list(engine.turn()) == [Grown("line", "x")]
    engine.clear()
    assert not engine.busy
    engine.begin(order("other", 1))
    assert results(engine) == {"other": [4.0]}


def test_the_real_model_says_the_same_of_a_line_alone_and_among_others(decoder: Decoder) -> None:
    def likeliest(text: str) -> Line:
        run = decoder.tokens(text)
        answers = yield Ask(run, {len(run) - 1: Anything()})
        return decoder.text(list(answers[len(run) - 1]))

    prompt = tuple(decoder.tokens("Cats are animals. Paris is a city.\n\n", start=True))
    texts = ("The capital of France is", "A dog is an", "One, two, three,")
    orders = [Order(text, prompt, 20, lambda text=text: likeliest(text)) for text in texts]  # type: ignore[misc]
    alone: dict[str, object] = {}
    for each in orders:
        engine = Engine(decoder)
        engine.begin(each)
        alone |= results(engine)
    engine = Engine(decoder)
    for each in orders:
        engine.begin(each)
    assert results(engine) == alone
    assert alone["One, two, three,"] == b" four"


def test_an_abort_leaves_the_prompt_warm(decoder: Decoder, flag: Flag) -> None:
    engine = Engine(decoder)
    prompt = tuple(decoder.tokens("One, two,", start=True))
    run = decoder.tokens(" three,")

    def asking() -> Line:
        yield Ask(run, {len(run) - 1: Anything()})

    one = Order("one", prompt, 5, asking)
    engine.begin(one)
    flag.up = True
    with pytest.raises(Aborted):
        list(engine.turn())
    flag.up = False
    engine.clear()
    fed = engine.fed
    engine.begin(one)
    (ended,) = engine.turn()
    assert isinstance(ended, Ended)
    assert engine.fed == fed + len(run)
