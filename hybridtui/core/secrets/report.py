"""Why this file exists: a secret blocks the hand-off until the human has decided, so each is told with its ways out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from hybridtui.core.checkpoint.findings import Edit, Finding, Group, Severity
from hybridtui.core.notes.blocks import Span
from hybridtui.core.secrets.secret import TERM, Secret, hash_of, shown
from hybridtui.core.spec import Spec, SpecItem
from hybridtui.core.trace.record import Record

_FIX = "Remove it, put a placeholder for it, or allow it with a reason."


def findings(spec: Spec, record: Record, secrets: Sequence[Secret]) -> tuple[Finding, ...]:
    """One finding for each of the `secrets` of the spec's text that the human has not decided about.

    The rules are "secret", "personal" and "term". The messages show no more than a secret's first characters.
    """
    decided = {decision.hash for decision in record.decisions}
    items = sorted(spec.items, key=lambda item: item.span)
    found = []
    for secret in secrets:
        words = spec.text[slice(*secret.span)]
        if hash_of(words) not in decided:
            rule = "term" if secret.sort == TERM else "personal" if secret.personal else "secret"
            message = f"{secret.sort[:1].upper()}{secret.sort[1:]}: {shown(words)}"
            item = _item(items, secret.span[0])
            edits = (
                Edit("Remove it", _gap(spec.text, secret.span), ""),
                Edit(f"Write {stand_in(secret.sort)}", secret.span, stand_in(secret.sort)),
            )
            found.append(
                Finding(rule, Group.SECRET, Severity.ERROR, message, secret.span, words, item, fix=_FIX, edits=edits)
            )
    return tuple(found)


def stand_in(sort: str) -> str:
    """What a reader understands in the place of a secret of that sort, and no scan takes for one: "<GitHub token>"."""
    return f"<{sort}>"


def _item(items: Sequence[SpecItem], at: int) -> str:
    """The id of the item whose text holds the character `at`; empty between items."""
    index = bisect_right(items, at, key=lambda item: item.span[0]) - 1
    return items[index].id if index >= 0 and at < items[index].span[1] else ""


def _gap(text: str, span: Span) -> Span:
    """The characters to delete: one of the two blanks goes with the words between them."""
    start, end = span
    blank_before = start > 0 and text[start - 1] in " \t"
    blank_after = text[end : end + 1] in ("", " ", "\t", "\n", "\r", ".", ",", ";")
    return (start - 1, end) if blank_before and blank_after else span
