"""Why this file exists: a window that a model has seen is never paid for again, neither in this session nor the next.

What is known is kept in memory and, where there is a file, on the disk. The disk is a convenience: whatever is wrong
with it is told once, and work goes on in memory.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NewType, TypeAlias

from hybridtui.core.errors import HybridError
from hybridtui.local.cache_file import SMALLEST, CacheFile

Key = NewType("Key", str)
"""A digest: nothing of the notes can be read from it."""
JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

_MEMORY = 16 * 2**20
"""Bytes kept in memory: some 15,000 windows."""
_ENTRY = 300
_EXPANSION = 2
"""A value of so many bytes of JSON takes about `_ENTRY + _EXPANSION * bytes` in memory, key included."""
_INTERVAL = 0.25
"""Seconds between two writes, so that a crash loses the windows of one such interval at most."""
_AT_ONCE = 256
"""Values of one such write, some 20 ms: more may wait after a failure, and Stop must not wait for them."""
_PAUSE = 10.0
"""Seconds for which the disk is left alone after a failure, as each may have taken the time to wait for a lock."""


def key(*parts: str) -> Key:
    """The key for everything that a value depends on: content, model, prompt, settings. Order matters.

    SHA-256 over the parts, each after its length, so that no two lists of parts run into the same bytes.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return Key(digest.hexdigest())


class WindowCache:
    """Small JSON values by `key`. Never raises for what the disk does; all calls from one thread.

    `file` takes up to `limit` bytes on the disk and is opened at first use; None, or a limit below `SMALLEST`, means
    memory only. Of the file and of `memory` bytes in memory the least recently used values go first. On the disk a
    value counts as used when it is written and when it is read from there. Each kind of failure is told to `tell` once.
    """

    def __init__(
        self,
        file: Path | None,
        limit: int,
        tell: Callable[[HybridError], None],
        memory: int = _MEMORY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._disk = CacheFile(file, limit, self._tell_once) if file is not None and limit >= SMALLEST else None
        self._tell = tell
        self._told: set[str] = set()
        self._memory: OrderedDict[Key, tuple[JSON, int]] = OrderedDict()
        self._room = memory
        self._clock = clock
        self._pending: dict[Key, bytes | None] = {}
        """What the file is to be told, in order of use; None for a value that was read from it."""
        self._due = self._resume = clock()

    def get_many(self, keys: Sequence[Key]) -> dict[Key, JSON]:
        """The values known for `keys`; those unknown are left out. They are shared: do not change them."""
        found = {each: self._memory[each][0] for each in keys if each in self._memory}
        for each in found:
            self._memory.move_to_end(each)
        stored = self._read([each for each in keys if each not in found])
        for each in (each for each in keys if each in stored):
            found[each] = self._remember(each, stored[each])
            self._note(each, None)
        return found

    def put(self, key: Key, value: JSON) -> None:
        """Keep `value` in memory now, and on the disk within moments or at `flush`."""
        data = json.dumps(value, separators=(",", ":")).encode()
        if self._disk is not None:
            self._note(key, data)
        self._remember(key, data)
        if self._clock() >= self._due:
            self._write(_AT_ONCE)
            self._due = self._clock() + _INTERVAL

    def flush(self) -> None:
        """Write all that waits for the disk, unless that failed a moment ago. To be called at the end of a job."""
        self._write(len(self._pending))

    def close(self) -> None:
        """Write what waits, also where that failed a moment ago, and give the file back."""
        self._resume = self._clock()
        self.flush()
        if self._disk is not None:
            self._disk.close()

    def _read(self, keys: Sequence[Key]) -> dict[Key, bytes]:
        if self._disk is None or not keys or self._clock() < self._resume:
            return {}
        try:
            return {Key(each): value for each, value in self._disk.read(keys).items()}
        except HybridError as error:
            self._leave_alone(error)
            return {}

    def _write(self, most: int) -> None:
        if self._disk is None or not self._pending or self._clock() < self._resume:
            return
        batch = list(islice(self._pending.items(), most))
        try:
            self._disk.write(batch)
        except HybridError as error:
            self._leave_alone(error)
            return
        for each, _ in batch:
            del self._pending[each]

    def _remember(self, key: Key, data: bytes) -> JSON:
        """Keep a value in memory, where the least recently used make room; what the file lacks is written first.

        Returns the value as JSON gives it back, so that it is the same whether it comes from here or from the disk.
        """
        self._forget(key)
        value: JSON = json.loads(data)
        size = _ENTRY + _EXPANSION * len(data)
        self._memory[key] = value, size
        self._room -= size
        while self._room < 0:
            oldest = next(iter(self._memory))
            if self._pending.get(oldest) is not None:
                self.flush()
                self._pending.pop(oldest, None)
            self._forget(oldest)
        return value

    def _forget(self, key: Key) -> None:
        if key in self._memory:
            self._room += self._memory.pop(key)[1]

    def _note(self, key: Key, value: bytes | None) -> None:
        """Have the file told of `key`, as the most recently used one."""
        self._pending.pop(key, None)
        self._pending[key] = value

    def _leave_alone(self, error: HybridError) -> None:
        self._resume = self._clock() + _PAUSE
        self._tell_once(error)

    def _tell_once(self, error: HybridError) -> None:
        if error.title not in self._told:
            self._told.add(error.title)
            self._tell(error)
