"""Why this file exists: `hybridtui trace` tells where each item of a spec came from, and what was lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from hybridtui.core.checkpoint.marks import Sort
from hybridtui.core.errors import Exit
from hybridtui.core.glyphs import visible
from hybridtui.core.notes.sentences import Sentence
from hybridtui.core.plurals import number_of
from hybridtui.core.spec import SpecItem
from hybridtui.core.trace import ItemVerdict, SentenceVerdict, TracedItem, TracedSentence
from hybridtui.headless import streams
from hybridtui.headless.examined import Examined, trace_only

_GLYPHS = {
    ItemVerdict.CARRIED: "=",
    ItemVerdict.ALTERED: Sort.ALTERED.glyph,
    ItemVerdict.ADDED: Sort.ADDED.glyph,
    ItemVerdict.STALE: Sort.STALE.glyph,
}
_QUOTE = 160  # characters; enough to know an item or a sentence by


def run(spec: str, notes: str, as_json: bool) -> Exit:
    """`hybridtui trace`: the verdict on every item of `spec` and on every sentence of `notes`. Raises `HybridError`."""
    examined = trace_only(spec, notes)
    streams.write(json.dumps(table(examined), indent=2) + "\n" if as_json else report(examined))
    return Exit.DONE


def table(examined: Examined) -> dict[str, object]:
    """Plain values: `start` and `end` count characters of the spec (items) or the notes (sentences) as they are.

    `sources` and the ids of sentences are those of `refine --json`; see `core.trace` for `score` and `differences`.
    """
    ids = examined.sentence_ids
    items = []
    for item, traced in _items(examined):
        start, end = examined.spec.span(item.span)
        items.append(
            {
                "id": item.id,
                "verdict": traced.verdict.value,
                "sources": [ids[key] for key in traced.sources if key in ids],
                "score": round(traced.score, 3),
                "differences": list(traced.differences),
                "start": start,
                "end": end,
            }
        )
    sentences = []
    for sentence, seen in _sentences(examined):
        start, end = examined.notes.span((sentence.start, sentence.end))
        verdict, carriers = seen.verdict.value, list(seen.items)
        sentences.append({"id": ids[sentence.key], "start": start, "end": end, "verdict": verdict, "items": carriers})
    return {"items": items, "sentences": sentences}


def report(examined: Examined) -> str:
    """Each item with its verdict, what differs and its sentences below; then the dropped sentences; then the counts.

    Every line says where it stands, "spec.md:12:3: ≠ altered R3: text". Nothing in it is obeyed by a terminal.
    """
    ids, by_key = examined.sentence_ids, {each.key: each for each in examined.examination.sentences}
    lines: list[str] = []
    for item, traced in _items(examined):
        label = f"{_GLYPHS[traced.verdict]} {traced.verdict.value} {item.id}"
        lines.append(f"{_place(examined.spec.name, examined.spec.place(item.span[0]))} {label}: {_quote(item.text)}")
        lines += [f"    {' '.join(difference.split())}" for difference in traced.differences]
        for key in traced.sources:
            if sentence := by_key.get(key):
                lines.append(f"    {_told(examined, sentence)} {ids[key]}: {_quote(sentence.text)}")
    lines.append("")
    for sentence, seen in _sentences(examined):
        if seen.verdict is SentenceVerdict.DROPPED:
            label = f"{Sort.DROPPED.glyph} {seen.verdict.value} {ids[sentence.key]}"
            lines.append(f"{_told(examined, sentence)} {label}: {_quote(sentence.text)}")
    if lines[-1]:
        lines.append("")
    trace = examined.examination.trace
    lines.append(_counts("item", [each.verdict for each in trace.items]))
    lines.append(_counts("sentence", [each.verdict for each in trace.sentences]))
    return visible("\n".join(lines) + "\n")


def _items(examined: Examined) -> Iterator[tuple[SpecItem, TracedItem]]:
    by_item = examined.examination.trace.by_item
    return ((item, by_item[item.id]) for item in examined.examination.spec.items if item.id in by_item)


def _sentences(examined: Examined) -> Iterator[tuple[Sentence, TracedSentence]]:
    by_sentence = examined.examination.trace.by_sentence
    return (
        (sentence, by_sentence[sentence.key])
        for sentence in examined.examination.sentences
        if sentence.key in by_sentence
    )


def _told(examined: Examined, sentence: Sentence) -> str:
    return _place(examined.notes.name, examined.notes.place(sentence.start))


def _place(name: str, place: tuple[int, int]) -> str:
    return f"{name}:{place[0]}:{place[1]}:"


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else f"{line[: _QUOTE - 1]}…"


def _counts(noun: str, verdicts: Sequence[StrEnum]) -> str:
    """ "3 items: 2 carried, 1 added." """
    count = Counter(verdicts)
    told = ", ".join(f"{number} {verdict.value}" for verdict, number in count.most_common())
    return f"{number_of(len(verdicts), noun)}{': ' if told else ''}{told}."
