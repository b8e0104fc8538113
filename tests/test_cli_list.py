"""Why this file exists: scripts find workspaces and their cost under names that stay; people find them in columns."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui import cli
from hybridtui.core.errors import Exit
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.workspaces.shelf import shelved
from hybridtui.headless import listing
from hybridtui.headless.columns import cells, shortened
from hybridtui.store import paths
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.workspaces.shelf import WorkspaceShelf


def opened(notes: Path, text: str = "three words here") -> Path:
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_text(text)
    WorkspaceShelf.here().opened(str(notes))
    return notes


def handed_off(notes: Path, cost: str | None) -> None:
    books = LedgerFile(paths.ledger())
    opening = Opening(Target.API, "https://claude.invalid", "KEY", "claude-opus-5-5", "a" * 64, project=str(notes))
    money = None if cost is None else Decimal(cost)
    state = ReplyState.ENDED
    books.note(Reply(state, stop_reason="end_turn", usage=Usage(1, 1), cost=money, id=books.begin(opening)))


def test_without_any_workspace_there_is_nothing_and_no_failure(
    capfd: pytest.CaptureFixture[str], isolated: Path
) -> None:
    assert cli.main(["list"]) == Exit.DONE
    assert capfd.readouterr().out == "No workspace was opened yet.\n"
    assert cli.main(["list", "--json"]) == Exit.DONE
    assert json.loads(capfd.readouterr().out) == []
    assert not paths.state_folder().exists()


def test_a_line_for_each_with_its_cost_and_its_whole_path(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old = opened(tmp_path / "trip" / "notes.md")
    handed_off(old, "0.0123")
    gone = opened(tmp_path / "gone\x1b[2J.md")
    gone.unlink()
    assert cli.main(["list"]) == Exit.DONE
    head, first, second = capfd.readouterr().out.splitlines()
    assert head.split() == ["NAME", "OPENED", "WORDS", "LAST", "HAND-OFF", "OUTCOME", "COUNT", "SPENT", "NOTES"]
    assert (first.split()[0], first.split()[3]) == ("gone␛[2J", "missing")
    assert second.endswith(f"complete      1  $0.0123  {old}")
    assert second.startswith("trip ")
    assert head.index("NOTES") == second.index(str(old))
    assert f"{datetime.now():%Y-%m-%d}" in second


def test_json_tells_each_by_its_id(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    notes = opened(tmp_path / "idea.md")
    handed_off(notes, "0.25")
    handed_off(notes, None)
    shelf = WorkspaceShelf.here()
    moved = shelf.rename(shelf.id_of(str(notes)), str(notes), "plan")
    handed_off(Path(moved), "0.50")
    assert cli.main(["list", "--json"]) == Exit.DONE
    (one,) = json.loads(capfd.readouterr().out)
    assert one["path"] == moved == str(tmp_path / "plan.md")
    assert (one["name"], one["exists"], one["words"], one["hand_offs"]) == ("plan", True, 3, 3)
    assert (one["spent_usd"], one["spent_is_final"]) == ("0.75", False)
    assert one["last_hand_off"]["outcome"] == Outcome.COMPLETE
    assert one["former_paths"] == [str(notes)]


def test_a_damaged_list_is_told_and_the_next_one_is_begun(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, isolated: Path
) -> None:
    opened(tmp_path / "idea.md")
    (paths.state_folder() / "workspaces.db").write_bytes(b"no database" * 200)
    assert cli.main(["list"]) == Exit.BAD_INPUT
    assert "was damaged" in capfd.readouterr().err
    assert cli.main(["list"]) == Exit.DONE


def test_a_path_at_home_begins_with_a_tilde_but_for_scripts(capfd: pytest.CaptureFixture[str], isolated: Path) -> None:
    notes = opened(isolated / "work" / "idea.md")
    assert cli.main(["list"]) == Exit.DONE
    assert capfd.readouterr().out.splitlines()[1].endswith("  ~/work/idea.md")
    assert cli.main(["list", "--json"]) == Exit.DONE
    assert json.loads(capfd.readouterr().out)[0]["path"] == str(notes)


@pytest.mark.parametrize("width", [150, 110, 80, 60])
def test_on_a_terminal_no_line_is_wrapped_and_the_name_of_the_file_stays(width: int, tmp_path: Path) -> None:
    folder = tmp_path / "a folder in a folder" / "予定" / "and one more with a name as long as any"
    handed_off(opened(folder / "idea.md"), "0.0123")
    shelf = shelved(WorkspaceShelf.here().known(), LedgerFile(paths.ledger()).rows(), "2026-11")
    whole, told = (listing.table(shelf, columns).splitlines() for columns in (None, width))
    assert all(cells(line) <= width for line in told)
    assert told[1].startswith("idea ")
    assert told[1].endswith("/idea.md")
    assert "$0.0123" in told[1]
    assert whole[1].endswith(f"  {folder}/idea.md")
    assert set(told[0].split()) <= set(whole[0].split())


@given(st.text("a/予é~", max_size=40), st.integers(1, 40))
def test_a_shortened_path_fits_and_ends_as_it_did(path: str, width: int) -> None:
    short = shortened(path, width)
    assert cells(short) <= width
    assert short == path or path.endswith(short.rpartition("…")[2])
