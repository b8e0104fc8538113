"""Why this file exists: the command line opens the workbench, and serves scripts and pipes that have no screen.

Nothing heavy is imported before it is known to be needed: `--help` and `--version` answer at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from hybridtui import __version__
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.glyphs import visible

if TYPE_CHECKING:
    from hybridtui.core.ports import Refiner
    from hybridtui.core.refine import Event, Item, Span, Stats

_FORMS = """\
usage: hybridtui [PATH] [--model FILE.gguf]
       hybridtui refine NOTES [-o OUT] [--json] [--model FILE.gguf]"""
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
    draft = _run(text, arguments.model)
    if arguments.json:
        result = json.dumps(draft.as_json(), indent=2) + "\n"
    else:
        from hybridtui.core.spec import assemble

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


@dataclass(frozen=True, slots=True)
class Draft:
    """What a refinement gave: items in the order of their sentences."""

    spans: tuple[Span, ...]
    items: tuple[Item, ...]
    model: str
    stats: Stats

    def as_json(self) -> dict[str, object]:
        """Plain values: offsets count the characters of the file as it is, `id`s of sentences are those shown."""
        ids = {span.key: f"n{number}" for number, span in enumerate(self.spans, 1)}
        return {
            "sentences": [{"id": ids[span.key], "start": span.start, "end": span.end} for span in self.spans],
            "items": [
                {
                    "id": item.id,
                    "kind": item.kind.value,
                    "text": item.text,
                    "sources": [ids[key] for key in item.sources],
                }
                for item in self.items
            ],
            "model": self.model,
            "mode": "faithful",
            "stats": {
                "sentences": self.stats.total,
                "tokens": self.stats.tokens,
                "chosen": self.stats.chosen,
                "seconds": round(self.stats.seconds, 3),
                "first_token_seconds": self.stats.first_token,
                "tokens_per_second": round(self.stats.tokens_per_second, 1),
            },
        }


def _run(text: str, model: str | None) -> Draft:
    """Refine `text` with `model`, else the configured one, else the starter."""
    import asyncio

    from hybridtui.core.config_parser import complaint
    from hybridtui.local.client import LocalRefiner
    from hybridtui.store import paths, settings

    config, problems = settings.load(os.environ, {"local.model": model} if model else {})
    if problems:
        _tell(complaint(problems))

    async def run() -> Draft:
        log = paths.log_folder() / "worker.log"
        refiner = LocalRefiner.configured(config.local, log, eager=True)
        return await refine(text, refiner, Progress(sys.stderr))

    return asyncio.run(run())


async def refine(text: str, refiner: Refiner, progress: Callable[[Event], None]) -> Draft:
    """Refine `text` once and close `refiner`. `progress` sees every event. Raises `HybridError` when it fails."""
    from hybridtui.core.refine import Completed, Failed, Loaded, Ready, Started, Unavailable

    model = ""
    spans: tuple[Span, ...] = ()
    items: dict[str, Item] = {}
    generation = refiner.submit(text)
    try:
        async for event in refiner.events():
            progress(event)
            match event:
                case Loaded():
                    model = event.model.name
                case Started():
                    spans = event.spans
                case Ready():
                    items |= {item.id: item for item in event.items}
                case Completed():
                    return Draft(spans, _in_order(items.values(), spans), model, event.stats)
                case Failed() if event.generation == generation:
                    raise event.error
                case Unavailable():
                    raise event.error
        raise HybridError(
            "The refinement broke off", "The model's process ended early.", "Run it again.", Exit.OTHER_SIDE
        )
    finally:
        await refiner.close()


def _in_order(items: Iterable[Item], spans: Iterable[Span]) -> tuple[Item, ...]:
    place = {span.key: number for number, span in enumerate(spans)}
    return tuple(sorted(items, key=lambda item: min((place[key] for key in item.sources), default=0)))


class Progress:
    """One line on a terminal that says how far it is; silent where standard error is not one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty()

    def __call__(self, event: Event) -> None:
        """Show `event`, or wipe the line after the last one."""
        from hybridtui.core.refine import Completed, Dropped, Failed, Loading, Ready, Unavailable

        match event:
            case Loading():
                self._show(f"Loading the model: {event.fraction:.0%}")
            case Ready() | Dropped():
                stats = event.stats
                self._show(f"Refining: {stats.done} of {stats.total}, {stats.tokens_per_second:.0f} tokens/s")
            case Completed() | Failed() | Unavailable():
                self._show("")

    def _show(self, line: str) -> None:
        if self._shows:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()


def _tell(error: HybridError) -> None:
    """Title, cause and next step on standard error, with nothing in them that a terminal would obey."""
    print(f"hybridtui: {visible(str(error))}", file=sys.stderr)
