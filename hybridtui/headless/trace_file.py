"""Why this file exists: what the human decided about a spec lies beside it, and counts for scripts, too."""

from __future__ import annotations

from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.trace.record import Record, from_json
from hybridtui.headless import streams
from hybridtui.store.atomic import disk_error


def read(spec: str) -> Record:
    """What is known about the file `spec`: `idea.trace.json` beside `idea.spec.md` or `idea.md`.

    One that is not there, or not usable (which is told), is an empty record.
    """
    if spec == streams.STDIN:
        return Record()
    path = Path(spec)
    try:
        beside = path.with_name(f"{path.stem.removesuffix('.spec')}.trace.json")
        return from_json(beside.read_text("utf-8", "surrogateescape"))
    except FileNotFoundError:
        return Record()
    except OSError as problem:
        error = disk_error("The trace file cannot be read", problem)
    except HybridError as problem:
        error = problem
    streams.tell(HybridError(error.title, error.cause, "Waivers and sources that it may keep do not count here."))
    return Record()
