"""Why this file exists: what the human strikes from a spec takes its bullet and all within it along, and nothing else.

Markdown joins what comes to stand together ("text" and "---" make a heading), so the outcome is read again, and a blank
line is left where the rest would not be what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hybridtui.core.notes.blocks import Span, line_spans, parser
from hybridtui.core.spec import Section, Spec, SpecItem, parse
from hybridtui.core.spec.nesting import is_label, is_requirement


def edited(text: str, span: Span, replacement: str) -> str:
    """`text` with `replacement` in the place of the characters of `span`."""
    return text[: span[0]] + replacement + text[span[1] :]


def without(text: str, item: SpecItem) -> str:
    """The spec `text` without its `item`: its bullet, all within it, the heading it is the body of, and no hole.

    Where the rest would not stay what it is even so, as around "- - - item", nothing is struck: `text` comes back.
    """
    spec = parse(text)
    struck = _struck(spec, item)
    rows = [row for row in range(len(line_spans(text))) if row not in struck]
    kept = [each for each in spec.items if each.start not in struck]
    titles = [each.title for each in spec.sections if each.line not in struck]
    for outcome in (_joined(text, rows, blank=False), _joined(text, rows, blank=True)):
        tidy = _without_idle_labels(outcome, kept)
        after = parse(tidy)
        if _texts(after.items) == _texts(kept) and [each.title for each in after.sections] == titles:
            return tidy
    return text


def _struck(spec: Spec, item: SpecItem) -> set[int]:
    """The lines to strike: those of the item, of all within it, and what stands between them and is nobody's."""
    family = _family(spec, item)
    if heading := _heading(spec, item):
        later = [each.line for each in spec.sections if each.line > heading.line and each.level <= heading.level]
        return set(range(heading.line, later[0] if later else len(line_spans(spec.text))))
    others = {row for each in spec.items if each not in family for row in range(each.start, each.end)}
    others.update(row for section in spec.sections for row in range(section.line, section.end))
    last = max(each.end for each in family)
    entry_end = _entry_end(spec.text, item)
    return {row for row in range(item.start, max(last, entry_end)) if row not in others}


def _family(spec: Spec, item: SpecItem) -> list[SpecItem]:
    found = [item]
    for each in spec.within(item.id):
        found += _family(spec, each)
    return found


def _heading(spec: Spec, item: SpecItem) -> Section | None:
    """The heading of a requirement, if the item is all that is said under it."""
    section = spec.section(item)
    if not section or item.parent or item.criterion or not is_requirement(section.title):
        return None
    alone = [each for each in spec.within("") if spec.section(each) == section] == [item]
    return section if alone else None


def _entry_end(text: str, item: SpecItem) -> int:
    """The line behind the list entry that the item opens, blank lines left out; 0 if it opens none."""
    spans = line_spans(text)
    lines = [text[start:end] for start, end in spans]
    ends = [
        token.map[1]
        for token in parser().parse("\n".join(lines))
        if token.type == "list_item_open" and token.map and token.map[0] == item.start
    ]
    end = ends[-1] if ends else 0
    while end > item.start and not lines[end - 1].strip():
        end -= 1
    return end


def _joined(text: str, rows: Sequence[int], *, blank: bool) -> str:
    """The lines `rows` of `text`; where some are left out between blank lines, one blank is, too."""
    spans = line_spans(text)
    starts = [start for start, _ in spans[1:]]
    ends = [*starts, len(text)]
    kept: list[str] = []
    previous = -1
    for row in rows:
        line = text[spans[row][0] : ends[row]]
        if row > previous + 1:
            above = not kept or not kept[-1].strip()
            if blank:
                kept.append("\n")
            elif above and not line.strip():
                previous = row
                continue
        previous = row
        kept.append(line)
    return "".join(kept)


def _without_idle_labels(text: str, kept: Iterable[SpecItem]) -> str:
    """`text` without the labels that are over nothing now, and so are items that were none."""
    wanted = _texts(kept)
    for at, item in enumerate(parse(text).items):
        if item.text not in wanted[at : at + 1] and is_label(item.text):
            return _without_idle_labels(without(text, item), kept)
    return text


def _texts(items: Iterable[SpecItem]) -> list[str]:
    return [item.text for item in items]
