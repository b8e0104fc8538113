"""Why this file exists: who cannot write is told who can."""

from __future__ import annotations

from typing import NamedTuple


class Holder(NamedTuple):
    """The process that has the claim on a workspace: its id, since when (UTC, ISO 8601), its terminal and machine.

    `notes` is the path of those that are open there, if they are others, with the same spec. Each is empty, or 0, where
    it is not known.
    """

    pid: int = 0
    since: str = ""
    terminal: str = ""
    host: str = ""
    notes: str = ""

    @property
    def place(self) -> str:
        """Where it runs, in words: "on pts/3, process 4711"; empty where nothing is known."""
        terminal = f"on {self.terminal.removeprefix('/dev/')}" if self.terminal else ""
        process = f"process {self.pid}" if self.pid else ""
        return ", ".join(part for part in (terminal, process) if part)
