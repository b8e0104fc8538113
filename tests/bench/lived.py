"""Why this file exists: after a long session somebody who was not in it looks whether all of it is still there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hybridtui.core.history import Sort
from hybridtui.core.ledger import Outcome
from hybridtui.store import paths
from hybridtui.store.history.file import HistoryFile
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.replies.folder import ReplyFolder
from hybridtui.store.workspaces.shelf import WorkspaceShelf
from tests.bench.aftermath import Log

_NO_LIMIT = 0


@dataclass
class Memory:
    """The resident memory of one process (bytes), and how many edits it had seen when it was looked at."""

    pid: int
    samples: list[tuple[int, int]] = field(default_factory=list)

    def look(self, edits: int) -> None:
        """Take a sample; a process that is gone gives none."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        except OSError:
            return
        self.samples.append((edits, pages * 4096))

    def at(self, edits: int) -> int:
        """What it was after so many edits, or after all of them where there were fewer."""
        return next((size for seen, size in self.samples if seen >= edits), self.samples[-1][1])

    @property
    def slope(self) -> float:
        """Bytes for each edit, by least squares over the second half of the samples: caches are full by then."""
        half = self.samples[len(self.samples) // 2 :]
        if len({edits for edits, _ in half}) < 2:
            return 0.0
        mean_x = sum(edits for edits, _ in half) / len(half)
        mean_y = sum(size for _, size in half) / len(half)
        rise = sum((edits - mean_x) * (size - mean_y) for edits, size in half)
        return rise / sum((edits - mean_x) ** 2 for edits, _ in half)


@dataclass
class Lived:
    """What a session did to the notes at `notes`: the words typed, the lines written outside, the answers given."""

    notes: Path
    typed: Log
    outside: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def faults(self) -> Iterator[str]:
        """Whatever is not there any more, or not as it was."""
        text = self.notes.read_text(encoding="utf-8")
        yield from (f"outside line {word} is missing" for word in self.outside if word not in text)
        if "<<<<<<<" in text:
            yield "there is a conflict, though nobody made one"
        yield from self._books()
        yield from self._replies()
        yield from self._history()

    def _books(self) -> Iterator[str]:
        rows = LedgerFile(paths.ledger()).rows()
        if [row.outcome for row in rows] != [Outcome.COMPLETE] * len(self.answers):
            yield f"the books have {Counter(row.outcome.value for row in rows)}, not {len(self.answers)} complete"

    def _replies(self) -> Iterator[str]:
        folder = ReplyFolder(self.notes.with_suffix(".replies"))
        texts = [folder.load(kept.name).text for kept in folder.kept()]
        if len(texts) != len(self.answers):
            yield f"{len(texts)} replies are kept, not {len(self.answers)}"
        yield from (f"reply {mark} is missing" for mark in self.answers if not any(mark in text for text in texts))

    def _history(self) -> Iterator[str]:
        history = self.history
        versions = history.versions()
        texts = {version.id: history.text(version.id) for version in versions}
        for version in versions:
            if hashlib.sha256(texts[version.id].encode("utf-8", "surrogatepass")).hexdigest() != version.digest:
                yield f"version {version.id} ({version.sort}) is not what it was"
        counts = self.counts
        for sort in (Sort.SIGN_OFF, Sort.REPLY):
            if counts[sort] != len(self.answers):
                yield f"the history has {sort.counted(counts[sort])}, not {len(self.answers)}"
        every = "\n".join(texts[version.id] for version in versions if version.sort is Sort.NOTES)
        yield from (f"{word} is in no version of the notes" for word in self.typed.typed if word not in every)

    @property
    def history(self) -> HistoryFile:
        """The versions of these notes, through the program's own reader."""
        return HistoryFile(paths.history(), lambda: WorkspaceShelf.here().id_of(str(self.notes)), _NO_LIMIT)

    @property
    def counts(self) -> Counter[Sort]:
        """How many versions of each sort there are."""
        return Counter(version.sort for version in self.history.versions())
