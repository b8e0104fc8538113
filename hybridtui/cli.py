"""Why this file exists: the command line opens the workbench, and serves scripts and pipes that have no screen.

Nothing heavy is imported before it is known to be needed: `--help` and `--version` answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hybridtui import arguments
from hybridtui.core.errors import INTERRUPTED, HybridError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name; None: this process's own); returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    command = words.pop(0) if words and words[0] in _RUNS else ""
    try:
        return _RUNS[command](**vars(arguments.parser(command).parse_args(words)))
    except HybridError as error:
        from hybridtui.headless import streams

        streams.tell(error)
        return error.exit
    except KeyboardInterrupt:
        return INTERRUPTED


def _workbench(path: str | None, model: str | None) -> int:
    from hybridtui.ui.terminal import fitness

    if path != "-" and (sys.stdin is None or not sys.stdin.isatty()):
        raise HybridError(
            "The workbench needs a terminal",
            "Standard input is not a keyboard here.",
            "Open what comes through a pipe with: hybridtui -",
        )
    fitness.check(os.environ, sys.stdout)
    if path == "-":
        from hybridtui.headless import piped

        notes = piped.notes()
        piped.take_keyboard(notes)
        path = str(notes)
    gc.disable()  # of what a start makes nothing is garbage; the workbench turns it on again once it stands
    from hybridtui.app import open_workbench

    return open_workbench(path, model)


def _refine(**given: Any) -> int:
    from hybridtui.headless import refine

    return refine.run(**given)


def _lint(**given: Any) -> int:
    from hybridtui.headless import lint

    return lint.run(**given)


def _trace(**given: Any) -> int:
    from hybridtui.headless import trace

    return trace.run(**given)


def _convert(**given: Any) -> int:
    from hybridtui.headless import convert

    return convert.run(**given)


def _schema() -> int:
    from hybridtui.headless import convert

    return convert.schema()


def _count(**given: Any) -> int:
    from hybridtui.headless import count

    return count.run(**given)


def _quote(**given: Any) -> int:
    from hybridtui.headless import quote

    return quote.run(**given)


def _handoff(**given: Any) -> int:
    from hybridtui.headless import handoff

    return handoff.run(**given)


def _ledger(**given: Any) -> int:
    from hybridtui.headless import ledger

    return ledger.run(**given)


def _config(**given: Any) -> int:
    from hybridtui.headless import config

    return config.run(**given)


def _list(**given: Any) -> int:
    from hybridtui.headless import listing

    return listing.run(**given)


_RUNS: Mapping[str, Callable[..., int]] = {
    "": _workbench,
    "refine": _refine,
    "lint": _lint,
    "trace": _trace,
    "convert": _convert,
    "schema": _schema,
    "count": _count,
    "quote": _quote,
    "handoff": _handoff,
    "ledger": _ledger,
    "list": _list,
    "config": _config,
}
"""What runs each command; "" is the workbench."""
