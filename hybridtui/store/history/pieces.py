"""Why this file exists: a thousand versions of a long text that differ in a line each must take little more than one.

A text is cut into pieces where the text itself says so, so that an edit changes the pieces around it and no other: at
the end of a line, or of a clause in a long line, whose checksum has its low bits clear (content-defined chunking, as
in A. Muthitacharoen et al., "A Low-bandwidth Network File System", SOSP 2001, with lines for the sliding window).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

_MASK = 0x3F
"""One unit in 64 ends a piece: some 4 KB of lines of 60 characters."""
_MOST = 16 * 1024
"""Bytes from which on a piece ends with its unit, whatever the checksum."""
_LONG_LINE = 1024
_CLAUSE = re.compile(r"[^.,;:!?。，！？]{1,4096}[.,;:!?。，！？]*[^\S\n]*\n?|[.,;:!?。，！？]+\s*")


def cut(data: bytes) -> Iterator[bytes]:
    """UTF-8 in pieces that add up to it; none of them ends within a character."""
    start = end = 0
    for unit in _units(data):
        end += len(unit)
        if end - start >= _MOST or not zlib.crc32(unit) & _MASK:
            yield data[start:end]
            start = end
    if start < end:
        yield data[start:]


def _units(data: bytes) -> Iterator[bytes]:
    for line in data.splitlines(keepends=True):
        if len(line) < _LONG_LINE:
            yield line
        else:
            clauses = _CLAUSE.findall(line.decode("utf-8", "surrogateescape"))
            yield from (clause.encode("utf-8", "surrogateescape") for clause in clauses)


def packed(ids: Iterable[int]) -> bytes:
    """Ids of pieces as they are kept: the step from each to the next, compressed, as most steps are one."""
    steps = array("q", (after - before for before, after in pairwise([0, *ids])))
    return zlib.compress(steps.tobytes())


def unpacked(data: bytes) -> list[int]:
    """The ids in `data`. Raises ValueError or `zlib.error` for what `packed` did not make."""
    steps = array("q")
    steps.frombytes(zlib.decompress(data))
    return list(accumulate(steps))
