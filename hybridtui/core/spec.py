"""Why this file exists: the spec is plain Markdown; this reads one as a title, sections and items that can be named.

Markdown is the document, and stays as it is: a `Spec` only says what stands where in its text.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from hybridtui.core.blocks import CHECKBOX, Span, line_spans, parser
from hybridtui.core.english.titles import title_kind
from hybridtui.core.kinds import Kind

_NUMBERING = re.compile(r"^[\d.)\s]+")
_GAP = r"(?:[ \t]|$)"
MARK = re.compile(
    rf"[0-9]{{1,9}}(?=\\*[.)]{_GAP})"
    rf"|(?=\\*(?:>|#{{1,6}}{_GAP}|[-+*]{_GAP}|\[[ xX]\]\s|`{{3,}}[^`]*$|~{{3}}|(?:[-*_][ \t]*){{3,}}$))"
)
"""What opens a block, a check box or a rule, up to where a backslash makes plain text of it: "> 50 MB", "1. May"."""
PREFIX = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])))*[ \t]*")
"""What stands before the text of an entry or a paragraph on its first line."""

_PREFIXES = {
    Kind.GOAL: "G",
    Kind.REQUIREMENT: "R",
    Kind.CONSTRAINT: "C",
    Kind.OUT_OF_SCOPE: "O",
    Kind.QUESTION: "Q",
    Kind.BACKGROUND: "B",
    None: "T",
}
_ALIASES = {
    "goal": Kind.GOAL,
    "requirement": Kind.REQUIREMENT,
    "functional requirement": Kind.REQUIREMENT,
    "constraint": Kind.CONSTRAINT,
    "out of scope": Kind.OUT_OF_SCOPE,
    "non goal": Kind.OUT_OF_SCOPE,
    "question": Kind.QUESTION,
    "open question": Kind.QUESTION,
    "background": Kind.BACKGROUND,
    "context": Kind.BACKGROUND,
}


def text_hash(text: str) -> str:
    """The identity of an item's text: 16 hexadecimal digits, blind to spacing and a final full stop."""
    return hashlib.sha256(" ".join(text.split()).removesuffix(".").encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Known:
    """An item as it was when the spec was last read: its id and the hash of its text."""

    id: str
    hash: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its title as written (inline markup included), its level (1 to 6), its line, and the kind it names."""

    title: str
    level: int
    line: int
    end: int
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class SpecItem:
    """One item of a spec: a list entry, a paragraph, a fence or a table.

    `id` names it ("R3"; "R3.1" within R3) however it moves or changes. `kind` comes from the headings above it and is
    None where none of them names one. `text` is what it says, on one line and without its bullet, unless it is
    `verbatim` (a fence or a table). `start` and `end` are line numbers counting from 0, end exclusive; `span` is where
    its text stands, in characters of the spec. `parent` is the id of the entry that it is nested in ("" for none), and
    a `criterion` is an entry that says when its parent is met.
    """

    id: str
    kind: Kind | None
    text: str
    start: int
    end: int
    span: Span
    parent: str = ""
    verbatim: bool = False
    criterion: bool = False


@dataclass(frozen=True)
class Spec:
    """A spec as it is read: its text, and what stands where in it."""

    text: str
    sections: tuple[Section, ...]
    items: tuple[SpecItem, ...]

    @cached_property
    def title(self) -> str:
        """The first heading of the first level; empty where there is none."""
        return next((section.title for section in self.sections if section.level == 1), "")

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """What to give to the next `parse`, so that items keep their ids."""
        return tuple(Known(item.id, text_hash(item.text)) for item in self.items)

    def item(self, id: str) -> SpecItem | None:
        """The item called `id`."""
        return next((item for item in self.items if item.id == id), None)

    def at(self, row: int) -> SpecItem | None:
        """The item on line `row`, counting from 0."""
        return next((item for item in self.items if item.start <= row < item.end), None)


def parse(text: str, known: Sequence[Known] = ()) -> Spec:
    """Read a spec, whatever it is; any text is one. Items that were `known` keep their ids."""
    spans = line_spans(text)
    lines = [text[start:end] for start, end in spans]
    tokens = parser().parse("\n".join(lines))
    sections: list[Section] = []
    found: list[SpecItem] = []
    stack: list[Section] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if not token.map:
            continue
        start, end = token.map
        if token.type == "heading_open" and following and token.level == 0:
            title, level = following.content, int(token.tag[1:])
            section = Section(title, level, start, end, named(title) or (title_kind(title) if level > 1 else None))
            stack = [*(each for each in stack if each.level < level), section]
            sections.append(section)
        elif token.type in ("paragraph_open", "fence", "table_open") and start < end:
            kind = next((each.kind for each in reversed(stack) if each.kind), None)
            verbatim = token.type != "paragraph_open"
            said = "\n".join(lines[start:end]) if verbatim or not following else _plain(following.content)
            first = spans[start][0] + (0 if verbatim else _text_start(lines[start]))
            found.append(SpecItem("", kind, said, start, end, (first, spans[end - 1][1]), verbatim=verbatim))
    return Spec(text, tuple(sections), _identified(found, known))


def named(title: str) -> Kind | None:
    """The kind whose section a heading opens, however it is cased, numbered, emphasised or pluralised."""
    name = re.sub(r"[\W_]+", " ", _NUMBERING.sub("", title)).strip().casefold()
    return _ALIASES.get(name) or _ALIASES.get(name.removesuffix("s"))


def _identified(items: Sequence[SpecItem], known: Sequence[Known]) -> tuple[SpecItem, ...]:
    count: Counter[str] = Counter()
    found = []
    for item in items:
        prefix = _PREFIXES[item.kind]
        count[prefix] += 1
        found.append(replace(item, id=f"{prefix}{count[prefix]}"))
    return tuple(found)


def _text_start(line: str) -> int:
    """Where what the line says begins, behind bullet, quote mark and check box."""
    start = PREFIX.match(line)
    at = start.end() if start else 0
    box = CHECKBOX.match(line, at)
    return box.end() if box else at


def _plain(markdown: str) -> str:
    """The text that a paragraph says: without a check box, and without the backslash before a mark."""
    markdown = markdown.replace("\n", " ")
    text = markdown[box.end() :] if (box := CHECKBOX.match(markdown)) else markdown
    mark = MARK.match(text)
    return text[: mark.end()] + text[mark.end() :].removeprefix("\\") if mark else text
