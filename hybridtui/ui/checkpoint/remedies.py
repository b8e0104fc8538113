"""Why this file exists: each sort of finding has answers of its own, and only those are offered where the cursor is."""

from __future__ import annotations

from hybridtui.core.checkpoint.findings import Document, Edit, Finding, Group
from hybridtui.ui.keys import CHECKPOINT, key_for


def remedies(finding: Finding) -> tuple[str, ...]:
    """The ids of the keys (`CHECKPOINT`) that answer `finding`, in the order in which they are offered."""
    fix = ("finding-fix",) if fixes(finding) else ()
    remove = ("finding-remove",) if removal(finding) else ()
    if finding.group is Group.SECRET:
        return (*remove, "finding-mask", *fix, "finding-once", "finding-always", "finding-jump")
    if finding.group is Group.CONFLICT:
        return (*fix, "finding-jump")
    if is_dropped(finding):
        return ("finding-take", "finding-aside", "finding-jump")
    if finding.group is Group.QUESTION:
        look = ("finding-look",) if finding.words else ()  # what nothing is said about has no place
        return ("finding-answer", *fix, "finding-waive", *look)
    return (*fix, *remove, "finding-waive", "finding-jump")


def removal(finding: Finding) -> Edit | None:
    """The edit that takes a secret, or an item that the notes do not bear out, out of the spec.

    It has a key of its own: nobody should delete what they meant to mend.
    """
    if finding.group in (Group.SECRET, Group.CREEP):
        return next((edit for edit in finding.edits if not edit.text), None)
    return None


def fixes(finding: Finding) -> tuple[Edit, ...]:
    """The edits that mend what was found, in the order of their number keys."""
    return tuple(edit for edit in finding.edits if edit != removal(finding))


def is_dropped(finding: Finding) -> bool:
    """Whether it is a sentence of the notes that the spec does not carry."""
    return finding.group is Group.CREEP and finding.document is Document.NOTES


def offers(finding: Finding, answered: bool) -> tuple[tuple[str, str], ...]:
    """The keys that answer `finding` as people write them, each with what it does.

    `answered` says that a reply comes, in which placeholders are put back.
    """
    found = []
    for remedy in remedies(finding):
        label = next(key.label for key in CHECKPOINT if key.id == remedy)
        if remedy == "finding-fix":
            label = fixes(finding)[0].label
        if remedy == "finding-mask" and not answered:
            label = "Mask: send a placeholder"
        found.append((key_for(CHECKPOINT, remedy).split()[0], label))
    others = [(str(number), edit.label) for number, edit in enumerate(fixes(finding), 1)][1:]
    return (*found, *others)
