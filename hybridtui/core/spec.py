"""Why this file exists: the spec is plain Markdown; this is how items become one, enter one, and are found in one."""

from __future__ import annotations

from collections.abc import Iterable

from hybridtui.core.kinds import Kind
from hybridtui.core.refine import Item


def assemble(items: Iterable[Item], title: str = "") -> str:
    """A whole spec of `items`, grouped under the headings of their kinds, in the order given."""
    listed = list(items)
    parts = [f"# {title}"] if title else []
    for kind in Kind:
        bullets = [f"- {item.text}" for item in listed if item.kind is kind]
        if bullets:
            parts += [f"## {kind.heading}", "\n".join(bullets)]
    return "\n\n".join(parts) + "\n"
