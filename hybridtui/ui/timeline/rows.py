"""Why this file exists: versions are listed by the day, and what each is can be read on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hybridtui.core.history import Sort, Version
from hybridtui.ui.moments import Moments, day_text
from hybridtui.ui.wrapping import fitted

GLYPHS = {
    Sort.NOTES: "·",
    Sort.DRAFT: "~",
    Sort.SPEC: "#",
    Sort.SIGN_OFF: "✓",
    Sort.REPLY: "◂",
    Sort.PRUNING: "¬",
}

_SORT = max(map(len, Sort))


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of the list: days, and below each its versions. `places` has the line of each version."""

    lines: tuple[str | Version, ...] = ()
    places: tuple[int, ...] = ()


def rows(versions: Sequence[Version], moments: Moments) -> Rows:
    """The list of `versions`, which come the newest first."""
    lines: list[str | Version] = []
    for day, those in groupby(versions, key=lambda version: moments.day(version.at)):
        lines += [day, *those]
    return Rows(tuple(lines), tuple(place for place, line in enumerate(lines) if isinstance(line, Version)))


def day_line(day: str, moments: Moments, width: int) -> str:
    """The heading of a day."""
    return fitted("Today" if day == moments.today else day_text(day), width)


def version_line(version: Version, moments: Moments, newest: bool, width: int) -> str:
    """A version on a line: when, what sort, what it is, and whether it is how things are now."""
    about = f"{version.about}, now" if newest and version.sort.is_document else version.about
    return fitted(f"{moments.time(version.at)} {GLYPHS[version.sort]} {version.sort:<{_SORT}} {about}", width)
