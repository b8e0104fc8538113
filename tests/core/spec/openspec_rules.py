"""Why this file exists: an export is right if OpenSpec's own rules find nothing in it; these are the rules, restated.

They cover what `openspec validate --strict` checks in a main spec: every finding of level ERROR or WARNING.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"(#{1,6})\s+(.+)$")
_OPENING = re.compile(r"\s*(`{3,}|~{3,})")
_METADATA = re.compile(r"\*\*[^*]+\*\*:")
_KEYWORD = re.compile(r"\b(SHALL|MUST)\b", re.ASCII)

Line = tuple[int, str]
"""The level of a heading, 0 for any other line; -1 for a line of a fence. And its text."""


def lines_of(text: str) -> list[Line]:
    """The lines of a main spec as OpenSpec sees them."""
    found: list[Line] = []
    fence = ""
    for line in re.sub(r"\r\n?", "\n", text).split("\n"):
        mark = _OPENING.match(line)
        if fence:
            found.append((-1, line))
            if mark and not line.strip().strip(fence[0]) and line.strip().startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
            found.append((-1, line))
        else:
            heading = _HEADING.match(line)
            found.append((len(heading[1]), heading[2].strip()) if heading else (0, line))
    return found


def below(lines: list[Line], at: int) -> list[Line]:
    """What stands under the heading at `at`, up to the next of its level or a higher one."""
    level = lines[at][0]
    end = next((later for later in range(at + 1, len(lines)) if 0 < lines[later][0] <= level), len(lines))
    return lines[at + 1 : end]


def problems(text: str) -> list[str]:
    """What is wrong with a main spec, in words; nothing if it is valid under `--strict`."""
    lines = lines_of(text)
    found = []
    places = {title.lower(): at for at, (level, title) in reversed(list(enumerate(lines))) if level > 0}
    for name in ("purpose", "requirements"):
        if name not in places or lines[places[name]][0] != 2:
            return [f"no section {name}"]
    purpose = "\n".join(line for _, line in below(lines, places["purpose"])).strip()
    if len(purpose) < 50:
        found.append("the purpose is too brief")
    start = places["requirements"]
    inside = range(start + 1, start + 1 + len(below(lines, start)))
    names: list[str] = []
    for at, (level, title) in enumerate(lines):
        if level == 3 and title.lower().startswith("requirement:"):
            if at not in inside:
                found.append(f"{title}: outside of the section")
            names.append(title.partition(":")[2].strip())
            found += [f"{title}: {problem}" for problem in requirement_problems(below(lines, at))]
        elif at in inside and level == 3:
            found.append(f"{title}: not called a requirement")
        elif level == 2 and re.match(r"(ADDED|MODIFIED|REMOVED|RENAMED)\s+Requirements$", title, re.IGNORECASE):
            found.append(f"{title}: a header of a delta")
    if not names:
        found.append("no requirement")
    if len(set(names)) < len(names) or not all(names):
        found.append("names are not unique")
    return found


def requirement_problems(lines: list[Line]) -> list[str]:
    """What is wrong with one requirement, given what stands under its heading."""
    first = next((at for at, (level, _) in enumerate(lines) if level > 0), len(lines))
    said = [line.strip() for level, line in lines[:first] if level == 0 and line.strip()]
    body = [line for line in said if not _METADATA.match(line)] or said
    found = [] if body else ["no body"]
    if not _KEYWORD.search("\n".join(body)):
        found.append("no SHALL or MUST in the body")
    scenarios = [below(lines, at) for at, (level, _) in enumerate(lines) if level == 4]
    if not scenarios:
        found.append("no scenario")
    for scenario in scenarios:
        steps = "\n".join(line for level, line in scenario if level == 0)
        if not all(f"- **{word}** " in steps for word in ("WHEN", "THEN")):
            found.append("a scenario without WHEN and THEN")
    return found
