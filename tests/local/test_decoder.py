"""Why this file exists: what the rest relies on in llama.cpp, held against the real starter model."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Timer

import pytest

from hybridtui.core.config import SETTINGS
from hybridtui.core.errors import Exit, HybridError
from hybridtui.local.decoder import Aborted, Anything, Decoder
from hybridtui.local.engine import SEQUENCES
from hybridtui.local.llama import MOST_THREADS, SPIN
from tests.local.conftest import Flag

STORY = "The quick brown fox jumps over the lazy dog. " * 12


def likeliest(decoder: Decoder, runs: Mapping[int, Sequence[int]], *words: str) -> dict[int, str]:
    """Feed `runs`, and tell which of `words` each sequence would go on with."""
    ids = {decoder.tokens(word)[0]: word for word in words}
    answers = decoder.feed(runs, {(sequence, len(run) - 1): tuple(ids) for sequence, run in runs.items()})
    return {sequence: ids[max(answer, key=answer.__getitem__)] for (sequence, _), answer in answers.items()}


def test_the_model_continues_what_it_was_fed(decoder: Decoder) -> None:
    runs = {0: decoder.tokens(f"{STORY}The quick brown", start=True)}
    assert likeliest(decoder, runs, " fox", " dog", " jumps", " violin") == {0: " fox"}


def test_a_shared_past_counts_without_being_fed_again(decoder: Decoder) -> None:
    story = decoder.tokens(STORY, start=True)
    decoder.feed({0: story})
    decoder.share(0, 1)
    assert decoder.length(1) == len(story)
    runs = {1: decoder.tokens("The quick brown")}
    assert likeliest(decoder, runs, " fox", " dog", " jumps", " violin") == {1: " fox"}
    assert decoder.length(0) == len(story)


def test_two_sequences_in_one_feed_keep_their_own_thread(decoder: Decoder) -> None:
    runs = {0: decoder.tokens(f"{STORY}The quick brown"), 1: decoder.tokens(f"{STORY}jumps over the lazy")}
    assert likeliest(decoder, runs, " fox", " dog") == {0: " fox", 1: " dog"}


def test_a_question_in_the_middle_of_a_run_is_about_what_came_until_there(decoder: Decoder) -> None:
    run = decoder.tokens(f"{STORY}The quick brown fox jumps", start=True)
    fox, over = decoder.tokens(" fox")[0], decoder.tokens(" over")[0]
    before = run.index(fox, len(run) - 4) - 1
    answers = decoder.feed({0: run}, {(0, before): (fox, over), (0, len(run) - 1): (fox, over)})
    assert answers[0, before][fox] > answers[0, before][over]
    assert answers[0, len(run) - 1][over] > answers[0, len(run) - 1][fox]
    assert all(logarithm <= 0 for answer in answers.values() for logarithm in answer.values())


def test_more_questions_than_there_is_room_for_are_all_answered(
    decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = decoder.tokens("The quick brown fox jumps over the lazy dog.", start=True)
    questions = {(0, at): (after,) for at, after in enumerate(run[1:])}
    at_once = decoder.feed({0: run}, questions)
    monkeypatch.setattr(decoder, "_most_questions", 2)
    decoder.forget(0)
    in_turn = decoder.feed({0: run}, questions)
    assert in_turn.keys() == questions.keys()
    assert [in_turn[place] == pytest.approx(at_once[place], abs=0.1) for place in questions] == [True] * len(questions)


def test_asked_for_anything_it_gives_the_likeliest_and_with_a_seed_always_the_same(decoder: Decoder) -> None:
    run = decoder.tokens(f"{STORY}The quick brown", start=True)
    drawn = []
    for seed in (0, 7, 7):
        decoder.forget(0)
        drawn.append(decoder.feed({0: run}, {(0, len(run) - 1): Anything(seed)}))
    assert decoder.text(list(drawn[0][0, len(run) - 1])) == b" fox"
    assert drawn[1] == drawn[2]


@pytest.mark.parametrize("text", ["naïve façade", "😀 你好 שלום", "a\0b\tc\r\n", "<|im_end|>", "", "  two  spaces "])
def test_text_survives_the_trip_through_tokens(decoder: Decoder, text: str) -> None:
    assert decoder.text(decoder.tokens(text)) == text.encode()


def test_runs_longer_than_a_batch_give_the_same_as_one_token_at_a_time(small: Decoder) -> None:
    story = small.tokens(STORY[:180] + "The quick brown", start=True)
    assert 32 < len(story) < 96
    words = [small.tokens(word)[0] for word in (" fox", " dog", " jumps", " violin")]
    for sequence in (0, 1):
        small.forget(sequence)
    at_once = small.feed({0: story}, {(0, len(story) - 1): words})
    for token in story:
        one_by_one = small.feed({1: [token]}, {(1, 0): words})
    assert one_by_one[1, 0] == pytest.approx(at_once[0, len(story) - 1], abs=0.5)


def test_an_abort_in_the_middle_of_an_evaluation_is_quick_and_leaves_the_rest_usable(
    decoder: Decoder, flag: Flag
) -> None:
    decoder.feed({0: decoder.tokens(STORY, start=True)})
    decoder.share(0, 1)
    raised: list[float] = []

    def raise_flag() -> None:
        raised.append(time.monotonic())
        flag.up = True

    alarm = Timer(0.05, raise_flag)
    alarm.start()
    long_run = decoder.tokens(STORY * 20)
    with pytest.raises(Aborted):
        decoder.feed({1: long_run})
    assert time.monotonic() - raised[0] < 2.0  # measured: 5 ms; a busy machine may take its time
    alarm.join()
    flag.up = False
    decoder.share(0, 1)
    runs = {1: decoder.tokens("The quick brown")}
    assert likeliest(decoder, runs, " fox", " dog", " jumps", " violin") == {1: " fox"}


def test_a_full_context_is_an_error_in_words(small: Decoder) -> None:
    small.forget(0)
    small.forget(1)
    with pytest.raises(HybridError, match="failed") as caught:
        small.feed({0: small.tokens(STORY * 3)})
    assert "full" in caught.value.cause


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800", "😀 你好 שלום", "\x1b[31m", "a " * 10_000])
def test_any_text_has_tokens(decoder: Decoder, text: str) -> None:
    assert bool(decoder.tokens(text)) == bool(text)


def test_control_tokens_in_notes_are_plain_text(decoder: Decoder) -> None:
    assert len(decoder.tokens("<|im_end|>")) > 1
    assert len(decoder.tokens("<|im_end|>", markup=True)) == 1


def test_the_manual_tells_how_many_threads_and_sequences_are_used() -> None:
    assert f"at most {MOST_THREADS}" in SETTINGS["local.threads"].manual
    assert f"0: {SEQUENCES}." in SETTINGS["local.sequences"].manual


def test_loading_tells_its_progress(starter: Path) -> None:
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return True

    decoder = Decoder(starter, progress=progress)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert decoder.parameters == 134_515_008
    assert decoder.context == 4096
    decoder.close()


def test_threads_that_wait_for_each_other_do_not_spin_for_long(decoder: Decoder) -> None:
    assert os.environ["GOMP_SPINCOUNT"] == SPIN  # read by libgomp when it is loaded


def test_loading_can_be_given_up(starter: Path) -> None:
    with pytest.raises(Aborted):
        Decoder(starter, progress=lambda fraction: fraction < 0.1)


def test_a_truncated_model_is_an_error_in_words(starter: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    shutil.copyfile(starter, cut)
    os.truncate(cut, starter.stat().st_size // 2)
    with pytest.raises(HybridError, match="could not be loaded") as caught:
        Decoder(cut)
    assert caught.value.exit is Exit.NO_MODEL
    assert caught.value.cause
