"""Why this file exists: a code block is told from the others in one line, wherever one is to be chosen."""

from __future__ import annotations

from hybridtui.core.code.blocks import CodeBlock
from hybridtui.core.plurals import number_of


def about(block: CodeBlock) -> str:
    """What is known of a block besides its name: "python · 42 lines", "12 lines · unfinished"."""
    size = number_of(block.lines, "line")
    parts = (block.language, size, "" if block.closed else "unfinished")
    return " · ".join(part for part in parts if part)


def title(block: CodeBlock, name: str = "") -> str:
    """What a block is called: `name`, or its own, or how it begins where it has none."""
    return name or block.name or f"“{_beginning(block)}”"


def _beginning(block: CodeBlock) -> str:
    line = next((line.strip() for line in block.text.split("\n") if line.strip()), "")
    return line if len(line) <= 30 else line[:29] + "…"
