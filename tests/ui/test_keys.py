"""Why this file exists: the table of keys is the one truth; bindings, menus, help and README must say the same."""

from __future__ import annotations

import re
from pathlib import Path

from hybridtui.ui.frame import Frame
from hybridtui.ui.help import page
from hybridtui.ui.keys import CHECKPOINT, KEYS, LEADER, bindings, shown, with_overrides
from hybridtui.ui.workbench import Workbench

README = Path(__file__).parents[2] / "README.md"


def test_ids_and_keys_are_unique() -> None:
    for table in (KEYS, CHECKPOINT):
        assert len({key.id for key in table}) == len(table)
        used = [key.plain for key in table] + [key.anywhere for key in table if key.anywhere]
        assert len(set(used)) == len(used)
        assert LEADER not in used


def test_every_key_has_its_action() -> None:
    for key in KEYS:
        assert hasattr(Workbench, f"action_{key.action}"), key.id
    bound = {binding.id for binding in bindings(KEYS)}
    assert {key.id for key in KEYS} <= bound
    assert Frame.BINDINGS


def test_no_key_collides_with_the_editor_or_the_terminal() -> None:
    taken = {f"ctrl+{letter}" for letter in "acdekuvwxyzsbmijh"}
    assert LEADER not in taken
    assert not taken & {key.anywhere for key in KEYS}


def test_the_help_page_names_every_key() -> None:
    text = page(KEYS).plain
    for key in (*KEYS, *CHECKPOINT):
        assert re.search(rf"^  {re.escape(shown(key.plain))} ", text, re.MULTILINE), key.id
        assert key.help in text


def test_a_users_key_replaces_the_plain_one() -> None:
    table = with_overrides(KEYS, {"take": "x"})
    assert next(key for key in table if key.id == "take").plain == "x"
    assert "  x  " in page(table).plain


def test_the_readme_table_is_this_table() -> None:
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \| `(.+?)` \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    expected = [
        (shown(key.plain), key.help, f"`{shown(key.anywhere)}`" if key.anywhere else "–", key.id) for key in KEYS
    ]
    assert [tuple(row) for row in rows if row[3] in {key.id for key in KEYS}] == expected
