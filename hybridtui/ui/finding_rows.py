"""Why this file exists: a finding is judged on the sheet itself, so its line says what, and the lines under it why."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from hybridtui.core.findings import Finding, Group, Severity
from hybridtui.core.glyphs import visible
from hybridtui.ui.agenda import Agenda
from hybridtui.ui.remedies import offers
from hybridtui.ui.sheet_row import DETAIL, HEADING, STRONG, WORDS, Row, hung, hung_content, row
from hybridtui.ui.wrapping import packed

TITLES = {
    Group.SECRET: "Secrets and personal data",
    Group.CREEP: "The spec against the notes",
    Group.LINT: "Wording and structure",
    Group.QUESTION: "What Claude would ask",
}
"""What stands over each group."""

GLYPHS = {Severity.ERROR: "✗", Severity.WARN: "!", Severity.INFO: "·", Severity.QUESTION: "?"}
CREEP = {"added": "+", "stale": "~", "dropped": "-"}
ALTERED = "≠"
"""What stands before a finding: by its rule where that compares the spec with the notes, else by its severity."""

QUOTED = frozenset({"added", "dropped"})
"""Rules whose finding is about a text as a whole, which says more in the list than the message does."""

BRIEF = 2
"""Lines that a finding may take while the cursor is elsewhere, so that many fit on a screen."""
EVIDENCE = 4
"""Lines for the text of an item, and for each sentence of the notes beside it."""

_LABEL = 11


def finding_rows(agenda: Agenda, cursor: str, width: int) -> Iterator[Row]:
    """The findings in their groups; the one whose key is `cursor` with all there is to know about it."""
    findings = agenda.by_key
    rules = max((len(each.rule) for each in findings.values()), default=0)
    items = min(max((len(each.item) for each in findings.values()), default=0), 8)
    for group in Group:
        mine = [(key, finding) for key, finding in findings.items() if finding.group is group]
        if mine:
            yield row(f"{TITLES[group]} · {len(mine)}", HEADING)
        for key, finding in mine:
            head = f"{glyph(finding)} {finding.rule:<{rules}} {finding.item:<{items}} "
            kind = Row((), f"sheet--{finding.severity}", key)
            here = key == cursor
            if here:
                yield from hung(head, message(agenda, finding), width, kind)
                yield from _detail(agenda, finding, key, width)
            else:
                yield from hung(head, _brief(agenda, finding), width, kind, BRIEF)
        if mine:
            yield row("")


def glyph(finding: Finding) -> str:
    """The sign that tells what sort of finding it is, colour or not."""
    if finding.group is Group.CREEP:
        return CREEP.get(finding.rule, ALTERED)
    return GLYPHS[finding.severity]


def message(agenda: Agenda, finding: Finding) -> str:
    """What is wrong. The scanner of secrets shows no more of one than it may; the others know nothing of them."""
    return finding.message if finding.group is Group.SECRET else agenda.without_secrets(finding.message)


def _brief(agenda: Agenda, finding: Finding) -> str:
    """What is wrong, in the fewest words that tell one finding from another."""
    told = message(agenda, finding)
    if finding.rule in QUOTED:
        told = f"{told.removesuffix('.')}: “{agenda.without_secrets(' '.join(finding.words.split()))}”"
    return told


def _detail(agenda: Agenda, finding: Finding, key: str, width: int) -> Iterator[Row]:
    kind = Row((), DETAIL, key)
    for label, content in _lines(agenda, finding):
        yield from hung_content(f"{'':4}{label:<{_LABEL - 4}}", content, width, kind, EVIDENCE)
    keys = (Content.assemble((key, STRONG), f" {visible(label)}") for key, label in offers(finding))
    for line in packed(keys, "   ", width - 4):
        yield from hung_content("    ", line, width, kind)


def _lines(agenda: Agenda, finding: Finding) -> Iterator[tuple[str, Content]]:
    """What the item says, what the notes say, and what to do, each with its label."""
    examination = agenda.examination
    item = examination.spec.item(finding.item) if finding.item else None
    if item and item.text not in finding.message:
        yield "spec", _marked(agenda.without_secrets(item.text), agenda.without_secrets(finding.words))
    traced = examination.trace.by_item.get(finding.item)
    sources = {*(traced.sources if traced else ()), finding.sentence}
    for sentence in examination.sentences:
        if sentence.key in sources and sentence.text not in finding.message:
            yield "notes", _marked(agenda.without_secrets(sentence.text), "")
    if finding.fix:
        yield "fix", Content(visible(finding.fix))


def _marked(text: str, words: str) -> Content:
    """`text` on one line, with `words` marked where they are a part of it."""
    text, words = visible(" ".join(text.split())), visible(" ".join(words.split()))
    start = text.find(words) if words != text else -1
    if not words or start < 0:
        return Content(text)
    end = start + len(words)
    return Content.assemble(text[:start], (text[start:end], WORDS), text[end:])
