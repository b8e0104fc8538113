"""Why this file exists: a trace that is wrong is worse than none, and one that is slow is switched off.

`python -m tests.bench.tracing [--characters]` prints three tables.

Sources: for each sentence of the annotated answers to a meeting (QMSum) whether the best windows of three turns, by
`Index.best`, overlap the turns that the annotators named. The intervals are Wilson's, at 95 %; a random choice of
windows is the baseline. It is one meeting with 21 sentences, so the intervals are wide.

Flags: how many items are "added" to the notes they were made from, and to notes of something else (the control, where
all should be). The items are free summaries (the answers), drafts made by rule, and two clean specs that people might
have written; nothing is on record, so all is traced by words.

Time: notes of 10,000 words and a spec of 300 items, traced for the first time and after an edit of one item, beside one
pass of `difflib.SequenceMatcher` over the words of both, `autojunk` off. Over their characters, which is what "over
the texts" says to the letter, that takes minutes: with `--characters` it is timed, too. Each sample has words
of its own, so that no cache helps.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from random import Random
from statistics import median
from time import process_time

from hybridtui.core.notes.sentences import Sentence, sentences
from hybridtui.core.refining.cut import cut
from hybridtui.core.refining.plan import plan
from hybridtui.core.refining.words import line
from hybridtui.core.spec import parse
from hybridtui.core.steering import Compression
from hybridtui.core.trace import ItemVerdict
from hybridtui.core.trace.index import Index
from hybridtui.core.trace.record import Record
from hybridtui.core.trace.tracer import Tracer
from tests.bench.labels import CORPUS
from tests.planting.greenhouse import GREENHOUSE
from tests.planting.tool_library import TOOL_LIBRARY

WINDOW = 3
WORDS, ITEMS, SAMPLES = 10_000, 300, 3
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95 % interval of a share: Wilson, "Probable Inference" (1927)."""
    share = hits / count
    middle, spread = share + z * z / (2 * count), z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def answers() -> tuple[list[str], list[tuple[str, frozenset[int]]]]:
    """The turns of the meeting, and each sentence of an answer with the turns that it rests on."""
    meeting = json.loads((CORPUS / "qmsum-es2005a-spans.json").read_text("utf-8"))
    claims = [
        (sentence, frozenset(at for first, last in spans for at in range(int(first), int(last) + 1)))
        for query in meeting["specific_query_list"]
        for spans in [query["relevant_text_span"]]
        for sentence in _SENTENCE_END.split(query["answer"])
    ]
    return [turn["content"] for turn in meeting["meeting_transcripts"]], claims


def hits() -> Iterator[str]:
    """The table of sources."""
    turns, claims = answers()
    windows = [range(at, min(at + WINDOW, len(turns))) for at in range(len(turns) - WINDOW + 1)]
    index = Index([" ".join(turns[at] for at in window) for window in windows])
    yield "| sentences | hit | ours (95 %) | random |\n|---|---|---|---|"
    for most in (1, 3):
        found, chance = 0, 0.0
        for claim, gold in claims:
            right = [not gold.isdisjoint(window) for window in windows]
            found += any(right[match.index] for match in index.best(claim, most))
            chance += 1 - (1 - sum(right) / len(right)) ** most
        low, high = wilson(found, len(claims))
        share = found / len(claims)
        yield f"| {len(claims)} | @{most} | {share:.2f} ({low:.2f} to {high:.2f}) | {chance / len(claims):.2f} |"


def flags() -> Iterator[str]:
    """The table of items that are called "added"."""
    notes = {name: sentences(text) for name, text in _documents().items()}
    items = {name: [_faithful(each.text) for each in found if not each.verbatim] for name, found in notes.items()}
    for ground in (TOOL_LIBRARY, GREENHOUSE):
        notes[ground.name] = sentences(ground.notes)
        items[f"{ground.name} (spec)"] = [item.text for item in parse(ground.spec).items]
    if (CORPUS / "qmsum-es2005a-spans.json").exists():
        turns, claims = answers()
        notes["meeting (answers)"] = sentences("\n\n".join(turns))
        items["meeting (answers)"] = [claim for claim, _ in claims]
    yield '| items | count | "added" to their notes | to the notes of others |\n|---|---|---|---|'
    for name, texts in items.items():
        own = name.removesuffix(" (spec)")
        kin = {own, "meeting", "meeting (answers)"} if own.startswith("meeting") else {own}
        others = [found for other, found in notes.items() if other not in kin]
        foreign = [_added(texts, found) for found in others]
        yield f"| {name} | {len(texts)} | {_added(texts, notes[own]):.0%} | {min(foreign):.0%} to {max(foreign):.0%} |"


