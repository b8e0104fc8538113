"""Why this file exists: an estimate of Claude's tokens is held against ctok, which needs a newer Python than ours.

ctok (PyPI, MIT) is an independent reconstruction of Claude's tokenizers. It runs in a process of its own, with a Python
of at least 3.12 that has it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hybridtui.core.hand_off.models import Generation

_PYTHONS = ("python3.12", "python3.13", "python3.14", "python3.15")

_PROGRAM = """
import json, sys
from ctok import token_count
frames = {}
for line in sys.stdin:
    text, version = json.loads(line)
    if version not in frames:
        frames[version] = token_count("", version)
    print(token_count(text, version) - frames[version], flush=True)
"""


class Reference:
    """ctok in its process. May be used by one thread at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._known: dict[tuple[str, Generation], int] = {}

    def count(self, text: str, generation: Generation) -> int:
        """The tokens of `text`, without the frame of a message. Raises RuntimeError when the process is gone."""
        if (text, generation) not in self._known:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps([text, generation]) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
            if not answer:
                raise RuntimeError("ctok's process ended")
            self._known[text, generation] = int(answer)
        return self._known[text, generation]


@contextmanager
def reference(python: str | None) -> Iterator[Reference | None]:
    """ctok, run by `python` or else by the first Python found that has it; None where there is none."""
    found = next((each for each in ([python] if python else [sys.executable, *_PYTHONS]) if _has_ctok(each)), None)
    if found is None:
        yield None
        return
    with subprocess.Popen(
        [found, "-P", "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Reference(process)


def _has_ctok(python: str) -> bool:
    if shutil.which(python) is None:
        return False
    return subprocess.run([python, "-P", "-c", "import ctok"], capture_output=True, check=False).returncode == 0
