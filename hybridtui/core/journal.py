"""Why this file exists: what was typed since the last save is kept as edits, so that a long text costs no more a key.

A journal holds a document as it was saved last, then edit after edit, a line of JSON each, with a checksum before it. A
program may be killed in the middle of a line: what is whole before it counts, what comes after it does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from hybridtui.core.differences.region import changed_region

if TYPE_CHECKING:
    from hybridtui.core.merging import Merging

_VERSION = 1
_CHECK = 9
"""Bytes before the JSON of a line: eight digits of its checksum, and a space."""


class Typed(NamedTuple):
    """What a journal holds: the document at `path` as it was saved last (`base`), and the edits since.

    `at` is when the last of them was made: UTC in ISO 8601, empty where there is none. The texts are as an editor shows
    them, with "\\n" between lines.
    """

    path: str
    base: str
    edits: tuple[tuple[int, int, str], ...] = ()
    at: str = ""

    def states(self) -> Iterator[str]:
        """The document after each edit, in order; the base first."""
        text = self.base
        yield text
        for start, end, put in self.edits:
            text = text[:start] + put + text[end:]
            yield text

    @property
    def text(self) -> str:
        """The document as it was typed."""
        *_, last = self.states()
        return last


def head(path: str, base: str) -> bytes:
    """The first line of the journal of the document at `path`, `base` being what is saved of it."""
    return _line({"journal": _VERSION, "path": path, "base": base})


def edit(old: str, new: str, at: str) -> bytes:
    """The line that makes `new` of `old`."""
    region = changed_region(old, new)
    return _line({"at": at, "start": region.start, "end": region.end, "put": new[region.start : region.new_end]})


def read(data: bytes) -> Typed | None:
    """What a journal holds, as far as it is whole; None where its beginning is not, or is of a later version."""
    lines = _lines(data)
    try:
        first = next(lines)
        if first["journal"] != _VERSION:
            return None
        edits = list(lines)
        return Typed(
            str(first["path"]),
            str(first["base"]),
            tuple((int(each["start"]), int(each["end"]), str(each["put"])) for each in edits),
            str(edits[-1]["at"]) if edits else "",
        )
    except (StopIteration, KeyError, TypeError, ValueError):
        return None


class Recovery(NamedTuple):
    """What becomes of a document whose journal holds more than its file: `characters` more, typed until `at`.

    `merged` tells that another program had changed the file, too, and `conflicts` where the two contradict each other.
    """

    text: str
    characters: int
    at: str
    merged: bool = False
    conflicts: int = 0


def recover(typed: Typed, there: str, exists: bool, merge: Merging) -> Recovery | None:
    """What to make of a file that reads `there`, given its journal; None where it holds all that was typed.

    The program may have been killed before the journal learnt of a save, so any state on the way is one of ours. A file
    that is none of them was changed by another program: `merge` joins the two. One that is gone, or was emptied, holds
    nothing against what was typed: it is made again.
    """
    text, known = typed.text, not exists or not there
    for state in typed.states():
        known = known or state == there
    if text == there or text == typed.base:
        return None
    region = changed_region(there if known else typed.base, text)
    characters = max(region.new_end, region.end) - region.start
    if known:
        return Recovery(text, characters, typed.at)
    merged = merge(typed.base, text, there)
    return Recovery(merged.text, characters, typed.at, True, merged.conflicts) if merged.text != there else None


def _line(fields: dict[str, Any]) -> bytes:
    body = json.dumps(fields).encode("ascii")  # lone surrogates are escaped: they come back as they were
    return b"%08x %b\n" % (crc32(body), body)


def _lines(data: bytes) -> Iterator[dict[str, Any]]:
    for line in data.split(b"\n")[:-1]:  # what no newline ends is torn
        body = line[_CHECK:]
        if line[:_CHECK] != b"%08x " % crc32(body):
            return
        fields = json.loads(body)
        if not isinstance(fields, dict):
            return
        yield fields
