"""Why this file exists: what the rest relies on in llama.cpp, held against the real starter model."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from threading import Timer

import pytest

from hybridtui.core.config import SETTINGS
from hybridtui.core.errors import Exit, HybridError
from hybridtui.local.decoder import MOST_THREADS, Aborted, Decoder
from tests.local.conftest import Flag

STORY = "The quick brown fox jumps over the lazy dog. " * 12


def likeliest(decoder: Decoder, sequence: int, words: list[str]) -> str:
    ids = {decoder.tokens(word)[0]: word for word in words}
    logits = decoder.logits(sequence, ids)
    return ids[max(logits, key=logits.__getitem__)]


def test_the_model_continues_what_it_was_fed(decoder: Decoder) -> None:
    decoder.feed({0: decoder.tokens(f"{STORY}The quick brown", start=True)})
    assert likeliest(decoder, 0, [" fox", " dog", " jumps", " violin"]) == " fox"


def test_a_shared_past_counts_without_being_fed_again(decoder: Decoder) -> None:
    story = decoder.tokens(STORY, start=True)
    decoder.feed({0: story})
    decoder.share(0, 1)
    assert decoder.length(1) == len(story)
    decoder.feed({1: decoder.tokens("The quick brown")})
    assert likeliest(decoder, 1, [" fox", " dog", " jumps", " violin"]) == " fox"
    assert decoder.length(0) == len(story)


def test_two_sequences_in_one_feed_keep_their_own_thread(decoder: Decoder) -> None:
    decoder.feed({0: decoder.tokens(f"{STORY}The quick brown"), 1: decoder.tokens(f"{STORY}jumps over the lazy")})
    assert likeliest(decoder, 0, [" fox", " dog"]) == " fox"
    assert likeliest(decoder, 1, [" fox", " dog"]) == " dog"


def test_runs_longer_than_a_batch_give_the_same_as_one_token_at_a_time(small: Decoder) -> None:
    story = small.tokens(STORY[:180] + "The quick brown", start=True)
    assert 32 < len(story) < 96
    words = [small.tokens(word)[0] for word in (" fox", " dog", " jumps", " violin")]
    for sequence in (0, 1):
        small.forget(sequence)
    small.feed({0: story})
    at_once = small.logits(0, words)
    for token in story:
        small.feed({1: [token]})
    assert small.logits(1, words) == pytest.approx(at_once, abs=0.5)


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
    decoder.feed({1: decoder.tokens("The quick brown")})
    assert likeliest(decoder, 1, [" fox", " dog", " jumps", " violin"]) == " fox"


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


def test_the_manual_tells_how_many_threads_are_used() -> None:
    assert f"at most {MOST_THREADS}" in SETTINGS["local.threads"].metadata["manual"]


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


def test_a_truncated_model_is_an_error_in_words(starter: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    shutil.copyfile(starter, cut)
    os.truncate(cut, starter.stat().st_size // 2)
    with pytest.raises(HybridError, match="could not be loaded") as caught:
        Decoder(cut)
    assert caught.value.exit is Exit.NO_MODEL
    assert caught.value.cause
