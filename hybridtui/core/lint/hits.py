"""Why this file exists: a rule reads the text of one item, and need not know where in the spec that stands."""

from __future__ import annotations

from dataclasses import dataclass

from hybridtui.core.checkpoint.findings import Edit, Finding, Group, Severity
from hybridtui.core.lint.catalogue import BY_ID
from hybridtui.core.notes.blocks import Span
from hybridtui.core.spec import Spec, SpecItem


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found at `span`, in characters of an item's text: the message, the fix, and edits that make it."""

    rule: str
    span: Span
    message: str
    fix: str
    edits: tuple[Edit, ...] = ()


def raw(spec: Spec, item: SpecItem) -> str:
    """The text of an item as it stands in the spec."""
    return spec.text[slice(*item.span)]


def placed(spec: Spec, item: SpecItem, hit: Hit, severity: Severity | None = None) -> Finding:
    """The finding that a hit in an item is; of the severity that its rule has, unless another is given."""
    offset = item.span[0]
    start, end = hit.span[0] + offset, hit.span[1] + offset
    edits = tuple(Edit(each.label, (each.span[0] + offset, each.span[1] + offset), each.text) for each in hit.edits)
    return Finding(
        hit.rule,
        Group.LINT,
        severity or BY_ID[hit.rule].severity,
        hit.message,
        (start, end),
        spec.text[start:end],
        item=item.id,
        fix=hit.fix,
        edits=edits,
    )


def whole(spec: Spec, item: SpecItem, rule: str, message: str, fix: str, severity: Severity | None = None) -> Finding:
    """A finding about an item as a whole."""
    return placed(spec, item, Hit(rule, (0, item.span[1] - item.span[0]), message, fix), severity)
