"""Why this file exists: the checkpoint is tried on an agenda that has one of every finding, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Document, Edit, Finding, Group, Severity
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.order import Order
from hybridtui.core.hand_off.request import Request
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.spec import Spec, parse
from hybridtui.core.spec.changes import Change
from hybridtui.core.trace import ItemVerdict, SentenceVerdict, Trace, TracedItem, TracedSentence
from hybridtui.ui.checkpoint.agenda import Agenda

PASSWORD = "-".join(("tiger", "lamp", "42"))

SPEC = f"""\
# Upload page

## Requirements

- Accept files up to 60 MB
- Check the columns email, plan, seats
- Show progress quickly, etc.
- Dark mode
- Cache results for 10 minutes

## Constraints

- Log in to staging with {PASSWORD}
- Never touch the billing columns
"""

NOTES = """\
so I want a small upload page, drag and drop, max 50 MB. it should check the columns email, plan, seats.
show progress quickly. would be cool to have dark mode but not now. keep each upload for 30 days.
don't touch the billing columns.
"""

METER = Meter(
    model="claude-opus-5-5",
    notes_tokens=80,
    spec_tokens=61,
    input_tokens=312,
    ratio=Decimal("1.3"),
    input_low=Decimal("0.0011"),
    input_high=Decimal("0.0015"),
    worst_case=Decimal("0.33"),
    fill=0.002,
    low=265,
    high=359,
)

CHANGES = (
    Change("changed", "R1", "Accept files up to 50 MB", "Accept files up to 60 MB"),
    Change("added", "R5", "", "Cache results for 10 minutes"),
    Change("removed", "R6", "Send a mail when the check is done", ""),
    Change("moved", "C2", "Never touch the billing columns", "Never touch the billing columns"),
)


def envelope(spec: str, model: str = "claude-opus-5-5") -> Envelope:
    """What would be sent for `spec`."""
    request = Request.of(spec, Order(model=model, max_tokens=16_000, effort="medium"))
    return Envelope("api", "https://claude.invalid", "ANTHROPIC_API_KEY", model, request.settings(), request.encode())


def finding(spec: Spec, item: str, words: str, rule: str, group: Group, severity: Severity, message: str) -> Finding:
    """A finding about `words`, which stand somewhere in `spec`."""
    start = spec.text.index(words)
    return Finding(rule, group, severity, message, (start, start + len(words)), words, item)


def examination() -> Examination:
    """One of every finding, as they stand in `SPEC` and `NOTES`."""
    spec, told = parse(SPEC), sentences(NOTES)
    keep = next(each for each in told if each.text.startswith("keep each"))
    size, dark = told[0], next(each for each in told if "dark mode" in each.text)

    def delete(words: str, label: str) -> Edit:
        start = SPEC.index(words)
        return Edit(label, (start, start + len(words)), "")

    def swap(words: str, text: str) -> Edit:
        return replace(delete(words, f"Write “{text}”"), text=text)

    def spotted(item: str, words: str, rule: str, group: Group, severity: Severity, message: str) -> Finding:
        return finding(spec, item, words, rule, group, severity, message)

    error, warn = Severity.ERROR, Severity.WARN
    found = (
        replace(
            spotted("C1", PASSWORD, "secret", Group.SECRET, error, "A password stated in prose: tig… (13 characters)"),
            fix="Remove it, mask it, or allow it.",
            edits=(delete(PASSWORD, "Remove it"), swap(PASSWORD, "<password>")),
        ),
        replace(
            spotted(
                "R1",
                "Accept files up to 60 MB",
                "altered",
                Group.CREEP,
                error,
                f"This differs from the notes: it says 60 MB, not 50 MB. The sentence: “{size.text}”",
            ),
            fix="Say what the notes say, or correct the notes.",
            edits=(swap("60 MB", "50 MB"),),
        ),
        replace(
            spotted(
                "R4", "Dark mode", "S10", Group.CREEP, error, f"The notes rule this out, or put it off: “{dark.text}”"
            ),
            fix="Move it to Out of scope.",
        ),
        replace(
            spotted(
                "R5", "Cache results for 10 minutes", "added", Group.CREEP, warn, "Nothing in the notes says this."
            ),
            fix="Remove it, or add it to the notes.",
            edits=(delete("- Cache results for 10 minutes\n", "Remove the item"),),
        ),
        spotted(
            "R2",
            "Check the columns",
            "stale",
            Group.CREEP,
            warn,
            "The notes have changed since this was taken from them.",
        ),
        Finding(
            "dropped",
            Group.CREEP,
            Severity.INFO,
            "No item of the spec has this.",
            (keep.start, keep.end),
            keep.text,
            sentence=keep.key,
            fix="Take it, or set it aside.",
            document=Document.NOTES,
        ),
        replace(
            spotted("R3", "quickly", "L1", Group.LINT, warn, "“quickly” means something else to everyone"),
            fix="Give a number and a unit.",
        ),
        replace(
            spotted("R3", ", etc.", "L4", Group.LINT, warn, "“etc.” leaves the list open, so Claude would guess"),
            edits=(delete(", etc.", "Delete “, etc.”"),),
        ),
        spotted("", "# Upload page", "S2", Group.LINT, Severity.INFO, "5 requirements have no acceptance criterion"),
        spotted("R1", "files", "S9", Group.QUESTION, Severity.QUESTION, "What happens to a file that is too large?"),
    )
    trace = Trace(
        (
            TracedItem("R1", ItemVerdict.ALTERED, (size.key,), 0.9),
            TracedItem("R2", ItemVerdict.STALE, (), 0.0),
            TracedItem("R4", ItemVerdict.ALTERED, (dark.key,), 1.0),
            TracedItem("R5", ItemVerdict.ADDED, (), 0.1),
        ),
        (TracedSentence(keep.key, SentenceVerdict.DROPPED),),
    )
    return Examination(NOTES, spec, told, trace, found, waived=2)


def agenda(found: Sequence[Finding] | None = None, *, typed: bool = True) -> Agenda:
    """Everything there is to show; with `found` in the place of the findings above."""
    made = examination()
    if found is not None:
        made = replace(made, findings=tuple(found), trace=Trace())
    checkpoint = Checkpoint.of(envelope(made.spec.text), blockers=made.blockers, typed=typed)
    return Agenda(checkpoint, made, CHANGES, METER, before=True)
