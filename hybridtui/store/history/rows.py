"""Why this file exists: what the history asks of its file, in SQL, is in one place, and all of it is values of core."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from hybridtui.core.history import Held, Sort, Version
from hybridtui.store.history.pieces import unpacked

_ASKED = 500
"""Ids in one question; SQLite may be built to take no more than 999."""

VERSIONS = """
SELECT v.id, v.at, v.sort, v.about, v.size, v.digest, v.of, w.key
FROM versions AS v JOIN workspaces AS w ON w.id = v.workspace
"""
NEWEST = f"{VERSIONS} WHERE w.key = ? AND v.sort = ? ORDER BY v.id DESC LIMIT 1"
INSERT = """
INSERT INTO versions (workspace, at, sort, about, size, digest, of, pieces)
VALUES ((SELECT id FROM workspaces WHERE key = ?), ?, ?, ?, ?, ?, ?, ?)
"""
DAMAGE = (ValueError, zlib.error, KeyError)
"""What is raised where a version is gone or damaged."""

T = TypeVar("T")


def versions(database: sqlite3.Connection, question: str, parameters: Sequence[object] = ()) -> Iterator[Version]:
    """The versions that a question finds, one that begins with `VERSIONS`."""
    for row in database.execute(question, parameters):
        yield _version(row)


def _version(row: Sequence[Any]) -> Version:
    each, at, sort, about, size, digest, of, key = row
    return Version(each, at, Sort(sort), about, size, digest, of, key)


def held(database: sqlite3.Connection, key: str | None = None) -> Iterator[Held]:
    """What is kept of every workspace, or of one."""
    where, parameters = ("WHERE w.key = ?", (key,)) if key is not None else ("", ())
    question = VERSIONS.replace("w.key\n", "w.key, v.pieces\n") + where
    for *row, pieces in database.execute(question, parameters):
        version = _version(row)
        own = len(pieces) + sum(len(part) for part in (version.at, version.about, version.digest, version.of))
        yield Held(version, own, unpacked(pieces))


def sizes(database: sqlite3.Connection) -> dict[int, int]:
    """How many bytes each piece takes, by its id."""
    return dict(database.execute("SELECT id, length(data) + length(digest) FROM pieces"))


def ids_of(database: sqlite3.Connection, pieces: Sequence[bytes]) -> list[int]:
    """The ids of the pieces, those put in that were not there."""
    digests = [hashlib.blake2b(piece, digest_size=16).digest() for piece in pieces]
    known: dict[bytes, int] = {}
    for batch in _batches(list(dict.fromkeys(digests))):
        marks = ",".join("?" * len(batch))
        known.update(database.execute(f"SELECT digest, id FROM pieces WHERE digest IN ({marks})", batch))
    for digest, piece in zip(digests, pieces, strict=True):
        if digest not in known:
            row = digest, zlib.compress(piece)
            (known[digest],) = database.execute(
                "INSERT INTO pieces (digest, data) VALUES (?, ?) RETURNING id", row
            ).fetchone()
    return [known[digest] for digest in digests]


def text_of(database: sqlite3.Connection, id: int) -> str:
    """The text of a version. Raises one of `DAMAGE` where it is gone or damaged."""
    found = database.execute("SELECT pieces, digest FROM versions WHERE id = ?", (id,)).fetchone()
    if found is None:
        raise KeyError(id)
    ids = unpacked(found[0])
    pieces = dict(data_of(database, dict.fromkeys(ids)))
    data = b"".join(pieces[piece] for piece in ids)
    if hashlib.sha256(data).hexdigest() != found[1]:
        raise ValueError("not what was kept")
    return data.decode("utf-8", "surrogateescape")


def readable(database: sqlite3.Connection, version: Version | None) -> str:
    """The text of a version, empty where there is none that can be read."""
    try:
        return text_of(database, version.id) if version else ""
    except DAMAGE:
        return ""


def data_of(database: sqlite3.Connection, ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """What the pieces of these ids hold. Raises `zlib.error` where one is damaged."""
    for batch in _batches(list(ids)):
        marks = ",".join("?" * len(batch))
        for piece, data in database.execute(f"SELECT id, data FROM pieces WHERE id IN ({marks})", batch):
            yield piece, zlib.decompress(data)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + _ASKED] for start in range(0, len(items), _ASKED))
