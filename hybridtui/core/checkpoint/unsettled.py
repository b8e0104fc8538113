"""Why this file exists: where another program wrote something else, a person decides before anything is handed off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hybridtui.core.checkpoint.findings import Document, Edit, Finding, Group, Severity
from hybridtui.core.conflicts import Conflict, Keep, conflicts, resolved

RULE = "conflict"
LABELS = {Keep.HERE: "Keep what stood here", Keep.OUTSIDE: "Keep what came from outside", Keep.BOTH: "Keep both"}

_QUOTED = 40
"""Characters of a side that a message quotes."""


def unsettled(text: str, document: Document) -> Iterator[Finding]:
    """The conflicts in the spec or the notes. They cannot be waived: marker lines are never handed off."""
    for conflict in conflicts(text):
        start, end = conflict.span
        yield Finding(
            RULE,
            Group.CONFLICT,
            Severity.ERROR if document is Document.SPEC else Severity.WARN,
            f"Here it reads {_quoted(conflict.here)}, outside {_quoted(conflict.outside)}.",
            conflict.span,
            text[start:end],
            fix="Keep one of them, or both, and take the marker lines out.",
            edits=tuple(_edit(text, conflict, keep) for keep in Keep) if document is Document.SPEC else (),
            document=document,
        )


def _edit(text: str, conflict: Conflict, keep: Keep) -> Edit:
    """The change of the spec that keeps what is chosen of a conflict."""
    kept = resolved(text, conflict, keep)
    start, end = conflict.span
    if not conflict.kept(keep):  # its line goes too
        start, end = (start, end + 1) if end < len(text) else (max(start - 1, 0), end)
    return Edit(LABELS[keep], (start, end), kept[start : len(kept) - (len(text) - end)])


def _quoted(lines: Sequence[str]) -> str:
    """The beginning of a side, in quotation marks."""
    words = " ".join(" ".join(lines).split())
    brief = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
    return f"“{brief}”" if brief else "nothing"
