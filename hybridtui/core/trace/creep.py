"""Why this file exists: what a spec adds to its notes, alters, leaves behind or drops is told as findings.

A trace says what became of each item and sentence; this says which of that deserves a look, why, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from hybridtui.core.checkpoint.findings import Document, Edit, Finding, Group, Severity
from hybridtui.core.glyphs import visible
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.blocks import Span, line_spans
from hybridtui.core.notes.sentences import Sentence
from hybridtui.core.spec import Spec, SpecItem
from hybridtui.core.trace import ItemVerdict, SentenceVerdict, Trace, TracedItem

_ASIDE = frozenset({Kind.OUT_OF_SCOPE, Kind.QUESTION, Kind.BACKGROUND})
"""Kinds of items that ask for nothing to be built: what is new in them is worth knowing, and no more."""

_QUOTED = 90
"""Characters of the notes that a message quotes."""

_line_spans = lru_cache(maxsize=1)(line_spans)
"""The lines of the spec, looked for once and not for each finding about it."""


def creep(spec: Spec, sentences: Sequence[Sentence], trace: Trace) -> tuple[Finding, ...]:
    """What creeps in or out between the `sentences` of the notes and `spec`: by item, then by sentence.

    The rules: "added" (warn; info where nothing is asked for), "altered" (error), "stale" (warn), and "S10" (error) for
    what the notes rule out or defer. S10 stands for "altered" too, and for "added" unless a fact is foreign. "dropped"
    (info) is about a sentence, and stands in the notes.
    """
    notes = {sentence.key: sentence for sentence in sentences}
    verdicts = trace.by_item
    found = [_of_item(spec, item, verdicts[item.id], notes) for item in spec.items if item.id in verdicts]
    dropped = [
        _dropped(notes[each.key])
        for each in trace.sentences
        if each.verdict is SentenceVerdict.DROPPED and each.key in notes
    ]
    return (*(each for finding in found for each in finding), *dropped)


def _of_item(spec: Spec, item: SpecItem, traced: TracedItem, notes: Mapping[str, Sentence]) -> Iterator[Finding]:
    source = next((notes[key] for key in traced.sources if key in notes), None)
    said = "; ".join(traced.differences)
    if traced.against in notes:
        against = notes[traced.against]
        message = f"The notes rule this out, or put it off: {_quote(against)}"
        fix = "Move it to Out of scope, or remove it."
        yield _finding("S10", Severity.ERROR, message, fix, spec, item, against.key)
    if traced.verdict is ItemVerdict.ALTERED and not traced.against:
        where = f" The sentence: {_quote(source)}" if source else ""
        message = f"This differs from the notes: it {said}.{where}"
        fix = "Say what the notes say, or change the notes if they are wrong."
        yield _finding("altered", Severity.ERROR, message, fix, spec, item, source.key if source else "")
    elif traced.verdict is ItemVerdict.ADDED and (said or not traced.against):
        message = f"The notes do not ask for this: it {said}." if said else "Nothing in the notes says this."
        fix = "Remove it, or keep it with a reason; if it is meant, put it into the notes."
        severity = Severity.INFO if item.kind in _ASIDE else Severity.WARN
        yield _finding("added", severity, message, fix, spec, item)
    elif traced.verdict is ItemVerdict.STALE:
        now = f" They now say: {_quote(source)}" if source else ""
        differs = f" It {said}." if said else ""
        message = f"The notes have changed since this was taken from them.{differs}{now}"
        fix = "Bring it up to what the notes say now, or remove it."
        yield _finding("stale", Severity.WARN, message, fix, spec, item, source.key if source else "")


def _finding(
    rule: str, severity: Severity, message: str, fix: str, spec: Spec, item: SpecItem, sentence: str = ""
) -> Finding:
    start, end = item.span
    edits = (Edit("Remove", _lines_of(spec, item), ""),)
    return Finding(rule, Group.CREEP, severity, message, item.span, spec.text[start:end], item.id, sentence, fix, edits)


def _lines_of(spec: Spec, item: SpecItem) -> Span:
    """The lines of the item and of what is nested in it, with the end of the last one."""
    last, nested = item.end, list(spec.within(item.id))
    while nested:
        each = nested.pop()
        last = max(last, each.end)
        nested += spec.within(each.id)
    spans = _line_spans(spec.text)
    return spans[item.start][0], spans[last][0] if last < len(spans) else len(spec.text)


def _dropped(sentence: Sentence) -> Finding:
    return Finding(
        "dropped",
        Group.CREEP,
        Severity.INFO,
        "No item of the spec has this.",
        (sentence.start, sentence.end),
        sentence.text,
        sentence=sentence.key,
        fix="Take it into the spec, or set it aside.",
        document=Document.NOTES,
    )


def _quote(sentence: Sentence) -> str:
    text = visible(" ".join(sentence.text.split()))
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + '…'}”"
