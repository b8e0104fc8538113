"""Why this file exists: the command line opens the workbench, and serves scripts and pipes that have no screen.

Nothing heavy is imported before it is known to be needed: `--help` and `--version` answer at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hybridtui import __version__
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.steering import Compression, Mode

_FORMS = """\
usage: hybridtui [PATH] [--model FILE.gguf]
       hybridtui refine NOTES [-o OUT] [--json] [--model FILE.gguf] [--mode MODE] ..."""
_EXITS = """\
exit codes: 0 done, 1 findings, 2 bad input or usage, 3 refused: not signed, 4 no model, 5 the other side failed

"refine" as the first word is the command; a file of that name is reached as ./refine"""
_INTERRUPTED = 130  # what shells report for a program ended by Ctrl+C


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name; None: this process's own); returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments[:1] == ["refine"]:
            return _refine(_refine_parser().parse_args(arguments[1:]))
        return _workbench(_workbench_parser().parse_args(arguments))
    except HybridError as error:
        _tell(error)
        return error.exit
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python flushes once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _workbench_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hybridtui",
        usage=_FORMS.removeprefix("usage: "),
        description="Notes refined by a local model, signed off by hand, executed once by Claude.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="notes to open: a file, or a folder with notes.md (default: the last ones)",
    )
    _add_model(parser)
    parser.add_argument("--version", action="version", version=f"hybridtui {__version__}")
    return parser


def _refine_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hybridtui refine",
        description="Refine notes with the local model and print the spec as Markdown. Uses no network.",
        epilog=_EXITS.partition("\n")[0],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("notes", metavar="NOTES", help='file of notes; "-" is standard input')
    parser.add_argument(
        "-o", "--output", metavar="OUT", default="-", help="write to this file instead of standard output"
    )
    parser.add_argument("--json", action="store_true", help="print items, their sentences and figures as JSON")
    parser.add_argument("--mode", choices=list(Mode), help="who decides how a line reads (default: as configured)")
    parser.add_argument("--compression", choices=list(Compression), help="the dial (default: as configured)")
    parser.add_argument("--instruction", metavar="TEXT", help="what a model that rewrites should know")
    _add_model(parser)
    return parser


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", metavar="FILE.gguf", help="local model (default: the configured or the starter model)"
    )


def _workbench(arguments: argparse.Namespace) -> int:
    if arguments.path == "-" or not sys.stdin.isatty():
        raise HybridError(
            "The workbench needs a terminal",
            "Standard input is not a keyboard here.",
            "Refine what comes through a pipe with: hybridtui refine -",
        )
    from hybridtui.app import open_workbench

    return open_workbench(arguments.path, arguments.model)


def _refine(arguments: argparse.Namespace) -> int:
    output: str = arguments.output
    _check_output(arguments.notes, output)
    text = _read(arguments.notes)
    from hybridtui import headless

    names = ("model", "mode", "compression", "instruction")
    given = {f"local.{name}": getattr(arguments, name) for name in names}
    draft = headless.run(text, {name: value for name, value in given.items() if value is not None}, _tell)
    if arguments.json:
        result = json.dumps(draft.as_json(), indent=2) + "\n"
    else:
        from hybridtui.core.spec_edits import assemble

        result = assemble(draft.items)
    from hybridtui.store import atomic

    if output != "-":
        atomic.write(Path(output), atomic.encoded(result))
        return Exit.DONE
    sys.stdout.buffer.write(atomic.encoded(visible(result) if sys.stdout.isatty() else result))
    sys.stdout.buffer.flush()
    return Exit.DONE


def _check_output(notes: str, output: str) -> None:
    """Refuse, before any work is done, to write over the notes or to where no file can be."""
    if output == "-":
        return
    if notes != "-" and os.path.realpath(notes) == os.path.realpath(output):
        raise HybridError("Not written: that file holds the notes", output, "Give another path after -o.")
    if os.path.exists(output) and not os.path.isfile(output):
        raise HybridError("Not written: that is no file", output, "Give the path of a file after -o, or leave it out.")


def _read(notes: str) -> str:
    """The notes exactly as they are: no newline translated, a byte order mark kept as the character it is."""
    from hybridtui.store.atomic import disk_error

    try:
        data = sys.stdin.buffer.read() if notes == "-" else Path(notes).read_bytes()
    except OSError as error:
        raise disk_error("Cannot read the notes", error) from error
    return data.decode("utf-8", "surrogateescape")


def _tell(error: HybridError) -> None:
    """Title, cause and next step on standard error, with nothing in them that a terminal would obey."""
    print(f"hybridtui: {visible(str(error))}", file=sys.stderr)
