"""Why this file exists: every version can be found, compared and put back, and putting one back loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.history import Sort, Version
from hybridtui.store.history.file import HistoryFile
from hybridtui.ui import timeline as timeline_package
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from hybridtui.ui.diff_view import DiffView
from hybridtui.ui.moments import Moments
from hybridtui.ui.theming import derived
from hybridtui.ui.timeline.screen import TimelineScreen
from hybridtui.ui.timeline.version_list import VersionList
from tests.fakes import FakeClipboard
from tests.ui.test_snapshots import Compare

STYLES = Path(timeline_package.__file__).parents[2] / "dialogs.tcss"
MOMENTS = Moments(datetime(2026, 3, 5, 18, 0, tzinfo=UTC), UTC)
BEGAN = datetime(2026, 3, 4, 9, 6, tzinfo=UTC)
ENVELOPE = Envelope(
    "api", "https://claude.invalid", "KEY", "claude-opus-5-5", (("effort", "high"),), b'{"a": "b\x1bc"}'
)


class Clock:
    """A clock that a test turns on."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


def history(folder: Path, limit: int = 256_000_000, clock: Clock | None = None) -> HistoryFile:
    return HistoryFile(folder / "history.db", lambda: "notes", limit, clock or Clock())


def filled(folder: Path) -> HistoryFile:
    """Two days of work."""
    clock = Clock()
    kept = history(folder, clock=clock)

    def add(sort: Sort, text: str, about: str = "", of: str = "") -> str:
        clock.now += timedelta(minutes=7)
        return kept.add(sort, text, about, of)

    add(Sort.NOTES, "upload page for CSVs\ndark mode\n")
    add(Sort.DRAFT, "## Requirements\n\n- Upload page for CSVs\n- Dark mode\n", "2 items")
    add(Sort.SPEC, "## Requirements\n\n- Upload page for CSVs\n")
    add(Sort.NOTES, "upload page for CSVs, max 50 MB\ndark mode\n")
    clock.now += timedelta(days=1)
    add(Sort.DRAFT, "## Requirements\n\n- Upload page for CSVs, max 50 MB\n- Dark mode\n", "2 items")
    spec = add(Sort.SPEC, "## Requirements\n\n- Upload page for CSVs, max 50 MB\n")
    signed = ENVELOPE.canonical().decode("utf-8", "surrogateescape")
    add(Sort.SIGN_OFF, signed, f"{ENVELOPE.digest()[:8]}, Claude API, Opus 5.5", spec)
    add(Sort.REPLY, "Here is the page.\n", "Opus 5.5, complete, $0.0131", "hand-off-1")
    return kept


@dataclass
class Timeline:
    """The timeline without a workbench around it."""

    app: TimelineApp
    pilot: Pilot[None]

    @property
    def screen(self) -> TimelineScreen:
        return self.app.shown

    @property
    def versions(self) -> VersionList:
        return self.screen.query_one(VersionList)

    @property
    def listed(self) -> str:
        """What the list says."""
        return "\n".join(self.versions.render_line(y).text.rstrip() for y in range(self.versions.size.height)).rstrip()

    @property
    def text(self) -> str:
        """What is said of the version under the cursor, its title first."""
        view = self.screen.query_one(DiffView)
        lines = [view.render_line(y).text.rstrip() for y in range(view.size.height)]
        return "\n".join((str(view.border_title), *lines)).rstrip()

    @property
    def notices(self) -> list[str]:
        return [notice.message for notice in self.app._notifications]

    @property
    def current(self) -> Version:
        assert self.versions.current
        return self.versions.current

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(15):
            while not condition():
                await self.pilot.pause()
                await asyncio.sleep(0)

    async def told(self, words: str) -> None:
        """Wait for a notice with `words`; it goes after a while, so no test may wait for several at once."""
        await self.until(lambda: any(words in notice for notice in self.notices))

    async def walk_to(self, sort: Sort, text: str = "") -> None:
        """Go down to the next version of a sort, and wait until it is shown."""
        await self.pilot.press("j")
        while self.current.sort is not sort:
            await self.pilot.press("j")
        await self.until(lambda: text in self.text)


