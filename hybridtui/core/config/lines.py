"""Why this file exists: a mistake in a settings file is told with its line, which Python's TOML parser keeps back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

_TOKEN = r"""
      (?P<comment> \#[^\n]* )
    | (?P<text> \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3,5} | '{3}(?:[^']|'(?!''))*'{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*' )
    | (?P<open> [\[{] )
    | (?P<close> [\]}] )
    | (?P<newline> \n )
    | (?P<equals> = )
    | (?P<other> [^\#"'\[\]{}=\n]+ )
    """
"""A part of a TOML text. It is compiled when it is first wanted."""


def key_lines(text: str) -> Mapping[str, int]:
    """The line (from 1) on which each table and key of a TOML text stands, by dotted names such as "local.model".

    What stands in an inline table or an array has the line of its key. `text` must be what `tomllib` accepts.
    """
    found: dict[str, int] = {}
    table: tuple[str, ...] = ()
    for line, head in _heads(text):
        if head.startswith("["):
            table = path = _path(head)
        else:
            path = table + _path(f"{head} = 0")
        for depth in range(1, len(path) + 1):
            found.setdefault(".".join(path[:depth]), line)
    return found


def line_of(lines: Mapping[str, int], name: str) -> int:
    """The line of `name`, or of the nearest table around it that is written out; 0 where there is none."""
    while name and name not in lines:
        name = name.rpartition(".")[0]
    return lines.get(name, 0)


def _heads(text: str) -> Iterator[tuple[int, str]]:
    """Each statement's first line, and what stands in it before its value: a key, or a whole "[table]"."""
    line, start, depth = 1, 1, 0
    head, in_value = "", False
    for token in re.finditer(_TOKEN, text + "\n", re.VERBOSE | re.DOTALL):
        words = token[0]
        match token.lastgroup:
            case "newline" if not depth:
                if head.strip():
                    yield start, head.strip()
                head, in_value = "", False
            case "open" | "close" as bracket if in_value:
                depth += 1 if bracket == "open" else -1
            case "equals":
                in_value = True
            case "comment":
                pass
            case _ if not in_value:
                start = start if head.strip() else line
                head += words
        line += words.count("\n")


def _path(statement: str) -> tuple[str, ...]:
    """The names that lead to the one thing in `statement`, as the parser itself reads its quotes and dots."""
    path: tuple[str, ...] = ()
    content: object = tomllib.loads(statement)
    while content and isinstance(content, dict | list):
        if isinstance(content, list):
            (content,) = content
        else:
            ((name, content),) = content.items()
            path += (name,)
    return path
