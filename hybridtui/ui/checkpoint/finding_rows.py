"""Why this file exists: a finding is judged on the sheet itself, so its line says what, and the lines under it why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from textual.content import Content

from hybridtui.core.checkpoint.findings import Finding, Group, Severity
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.ui.checkpoint.agenda import Agenda
from hybridtui.ui.checkpoint.parts import Part
from hybridtui.ui.checkpoint.remedies import offers
from hybridtui.ui.checkpoint.sheet_row import DETAIL, HEADING, STRONG, WORDS, Row, hung, hung_content, row
from hybridtui.ui.wrapping import packed

GLYPHS = {Severity.ERROR: "✗", Severity.WARN: "!", Severity.INFO: "·", Severity.QUESTION: "?"}
CREEP = {"added": "+", "stale": "~", "dropped": "-"}
ALTERED = "≠"
"""What stands before a finding: by its rule where that compares the spec with the notes, else by its severity."""

BRIEF = 2
"""Lines that a finding may take while the cursor is elsewhere, so that many fit on a screen."""
EVIDENCE = 4
"""Lines for the text of an item, and for each sentence of the notes beside it."""
SOURCES = 2
"""Sentences of the notes beside a finding: the nearest ones."""

_LABEL = 11
_REASONED = frozenset({Part.ADDED, Part.STALE})
"""Parts whose title does not say yet what differs."""
_PLAIN = frozenset({Part.SECRET, Part.DROPPED})
"""Parts where the keys under a finding say all that can be done about it."""


def finding_rows(agenda: Agenda, cursor: str, width: int) -> Iterator[Row]:
    """The findings in their parts; the one whose key is `cursor` with all there is to know about it."""
    for part, group in groupby(agenda.by_key.items(), key=lambda entry: Part.of(entry[1])):
        mine = list(group)
        rules = max(len(each.rule) for _, each in mine) + 1 if part is Part.LINT else 0
        items = min(max(len(each.item) for _, each in mine) + 1, 9)
        yield row(f"{part} · {len(mine)}", HEADING)
        for key, finding in mine:
            # What a rule is called says something where people may look it up, and only there.
            rule = finding.rule if rules else ""
            head = f"{glyph(finding)} {rule:<{rules}}{finding.item:<{items if items > 1 else 0}}"
            kind = Row((), f"sheet--{finding.severity}", key)
            told = _told(agenda, finding, whole=key == cursor)
            yield from hung(head, told, width, kind, 0 if key == cursor else BRIEF)
            if key == cursor:
                yield from _detail(agenda, finding, told, key, width)
        yield row("")


def glyph(finding: Finding) -> str:
    """The sign that tells what sort of finding it is, colour or not."""
    if finding.group is Group.CREEP:
        return CREEP.get(finding.rule, ALTERED)
    return GLYPHS[finding.severity]


def message(agenda: Agenda, finding: Finding) -> str:
    """What is wrong. The scanner of secrets shows no more of one than it may; the others know nothing of them."""
    return finding.message if finding.group is Group.SECRET else agenda.without_secrets(finding.message)


def _told(agenda: Agenda, finding: Finding, whole: bool) -> str:
    """What is particular about a finding.

    Between the spec and the notes that is the words it is about. What was altered is told by what differs first, and
    alone where `whole`, since then the words stand below, over those of the notes.
    """
    if finding.group is not Group.CREEP:
        return message(agenda, finding)
    words = " ".join(finding.words.split())
    if Part.of(finding) is not Part.ALTERED:
        return agenda.without_secrets(words)
    if said := _said(agenda, finding):
        return f"{said}." if whole else f"{said}: “{agenda.without_secrets(words)}”"
    return message(agenda, finding)


def _said(agenda: Agenda, finding: Finding) -> str:
    """In what an item differs from the notes, as far as that can be told; without a stop at the end."""
    traced = agenda.examination.trace.by_item.get(finding.item)
    said = "; ".join(traced.differences) if traced else ""
    return agenda.without_secrets(f"It {said}") if said else ""


def _detail(agenda: Agenda, finding: Finding, told: str, key: str, width: int) -> Iterator[Row]:
    kind = Row((), DETAIL, key)
    for label, content in _lines(agenda, finding, told):
        yield from hung_content(f"{'':4}{label:<{_LABEL - 4}}", content, width, kind, EVIDENCE)
    offered = offers(finding, agenda.order.target not in UNANSWERED)
    keys = (Content.assemble((key, STRONG), f" {visible(label)}") for key, label in offered)
    for line in packed(keys, "   ", width - 4):
        yield from hung_content("    ", line, width, kind)


def _lines(agenda: Agenda, finding: Finding, told: str) -> Iterator[tuple[str, Content]]:
    """What the item says, what the notes say, and what to do, each with its label; not what is `told` already."""
    examination = agenda.examination
    item = examination.spec.item(finding.item) if finding.item else None
    if item and (text := agenda.without_secrets(item.text)) not in told:
        yield "spec", _marked(text, agenda.without_secrets(finding.words))
    traced = examination.trace.by_item.get(finding.item)
    sources = {*(traced.sources if traced else ()), finding.sentence}
    texts = (agenda.without_secrets(each.text) for each in examination.sentences if each.key in sources)
    if Part.of(finding) in _REASONED and (said := _said(agenda, finding)):
        yield "why", Content(visible(f"{said}."))
    for text in islice((text for text in texts if " ".join(text.split()) not in told), SOURCES):
        yield "notes", _marked(text, "")
    if finding.fix and Part.of(finding) not in _PLAIN:
        yield "fix", Content(visible(finding.fix))


def _marked(text: str, words: str) -> Content:
    """`text` on one line, with `words` marked where they are a part of it."""
    text, words = visible(" ".join(text.split())), visible(" ".join(words.split()))
    start = text.find(words) if words != text else -1
    if not words or start < 0:
        return Content(text)
    end = start + len(words)
    return Content.assemble(text[:start], (text[start:end], WORDS), text[end:])
