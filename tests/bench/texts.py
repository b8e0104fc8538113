"""Why this file exists: an estimate is to be held against texts of every kind, none of which its figures came from."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from tests.bench.home import fresh_home
from tests.bench.labels import CORPUS, DATA

_ROOT = Path(__file__).parents[2]
_PACKAGES = ("textual", "anthropic", "hypothesis", "markdown-it-py", "platformdirs", "mypy", "rich", "numpy")
"""What this program is built and tested with: there is no machine that runs the benchmark without them."""
_MOST = 12_000  # characters taken of one text
_LEAST = 800
_EACH = 3  # texts of a kind from one package


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and where it comes from: `stem` is shared by what was made of the same notes."""

    stem: str
    text: str


def notes() -> tuple[Sample, ...]:
    """Notes as people write them."""
    paths = (
        *CORPUS.glob("*.md"),
        *CORPUS.glob("*.txt"),
        DATA / "csv-upload-ramble.md",
        *DATA.glob("planted/*.notes.md"),
    )
    by_name = {path.name: path for path in sorted(paths) if path.stem != "SOURCES"}
    return tuple(Sample(path.name.partition(".")[0], path.read_text("utf-8")) for path in by_name.values())


def specs() -> tuple[Sample, ...]:
    """Specs: what `hybridtui refine` makes of the notes, and those that a human wrote from three of them."""
    made = (Sample(each.stem, _refined(each.text)) for each in notes())
    written = (Sample(path.name.partition(".")[0], path.read_text("utf-8")) for path in DATA.glob("planted/*.spec.md"))
    return (*made, *written)


def others() -> Iterator[tuple[str, tuple[Sample, ...]]]:
    """Other kinds of text, from this project and the packages that it is built and tested with."""
    yield "this project's Markdown", _samples([_ROOT / "README.md", *(_ROOT.parent / "shared").glob("*.md")])
    yield "this project's Python", _samples(sorted((_ROOT / "hybridtui").rglob("*.py"))[::12])
    yield "Python of packages", _samples(_files(".py"))
    yield "docstrings of packages", _cut(Sample(path.stem, _docstrings(path)) for path in _files(".py"))
    yield "licences", _samples(_files("LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE.md"))
    yield "JSON", _samples([*DATA.glob("*.json"), *_files(".json")])


def _refined(text: str) -> str:
    with fresh_home() as (_, home):
        run = subprocess.run(
            [sys.executable, "-m", "hybridtui", "refine", "-", "--mode", "rules"],
            input=text, capture_output=True, encoding="utf-8", check=True, cwd=_ROOT, env={**os.environ, **home},
        )  # fmt: skip
    return run.stdout


def _files(*endings: str) -> Iterator[Path]:
    """A few files of each package whose names end so, spread over the package."""
    for package in _PACKAGES:
        files = [each for each in distribution(package).files or () if each.name.endswith(endings)]
        paths = [Path(str(each.locate())) for each in files]
        long = [path for path in paths if path.is_file() and path.stat().st_size >= _LEAST]
        yield from long[:: max(len(long) // _EACH, 1)][:_EACH]


def _samples(paths: Iterable[Path]) -> tuple[Sample, ...]:
    return _cut(Sample(path.stem, path.read_text("utf-8", errors="replace")) for path in paths)


def _cut(samples: Iterable[Sample]) -> tuple[Sample, ...]:
    """The beginning of each that is long enough to say something."""
    return tuple(Sample(each.stem, each.text[:_MOST]) for each in samples if len(each.text) >= _LEAST)


def _docstrings(path: Path) -> str:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = ast.walk(ast.parse(path.read_bytes()))
    return "\n\n".join(text for node in nodes if isinstance(node, kinds) and (text := ast.get_docstring(node)))
