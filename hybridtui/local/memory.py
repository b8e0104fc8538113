"""Why this file exists: a model that does not fit is refused before it loads, not by the kernel's killer afterwards."""

from __future__ import annotations

import os
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")


def available(meminfo: Path = _MEMINFO) -> int | None:
    """Memory that a new process could use without swapping, in bytes; None where it cannot be told.

    Linux tells it in /proc/meminfo (MemAvailable, in KiB). Elsewhere free pages times page size, where sysconf knows
    them, which is on the low side; failing that the whole memory, since a model beyond that cannot fit at all.
    """
    try:
        for line in meminfo.read_text(encoding="ascii", errors="replace").splitlines():
            name, _, rest = line.partition(":")
            if name == "MemAvailable":
                return int(rest.split()[0]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    for pages in ("SC_AVPHYS_PAGES", "SC_PHYS_PAGES"):
        try:
            count = os.sysconf(pages) * os.sysconf("SC_PAGE_SIZE")
        except (ValueError, OSError, AttributeError):
            continue
        if count > 0:
            return count
    return None
