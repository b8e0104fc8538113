"""Why this file exists: an editor that shows lines must not change the bytes of lines nobody edited."""

from __future__ import annotations

import codecs
import os
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Document
from hybridtui.store.atomic import disk_error, encoded, write


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
        return document(path, data)

    def save(self, document: Document, text: str) -> Document:
        """Write `text` atomically if it differs from the document's; returns what is on the disk now.

        Lines that were there keep their own endings; new ones get the file's usual ending. What another program wrote
        there since the document was read or written is kept first, in a file beside it that `displaced` names: either
        side's text is on the disk afterwards. Raises `HybridError`; the file then stands as it was.
        """
        if text == document.text:
            return replace(document, displaced="")
        path, lines = Path(document.path), _with_endings(document.lines, text)
        saved = Document(document.path, text, lines, document.bom, exists=True)
        there, data = _content(path), _bytes(saved)
        if there not in (b"", _bytes(document), data):
            saved = replace(saved, displaced=str(_kept_beside(path, there)))
        write(path, data)
        return saved


def document(path: str, data: bytes) -> Document:
    """What the editor shows of a file that holds `data`."""
    bom = data.startswith(codecs.BOM_UTF8)
    lines = tuple(data[3 * bom :].decode("utf-8", "surrogateescape").splitlines(keepends=True))
    return Document(path, "".join(map(_shown, lines)), lines, bom, exists=True)


def _bytes(document: Document) -> bytes:
    """What the file holds that `document` was read from or written to."""
    return (codecs.BOM_UTF8 if document.bom else b"") + encoded("".join(document.lines))


def _content(path: Path) -> bytes:
    """What is in the file now, nothing where there is none. Raises `HybridError` when it cannot be told."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise disk_error(f"Not saved: {path.name}", error) from error


def _kept_beside(path: Path, data: bytes) -> Path:
    """The file `<stem>.outside<suffix>` beside `path`, or "-2" and so on, that keeps `data`. Raises `HybridError`.

    One that keeps it already, from a save that failed afterwards, serves again.
    """
    ordinals = ("" if number == 1 else f"-{number}" for number in count(1))
    names = (path.with_name(f"{path.stem}.outside{ordinal}{path.suffix}") for ordinal in ordinals)
    kept = next(name for name in names if not os.path.lexists(name) or _content(name) == data)
    if not os.path.lexists(kept):
        write(kept, data, like=path)
    return kept


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
