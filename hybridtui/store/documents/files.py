"""Why this file exists: an editor that shows lines must not change the bytes of lines nobody edited."""

from __future__ import annotations

import codecs
import os
from collections import Counter
from functools import partial
from pathlib import Path
from time import sleep, time
from typing import TYPE_CHECKING

from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.desk import Document
from hybridtui.store.atomic import disk_error, encoded, write
from hybridtui.store.clock import in_name, utc_now

if TYPE_CHECKING:
    from hybridtui.core.merging import Merging


_TRIES = 20
_SETTLING = 0.05
"""Seconds that a file must not change for, before what another program writes there counts as whole."""
_COARSE = 2.0
"""Seconds that the time of a file may be behind: so coarse it is on FAT."""


class Files:
    """`core.ports.Documents` on the disk. Holds no state; safe to call from a thread."""

    def load(self, path: str) -> Document:
        """Read a file; a missing one is an empty document. Raises `HybridError` when it cannot be read."""
        try:
            data = Path(path).read_bytes()
        except FileNotFoundError:
            return Document(path, "")
        except OSError as error:
            raise disk_error(f"Cannot read {os.path.basename(path)}", error) from error
        except ValueError as error:
            raise HybridError("Cannot read that path", str(error), "Choose another path.") from error
        return decoded(path, data)

    def look(self, document: Document) -> Document:
        """The document as the file has it now, `document` itself where that has not changed.

        A file that is gone or empty holds nothing against what was there: the document is the same but for `exists`.
        Takes a moment while another program is writing. Raises `HybridError` when it cannot be read.
        """
        path, known = Path(document.path), _bytes(document)
        there = _there(document, f"Cannot read {path.name}")
        if there in (b"", known):
            exists = bool(there) or not known
            return document if exists == document.exists or not known else document._replace(exists=exists)
        return decoded(document.path, there)

    def save(self, document: Document, text: str, merging: Merging | None = None) -> Document:
        """Write `text` atomically if it differs from the document's, or its file is gone; returns what is on the disk.

        Lines that were there keep their own endings; new ones get the file's usual ending. Where another program has
        changed the file since the document was read or written, its text and `text` become one by `merging`, by lines
        where that is None, and that is what the result has. Raises `HybridError`; the file then stands as it was.
        """
        gone = bool(document.lines) and not document.exists
        if text == document.text and not gone:
            return document._replace(conflicts=0)
        path = Path(document.path)
        title = f"Not saved: {path.name}"
        for _ in range(_TRIES):
            there = _there(document, title)
            if there in (b"", _bytes(document)):
                saved = _edited(document, text)
            else:
                saved = _merged(document, text, decoded(document.path, there), merging)
            if write(path, _bytes(saved), partial(_holds, path, there)):
                return saved
        raise HybridError(title, "Another program keeps writing to the file.", "It is saved once that program is done.")

    def set_aside(self, path: str, text: str) -> str:
        """Keep `text`, of which nobody could make sense, beside `path`; see `core.ports.Documents`."""
        aside = f"{path}.damaged-{in_name(utc_now())}"
        self.save(Document(aside, ""), text)
        return aside


def decoded(path: str, data: bytes) -> Document:
    """What the editor shows of a file that holds `data`."""
    bom = data.startswith(codecs.BOM_UTF8)
    lines = tuple(data[3 * bom :].decode("utf-8", "surrogateescape").splitlines(keepends=True))
    return Document(path, "".join(map(_shown, lines)), lines, bom, exists=True)


def _edited(document: Document, text: str) -> Document:
    return Document(document.path, text, _with_endings(document.lines, text), document.bom, exists=True)


def _merged(before: Document, text: str, theirs: Document, merging: Merging | None) -> Document:
    """The document that has both what was typed here and what another program wrote."""
    from hybridtui.core.merging import merge

    merged = (merging or merge)(before.text, text, theirs.text)
    return _edited(theirs, merged.text)._replace(conflicts=merged.conflicts)


def _bytes(document: Document) -> bytes:
    """What the file holds that `document` was read from or written to."""
    return (codecs.BOM_UTF8 if document.bom else b"") + encoded("".join(document.lines))


def _content(path: Path, title: str) -> bytes:
    """What is in the file now, nothing where there is none. Raises `HybridError` called `title`."""
    try:
        if path.is_file():
            return path.read_bytes()
        if not path.exists():
            return b""
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise disk_error(title, error) from error
    raise HybridError(title, "It is a folder, a device or a pipe now.", "Give the file its place back.")


def _there(document: Document, title: str) -> bytes:
    """What is in the file of `document` now; once it is whole, where that is news."""
    path = Path(document.path)
    there = _content(path, title)
    if there != _bytes(document) and (there or document.exists):
        return _settled(path, title)
    return there


def _settled(path: Path, title: str) -> bytes:
    """What is in the file once nobody has written there for a moment: some programs write a file piece by piece.

    Many empty it first, or move it away, so without content it gets longer.
    """
    data = _content(path, title)
    for _ in range(_TRIES):
        if _age(path) - _COARSE > (_SETTLING if data else _TRIES * _SETTLING):
            break
        sleep(_SETTLING)
        before, data = data, _content(path, title)
        if data and data == before:
            break
    return data


def _age(path: Path) -> float:
    """Seconds since the file was written to; none while there is no file, which may be on its way."""
    try:
        return abs(time() - path.stat().st_mtime)
    except OSError:
        return 0


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file still holds `data`; nobody can tell of one that cannot be read."""
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return not data


def _ending(line: str) -> str:
    """How `line` ends: any terminator of `str.splitlines`, or nothing."""
    return line[len(_body(line)) :]


def _body(line: str) -> str:
    parts = line.splitlines()
    return parts[0] if parts else ""


def _shown(line: str) -> str:
    return _body(line) + "\n" if _ending(line) else line


def _with_endings(old: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The lines of `text`, each with the ending it has in `old` if it is an unchanged line, else the usual one."""
    new = text.splitlines(keepends=True)
    shown = [_shown(line) for line in old]
    shortest = min(len(shown), len(new))
    head = next((i for i in range(shortest) if shown[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if shown[-1 - i] != new[-1 - i]), shortest - head)
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    usual = _usual_ending(old)
    result = list(old[:head])
    for first, last, start, end in _pairs(gone, come):
        for index in range(start, end):
            before = first + index - start
            own = _ending(gone[before]) if before < last else ""
            line = come[index]
            result.append(_body(line) + (own or usual) if _ending(line) == "\n" else line)
    result += old[len(old) - tail :]
    return tuple(_kept_apart(result))


def _pairs(gone: tuple[str, ...], come: list[str]) -> list[tuple[int, int, int, int]]:
    """Which lines of `gone` (from, to) became which of `come` (from, to).

    Looking for lines that only moved is worth its time only where their endings differ.
    """
    if len(set(map(_ending, gone))) < 2:
        return [(0, len(gone), 0, len(come))]
    from difflib import SequenceMatcher

    return [block[1:] for block in SequenceMatcher(None, [*map(_shown, gone)], come).get_opcodes()]


def _usual_ending(lines: tuple[str, ...]) -> str:
    common = Counter(filter(None, map(_ending, lines))).most_common(1)
    return common[0][0] if common else "\n"


def _kept_apart(lines: list[str]) -> list[str]:
    """`lines`, where a lone CR before an empty line's LF would be read back as one ending, with a CR for that LF."""
    for index in range(1, len(lines)):
        if lines[index] == "\n" and lines[index - 1].endswith("\r"):
            lines[index] = "\r"
    return lines
