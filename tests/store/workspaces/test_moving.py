"""Why this file exists: a workspace that is renamed is moved whole, or not at all, however it ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.store.workspaces import moving
from hybridtui.store.workspaces.workspace import Workspace

NAMES = ("notes", "spec", "trace", "replies")


class Killed(BaseException):
    """The program ended here."""


def filled(folder: Path, stem: str = "old") -> Workspace:
    """A workspace with all that can belong to one."""
    place = Workspace.of(folder / f"{stem}.md")
    for path in (place.notes, place.spec, place.trace):
        path.write_text(path.name)
    place.replies.mkdir()
    (place.replies / "one.md").write_text("a reply")
    return place


def there(place: Workspace) -> list[str]:
    return [name for name in NAMES if os.path.lexists(getattr(place, name))]


def test_all_that_belongs_to_it_moves(tmp_path: Path) -> None:
    old, new = filled(tmp_path), Workspace.of(tmp_path / "elsewhere" / "new.md")
    moving.move(old, new)
    assert (there(old), there(new)) == ([], list(NAMES))
    assert new.spec.read_text() == "old.spec.md"
    assert (new.replies / "one.md").read_text() == "a reply"


def test_what_is_not_there_need_not_move(tmp_path: Path) -> None:
    old, new = Workspace.of(tmp_path / "old.md"), Workspace.of(tmp_path / "new.md")
    old.notes.write_text("x")
    moving.move(old, new)
    assert (there(old), there(new)) == ([], ["notes"])
    with pytest.raises(HybridError, match="Cannot rename"):
        moving.move(old, new)


def test_a_new_suffix_moves_the_notes_alone(tmp_path: Path) -> None:
    old, new = filled(tmp_path), Workspace.of(tmp_path / "old.txt")
    moving.move(old, new)
    assert there(new) == list(NAMES)
    assert not old.notes.exists()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("mine")
    old, new = Workspace.of(tmp_path / "old.md"), Workspace.of(tmp_path / "new.md")
    old.notes.symlink_to("real.md")
    moving.move(old, new)
    assert new.notes.is_symlink()
    assert (tmp_path / "real.md").read_text() == "mine"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_replaced(tmp_path: Path, name: str) -> None:
    old, new = filled(tmp_path), Workspace.of(tmp_path / "new.md")
    getattr(new, name).write_text("somebody's")
    with pytest.raises(HybridError, match="Cannot rename") as caught:
        moving.move(old, new)
    assert str(getattr(new, name)) in caught.value.cause
    assert there(old) == list(NAMES)
    assert there(new) == [name]
    assert getattr(new, name).read_text() == "somebody's"


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("step", range(4))
def test_a_disk_that_fails_leaves_everything_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, links: bool
) -> None:
    old, new = filled(tmp_path), Workspace.of(tmp_path / "new.md")
    calls = iter(range(10))
    name, link = moving._name, os.link

    def failing(one: Path, other: Path) -> None:
        if next(calls) == step:
            raise OSError(28, "No space left on device")
        name(one, other)

    monkeypatch.setattr(moving, "_name", failing)
    monkeypatch.setattr(os, "link", link if links else _no_link)
    with pytest.raises(HybridError, match="Cannot rename"):
        moving.move(old, new)
    assert (there(old), there(new)) == (list(NAMES), [])


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("step", range(8))
def test_a_move_that_was_killed_is_ended_with_everything_in_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, links: bool
) -> None:
    old, new = filled(tmp_path), Workspace.of(tmp_path / "new.md")
    calls = iter(range(100))

    def killed(real: object) -> object:
        def step_by_step(one: Path, other: Path) -> None:
            if next(calls) == step:
                raise Killed
            real(one, other)  # type: ignore[operator]

        return step_by_step

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", os.link if links else _no_link)
        for name in ("_name", "_drop"):
            patch.setattr(moving, name, killed(getattr(moving, name)))
        with pytest.raises(Killed):
            moving.move(old, new)
    home = new if moving.finish(old, new) else old
    assert there(home) == list(NAMES)
    assert there(old if home is new else new) == []
    assert home.notes.read_text() == "old.md"
    assert (home.replies / "one.md").read_text() == "a reply"
    assert moving.finish(old, new) is (home is new)  # ending it twice does no harm


def _no_link(*given: object, **named: object) -> None:
    raise PermissionError(1, "Operation not permitted")
