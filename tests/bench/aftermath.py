"""Why this file exists: what is left on the disk after a kill is looked over by somebody who was not in the process."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from hybridtui.core.journal import read
from hybridtui.store.workspaces.claim import ClaimFile

WORD = re.compile(r"\bw\d{6}\b")
"""A word as the typist types it: no two are alike."""

_GONE_S = 10.0
"""Seconds that a process is given to end, and the journals to be worked off."""


@dataclass
class Log:
    """What was typed into one document: each word, and when the terminal took it. `lost` are ages at the kill."""

    path: Path
    typed: dict[str, float] = field(default_factory=dict)
    killed: dict[str, float] = field(default_factory=dict)
    lost: list[float] = field(default_factory=list)
    doubled: int = 0

    def kill(self, at: float) -> None:
        """Whoever had the words was killed at that time."""
        for word in self.typed:
            self.killed.setdefault(word, at)

    @property
    def missing(self) -> set[str]:
        """The words that are not in the file."""
        return set(self.typed) - set(self._there())

    def settle(self) -> None:
        """What is not there now never will be."""
        for word in self.missing:
            self.lost.append(self.killed.pop(word) - self.typed.pop(word))
        there = list(self._there())
        self.doubled = len(there) - len(set(there))

    def _there(self) -> Iterator[str]:
        if self.path.exists():
            yield from WORD.findall(self.path.read_text(encoding="utf-8"))


@dataclass
class State:
    """The folders of one user: documents in `folder`, the program's own below `home`."""

    folder: Path
    home: Path
    faults: list[str] = field(default_factory=list)

    @property
    def own(self) -> Path:
        return self.home / "state" / "hybridtui"

    def look(self) -> None:
        """Note whatever is broken, stuck or torn while no workbench is open."""
        for path in self.folder.glob("*.md"):
            try:
                path.read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                self.faults.append(f"{path.name}: {error}")
        for path in self.folder.glob("*.json"):
            try:
                json.loads(path.read_bytes())
            except ValueError as error:
                self.faults.append(f"{path.name}: {error}")
        for path in self.home.rglob("*.db"):
            with closing(sqlite3.connect(path, timeout=10)) as database:
                (said,) = database.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                self.faults.append(f"{path.name}: {said}")
        claim = ClaimFile(self.own / "claims", str(self.folder / "notes.md"))
        if not claim.take() or claim.fault:
            self.faults.append(f"the claim is stuck: {claim.holder()}")
        claim.release()

    def ended(self, processes: set[int]) -> None:
        """Note whichever of the processes is still there after a while."""
        deadline = time.monotonic() + _GONE_S
        while (left := {pid for pid in processes if alive(pid)}) and time.monotonic() < deadline:
            time.sleep(0.02)
        self.faults.extend(f"process {pid} outlived its workbench" for pid in left)

    def leftovers(self) -> list[str]:
        """Half-written files beside the documents, and whatever a clean end should have removed."""
        torn = [*self.folder.rglob("*.tmp"), *self.home.rglob("*.tmp"), *self.home.rglob("*.new")]
        return [str(path) for path in (*torn, *self.own.glob("claims/*"), *self.own.glob("journals/*"))]

    @property
    def waiting(self) -> bool:
        """Whether a journal has something that may still come back."""
        for path in self.own.glob("journals/*.journal"):
            with suppress(OSError):
                if (typed := read(path.read_bytes())) and typed.edits:
                    return True
        return False


def descendants(pid: int) -> set[int]:
    """The processes below `pid`."""
    found: set[int] = set()
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found |= {child} | descendants(child)
    return found


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be fetched does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False
