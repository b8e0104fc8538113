"""Why this file exists: the end of something long is told to who looks elsewhere, as their terminal knows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hybridtui.core.draft import Run
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.core.session import Session
from hybridtui.ui.terminal.notification import sequence
from hybridtui.ui.vigil import Vigil

NOTICE = "The refinement is done."


def after(before: Session, *, run: Run | None = None, reply: ReplyState | None = None) -> Session:
    """The session with a run or a reply in another state."""
    if run is not None:
        before = replace(before, draft=replace(before.draft, run=run))
    return before if reply is None else replace(before, reply=Reply(reply))


def told(*steps: tuple[float, dict[str, Run | ReplyState]]) -> list[tuple[str, float]]:
    """What is told while a session goes through `steps`, each at its time."""
    now = 0.0
    vigil = Vigil(lambda: now)
    session = Session()
    heard = []
    for now, change in steps:  # noqa: B007 - the clock above reads it
        next_one = after(session, **change)  # type: ignore[arg-type]
        heard += [(finished.text, finished.seconds) for finished in vigil.see(session, next_one)]
        session = next_one
    return heard


def test_a_refinement_and_a_reply_that_end_are_told_with_how_long_they_were() -> None:
    assert told((1, {"run": Run.RUNNING}), (31, {"run": Run.DONE})) == [(NOTICE, 30)]
    assert told((1, {"run": Run.RUNNING}), (2, {"run": Run.FAILED})) == [("The refinement failed.", 1)]
    states: list[tuple[float, dict[str, Run | ReplyState]]] = [
        (0, {"reply": ReplyState.WAITING}),
        (5, {"reply": ReplyState.STREAMING}),
        (65, {"reply": ReplyState.ENDED}),
    ]
    assert told(*states) == [("Claude's reply has ended.", 65)]


def test_what_the_human_stopped_is_not_told() -> None:
    assert told((1, {"run": Run.RUNNING}), (31, {"run": Run.STOPPED})) == []
    assert told((0, {"reply": ReplyState.STREAMING}), (65, {"reply": ReplyState.STOPPED})) == []


def test_a_reply_that_is_shown_anew_has_not_ended() -> None:
    assert told((0, {"reply": ReplyState.ENDED}), (1, {"reply": ReplyState.NONE})) == []


@pytest.mark.parametrize(
    ("way", "environment", "sent"),
    [
        ("off", {}, ""),
        ("bell", {"TERM": "xterm"}, "\a"),
        ("osc", {"TERM": "xterm-256color"}, f"\x1b]9;{NOTICE}\x1b\\"),
        ("osc", {"TERM": "foot"}, f"\x1b]777;notify;hybridtui;{NOTICE}\x1b\\"),
        ("osc", {"TERM": "xterm-kitty"}, f"\x1b]99;;{NOTICE}\x1b\\"),
        ("osc", {"TERM": "linux"}, "\a"),
        ("osc", {"TERM": "screen.xterm"}, "\a"),
        ("osc", {"TERM": "screen-256color", "TMUX": "/x,1,0"}, f"\x1bPtmux;\x1b\x1b]9;{NOTICE}\x1b\x1b\\\x1b\\"),
    ],
)
def test_each_terminal_is_asked_in_its_own_way(way: str, environment: dict[str, str], sent: str) -> None:
    assert sequence(way, NOTICE, environment) == sent
