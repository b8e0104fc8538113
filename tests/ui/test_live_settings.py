"""Why this file exists: settings are edited beside the workbench, and what is saved there holds without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybridtui.store import atomic, paths
from hybridtui.ui.key_bar import KeyBar
from tests.ui.conftest import Bench, OpenBench


@pytest.fixture
def file() -> Path:
    """The settings file; its folder is there, so that a watch begins at once."""
    path = paths.config_file()
    path.parent.mkdir(parents=True)
    return path


async def save(b: Bench, file: Path, text: str, expected: str) -> None:
    """Save the settings, and wait until the workbench says what became of that.

    They are saved again and again, as the first time may be before the watch has begun.
    """
    b.app.clear_notifications()

    def told() -> bool:
        atomic.write(file, text.encode())
        return any(expected in f"{notice.title} {notice.message}" for notice in b.app._notifications)

    await b.until(told)


async def test_a_saved_change_takes_effect_and_what_waits_is_told(bench: OpenBench, file: Path) -> None:
    async with bench("A page.\n") as b:
        assert b.screen.session.live
        await save(
            b,
            file,
            '[ui]\ntheme = "paper"\nlive = false\n[local]\npause_ms = 900\nmodel = "m.gguf"\n[budget]\nday = "5.00"\n'
            '[claude]\nmodel = "claude-other"\n',
            "From the next start on: local.model.",
        )
        assert b.app.theme == "paper"
        assert not b.screen.session.live
        assert b.screen.session.order.model == "claude-other"
        assert b.screen.config.budget.day == "5.00"
        assert b.screen._notes_pause.seconds == 0.9


async def test_a_key_works_where_it_was_moved_to_and_is_named_so_everywhere(bench: OpenBench, file: Path) -> None:
    async with bench("A page.\n") as b:
        await save(b, file, '[keys]\nlive = "L"\nhand-off = "H"\n', "keys.hand-off, keys.live")
        await b.pilot.press("ctrl+g", "L")
        await b.until(lambda: not b.screen.session.live)
        await b.pilot.press("ctrl+g", "2", "l")
        await b.pilot.pause()
        assert not b.screen.session.live
        await b.until(lambda: "H" in {entry.key for entry in b.screen.query_one(KeyBar).entries})
        await b.pilot.press("4")
        await b.until(lambda: "^g H) opens the checkpoint" in b.screen.claude.plain)
        await save(b, file, "", "config.toml changed. In force now: keys.hand-off, keys.live.")
        await b.pilot.press("l")
        await b.until(lambda: b.screen.session.live)


async def test_what_the_human_chose_with_a_key_stays(bench: OpenBench, file: Path) -> None:
    async with bench("A page.\n") as b:
        b.app.theme = "contrast"
        await b.pilot.press("ctrl+g", "m")
        await b.until(lambda: b.screen.session.order.model != b.screen.config.claude.model)
        chosen = b.screen.session.order.model
        await save(
            b,
            file,
            '[ui]\ntheme = "paper"\n[claude]\nmodel = "claude-other"\n',
            "Kept as you chose since: claude.model, ui.theme.",
        )
        assert (b.app.theme, b.screen.session.order.model) == ("contrast", chosen)


async def test_mistakes_are_told_at_once_and_a_file_that_cannot_be_read_changes_nothing(
    bench: OpenBench, file: Path
) -> None:
    async with bench("A page.\n") as b:
        await save(b, file, '[ui]\nlive = false\nthem = "x"\n[budget]\nday = "no"\n', "budget.day (line 5)")
        assert not b.screen.session.live
        await save(b, file, "[ui\nlive = true\n", "is not TOML")
        assert not b.screen.session.live


async def test_an_open_review_begins_anew_under_the_settings_of_now(bench: OpenBench, file: Path) -> None:
    async with bench("A page.\n", "# Spec\n\n- Ask Initech\n- The colours: TBD\n") as b:
        await b.review()
        await b.ready()
        assert (b.checkpoint.typed, b.checkpoint.blockers) == (True, 0)
        await save(b, file, '[checkpoint]\nsign_off = "key"\nterms = "Initech"\nstrict = "errors"\n', "strict")
        await b.until(lambda: not b.checkpoint.typed and b.checkpoint.blockers > b.checkpoint.demanded > 0)
