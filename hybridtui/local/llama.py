"""Why this file exists: llama.cpp is loaded in one place, quietly, and with an eye to who else wants the cores."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

MOST_THREADS = 8
"""More threads than this gain nothing on the small models meant here and take cores from the keyboard."""
SPIN = "1000"
"""How long a thread of libgomp spins before it sleeps (GOMP_SPINCOUNT)."""

_WARNING = 3
_ERROR = 4


def threads() -> int:
    """How many threads to decode with where nobody says otherwise: one for each core this process may use."""
    cores = os.cpu_count() or 1
    with contextlib.suppress(AttributeError):
        cores = len(os.sched_getaffinity(0))
    return min(cores, MOST_THREADS)


class Log:
    """llama.cpp's warnings and errors: to stderr, and the last error kept, since the interface returns none.

    While `muted` nothing is taken down: an evaluation that was aborted on purpose reports itself as a failure.
    """

    def __init__(self, lib: Any) -> None:
        self.last = ""
        self.muted: Callable[[], bool] = lambda: False
        self._callback = lib.llama_log_callback(self._write)
        lib.llama_log_set(self._callback, None)

    def _write(self, level: int, text: bytes, _: object) -> None:
        if level not in (_WARNING, _ERROR) or self.muted():
            return
        message = text.decode("utf-8", "replace")
        sys.stderr.write(message)
        sys.stderr.flush()
        if level == _ERROR:
            self.last = message.strip()


@cache
def library() -> tuple[Any, Log]:
    """llama.cpp and its log, which is the process's own: it must outlive every decoder."""
    # threads wait for each other at every operation; where another process wants the cores too, long spinning there
    # made two threads a quarter as fast as one (libgomp reads this when it is loaded)
    os.environ.setdefault("GOMP_SPINCOUNT", SPIN)
    from llama_cpp import llama_cpp

    llama_cpp.llama_backend_init()
    return llama_cpp, Log(llama_cpp)
