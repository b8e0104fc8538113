"""Why this file exists: a fault of the program itself is told in three lines; what a developer needs is in a file.

A traceback over the screen says nothing to the person who has to know one thing: whether anything was lost.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from hybridtui.core.errors import Exit, HybridError

_TITLE = "The workbench had to end, by a fault of its own"


def told(error: Exception, unsaved: HybridError | None, log: Path) -> HybridError:
    """What to say of `error`, whose story is written to `log`; `unsaved` tells why not everything could be saved."""
    name = type(_cause(error)).__name__
    saved = "What you wrote is saved." if unsaved is None else f"Not everything could be saved: {unsaved.title}."
    return HybridError(_TITLE, f"{saved} The fault: {name}.", _written(error, log), Exit.FAULT)


def report(error: Exception) -> HybridError:
    """An error that came up while saving, as a value. What it says may quote the notes, so only its name is told."""
    return HybridError(type(error).__name__)


def _written(error: Exception, log: Path) -> str:
    """Write the story down; says where it is."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        story = "".join(traceback.format_exception(_cause(error)))
        log.write_text(story, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return "Start it again; please report what you did before."
    return f"Start it again; please report it with {log}."


def _cause(error: Exception) -> BaseException:
    """What went wrong in a background job, where `error` only says that one failed."""
    found = getattr(error, "error", None)
    return found if isinstance(found, BaseException) else error
