"""Why this file exists: a version is read as what it changed, as what has changed since, or as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hybridtui.core.differences.lines import DiffLine, line_diff
from hybridtui.core.history import Sort, Version
from hybridtui.ui.moments import Moments


class Against(StrEnum):
    """What a version is compared with."""

    BEFORE = "the version before"
    NOW = "now"
    NOTHING = "nothing"

    @property
    def next(self) -> Against:
        """The one after it, in turns."""
        order = list(Against)
        return order[(order.index(self) + 1) % len(order)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is shown of a version: a title, and lines."""

    title: str
    lines: Sequence[DiffLine]


def comparison(
    version: Version, versions: Sequence[Version], against: Against, text: Callable[[int], str], moments: Moments
) -> Comparison:
    """What is shown of `version`, one of `versions`, which come the newest first.

    Only documents are compared; what was signed, answered or pruned is shown as it was. `text` gives the text of a
    version by its id. Takes a while: use it in a thread. Raises `HybridError`.
    """
    when = moments.full(version.at)
    same = [each for each in versions if each.sort is version.sort]
    place = same.index(version)
    now = text(version.id)
    if not version.sort.is_document or against is Against.NOTHING:
        return Comparison(f"{_NAMES[version.sort]} of {when}", list(_whole(version.sort, version.digest, now)))
    if against is Against.NOW:
        if not place:
            return Comparison("This is how it is now", list(_plain(now)))
        lines = line_diff(now, text(same[0].id))
        return Comparison(f"Changes from {when} to now", lines or _said("Nothing has changed since."))
    if place + 1 == len(same):
        return Comparison(f"The first that is kept, of {when}", list(_plain(now)))
    before = same[place + 1]
    lines = line_diff(text(before.id), now)
    return Comparison(
        f"Changes since the version before, {moments.full(before.at)}", lines or _said("Nothing changed.")
    )


_NAMES = {
    Sort.NOTES: "The notes",
    Sort.DRAFT: "The draft",
    Sort.SPEC: "The spec",
    Sort.SIGN_OFF: "What was signed, byte for byte,",
    Sort.REPLY: "The reply",
    Sort.PRUNING: "What was pruned",
}


def _whole(sort: Sort, digest: str, text: str) -> Iterator[DiffLine]:
    """A text as it was. What was signed begins with what is around the payload; the payload follows as it was sent."""
    if sort is not Sort.SIGN_OFF:
        yield from _plain(text)
        return
    head, _, payload = text.partition("\0")
    yield DiffLine("gap", f"sign-off: {digest}")
    for name, value in json.loads(head).items():
        if shown := ", ".join(": ".join(pair) for pair in value) if isinstance(value, list) else value:
            yield DiffLine("gap", f"{name}: {shown}")
    yield DiffLine("gap", "")
    yield from _plain(payload)


def _plain(text: str) -> Iterator[DiffLine]:
    lines = text.split("\n")
    ended = not lines[-1]
    for number, line in enumerate(lines[:-1] if ended else lines, 1):
        yield DiffLine("same", line, ended or number < len(lines))


def _said(words: str) -> tuple[DiffLine, ...]:
    return (DiffLine("gap", words),)
