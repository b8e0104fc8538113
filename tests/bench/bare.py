"""Why this file exists: the yardstick is the least that Textual needs to show a file, named as the argument."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea

COMMAND = (sys.executable, "-P", __file__)


class Bare(App[None]):
    """One TextArea and nothing else."""

    def compose(self) -> ComposeResult:
        yield TextArea(Path(sys.argv[1]).read_text(encoding="utf-8"))


if __name__ == "__main__":
    Bare().run()