class TimelineApp(App[None]):
    """Nothing but the timeline."""

    CSS_PATH = STYLES

    def __init__(self, kept: HistoryFile) -> None:
        super().__init__()
        self.copies = FakeClipboard()
        self.shown = TimelineScreen(kept, self.copies, lambda: MOMENTS)
        self.chosen: list[Version | None] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return derived(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self.shown, self.chosen.append)


@asynccontextmanager
async def opened(kept: HistoryFile, size: tuple[int, int] = (140, 45)) -> AsyncIterator[Timeline]:
    app = TimelineApp(kept)
    async with app.run_test(size=size) as pilot:
        t = Timeline(app, pilot)
        await t.until(lambda: app.screen is app.shown and app.shown.versions.has_focus)
        await t.until(lambda: t.listed.strip() and "Reading" not in t.listed)
        yield t


async def test_versions_are_listed_by_the_day_the_newest_first(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        lines = [" ".join(line.split()) for line in t.listed.splitlines()]
        days = ["Today", "4 Mar 2026"]
        assert [line for line in lines if ":" not in line] == days
        assert [line.partition(" ")[2] for line in lines if line not in days] == [
            "◂ reply Opus 5.5, complete, $0.0131",
            f"✓ sign-off {ENVELOPE.digest()[:8]}, Claude API, Opus 5.5",
            "# spec +1 -1 lines, now",
            "~ draft 2 items, now",
            "· notes +1 -1 lines, now",
            "# spec +3 lines",
            "~ draft 2 items",
            "· notes +2 lines",
        ]
        assert lines[0] == days[0]


async def test_the_cursor_walks_and_what_changed_is_beside_it(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        await t.until(lambda: "Here is the page." in t.text)
        await t.walk_to(Sort.SPEC, "+ - Upload page for CSVs, max 50 MB")
        assert "Changes since the version before, 4 Mar 2026" in t.text
        assert "- - Upload page for CSVs\n" in t.text
        await t.pilot.press("c")
        await t.until(lambda: "This is how it is now" in t.text)
        assert not t.notices  # what it is compared with stands over the text; nothing covers that
        await t.walk_to(Sort.NOTES)
        await t.walk_to(Sort.NOTES, "- upload page for CSVs\n")
        assert "Changes from 4 Mar 2026" in t.text
        assert "+ upload page for CSVs, max 50 MB\n" in t.text
        await t.pilot.press("c")
        await t.until(lambda: "The notes of 4 Mar 2026" in t.text)
        assert "+" not in t.text
        await t.pilot.press("c")
        await t.until(lambda: "The first that is kept" in t.text)
        await t.pilot.press("g")
        await t.until(lambda: t.versions.at == 0)
        await t.pilot.press("G", "pageup", "pagedown")
        assert t.versions.at == 7


async def test_a_sign_off_shows_the_very_bytes_and_what_is_around_them(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        await t.walk_to(Sort.SIGN_OFF, f"sign-off: {ENVELOPE.digest()}")
        assert "host: https://claude.invalid" in t.text
        assert "settings: effort: high" in t.text
        assert '{"a": "b␛c"}' in t.text
        await t.pilot.press("y")
        await t.until(lambda: t.app.copies.copied)
        assert t.app.copies.copied[0].encode("utf-8", "surrogateescape") == ENVELOPE.canonical()


async def test_what_can_be_brought_back_is_given_to_the_workbench_and_the_rest_is_explained(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        for sort, said in ((Sort.SIGN_OFF, "restore the spec"), (Sort.DRAFT, "restore those")):
            await t.walk_to(sort)
            await t.pilot.press("r")
            await t.told(said)
        await t.walk_to(Sort.NOTES)
        wanted = t.current
        await t.pilot.press("r")
        await t.until(lambda: t.app.chosen == [wanted])


async def test_one_sort_can_be_listed_alone(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        seen = []
        for _ in range(6):
            await t.pilot.press("s")
            seen.append((str(t.versions.border_title), t.listed.count(":")))
        assert seen == [
            ("Timeline · notes", 2),
            ("Timeline · draft", 2),
            ("Timeline · spec", 2),
            ("Timeline · sign-off", 1),
            ("Timeline · reply", 1),
            ("Timeline", 8),
        ]


async def test_words_are_searched_in_every_version(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        await t.pilot.press("slash", *"50 mb", "enter")
        await t.until(lambda: t.versions.border_title == "Timeline · “50 mb”")
        assert t.listed.count(":") == 3
        await t.pilot.press("slash", *"[/]", "enter")
        await t.until(lambda: "There is none." in t.listed)
        await t.pilot.press("r", "y", "c", "enter", "escape", "escape")
        await t.until(lambda: t.listed.count(":") == 8)
        await t.pilot.press("escape")
        await t.until(lambda: t.app.chosen == [None])


async def test_enter_gives_the_text_the_screen_and_escape_the_list_again(tmp_path: Path) -> None:
    async with opened(filled(tmp_path), size=(60, 20)) as t:
        await t.pilot.press("enter")
        await t.until(lambda: t.screen.query_one(DiffView).size.height > 12)
        assert t.screen.query_one(DiffView).has_focus
        await t.pilot.press("escape")
        await t.until(lambda: t.versions.has_focus and t.versions.size.height > 4)
        await t.pilot.press("tab")
        assert t.screen.query_one(DiffView).has_focus
        await t.pilot.press("tab")
        assert t.versions.has_focus


async def test_nothing_goes_before_the_human_saw_what_and_agreed(tmp_path: Path) -> None:
    clock = Clock()
    kept = history(tmp_path, clock=clock)
    for number in range(20):
        kept.add(Sort.DRAFT, f"{number:x}" * 9000, f"{number} items")
    clock.now += timedelta(days=3)
    async with opened(kept) as t:
        for key, left in (("escape", 20), ("y", 21)):
            await t.pilot.press("P")
            await t.until(lambda: isinstance(t.app.screen, ConfirmScreen) and t.app.screen.seen)
            assert isinstance(t.app.screen, ConfirmScreen)
            assert "drafts" in t.app.screen._question
            await t.pilot.press(key)
            await t.until(lambda: t.app.screen is t.screen)
            if key == "y":
                await t.until(lambda: "¬ pruning" in t.listed)
            assert len(kept.versions()) < left or key == "escape"
        assert any(said.startswith("Pruned: ") for said in t.notices)
        await t.pilot.press("g")
        await t.until(lambda: "What was pruned" in t.text)
        assert "draft: 0 items" in t.text


async def test_a_history_in_which_nothing_may_go_says_so(tmp_path: Path) -> None:
    kept = history(tmp_path)
    kept.add(Sort.NOTES, "of today")
    async with opened(kept) as t:
        await t.pilot.press("P")
        await t.until(lambda: t.notices)
        assert "Nothing may go" in t.notices[0]


async def test_an_empty_history_says_how_it_fills(tmp_path: Path) -> None:
    async with opened(history(tmp_path)) as t:
        assert "Nothing is kept yet" in t.listed
        await t.pilot.press("j", "k", "G", "r", "y", "c", "s", "enter", "enter", "P")
        assert t.app.chosen == []


async def test_a_history_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "history.db").write_bytes(b"no database" * 100)
    async with opened(history(tmp_path)) as t:
        await t.until(lambda: "The history is not kept" in t.listed)


async def test_a_version_that_is_gone_meanwhile_is_told(tmp_path: Path) -> None:
    kept = filled(tmp_path)

    def gone(id: int) -> str:
        raise HybridError("That version cannot be read")

    async with opened(kept) as t:
        await t.until(lambda: "Here is the page." in t.text)
        kept.text = gone  # type: ignore[method-assign]
        await t.pilot.press("j", "y")
        await t.until(lambda: len(t.notices) == 2)


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (60, 20)], ids=["wide", "narrow", "small"])
def test_picture(size: tuple[int, int], tmp_path: Path, snap_compare: Compare) -> None:
    app = TimelineApp(filled(tmp_path))

    async def before(pilot: Pilot[None]) -> None:
        t = Timeline(app, pilot)
        await t.until(lambda: app.screen is app.shown and "spec" in t.listed)
        await t.walk_to(Sort.SPEC, "max 50 MB")

    assert snap_compare(app, terminal_size=size, run_before=before)


async def test_the_keys_that_have_no_room_in_the_footer_are_on_a_page(tmp_path: Path) -> None:
    async with opened(filled(tmp_path)) as t:
        await t.pilot.press("question_mark")
        await t.until(lambda: t.app.screen.query(Static))
        await t.until(lambda: "history half as large" in str(t.app.screen.query_one(Static).render()))
        await t.pilot.press("question_mark")
        await t.until(lambda: t.app.screen is t.screen)
