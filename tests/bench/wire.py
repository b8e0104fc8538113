"""Why this file exists: over SSH what counts is bytes, so each is counted: of a key, of a token, of a second in peace.

Beside ours stand a bare TextArea and a bare MarkdownStream. `python -m tests.bench.wire` prints these figures alone.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench import bare, replying
from tests.bench.command import run
from tests.bench.home import fresh_home
from tests.bench.keys import Typing
from tests.bench.ramble import MARK, ramble
from tests.bench.raw_terminal import RawTerminal, drain, with_notes
from tests.bench.reply import written
from tests.bench.table import SPREAD, Row, compare, milliseconds, size, spread
from tests.terminal import HYBRIDTUI

_PHRASE = "we also want the page to be quick, as most people are in a hurry, and small enough for a phone. "
_SENTENCES = 60
_FEW = 10
"""Sentences whose draft fits on the screen."""
_SPEC = "# Spec\n\n" + "".join(f"- Write the import of batch {n}; it takes less than {n} s.\n" for n in range(1, 21))
_PACE = 0.125
"""Seconds between two keys: a hundred words a minute."""
_SSH = {"SSH_CONNECTION": "203.0.113.7 50022 203.0.113.8 22", "COLORTERM": "truecolor"}
_PLAIN = {"HYBRIDTUI_UI_ECONOMY": "false"}


@dataclass(frozen=True, slots=True)
class Size:
    """Keys typed, seconds watched, tokens of a reply and how many come in a second."""

    keys: int = 192
    seconds: float = 10.0
    tokens: int = 2000
    rate: float = 100.0


QUICK = Size(keys=48, seconds=4.0, tokens=500)


def rows(measure: Size) -> Iterator[Row]:
    """Rows about what is sent, and what sending less costs."""
    with fresh_home() as (folder, variables):
        notes = str(with_notes(folder, ramble(_SENTENCES)))
        with RawTerminal([*bare.COMMAND, notes], env={**variables, **_SSH}) as terminal:
            terminal.sends(MARK)
            theirs = _typed(terminal, measure)
    with _workbench({}) as terminal:
        ours = _typed(terminal, measure)
    with _workbench(_PLAIN) as terminal:
        plain = _typed(terminal, measure)
    yield compare(
        "sent for a key, notes, draft and spec on the screen", "bare TextArea", [theirs.key], [ours.key], size
    )
    yield compare("the same", "without economy", [plain.key], [ours.key], size)
    yield compare("sent in a second in which nothing happens", "bare TextArea", [theirs.idle], [ours.idle], size)
    what = f"key to first byte ({SPREAD})"
    yield compare(what, "without economy", spread(plain.latencies), spread(ours.latencies), milliseconds)
    drafts = [[_drafted(settings)] for settings in (_PLAIN, {})]
    yield compare("sent for each byte of a draft that streams", "without economy", drafts[0], drafts[1], _times)
    streams = replying._yardstick, replying._workbench
    replies = [[_streamed(stream, measure)] for stream in streams]
    yield compare("sent for each byte of a reply that streams", "MarkdownStream", replies[0], replies[1], _times)


def _times(share: float) -> str:
    return f"{share:.1f}"


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes for a key and in an idle second, and how long each key took, in seconds."""

    key: float
    idle: float
    latencies: list[float]


def _typed(terminal: RawTerminal, measure: Size) -> Sent:
    drain(2.0, terminal)
    since = len(terminal.sent)
    drain(measure.seconds, terminal)
    idle = (len(terminal.sent) - since) / measure.seconds
    typing, since = Typing(terminal), len(terminal.sent)
    for at in range(measure.keys):
        began = time.perf_counter()
        typing.strike(_PHRASE[at % len(_PHRASE)], "\x1b[")
        drain(_PACE - (time.perf_counter() - began), terminal)
    drain(1.0, terminal)
    return Sent((len(terminal.sent) - since) / measure.keys, idle, typing.latencies)


@contextmanager
def _opened(sentences: int, settings: Mapping[str, str]) -> Iterator[RawTerminal]:
    """The workbench as it opens notes of so many sentences, and a spec."""
    with fresh_home() as (folder, variables):
        notes = with_notes(folder, ramble(sentences))
        notes.with_suffix(".spec.md").write_text(_SPEC, encoding="utf-8")
        with RawTerminal([*HYBRIDTUI, str(notes)], env={**variables, **_SSH, **settings}) as terminal:
            yield terminal


@contextmanager
def _workbench(settings: Mapping[str, str]) -> Iterator[RawTerminal]:
    """The workbench once the draft stands."""
    with _opened(_SENTENCES, settings) as terminal:
        terminal.shows("✓ refined", "context ≈", seconds=300)
        yield terminal


def _drafted(settings: Mapping[str, str]) -> float:
    """Bytes sent for each byte of a draft that the model makes, all of which fits on the screen."""
    with _opened(_FEW, {**settings, "HYBRIDTUI_LOCAL_MODE": "faithful"}) as terminal:
        terminal.until(lambda: "refining" in terminal.text, seconds=120)
        drain(1.5, terminal)  # what marks the notes and the spec is no part of the draft
        since = len(terminal.sent)
        terminal.shows("✓ refined", seconds=300)
        drain(1.0, terminal)
        sent = len(terminal.sent) - since
        return sent / len(_draft(terminal.text).encode())


def _draft(screen: str) -> str:
    """What stands in the second pane."""
    top, *rows = screen.splitlines()
    left, right = (found.start() for found in re.finditer("╮╭", top))
    inside = (row[left + 2 : right].strip() for row in rows if row[left : left + 2] == "││")
    return " ".join(inside)


def _streamed(stream: replying.Open, measure: Size) -> float:
    """Bytes sent for each byte of a reply, from its beginning to its end."""
    reply = written(measure.tokens)
    with stream(reply, measure.rate) as shown:
        since = len(shown.terminal.sent)
        drain(measure.tokens / measure.rate + 2, shown.terminal)
        return (len(shown.terminal.sent) - since) / len(reply.encode())


def main() -> None:
    """Run these benchmarks alone."""
    run("wire", __doc__, lambda quick: rows(QUICK if quick else Size()))


if __name__ == "__main__":
    main()
