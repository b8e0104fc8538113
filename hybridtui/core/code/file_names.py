"""Why this file exists: a name that came with an answer must not lead out of the folder that the human chose."""

from __future__ import annotations

from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))]
)
"""Names that mean a device on some systems, whatever ending they have."""

_NOWHERE = '\\:*?"<>|'
"""Characters that not every system takes in a name, or takes for something else."""

_LONGEST = 255
"""Bytes in one part of a path."""


def checked(name: str) -> str:
    """`name` as a relative path with "/" between its parts, "./" before it left out.

    Raises `HybridError` (exit 2) for one that is absolute or leads upwards, that some system could not hold or would
    take for a device, that does not show what it is, or that lies in a folder of git's own.
    """
    name = name.removeprefix("./")
    if reason := _refusal(name):
        raise HybridError(f"Not a name for a file here: {visible(name)}", reason, "Give it another name.")
    return name


def _refusal(name: str) -> str:
    parts = name.split("/")
    if not name.strip():
        return "It is empty."
    if visible(name) != name or "\t" in name or "\n" in name:
        return "It holds characters that do not show."
    if name.startswith(("/", "~")):
        return "Only names within the folder are taken."
    if found := next((each for each in _NOWHERE if each in name), ""):
        return f"It holds “{found}”."
    if ".." in parts:
        return "It leads out of the folder."
    if any(part in ("", ".") or part[-1] in " ." or part[0] == " " for part in parts):
        return "A part of it is empty, or has a blank or a dot at its end."
    if any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST for part in parts):
        return f"A part of it is longer than {_LONGEST} bytes."
    if any(part.partition(".")[0].casefold() in _RESERVED for part in parts):
        return "Some systems take it for a device."
    if any(part.casefold() in (".git", "git~1") for part in parts):
        return "What lies there is git's own."
    return ""
