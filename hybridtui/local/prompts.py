"""Why this file exists: the words that a model is given are data, apart from the code that decodes."""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.steering import Compression

BULLET = "-"
"""What a note begins with among the notes that a model reads."""

_NOTES = (
    "So I want a login page for the drivers, one field, no password.",
    "It should also send the reminder two days before the due date.",
    "It would be nice to have the export in the other format as well.",
    "And we need to check that the salaries are not in the report.",
    "Currently our old phones already lose the connection at 20 m.",
    "So the idea is that it has to keep the last ten orders, and the newest one comes first.",
    "Then also it needs to tell the owner when a payment fails.",
)

NOTES = "Notes.\n\n" + "".join(f"{BULLET} {note}\n" for note in _NOTES)
"""Notes of the kind that people write, so that the next one is read as a note and its commonplaces are expected."""

_STYLE = {
    Compression.LIGHT: "Write one short, plain sentence.",
    Compression.DENSE: "Write one line in telegram style, as short as it can be.",
}


def task(compression: Compression, instruction: str = "") -> str:
    """What a model that writes freely is told, the same for every note."""
    parts = (
        "You turn a rambling note into one line of a software specification.",
        _STYLE.get(compression, _STYLE[Compression.DENSE]),
        "Keep every number, unit, name, identifier, quotation and negation exactly.",
        "Add nothing that the note does not say. Answer with the line alone.",
        f"About the project: {instruction}" if instruction else "",
    )
    return " ".join(part for part in parts if part)


def note(sentence: str, headings: Sequence[str] = ()) -> str:
    """The note as a model that writes freely gets it."""
    under = f"(Under the heading: {headings[-1]})\n" if headings else ""
    return f"{under}Note: {' '.join(sentence.split())}"
