"""Why this file exists: answers name their files in a few ways, and a word in a sentence must not be taken for one."""

from __future__ import annotations

import re

_KNOWN = (
    "bash bat c cc cfg clj cljs cmd conf cpp cs css csv dart diff dockerfile env ex exs fish go gradle graphql h hpp "
    "hs htm html ini ipynb java jl js json jsonl jsx kt kts less lock lua m md mdx mjs ml mod nix patch php pl plist "
    "proto ps1 py pyi r rb rs rst sass scala scss service sh sql sum svelte svg swift tcss tex tf tmpl toml ts tsv tsx "
    "txt vue xml yaml yml zig zsh"
)
_ENDINGS = frozenset(_KNOWN.split())
"""Endings of files that answers hold. A word with another one needs more to be taken for a name."""

_BARE_NAMES = (
    "Brewfile BUILD Caddyfile CODEOWNERS Dockerfile Gemfile Jenkinsfile Justfile LICENSE Makefile NOTICE Pipfile "
    "Procfile Rakefile Vagrantfile"
)
_BARE = frozenset(_BARE_NAMES.split())
"""Files that are known by a name without an ending."""

_PRODUCTS = frozenset(["node.js", "next.js", "vue.js", "nuxt.js", "express.js", "three.js", "d3.js", "react.js"])
"""Words that only look like files."""

_PATH = re.compile(r"[/~]?(?:[\w.@+~()\[\]$-]+/)*(?:[\w@+~()\[\]$-][\w.@+~()\[\]$-]*|\.[\w][\w.-]*)")
_ATTRIBUTE = re.compile(r"""\b(?:title|filename|file|path|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+))""")
_MARK = r"\*{0,2}"
_LEAD_IN = re.compile(
    r"(?:#+ )?(?:\(?\d+[.)] )?"  # a heading's or a list's own marks
    rf"{_MARK}(?:(?:new )?(?:file|filename|file name|path|create|add|update|edit|modify|save as|in)\b ?:?{_MARK} ?)?"
    rf"{_MARK}(?P<tick>`?)(?P<path>[^\s`*:]+)(?P=tick){_MARK} ?(?:\([^()]*\))? ?:?{_MARK}:?",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"(?:#|//|--|;|%|/\*|<!--|\{#|'|rem\b) ?(?:(?:file(?:name)?|path) ?: ?)?(?P<path>\S+?) ?(?:\*/|-->|#\})?",
    re.IGNORECASE,
)
_LONG = 300
"""Characters of a line that says more than a name."""

_WORDS = re.compile(r"[^\s{},]+")


def from_info(info: str) -> tuple[str, str]:
    """The language and the name in what follows an opening fence: "python app/main.py", "app/main.py", "js:a.js"."""
    attribute = _ATTRIBUTE.search(info)
    name = next(filter(None, attribute.groups()), "") if attribute else ""
    words = _WORDS.findall(_ATTRIBUTE.sub(" ", info)) or [""]
    language = words[0].removeprefix(".") if info.startswith("{") else words[0]
    if ":" in language:  # the name right after the language, as editors with an assistant write it
        language, _, rest = language.partition(":")
        words[1:1] = [rest]
    elif _is_path(language, sure=False):
        language, words = "", ["", language]
    return language, name or next((word for word in words[1:2] if _is_path(word, sure=True)), "")


def from_line_before(line: str) -> str:
    """The name in the line before a block: alone, as a title, after "File:", in backticks or bold; "" if it is none."""
    return _named_by(_LEAD_IN, line)


def from_first_line(line: str) -> str:
    """The name in the first line of a block, a comment of nothing else; "" if it is none."""
    return _named_by(_COMMENT, line)


def _named_by(pattern: re.Pattern[str], line: str) -> str:
    found = pattern.fullmatch(" ".join(line.split())) if len(line) < _LONG else None
    path = found["path"] if found else ""
    return path if found and _is_path(path, sure=bool(found.groupdict().get("tick"))) else ""


def _is_path(word: str, sure: bool) -> bool:
    """Whether `word` reads as a path; where it is not `sure` that one is meant, it must look like nothing else."""
    if not _PATH.fullmatch(word) or word.casefold() in _PRODUCTS:
        return False
    name = word.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if name in _BARE or (name.startswith(".") and len(name) > 1 and not stem):
        return True
    if not dot or not ending.isalnum() or ending.isdigit():
        return False
    return ending.casefold() in _ENDINGS or (bool(stem) and ("/" in word or sure))
