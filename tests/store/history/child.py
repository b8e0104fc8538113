"""Why this file exists: what the history survives is tried with processes of their own, which can be killed.

    python -m tests.store.history.child HISTORY NAME COUNT    # that many versions, once a line comes on stdin

Prints "ready", then the number of each version as soon as it is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hybridtui.core.history import Sort
from hybridtui.store.history.file import HistoryFile


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def text(name: str, number: int) -> str:
    """The notes of the child called `name` as of their version `number`."""
    lines = [f"Line {line} of {name}, which says nothing.\n" for line in range(400)]
    lines[number % 400] = f"Version {number} of {name}.\n"
    return "".join(lines)


if __name__ == "__main__":
    path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    history = HistoryFile(path, lambda: name, 0)
    say("ready")
    sys.stdin.readline()
    for number in range(count):
        history.add(Sort.NOTES, text(name, number))
        assert not history.notices()
        say(str(number))