def times(characters: bool) -> Iterator[str]:
    """The table of times."""
    yield "| difflib over | difflib | first trace | ratio | after an edit | of the first |\n|---|---|---|---|---|---|"
    ours, again, words = [], [], []
    notes = spec = ""
    for seed in range(SAMPLES):
        notes, spec = long_texts(seed)
        said, read = sentences(notes), parse(spec)
        tracer, record = Tracer(), Record()
        ours.append(seconds(partial(tracer.trace, read, said, record)))
        edited = parse(spec.replace(read.items[ITEMS // 2].text, read.items[ITEMS // 2].text + " quickly", 1))
        again.append(seconds(partial(tracer.trace, edited, said, record)))
        words.append(_difflib(notes.split(), spec.split()))
    first, then = median(ours), median(again)
    passes = [("words", median(words)), *([("characters", _difflib(notes, spec))] if characters else [])]
    for what, its in passes:
        ratios = f"{first / its:.2f} | {then * 1000:.0f} ms | {then / first:.3f}"
        yield f"| {what} | {its:.2f} s | {first:.2f} s | {ratios} |"


def _documents() -> dict[str, str]:
    """The documents of the corpus by their names; none where the corpus is absent."""
    files = {
        "any-trunk": "any-trunk-brainstorm.md",
        "procontext": "procontext-braindump.md",
        "csv-upload": "csv-upload-ramble.md",
        "meeting": "qmsum-es2005a-transcript.txt",
    }
    return {name: (CORPUS / file).read_text("utf-8") for name, file in files.items() if (CORPUS / file).exists()}


def _faithful(sentence: str) -> str:
    """What the rules alone make of a sentence; empty where it says nothing."""
    window = next((each for each in plan(sentence) if not each.filler and each.words), None)
    return line(cut(window.words, (), Compression.DENSE)) if window else ""


def _added(texts: Sequence[str], notes: Sequence[Sentence]) -> float:
    """The share of the texts that are added to the notes."""
    spec = parse("## Requirements\n\n" + "\n".join(f"- {' '.join(text.split())}" for text in texts if text))
    traced = Tracer().trace(spec, notes, Record()).items
    return sum(item.verdict is ItemVerdict.ADDED for item in traced) / len(traced)


def long_texts(seed: int) -> tuple[str, str]:
    """Notes of `WORDS` words, and a spec of `ITEMS` items that are their sentences, less some words."""
    random = Random(seed)
    base = "\n\n".join((TOOL_LIBRARY.notes, GREENHOUSE.notes)).split(" ")
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < WORDS:
        mark = f"{seed}x{len(parts)}"
        parts.append(" ".join(f"{word}{mark}" if word.isalpha() and random.random() < 0.03 else word for word in base))
    text = "\n\n".join(parts)
    notes = text[: [match.end() for match in re.finditer(r"\S+", text)][WORDS - 1]]
    long = [each.text.split() for each in sentences(notes) if len(each.text.split()) > 6]
    items = [" ".join(word for word in words if random.random() > 0.15) for words in random.sample(long, ITEMS)]
    return notes, "## Requirements\n\n" + "\n".join(f"- {item}" for item in items) + "\n"


def _difflib(one: Sequence[str], other: Sequence[str]) -> float:
    return seconds(SequenceMatcher(None, one, other, autojunk=False).ratio)


def seconds(call: Callable[[], object]) -> float:
    started = process_time()
    call()
    return process_time() - started


def main() -> None:
    """Print the tables; those that need the corpus only where it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tracing", description=__doc__)
    parser.add_argument("--characters", action="store_true", help="time difflib over characters, too: minutes")
    characters: bool = parser.parse_args().characters
    tables = [times(characters), flags()]
    if (CORPUS / "qmsum-es2005a-spans.json").exists():
        tables.insert(0, hits())
    else:
        print(f"The corpus is not at {CORPUS.name}/: no table of sources.")
    for table in tables:
        for row in table:
            print(row, flush=True)
        print()


if __name__ == "__main__":
    main()
