"""Why this file exists: everything is looked over at every pause in the typing, in the process that has the keyboard.

`python -m tests.bench.examining` prints what `Examiner.examine` costs, in time of the processor: at first, after an
edit of one item, after one of a note, and after nothing but a decision. The notes have 10,000 words and the spec 300
items, which are sentences of the notes less some words. Beside it stands one pass of `difflib.SequenceMatcher` over the
words of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from statistics import median

from hybridtui.core.checkpoint.examiner import Examiner
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import parse
from hybridtui.core.trace.record import Record
from tests.bench.tracing import ITEMS, SAMPLES, long_texts, seconds

EDITS = 5
"""Of each sort and sample: a single one may meet the collector of garbage."""


def costs(seed: int) -> Iterator[tuple[str, float]]:
    """What is done to one sample, in words, and the seconds that it takes, one row for each time."""
    notes, spec = long_texts(seed)
    record, examiner = Record(), Examiner()
    yield "difflib, for comparison", seconds(SequenceMatcher(None, notes.split(), spec.split(), autojunk=False).ratio)
    yield "first", seconds(partial(examiner.examine, spec, notes, record))
    items = [item.text for item in parse(spec).items]
    said = [sentence.text for sentence in sentences(notes)]
    for at in range(EDITS):
        item, sentence = items[at * ITEMS // EDITS], said[at * len(said) // EDITS]
        spec = spec.replace(item, f"{item} quickly", 1)
        yield "an item edited", seconds(partial(examiner.examine, spec, notes, record))
        notes = notes.replace(sentence, f"Soon, {sentence}", 1)
        yield "a note edited", seconds(partial(examiner.examine, spec, notes, record))
        record = record.set_aside(sentences(notes)[at].key)
        yield "a sentence set aside", seconds(partial(examiner.examine, spec, notes, record))


def main() -> None:
    """Print the table: medians over the samples, which share few words."""
    found: dict[str, list[float]] = {}
    for seed in range(SAMPLES):
        for name, cost in costs(seed):
            found.setdefault(name, []).append(cost)
    its, *_ = map(median, found.values())
    print("| what | median | of difflib |\n|---|---|---|")
    for name, each in found.items():
        print(f"| {name} | {median(each) * 1000:.0f} ms | {median(each) / its:.2f} |")


if __name__ == "__main__":
    main()
