"""Why this file exists: each sort of finding has answers of its own, and only those are offered where the cursor is."""

from __future__ import annotations

from hybridtui.core.findings import Document, Edit, Finding, Group
from hybridtui.ui.keys import CHECKPOINT, key_for


def remedies(finding: Finding) -> tuple[str, ...]:
    """The ids of the keys (`CHECKPOINT`) that answer `finding`, in the order in which they are offered."""
    if finding.group is Group.SECRET:
        remove = ("finding-remove",) if removal(finding) else ()
        return (*remove, "finding-mask", "finding-once", "finding-always", "finding-jump")
    if is_dropped(finding):
        return ("finding-take", "finding-aside", "finding-jump")
    fix = ("finding-fix",) if finding.edits else ()
    if finding.group is Group.QUESTION:
        return ("finding-answer", *fix, "finding-waive")
    return (*fix, "finding-waive", "finding-jump")


def removal(finding: Finding) -> Edit | None:
    """The edit that takes the words of `finding` out of the spec, and puts nothing in their place."""
    return next((edit for edit in finding.edits if not edit.text), None)


def is_dropped(finding: Finding) -> bool:
    """Whether it is a sentence of the notes that the spec does not carry."""
    return finding.group is Group.CREEP and finding.document is Document.NOTES


def offers(finding: Finding) -> tuple[tuple[str, str], ...]:
    """The keys that answer `finding` as people write them, each with what it does."""
    found = []
    for remedy in remedies(finding):
        label = next(key.label for key in CHECKPOINT if key.id == remedy)
        if remedy == "finding-fix":
            label = finding.edits[0].label
        found.append((key_for(CHECKPOINT, remedy).split()[0], label))
    others = [(str(number), edit.label) for number, edit in enumerate(finding.edits, 1)][1:]
    return (*found, *others)
