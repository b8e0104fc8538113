"""Why this file exists: the spec is the human's; items become one and enter one, and nothing else in it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hybridtui.core.draft.item import Item
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.blocks import CHECKBOX, line_spans, parser
from hybridtui.core.spec import parse
from hybridtui.core.spec.entries import PREFIX, escaped
from hybridtui.core.spec.reading import named

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEVEL = 2
_FENCE = re.compile(r"(`{3,}|~{3,})")
_UNDERLINE = re.compile(r"[ \t]*(?:=+|-+)[ \t]*")


def assemble(items: Iterable[Item]) -> str:
    """A whole spec of `items`, grouped under the headings of their kinds, in the order given, ending in one newline."""
    listed = list(items)
    parts: list[str] = []
    for kind in Kind:
        if texts := [item.text for item in listed if item.kind is kind]:
            parts += [f"{'#' * _LEVEL} {kind.heading}", "\n".join(_entries(texts, "-"))]
    return "\n\n".join(parts) + "\n"


def take(spec: str, items: Sequence[Item]) -> str:
    """`spec` with `items` added, each at the end of the section of its kind; a missing section is made.

    Nothing that is there changes: the old lines are a subsequence of the new ones. An item that is there word for
    word is not added again.
    """
    there = {_squeezed(item.text) for item in parse(spec).items}
    fresh: list[Item] = []
    for item in items:
        if (text := _squeezed("\n".join(_closed(item.text)))) not in there:
            there.add(text)
            fresh.append(item)
    if not fresh:
        return spec
    if not spec.strip():
        return spec + ("\n" if spec[-1:] not in ("", "\n", "\r") else "") + assemble(fresh)
    for kind in Kind:
        if texts := [item.text for item in fresh if item.kind is kind]:
            spec = _added(spec, kind, texts)
    return spec


def swap(spec: str, old: str, item: Item) -> str:
    """`spec` with the text of `item` in the place of its first item that says `old`; unchanged where there is none.

    Bullet, indentation and check box stay, and so do all other lines. A block of several lines leaves the list, and a
    rule right below is set off by a blank line.
    """
    entry = next((entry for entry in parse(spec).items if _squeezed(entry.text) == _squeezed(old)), None)
    if entry is None:
        return spec
    lines, spans = _lines(spec), line_spans(spec)
    first = lines[entry.start]
    if _is_block(item.text):
        new = _closed(item.text)
        new = [""] * (entry.start > 0 and bool(lines[entry.start - 1].strip())) + new
        new += [""] * (entry.end < len(lines) and bool(lines[entry.end].strip()))
    elif entry.verbatim:
        new = [f"{_marker(lines, 0, entry.start)} {escaped(item.text)}"]
    else:
        start = _end_of(PREFIX, first)
        new = [first[: start + _end_of(CHECKBOX, first[start:])] + escaped(item.text)]
        if entry.end < len(lines) and _UNDERLINE.fullmatch(lines[entry.end]):
            new.append("")  # or the new line would be its title
    return spec[: spans[entry.start][0]] + _newline(spec).join(new) + spec[spans[entry.end - 1][1] :]


def _added(spec: str, kind: Kind, texts: Sequence[str]) -> str:
    lines = _lines(spec)
    tokens = parser().parse("\n".join(lines))
    headings = parse(spec).sections
    sections = [(own, heading) for heading in headings if (own := named(heading.title))]
    order = list(Kind)
    if home := next((heading for own, heading in sections if own is kind), None):
        limit = next((heading.line for heading in headings if heading.line > home.line), len(lines))
        at = _end(lines, tokens, home.end, limit)
        marker = _marker(lines, home.end, at)
        entries = _entries(texts, marker)
        listed = at > home.end and _in_list(tokens, at)
        return _inserted(spec, lines, at, entries if listed else ["", *entries])
    level = sections[0][1].level if sections else _LEVEL
    section = [f"{'#' * level} {kind.heading}", "", *_entries(texts, "-")]
    later = next((heading for own, heading in sections if order.index(own) > order.index(kind)), None)
    if later:
        return _inserted(spec, lines, later.line, section)
    return _inserted(spec, lines, _end(lines, tokens, 0, len(lines)), ["", *section])


def _entries(texts: Iterable[str], marker: str) -> list[str]:
    """The lines of list entries; what has several lines stands as a block of its own between blank lines."""
    lines: list[str] = []
    for text in texts:
        if _is_block(text):
            lines += ["", *_closed(text), ""] if lines and lines[-1] else [*_closed(text), ""]
        else:
            lines.append(f"{marker} {escaped(text)}")
    return lines[:-1] if lines and not lines[-1] else lines


def _is_block(text: str) -> bool:
    return "\n" in text or "\r" in text


def _closed(text: str) -> list[str]:
    """A block, with its fence closed if it was not, or it would swallow what follows; a line stays what it is."""
    fence = _FENCE.match(text)
    if _is_block(text) and fence and parser().parse("\n".join([*_lines(text), "", "after"]))[-1].type == "fence":
        return [text, fence[1]]
    return [text]


def _inserted(spec: str, lines: Sequence[str], at: int, added: Sequence[str]) -> str:
    """`spec` with the lines `added` before line `at`, set off by a blank line from whatever text would touch them."""
    newline = _newline(spec)
    block = list(added)
    if block and not block[0] and (at == 0 or not lines[at - 1].strip()):
        block = block[1:]
    if at < len(lines) and lines[at].strip():
        block.append("")
    spans = line_spans(spec)
    if at < len(lines):
        offset = spans[at][0]
        return spec[:offset] + newline.join(block) + newline + spec[offset:]
    return spec + newline + newline.join(block) + newline


def _end(lines: Sequence[str], tokens: Sequence[Token], start: int, limit: int) -> int:
    """The line behind the last text in lines `start` to `limit`; before a fence that nothing closes."""
    at = limit
    while at > start and not lines[at - 1].strip():
        at -= 1
    for token in tokens:
        if token.type == "fence" and token.map and token.map[0] < at <= token.map[1]:
            last = lines[token.map[1] - 1].strip(" \t>")
            if token.map[1] - token.map[0] < 2 or not last.startswith(token.markup) or last.strip(token.markup[0]):
                return _end(lines, (), start, token.map[0])
    return at


def _in_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether the text before line `at` is the end of a list."""
    return any(
        token.type == "bullet_list_open" and token.level == 0 and token.map and token.map[0] < at <= token.map[1]
        for token in tokens
    )


def _marker(lines: Sequence[str], start: int, end: int) -> str:
    """The bullet that the section's last entry has."""
    for line in reversed(lines[start:end]):
        if line[:2] in ("- ", "* ", "+ "):
            return line[0]
    return "-"


def _newline(spec: str) -> str:
    return "\r\n" if "\r\n" in spec else "\n" if "\n" in spec or "\r" not in spec else "\r"


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    """Where what the text begins with ends; 0 where it begins with something else."""
    found = pattern.match(text)
    return found.end() if found else 0


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [text[start:end] for start, end in line_spans(text)]
