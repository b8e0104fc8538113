"""Why this file exists: a workspace that was left for another one must neither stay in memory nor come back to life."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hybridtui.ui.workbench import Workbench
from hybridtui.ui.workspaces.departure import Departure
from tests.ui.conftest import Bench, OpenBench
from tests.ui.test_forgetting import in_memory


def stands(b: Bench, path: Path) -> bool:
    """Whether the workspace of the notes at `path` is open, with all that works behind it."""
    return b.screen.desk.notes.path == str(path) and b.screen.opened and b.screen.notes.has_focus


async def depart(b: Bench, name: str) -> None:
    """Open another workspace, and wait until it stands."""
    path = b.folder / name
    path.write_text("Other notes.\n")
    b.app.depart(Departure(str(path)), b.screen.tell)
    await b.app.workers.wait_for_complete([each for each in b.app.workers if each.group == "departure"])
    await b.until(partial(stands, b, path))


async def test_workspaces_that_were_left_are_gone(bench: OpenBench) -> None:
    async with bench("A page.\n") as b:
        before = in_memory(Workbench)  # some of other tests may be among them
        for number in range(4):
            await depart(b, f"{number}.md")
        # Beside the one that is open, Textual holds the first as long as the application runs, and the last that was
        # left until another is; in its timers each for a few seconds more.
        await b.until(lambda: in_memory(Workbench) <= before + 2)


async def test_what_was_due_when_a_workspace_was_left_needs_no_panes(bench: OpenBench) -> None:
    async with bench("A page.\n") as b:
        before = b.screen
        await depart(b, "other.md")
        before._due()
        before._notes_rest()
        before._spec_rest()
        assert not [worker for worker in b.app.workers if worker.node is before]
