"""Why this file exists: a busy machine draws late, so a word counts as typed from when it is on the screen."""

from __future__ import annotations

import time

from tests.bench.aftermath import Log


class Typist:
    """Makes up words, no two alike, and enters them into `log` with the time at which they are on the screen."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.count = 0
        self.slowest = 0.0
        """The most seconds from a word's keys to its being on the screen."""
        self._unseen: dict[str, float] = {}
        """Words that are not on the screen, and when their keys were pressed."""

    def word(self) -> str:
        """The next word, whose keys are about to be pressed."""
        self.count += 1
        word = f"w{self.count:06}"
        self.log.typed[word] = self._unseen[word] = time.monotonic()
        return word

    def look(self, screen: str) -> None:
        """That is on the screen now."""
        now = time.monotonic()
        for word in [each for each in self._unseen if each in screen]:
            self.slowest = max(self.slowest, now - self._unseen.pop(word))
            self.log.typed[word] = now

    def cut_short(self) -> None:
        """The workbench is about to be killed: what it has not shown it had no time to keep."""
        now = time.monotonic()
        self.log.typed.update(dict.fromkeys(self._unseen, now))
        self._unseen.clear()
        self.log.kill(now)
