"""Why this file exists: a start is slow by one import at a time, so what a first paint may not load is written down."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.screen import Screen

from hybridtui.ui.workbench import Workbench
from tests.terminal import Terminal

LATE = (
    # vendors, and what they bring
    "anthropic",
    "anyio",
    "genai_prices",
    "httpx2",
    "jinja2",
    "kingfisher_sdk",
    "llama_cpp",
    "markdown_it",
    "numpy",
    "snowballstemmer",
    "tiktoken",
    "watchfiles",
    # what is slow in the standard library
    "email",
    "importlib.resources",
    "secrets",
    "sqlite3",
    "statistics",
    # what works behind the panes
    "hybridtui.core.checkpoint.examination",
    "hybridtui.core.checkpoint.findings",
    "hybridtui.core.checkpoint.marking",
    "hybridtui.core.conflicts",
    "hybridtui.core.costs",
    "hybridtui.core.draft",
    "hybridtui.core.english",
    "hybridtui.core.hand_off.flow",
    "hybridtui.core.lint",
    "hybridtui.core.notes",
    "hybridtui.core.ports",
    "hybridtui.core.refining",
    "hybridtui.core.reply",
    "hybridtui.core.session",
    "hybridtui.core.spec",
    "hybridtui.core.trace",
    "hybridtui.frontier",
    "hybridtui.headless",
    "hybridtui.local",
    "hybridtui.services",
    "hybridtui.store.history",
    "hybridtui.store.ledger",
    "hybridtui.store.replies",
    "hybridtui.tiers",
    # what opens over the panes
    "hybridtui.ui.accounts",
    "hybridtui.ui.checkpoint",
    "hybridtui.ui.choice_list",
    "hybridtui.ui.dialogs",
    "hybridtui.ui.panes.draft_rows",
    "hybridtui.ui.panes.meter_pieces",
    "hybridtui.ui.papers.autosave",
    "hybridtui.ui.papers.papers",
    "hybridtui.ui.papers.read_only_line",
    "hybridtui.ui.recorder",
    "hybridtui.ui.reply",
    "hybridtui.ui.review",
    "hybridtui.ui.timeline",
    "hybridtui.ui.vigil",
    "hybridtui.ui.workspaces.departure",
    "hybridtui.ui.workspaces.screen",
)
"""Modules and packages that are loaded once the notes are on the screen, or later still."""

PROBE = """
import dataclasses, json, sys
from pathlib import Path

generated, process = [], dataclasses._process_class

def made(kind, *how):
    generated.append(kind.__module__ + "." + kind.__name__)
    return process(kind, *how)

dataclasses._process_class = made

from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from hybridtui.cli import main
from hybridtui.ui.workbench import Workbench

styled, apply = [], Stylesheet.apply
pictures, render = [], Compositor.render_full_update

def counted(self, node, **how):
    styled.append(str(node.id))
    apply(self, node, **how)

def drawn(self, **how):
    pictures.append(sys._getframe(2).f_code.co_name)
    return render(self, **how)

def painted(bench):
    Path(sys.argv[2]).write_text(json.dumps([list(sys.modules), styled, pictures, generated]))
    bench.app.exit()

Stylesheet.apply = counted
Compositor.render_full_update = drawn
Workbench._begin = painted
main([sys.argv[1]])
"""


class Start(NamedTuple):
    """What a start took until the notes were painted: the modules loaded, the id of each node that was styled, who
    had each picture of the whole screen put together, and each dataclass: its methods are compiled on the spot.
    """

    loaded: list[str]
    styled: list[str]
    pictures: list[str]
    generated: list[str]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """A start on notes, up to its first paint."""
    notes, seen = tmp_path / "notes.md", tmp_path / "seen.json"
    notes.write_text("So we need an upload page.\n")
    with Terminal([sys.executable, "-P", "-c", PROBE, str(notes), str(seen)]) as terminal:
        terminal.ends()
    assert "upload page" in terminal.sent.decode()
    return Start(*json.loads(seen.read_text()))


def test_a_first_paint_loads_nothing_that_it_can_do_without(start: Start) -> None:
    assert "hybridtui.ui.panes.notes" in start.loaded
    late = tuple(f"{each}." for each in LATE)
    assert [name for name in start.loaded if name in LATE or name.startswith(late)] == []


def test_a_pane_that_nobody_is_in_is_styled_once_for_the_first_paint(start: Start) -> None:
    assert [start.styled.count(pane) for pane in ("draft", "spec", "claude")] == [1, 1, 0]


def test_the_first_picture_is_put_together_once(start: Start) -> None:
    assert set(start.pictures) == {"_compositor_refresh"}  # Textual's own: nobody asks for another one


def test_what_is_there_from_the_start_is_no_dataclass(start: Start) -> None:
    assert [name for name in start.generated if name.startswith("hybridtui.")] == []


def test_of_the_steps_to_the_workbench_only_the_last_is_a_class_of_screens() -> None:
    ours = [kind for kind in Workbench.__mro__ if kind.__module__.startswith("hybridtui.")]
    assert len(ours) > 1
    assert [kind for kind in ours if issubclass(kind, Screen)] == [Workbench]
