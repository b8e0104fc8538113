"""Why this file exists: an answer belongs into the spec, where Claude reads it, and into the notes, where it came from.

Behind a question of the spec it stands as "→ answer": the question says what the answer is about, and one that begins
with "no" says nothing alone. An area gets an item, and words that hid a decision are replaced. In the notes each answer
is a sentence of its own that says what was asked, so the trace finds the item carried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hybridtui.core.checkpoint.findings import Finding
from hybridtui.core.checkpoint.questions import AREA, HIDDEN, OPEN, speaks_of
from hybridtui.core.draft.item import Item
from hybridtui.core.english.areas import AREAS
from hybridtui.core.kinds import Kind
from hybridtui.core.spec import Known, SpecItem, parse
from hybridtui.core.spec.edits import take
from hybridtui.core.spec.entries import escaped, read

TITLE = "Answers"
"""The heading in the notes under which answers stand, where the notes have headings."""


def answered(spec: str, notes: str, finding: Finding, answer: str, known: Sequence[Known] = ()) -> tuple[str, str]:
    """The spec and the notes after a question of `questions.questions` was answered; `known` as for `spec.parse`.

    Nothing else in them changes. Both come back as they are where there is nothing to answer: the answer is blank, or
    the spec is not the one that the question was asked about.
    """
    answer = " ".join(answer.split())
    if not answer:
        return spec, notes
    if finding.rule.startswith(AREA):
        return _of_area(spec, notes, finding.rule.removeprefix(AREA), answer)
    if spec[slice(*finding.span)] != finding.words or not finding.words:
        return spec, notes
    item = parse(spec, known).item(finding.item)
    if item is None:
        return spec, notes
    if finding.rule == OPEN:
        end = item.span[0] + len(finding.words.rstrip())
        mark = "" if "?" in item.text else "?"
        return f"{spec[:end]}{mark} → {answer}{spec[end:]}", noted(notes, f"{_bare(item)}: {answer}")
    if finding.rule.startswith(HIDDEN):
        start, end = finding.span
        whole = start == item.span[0]
        changed = spec[:start] + (escaped(answer) if whole else answer) + spec[end:]
        now = parse(changed, known).at(item.start)
        return changed, noted(notes, _bare(now) if now else answer)
    return spec, notes


def noted(notes: str, sentence: str) -> str:
    """The notes with `sentence` as a paragraph of its own at their end, out of reach of the heading that stands there.

    "Not this year" over the last lines must not be said of an answer below them.
    """
    newline = "\r\n" if "\r\n" in notes else "\n"
    stop = "" if sentence.endswith((".", "!", "?", "…")) else "."
    lines = [escaped(sentence) + stop, ""]
    if above := read(notes).headings:
        first, *others = above
        level = min(each.level for each in (others if others and first.level == 1 else above))
        if (above[-1].title, above[-1].level) != (TITLE, level):
            lines = [f"{'#' * level} {TITLE}", "", *lines]
    if notes.strip():
        gap = 0 if notes.endswith(2 * newline) else 1 if notes.endswith(("\n", "\r")) else 2
        lines = gap * [""] + lines
    return notes + newline.join(lines)


def _of_area(spec: str, notes: str, name: str, answer: str) -> tuple[str, str]:
    area = next((each for each in AREAS if each.name == name), None)
    if area is None:
        return spec, notes
    # Under its own heading, or with words that tell what it is about, an answer is understood without a label.
    text = answer if speaks_of(area, answer) else f"{area.label}: {answer}"
    said = f"{area.label}: {answer}" if area.kind is Kind.OUT_OF_SCOPE else text
    return take(spec, (Item("", area.kind, text, ()),)), noted(notes, said)


def _bare(item: SpecItem) -> str:
    """What an item says, without its id and its question mark."""
    text = item.text
    if item.written:
        text = re.sub(rf"^\W*{re.escape(item.written)}\W*(?=\w)", "", text)
    return text.rstrip(" ?")
