"""Why this file exists: notes change by a word at a time, so what counts is how soon the draft is complete again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hybridtui.core.refining.cut import judged
from hybridtui.core.refining.plan import Window, plan
from tests.bench.alone import Alone
from tests.bench.tier import Worker

_WORD = re.compile(r"\b[a-z]+\b")
_OTHER = "amber"


@dataclass(frozen=True, slots=True)
class Change:
    """Notes with one word changed: `cursor` is behind it, and `sentence` the one it stands in, as it reads now."""

    text: str
    cursor: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Seconds until the draft was complete again, and those that the model alone takes for the sentence edited."""

    seconds: float
    alone: float


def spread_over(text: str, count: int) -> Iterator[Change]:
    """`count` changes of `text`, each in another sentence that has words for the model to judge, before and after."""
    asked = [window for window in plan(text) if judged(window.words)]
    for at in range(count):
        yield _change(text, asked[(2 * at + 1) * len(asked) // (2 * count)])


async def measure(worker: Worker, single: Alone, change: Change) -> Edit:
    """Let `worker`, which knows the notes without it, make up for the change; then the model alone.

    Raises `HybridError` as the worker does, RuntimeError when it did not ask the model.
    """
    job = await worker.refine(change.text, change.cursor)
    if not job.stats.chosen:
        raise RuntimeError(f"nothing to do for {change.sentence!r}")
    return Edit(job.seconds, single.seconds(change.sentence))


def _change(text: str, window: Window) -> Change:
    """Another word in place of one at which the rest of the sentence still has words to judge."""
    start, end = window.sentence.start, window.sentence.end
    for old in _WORD.finditer(text, start, end):
        changed = text[: old.start()] + _OTHER + text[old.end() :]
        sentence = changed[start : end + len(_OTHER) - len(old[0])]
        edited = plan(sentence)
        if len(edited) == 1 and judged(edited[0].words) and len(old[0]) >= len(_OTHER) - 1:
            return Change(changed, old.start() + len(_OTHER), sentence)
    raise RuntimeError(f"nothing to change in {window.sentence.text!r}")
