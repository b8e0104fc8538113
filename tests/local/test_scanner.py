"""Why this file exists: the optional scanner is asked to find and nothing else, and its places are turned into ours."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Scanner
from hybridtui.core.secrets import Secret
from hybridtui.local.scanner import Kingfisher
from tests.core.secrets.made import MIXED, drawn

KEY = drawn(Random(1), MIXED, 36)


@dataclass
class FakeFound:
    rule_id: str
    location: dict[str, int]
    visible: bool = True


class FakeLibrary(ModuleType):
    """Stands for the package: finds KEY, and remembers how its rules were asked for."""

    def __init__(self) -> None:
        super().__init__("kingfisher_sdk")
        self.__spec__ = ModuleSpec("kingfisher_sdk", None)
        self.asked: list[dict[str, Any]] = []
        self.failing: Exception | None = None
        self.found: list[FakeFound] = []

    def Rules(self, **how: Any) -> object:
        self.asked.append(how)
        if isinstance(self.failing, OSError):
            raise self.failing
        return object()

    def Scanner(self, rules: object) -> FakeLibrary:
        return self

    def scan(self, data: bytes) -> Sequence[FakeFound]:
        if self.failing:
            raise self.failing
        start = data.index(KEY.encode())
        return [
            *self.found,
            FakeFound("betterleaks.github-pat", {"start_offset": start, "end_offset": start + len(KEY)}),
        ]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    fake = FakeLibrary()
    monkeypatch.setitem(sys.modules, "kingfisher_sdk", fake)
    return fake


def test_it_is_a_scanner() -> None:
    scanner: Scanner = Kingfisher()
    assert isinstance(scanner.available, bool)


def test_bytes_are_turned_into_characters(library: FakeLibrary) -> None:
    text = f"Grüße \U0001f600 \udcff: {KEY} there"
    start = text.index(KEY)
    assert Kingfisher().scan(text) == (Secret("github pat", (start, start + len(KEY))),)


def test_parts_and_placeholders_are_left_out(library: FakeLibrary) -> None:
    text = f"token: <token> {KEY}"
    library.found = [
        FakeFound("kingfisher.some.1", {"start_offset": 7, "end_offset": 14}),
        FakeFound("kingfisher.aws.1", {"start_offset": 0, "end_offset": 5}, visible=False),
    ]
    assert len(Kingfisher().scan(text)) == 1


def test_the_rules_are_compiled_once_and_without_a_cache_nothing_is_written(library: FakeLibrary) -> None:
    scanner = Kingfisher()
    assert scanner.scan(KEY) == scanner.scan(KEY)
    assert library.asked == [{"confidence": "medium", "cache": False}]


def test_the_cache_is_a_folder_that_only_its_owner_reads(library: FakeLibrary, tmp_path: Path) -> None:
    folder = tmp_path / "program" / "rules"
    Kingfisher(folder).scan(KEY)
    assert library.asked == [{"confidence": "medium", "cache_dir": folder}]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_missing_library_is_told_without_importing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kingfisher_sdk", None)
    scanner = Kingfisher()
    assert not scanner.available
    with pytest.raises(HybridError) as raised:
        scanner.scan("text")
    assert "hybridtui[secrets]" in raised.value.next_step


@pytest.mark.parametrize("failure", [RuntimeError(f"at {KEY}"), ValueError(KEY), OSError("disk full")])
def test_a_failure_is_told_without_quoting_the_text(library: FakeLibrary, failure: Exception) -> None:
    library.failing = failure
    with pytest.raises(HybridError) as raised:
        Kingfisher().scan(KEY)
    assert KEY not in str(raised.value)


@pytest.mark.skipif(find_spec("kingfisher_sdk") is None, reason="the extra 'secrets' is not installed")
def test_the_library_itself_finds_a_key(tmp_path: Path) -> None:
    text = f"Grüße: {'ghp_' + KEY} there"
    (found,) = Kingfisher(tmp_path / "rules").scan(text)
    assert text[slice(*found.span)] == "ghp_" + KEY
