"""Why this file exists: a worker may hold its model and the context's keys and values, and little else."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench.table import Row, compare, size

_OWN = 150_000_000
"""Bytes for everything else: the interpreter, numpy, compute buffers, logits."""
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


def peak(pid: int) -> int:
    """The most memory that the process ever had resident, in bytes; 0 where the system does not say (not Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = _PEAK.search(status)
    return 1024 * int(found[1]) if found else 0


def row(model: Path, keys_and_values: int, peak: int) -> Row:
    """A worker's peak beside what it is allowed."""
    what, name = "peak resident memory of the worker", "model file + keys and values + 150 MB"
    allowed = model.stat().st_size + keys_and_values + _OWN
    if not peak:
        return Row(what, f"{name}: {size(allowed)}", "not known on this system")
    return compare(what, name, [allowed], [peak], size)
