"""Why this file exists: a spec is Markdown for people and JSON for programs, and neither may lose what the other says.

The JSON holds, beside each text, the Markdown in front of it; so both directions are the identity. An edited text is
put in the place of the old one, and a new item or section needs nothing but its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.errors import HybridError
from hybridtui.core.spec import Known, Section, Spec, SpecItem, parse, text_hash
from hybridtui.core.spec.entries import escaped
from hybridtui.core.spec.schema import FORMAT, Json, check, refusal
from hybridtui.core.spec.schema import SCHEMA as SCHEMA

_LOW_SURROGATE = re.compile("[\udc00-\udfff]")


def to_json(spec: Spec) -> str:
    """The spec as JSON text in the form of `SCHEMA`, ending in a newline. Undecodable bytes survive as escapes."""
    top: Json = {"format": FORMAT, "title": spec.title, "items": [], "sections": []}
    open_sections: list[tuple[int, Json]] = [(0, top)]
    open_items: list[tuple[str, Json]] = []
    before = ""
    for part in spec.parts:
        text = spec.text[slice(*part.span)]
        if isinstance(part.of, Section):
            node = _section(part.of, before)
            while open_sections[-1][0] >= part.of.level:
                open_sections.pop()
            open_sections[-1][1]["sections"].append(node)
            open_sections.append((part.of.level, node))
            open_items = []
        elif part.of:
            node = _item(part.of, before, text)
            while open_items and open_items[-1][0] != part.of.parent:
                open_items.pop()
            if part.of.parent and not open_items:
                node["parent"] = part.of.parent
            (open_items[-1][1] if open_items else open_sections[-1][1])["items"].append(node)
            open_items.append((part.of.id, node))
        before = "" if part.of else text
    top["after"] = before
    dumped = json.dumps(top, indent=1, ensure_ascii=False)
    return _LOW_SURROGATE.sub(lambda low: f"\\u{ord(low[0]):04x}", dumped) + "\n"


def from_json(text: str) -> str:
    """The Markdown of the spec that is the JSON `text`. Raises as `spec_of` does."""
    return spec_of(text).text


def spec_of(text: str) -> Spec:
    """The spec, ids included, that is the JSON `text`.

    Raises `HybridError` with a JSON path where it is not in the form of `SCHEMA`, or where the Markdown that it makes
    would not say what it says.
    """
    try:
        data = json.loads(text)
        check(data)
        nodes = list(_nodes(data))
    except RecursionError:
        raise refusal("$", "is nested too deeply") from None
    except ValueError as problem:
        raise HybridError(
            "This is not JSON", str(problem), "Give it the file that `convert --to json` wrote."
        ) from None
    after = data.get("after", "\n")
    known = [Known(node.id, text_hash(node.text)) for node in nodes if node.id]
    spec = parse(_composed(nodes, after), known)
    there = {item.span[0]: item.text for item in spec.items}
    if edited := {at for at, node in _offsets(nodes) if node.markdown is not None and there.get(at) != node.text}:
        nodes = [node.rewritten() if at in edited else node for at, node in _offsets(nodes)]
        spec = parse(_composed(nodes, after), known)
    _verify(spec, nodes, data)
    return spec


@dataclass(frozen=True, slots=True)
class _Node:
    """A title or an item in the JSON: where it is, what is in front of it, what it says, and how it is written."""

    path: str
    given: Json
    before: str
    text: str
    item: bool
    id: str = ""
    markdown: str | None = None

    @property
    def source(self) -> str:
        if self.markdown is not None:
            return self.markdown
        return escaped(self.text) if self.item and not self.given.get("verbatim") else self.text

    def rewritten(self) -> _Node:
        """The node written anew from what it says."""
        return _Node(self.path, self.given, self.before, self.text, self.item, self.id)


def _section(section: Section, before: str) -> Json:
    kind = section.kind.value if section.kind else None
    return {
        "before": before,
        "title": section.title,
        "level": section.level,
        "kind": kind,
        "items": [],
        "sections": [],
    }


def _item(item: SpecItem, before: str, raw: str) -> Json:
    node: Json = {"before": before, "id": item.id, "kind": item.kind.value if item.kind else None, "text": item.text}
    if raw != (item.text if item.verbatim else escaped(item.text)):
        node["markdown"] = raw
    if item.verbatim:
        node["verbatim"] = True
    return {**node, "criterion": item.criterion, "items": []}


def _nodes(data: Json) -> Iterator[_Node]:
    """All titles and items in the order of the document, with what is left out made up."""
    above: _Node | None = None
    for path, node, depth in _walk(data, "$", (0, 0)):
        titled = "title" in node
        before = node.get("before")
        if before is None:
            before = _gap(node, above, depth, titled)
        above = _Node(
            path,
            node,
            before,
            node["title" if titled else "text"],
            not titled,
            node.get("id", ""),
            node.get("markdown"),
        )
        yield above


def _walk(node: Json, path: str, depth: tuple[int, int]) -> Iterator[tuple[str, Json, int]]:
    """Every item and section below `node`, with its JSON path and how deep it is nested among its like."""
    for index, item in enumerate(node.get("items", ())):
        own = f"{path}.items[{index}]"
        yield own, item, depth[1]
        yield from _walk(item, own, (depth[0], depth[1] + 1))
    for index, section in enumerate(node.get("sections", ())):
        own = f"{path}.sections[{index}]"
        yield own, section, depth[0]
        yield from _walk(section, own, (depth[0] + 1, 0))


def _gap(node: Json, above: _Node | None, depth: int, titled: bool) -> str:
    """The Markdown in front of a node that brings none."""
    block = titled or node.get("verbatim") or (above and (not above.item or above.given.get("verbatim")))
    lines = "" if above is None else "\n\n" if block else "\n"
    if titled:
        return f"{lines}{'#' * node.get('level', min(depth + 1, 6))} "
    return lines if node.get("verbatim") else f"{lines}{'  ' * depth}- "


def _composed(nodes: Sequence[_Node], after: str) -> str:
    return "".join(node.before + node.source for node in nodes) + after


def _offsets(nodes: Sequence[_Node]) -> Iterator[tuple[int, _Node]]:
    """Where the text of each node begins in what `_composed` makes of them."""
    at = 0
    for node in nodes:
        at += len(node.before)
        yield at, node
        at += len(node.source)


def _verify(spec: Spec, nodes: Sequence[_Node], data: Json) -> None:
    """Raise where the Markdown does not say what the JSON says."""
    items = {item.span[0]: item for item in spec.items}
    sections = {section.span[0]: section for section in spec.sections}
    for at, node in _offsets(nodes):
        found = items.pop(at, None) if node.item else sections.pop(at, None)
        said = found.text if isinstance(found, SpecItem) else found.title if found else None
        if found is None or said != node.text:
            name = "text" if node.item else "title"
            raise refusal(f"{node.path}.{name}", f"would not be one {'item' if node.item else 'heading'} in Markdown")
        kind = found.kind.value if found.kind else None
        if node.given.get("kind", kind) != kind:
            raise refusal(f"{node.path}.kind", f"is not what its heading gives it: {kind or 'null'}")
        if isinstance(found, Section) and node.given.get("level", found.level) != found.level:
            raise refusal(f"{node.path}.level", f"is not what `before` says: {found.level}")
    for text in (*(item.text for item in items.values()), *(section.title for section in sections.values())):
        raise refusal("$", f'has "{text[:40]}" in a `before` or in `after`; make an item or a section of it')
    if data.get("title", spec.title) != spec.title:
        raise refusal("$.title", "is not the title of the first section of level 1")
