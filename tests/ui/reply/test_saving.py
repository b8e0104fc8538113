"""Why this file exists: only what the human chose is written, where they said, and no text is replaced unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from hybridtui.core.code.saving import Place
from hybridtui.core.errors import HybridError
from hybridtui.store.outgoing.block_files import CodeFiles
from hybridtui.ui.choice_list import ChoiceList
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.reply.diff_screen import DiffScreen
from hybridtui.ui.reply.saving import SaveScreen
from tests.ui.conftest import Bench, OpenBench
from tests.ui.reply.test_copying import SPEC, answered

REPLY = """\
`app/new.py`

```py
new = 1
```

`old.py`

```py
first = 1
second = 2
```

```sh
echo unnamed
```

`../out.py`

```py
x
```

`cut.py`

```py
half ="""


async def at_saving(b: Bench, reply: str = REPLY) -> SaveScreen:
    """The list of the code blocks of `reply`."""
    await answered(b, reply)
    await b.pilot.press("f")
    return await saving(b)


async def saving(b: Bench) -> SaveScreen:
    await b.until(lambda: isinstance(b.app.screen, SaveScreen))
    await b.pilot.pause()
    assert isinstance(b.app.screen, SaveScreen)
    return b.app.screen


async def asked(b: Bench) -> DiffScreen:
    """The question about a replacement, once it has been on the screen."""
    await b.until(lambda: isinstance(b.app.screen, DiffScreen) and b.app.screen.seen)
    assert isinstance(b.app.screen, DiffScreen)
    return b.app.screen


async def done(b: Bench) -> None:
    await b.until(lambda: b.app.screen is b.screen and any("Saved in" in n.message for n in b.app._notifications))


def rows(screen: SaveScreen) -> list[str]:
    return [f"{name} | {about}" for name, about in screen.query_one(ChoiceList).choices]


def told(screen: SaveScreen) -> str:
    return str(screen.query_one("#saving-about", Static).content)


def files(folder: Path) -> set[str]:
    kept = {"notes.md", "notes.spec.md", "notes.trace.json"}
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if name not in kept and not name.startswith(("notes.replies", "history.db"))}


async def test_each_block_says_what_would_become_of_it(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        (b.folder / "old.py").write_text("first = 1\n")
        screen = await at_saving(b)
        assert rows(screen) == [
            "[x] app/new.py | new · py · 1 line",
            "[x] old.py | replaces another text · py · 2 lines",
            " ·  “echo unnamed” | no name · sh · 1 line",
            " ·  ../out.py | cannot be saved · py · 1 line",
            "[ ] cut.py | new · py · 1 line · unfinished",
        ]
        said = []
        for _ in rows(screen):
            said.append(told(screen))
            await b.pilot.press("j")
        assert said[0] == "There is no such file yet."
        assert "shown before it is replaced" in said[1]
        assert said[2] == "The reply gives it no name. n gives it one."
        assert said[3] == "Not saved: It leads out of the folder."
        assert "may not be whole" in said[4]
        assert str(screen.query_one("#saving-folder", Static).content) == f"2 chosen, into {b.folder}"


async def test_what_is_new_is_written_and_what_is_replaced_is_shown_first(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        (b.folder / "old.py").write_text("first = 1\n")
        await at_saving(b)
        await b.pilot.press("enter")
        question = await asked(b)
        assert [(line.side, line.text) for line in question._lines[1:]] == [("same", "first = 1"), ("in", "second = 2")]
        assert files(b.folder) == {"old.py"}, "nothing is written before the last answer"
        await b.pilot.press("y")
        await done(b)
        assert files(b.folder) == {"app/new.py", "old.py"}
        assert (b.folder / "app" / "new.py").read_text() == "new = 1\n"
        assert (b.folder / "old.py").read_text() == "first = 1\nsecond = 2\n"


@pytest.mark.parametrize(("key", "left"), [("n", {"app/new.py", "old.py"}), ("escape", {"old.py"})])
async def test_who_does_not_say_yes_keeps_the_file(key: str, left: set[str], bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        (b.folder / "old.py").write_text("mine\n")
        await at_saving(b)
        await b.pilot.press("enter")
        await asked(b)
        await b.pilot.press(key)
        if key == "n":
            await done(b)
        else:
            await saving(b)
            await b.pilot.press("escape")
            await b.until(lambda: b.app.screen is b.screen)
        assert (b.folder / "old.py").read_text() == "mine\n"
        assert files(b.folder) == left


async def test_a_yes_to_all_is_one_to_each_that_is_left(bench: OpenBench) -> None:
    reply = "".join(f"`{name}.py`\n\n```py\n{name}\n```\n\n" for name in "abc")
    async with bench("A.", SPEC) as b:
        for name in "abc":
            (b.folder / f"{name}.py").write_text("mine\n")
        await at_saving(b, reply)
        await b.pilot.press("enter")
        first = await asked(b)
        await b.pilot.press("n")
        await b.until(lambda: b.app.screen is not first and isinstance(b.app.screen, DiffScreen))
        await asked(b)
        await b.pilot.press("a")
        await done(b)
        assert [(b.folder / f"{name}.py").read_text() for name in "abc"] == ["mine\n", "b\n", "c\n"]


async def test_a_block_gets_a_name_and_may_be_left_out(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        screen = await at_saving(b)
        await b.pilot.press("space", "j", "space", "j", "space", "enter")
        assert told(screen) == "Nothing is chosen. Space chooses."
        await b.pilot.press("n")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        await b.pilot.press(*"bin/x.sh", "enter")
        await saving(b)
        assert rows(screen)[2] == "[x] bin/x.sh | new · sh · 1 line"
        await b.pilot.press("enter")
        await done(b)
        assert files(b.folder) == {"bin/x.sh"}


async def test_another_folder_is_looked_at_anew_and_remembered(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        there = b.folder / "there"
        there.mkdir()
        (there / "old.py").write_text("first = 1\nsecond = 2\n")
        screen = await at_saving(b)
        await b.pilot.press("c")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        await b.pilot.press(*"/there", "enter")
        await saving(b)
        await b.until(lambda: "there already" in rows(screen)[1])
        await b.pilot.press("enter")
        await done(b)
        assert files(b.folder) == {"there/old.py", "there/app/new.py"}
        await b.pilot.press("f")
        again = await saving(b)
        assert str(there) in str(again.query_one("#saving-folder", Static).content)
        assert rows(again)[0].startswith(" ·  app/new.py | there already")


async def test_what_changed_after_it_was_shown_is_not_replaced_and_the_others_are_saved(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        (b.folder / "old.py").write_text("seen\n")
        await at_saving(b)
        await b.pilot.press("enter")
        await asked(b)
        (b.folder / "old.py").write_text("changed meanwhile\n")
        await b.pilot.press("y")
        await done(b)
        assert any("changed after it was shown" in each.message for each in b.app._notifications)
        assert (b.folder / "old.py").read_text() == "changed meanwhile\n"
        assert (b.folder / "app" / "new.py").exists()


async def test_a_key_that_was_on_its_way_replaces_nothing(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench("A.", SPEC) as b:
        (b.folder / "old.py").write_text("mine\n")
        await at_saving(b)
        monkeypatch.setattr(DiffScreen, "drawn", lambda screen: None)
        await b.pilot.press("enter")
        await b.until(lambda: isinstance(b.app.screen, DiffScreen))
        await b.pilot.press("y", "a", "n")
        assert isinstance(b.app.screen, DiffScreen)
        assert (b.folder / "old.py").read_text() == "mine\n"


async def test_what_a_block_would_change_can_be_looked_at_without_being_asked(bench: OpenBench) -> None:
    async with bench("A.", SPEC, size=(60, 20)) as b:
        await at_saving(b)
        await b.pilot.press("v")
        shown = await asked(b)
        assert [line.text for line in shown._lines if line.side == "in"] == ["new = 1"]
        await b.pilot.press("y", "escape")
        await saving(b)
        assert files(b.folder) == set()


async def test_a_disk_that_refuses_is_told(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: CodeFiles, folder: str, name: str, place: Place, text: str) -> None:
        raise HybridError("Not saved: new.py", "The disk is full.", "Free some space.")

    monkeypatch.setattr(CodeFiles, "save", refuse)
    async with bench("A.", SPEC) as b:
        await at_saving(b)
        await b.pilot.press("enter")
        await b.until(lambda: any("The disk is full." in each.message for each in b.app._notifications))


async def test_the_key_says_so_where_there_is_no_code(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await answered(b, "Just words.")
        await b.pilot.press("f")
        await b.until(lambda: any("no code block" in each.message for each in b.app._notifications))


async def test_of_two_blocks_for_one_file_the_human_says_which(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        screen = await at_saving(b, "`a.py`\n\n```py\nfirst\n```\n\n`A.py`\n\n```py\nsecond\n```\n")
        assert [row[:3] for row in rows(screen)] == ["[ ]", "[ ]"]
        assert told(screen) == "Line 2 is the same file: only one can be chosen."
        await b.pilot.press("space", "j", "space")
        assert [row[:3] for row in rows(screen)] == ["[ ]", "[x]"]


async def test_many_files_are_not_all_named_in_the_notice(bench: OpenBench) -> None:
    reply = "".join(f"```py part_{number}.py\npart = {number}\n```\n\n" for number in range(9))
    async with bench("A.", SPEC) as b:
        await at_saving(b, reply)
        await b.pilot.press("enter")
        await done(b)
        (said,) = (n.message for n in b.app._notifications if "Saved in" in n.message)
        assert said.endswith("part_3.py, part_4.py and 4 more")


async def test_who_keeps_every_file_is_told_that_nothing_is_saved(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        (b.folder / "old.py").write_text("mine\n")
        screen = await at_saving(b, "```py old.py\nnew\n```\n")
        await b.pilot.press("enter")
        await asked(b)
        await b.pilot.press("n")
        await b.until(lambda: "every file was kept" in told(screen))
