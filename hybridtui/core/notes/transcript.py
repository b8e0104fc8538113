"""Why this file exists: in a transcript each line is a turn, and who speaks is no part of what is said."""

from __future__ import annotations

import re

_TIME = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?)"
_NAME = r"(?:\*\*)?(?P<name>[A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,3})(?:\*\*)?"
_LABEL = re.compile(rf"(?:{_TIME}\s*[-–]?\s*)?{_NAME}\s*{_TIME}?\s*:(?:\*\*)?(?:\s+|$)")

# Labels that people put before notes of their own; these begin a note and name no speaker.
_NO_SPEAKER = frozenset(
    word
    for line in (
        "note notes todo idea ideas question questions goal goals constraint constraints requirement requirements",
        "warning important update edit example fix bug problem solution pro pros con cons q a ps nb fyi tip caveat",
        "risk option decision decided action actions context background summary why what how who when where",
        "input output must should could",
    )
    for word in line.split()
)


def speaker_label(text: str) -> re.Pattern[str] | None:
    """The pattern of a speaker's label at the start of a line if `text` is a transcript, else None.

    A transcript is a text most of whose lines begin with a name and a colon, with names that come back.
    """
    lines = 0
    names: dict[str, int] = {}
    for line in re.split(r"[\r\n]+", text):
        if stripped := line.strip():
            lines += 1
            if (label := _LABEL.match(stripped)) and label["name"].lower() not in _NO_SPEAKER:
                names[label["name"]] = names.get(label["name"], 0) + 1
    turns = sum(names.values())
    if turns < 4 or turns < 0.5 * lines or turns < 2 * len(names):
        return None
    return _LABEL
