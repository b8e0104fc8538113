"""Why this file exists: the table of keys is the one truth; bindings, menus, help and README must say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import TextArea

from hybridtui.ui.accounts.screen import AccountsScreen
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.dialogs.help import checkpoint_page, laid_out, page
from hybridtui.ui.keys import (
    ACCOUNTS,
    CHECKPOINT,
    DIFF,
    DRAFT,
    KEYS,
    LEADER,
    REPLIES,
    SAVING,
    TIMELINE,
    WORKSPACES,
    Key,
    shown,
    with_overrides,
)
from hybridtui.ui.panes.draft import DraftPane
from hybridtui.ui.reply.diff_screen import DiffScreen
from hybridtui.ui.reply.replies import RepliesScreen
from hybridtui.ui.reply.saving import SaveScreen
from hybridtui.ui.timeline.screen import TimelineScreen
from hybridtui.ui.workbench import Workbench
from hybridtui.ui.workspaces.screen import WorkspacesScreen

README = Path(__file__).parents[2] / "README.md"


def test_ids_and_keys_are_unique() -> None:
    for table in (KEYS, CHECKPOINT, ACCOUNTS, TIMELINE, WORKSPACES, REPLIES, SAVING, DIFF):
        assert len({key.id for key in table}) == len(table)
        used = [key.plain for key in table] + [key.anywhere for key in table if key.anywhere]
        assert len(set(used)) == len(used)
        assert LEADER not in used


def test_every_key_has_its_action() -> None:
    for key in KEYS:
        assert hasattr(Workbench, f"action_{key.action}"), key.id
    for key in DRAFT:
        assert hasattr(DraftPane, f"action_{key.action}"), key.id
    screens = (
        (CHECKPOINT, CheckpointScreen),
        (ACCOUNTS, AccountsScreen),
        (TIMELINE, TimelineScreen),
        (WORKSPACES, WorkspacesScreen),
        (REPLIES, RepliesScreen),
        (SAVING, SaveScreen),
        (DIFF, DiffScreen),
    )
    for table, screen in screens:
        for key in table:
            assert hasattr(screen, f"action_{key.action}"), key.id


def test_no_key_that_works_in_an_editor_takes_one_of_the_editors_own() -> None:
    own = {key for binding in TextArea.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")}
    # Tab, Enter, Backspace and flow control in a terminal, and the prefixes of tmux and screen.
    terminal = {"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+b", "ctrl+a", "ctrl+z", "ctrl+c"}
    assert not {LEADER, *(key.anywhere for key in KEYS)} & (own | terminal)


def test_the_help_page_names_every_key() -> None:
    text = laid_out(page(KEYS), 200).plain
    for key in (*KEYS, *DRAFT, *CHECKPOINT, *ACCOUNTS, *TIMELINE, *WORKSPACES, *REPLIES, *SAVING, *DIFF):
        assert re.search(rf"^  {re.escape(shown(key.plain))} ", text, re.MULTILINE), key.id
        assert key.help in text


def test_a_users_key_replaces_the_plain_one() -> None:
    table = with_overrides(KEYS, {"take": "x"})
    assert next(key for key in table if key.id == "take").plain == "x"
    assert "  x  " in laid_out(page(table), 80).plain


def test_what_a_key_does_stands_in_a_column_of_its_own() -> None:
    lines = laid_out(checkpoint_page(), 50).plain.splitlines()
    assert max(map(len, lines)) <= 50
    described = [line for line in lines if line.startswith("  ")]
    assert {line[13:15] for line in described} == {"  "}
    assert all(line[15] != " " for line in described)


def test_the_readme_table_is_this_table() -> None:
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \| `(.+?)` \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    expected = [
        (shown(key.plain), key.help, f"`{shown(key.anywhere)}`" if key.anywhere else "–", key.id) for key in KEYS
    ]
    assert [tuple(row) for row in rows if row[3] in {key.id for key in KEYS}] == expected


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("at the checkpoint", CHECKPOINT),
        ("in the accounts", ACCOUNTS),
        ("in the timeline", TIMELINE),
        ("in the list of workspaces", WORKSPACES),
        ("in the list of replies", REPLIES),
        ("saving code blocks", SAVING),
        ("before a file is replaced", DIFF),
    ],
)
def test_the_readme_tells_the_keys_of_each_screen(title: str, keys: tuple[Key, ...]) -> None:
    table = README.read_text(encoding="utf-8").partition(f"| {title} |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \|$", table, re.MULTILINE)
    assert rows == [(shown(key.plain), key.help) for key in keys]
