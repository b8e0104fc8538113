"""Why this file exists: what may stand on the command line is told in one place, and parsing it loads nothing heavy."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from collections.abc import Callable, Mapping

from hybridtui import __version__

_FORMS = """\
hybridtui [PATH | -] [--model FILE.gguf]
       hybridtui refine NOTES [-o OUT] [--json] [--model FILE.gguf] [--mode MODE] ...
       hybridtui lint SPEC [--notes NOTES] [--json] [--strict]
       hybridtui trace SPEC --notes NOTES [--json]
       hybridtui convert SPEC --to json|md|openspec [-o OUT]
       hybridtui schema
       hybridtui count FILE... [--model CLAUDE] [--json]
       hybridtui quote SPEC [--notes NOTES] [--target TARGET] [--model CLAUDE] ... [--json]
       hybridtui handoff SPEC [--notes NOTES] [--target TARGET] ... [--sign-off HASH] [-o OUT]
       hybridtui ledger [--json | --csv]
       hybridtui list [--json]
       hybridtui config [--json | --init | --path]"""
_EXITS = """\
exit codes: 0 done, 1 findings, 2 bad input or usage, 3 refused: not signed, 4 no model, 5 the other side failed,
            70 a fault of this program
"""
_WIDTH = 78
"""Columns of what is not wrapped to the terminal."""
_FIRST_WORD = """
A command as the first word is the command; a file of that name is reached as ./refine, ./lint and so on."""


def parser(command: str) -> ArgumentParser:
    """The parser of a command, or, for "", of the workbench; it gives the arguments of what runs it, by their names."""
    purpose, add_arguments = _COMMANDS[command]
    made = ArgumentParser(
        prog=f"hybridtui {command}".strip(),
        usage=None if command else _FORMS,
        description=purpose,
        epilog=_EXITS if command else _EXITS + _FIRST_WORD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_arguments(made)
    return made


def _workbench(parser: ArgumentParser) -> None:
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help='notes to open: a file, a folder with notes.md, or "-": what is piped in (default: the last ones)',
    )
    _add_model(parser)
    parser.add_argument("--version", action="version", version=f"hybridtui {__version__}")


def _refine(parser: ArgumentParser) -> None:
    from hybridtui.core.steering import Compression, Mode

    parser.add_argument("notes", metavar="NOTES", help='file of notes; "-" is standard input')
    _add_output(parser)
    parser.add_argument(
        "--json", dest="as_json", action="store_true", help="print items, their sentences and figures as JSON"
    )
    parser.add_argument("--mode", choices=list(Mode), help="who decides how a line reads (default: as configured)")
    parser.add_argument("--compression", choices=list(Compression), help="the dial (default: as configured)")
    parser.add_argument("--instruction", metavar="TEXT", help="what a model that rewrites should know")
    _add_model(parser)


def _lint(parser: ArgumentParser) -> None:
    from hybridtui.core.lint import manual

    parser.epilog = f"rules of wording and structure:\n{manual(_WIDTH)}\n\n{parser.epilog}"
    _add_spec(parser, 'spec in Markdown; "-" is standard input')
    parser.add_argument(
        "--notes", metavar="NOTES", help="what the spec was made from: tells what it adds, alters and drops, too"
    )
    parser.add_argument("--json", dest="as_json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--strict", action="store_true", help="end with 1 on warnings, too")


def _trace(parser: ArgumentParser) -> None:
    _add_spec(parser, 'spec in Markdown; "-" is standard input')
    parser.add_argument("--notes", metavar="NOTES", required=True, help="what the spec was made from")
    parser.add_argument("--json", dest="as_json", action="store_true", help="print items and sentences as JSON")


def _convert(parser: ArgumentParser) -> None:
    _add_spec(parser, 'spec in Markdown or in JSON as this command writes it; "-" is standard input')
    parser.add_argument("--to", choices=["json", "md", "openspec"], required=True, help="the form to print it in")
    _add_output(parser)


def _schema(parser: ArgumentParser) -> None:
    """Nothing to choose: there is one schema."""


def _count(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help='text to count; "-" is standard input')
    _add_claude(parser)
    parser.add_argument("--json", dest="as_json", action="store_true", help="print a list, one object for each file")


def _quote(parser: ArgumentParser) -> None:
    _add_hand_off(parser, "the file that --target file writes (default: beside the spec)")
    parser.add_argument("--json", dest="as_json", action="store_true", help="print everything as JSON")


def _handoff(parser: ArgumentParser) -> None:
    _add_hand_off(parser, "write the whole answer to this file, too; with --target file, the file to write")
    parser.add_argument("--sign-off", metavar="HASH", help="the hash that quote printed for the very same hand-off")
    parser.add_argument(
        "--again", action="store_true", help="send what was handed off before once more, which is billed once more"
    )
    parser.add_argument("--over-budget", action="store_true", help="send it though the budget refuses, this once")


def _ledger(parser: ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="a list, an object for each one")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="a line for each one, with a head")


def _config(parser: ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", dest="action", action="store_const", const="json", help="print them as JSON")
    form.add_argument(
        "--init", dest="action", action="store_const", const="init", help="write config.toml, each setting explained"
    )
    form.add_argument("--path", dest="action", action="store_const", const="path", help="print where config.toml is")
    parser.set_defaults(action="list")
    _add_model(parser)


def _list(parser: ArgumentParser) -> None:
    parser.add_argument("--json", dest="as_json", action="store_true", help="a list, with an object for each one")


def _add_hand_off(parser: ArgumentParser, output: str) -> None:
    from hybridtui.core.hand_off.models import EFFORTS
    from hybridtui.core.hand_off.order import OFFERED

    _add_spec(parser, 'spec in Markdown; "-" is standard input')
    parser.add_argument(
        "--notes", metavar="NOTES", help="what the spec was made from (default: the notes that lie beside it)"
    )
    parser.add_argument("--target", choices=list(OFFERED), help="where it goes (default: api)")
    _add_claude(parser)
    parser.add_argument("--effort", choices=["auto", *EFFORTS], help="how hard Claude thinks; auto: as it likes")
    parser.add_argument("--max-tokens", type=int, metavar="N", help="most tokens of an answer (default: as configured)")
    parser.add_argument("-o", "--output", metavar="OUT", default="-", help=output)


def _add_claude(parser: ArgumentParser) -> None:
    parser.add_argument("--model", metavar="CLAUDE", help="id of the Claude model (default: as configured)")


def _add_spec(parser: ArgumentParser, meaning: str) -> None:
    parser.add_argument("spec", metavar="SPEC", help=meaning)


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="OUT", default="-", help="write to this file instead of standard output"
    )


def _add_model(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--model", metavar="FILE.gguf", help="local model (default: the configured or the starter model)"
    )


_COMMANDS: Mapping[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "": ("Notes refined by a local model, signed off by hand, executed once by Claude.", _workbench),
    "refine": ("Refine notes with the local model and print the spec as Markdown. Uses no network.", _refine),
    "lint": ("Print what in a spec deserves a second look, as a compiler would. Uses no network.", _lint),
    "trace": ("Print where each item of a spec came from, and what was dropped. Uses no network.", _trace),
    "convert": ("Print a spec in another form. Uses no network.", _convert),
    "schema": ("Print the JSON Schema of a spec in JSON.", _schema),
    "count": ("Estimate how many tokens Claude makes of texts. Uses no network.", _count),
    "quote": ("Print what a hand-off would send and cost, and its sign-off. Uses no network.", _quote),
    "handoff": ("Send a spec that a human signed, print the reply as it comes, and keep it beside the spec.", _handoff),
    "list": ("Print the workspaces that were opened here, and what each has cost. Uses no network.", _list),
    "ledger": ("Print every hand-off and what became of it. Uses no network.", _ledger),
    "config": ("Print every setting, its value, and where that came from. Uses no network.", _config),
}
