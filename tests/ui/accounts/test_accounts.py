"""Why this file exists: the books open on one key, never hold up the screen, and can be walked and taken elsewhere."""

from __future__ import annotations

import asyncio
import csv
import json
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.ledger import Row
from hybridtui.store.outgoing.exports import Exports
from hybridtui.ui import accounts as accounts_package
from hybridtui.ui.accounts.book_sheet import BookSheet
from hybridtui.ui.accounts.books import Books, read
from hybridtui.ui.accounts.details import EntryScreen
from hybridtui.ui.accounts.screen import AccountsScreen
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.theming import derived
from tests.ui.accounts.books import NOW, books, ledger, rows
from tests.ui.conftest import OpenBench
from tests.ui.test_snapshots import Compare

STYLES = Path(accounts_package.__file__).parents[2] / "dialogs.tcss"


@dataclass
class Accounts:
    """The accounts without a workbench around them."""

    app: App[None]
    pilot: Pilot[None]
    screen: AccountsScreen

    @property
    def sheet(self) -> BookSheet:
        return self.screen.query_one(BookSheet)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.sheet.render_line(y).text.rstrip() for y in range(self.sheet.size.height))

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                await self.pilot.pause()
                await asyncio.sleep(0)


class AccountsApp(App[None]):
    """Nothing but the accounts."""

    CSS_PATH = STYLES

    def __init__(self, read: Callable[[], Books], folder: Path) -> None:
        super().__init__()
        self.shown = AccountsScreen(read, Exports(folder).write, "Press h.")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return derived(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self.shown)


@asynccontextmanager
async def opened(
    folder: Path, *entries: Row, reading: Callable[[], Books] | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Accounts]:
    app = AccountsApp(reading or partial(books, *entries), folder)
    async with app.run_test(size=size) as pilot:
        made = Accounts(app, pilot, app.shown)
        await made.until(lambda: app.screen is app.shown and made.sheet.has_focus)
        if reading is None:
            await made.until(lambda: "Spent by day" in made.text)
        yield made


@dataclass
class Gated:
    """Books that are read once `gate` is opened."""

    gate: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> Books:
        assert self.gate.wait(60)
        return books()


async def test_reading_does_not_hold_up_the_screen(tmp_path: Path) -> None:
    reading = Gated()
    async with opened(tmp_path, reading=reading) as a:
        await a.until(lambda: "Reading the books." in a.text)
        await a.pilot.press("j", "enter", "tab", "p", "e")  # none of which means anything yet
        assert a.app.screen is a.screen
        reading.gate.set()
        await a.until(lambda: "Spent by day" in a.text)


async def test_a_ledger_that_cannot_be_read_is_told_and_can_be_tried_again(tmp_path: Path) -> None:
    book = ledger(*rows())
    book.broken = HybridError("The ledger cannot be used", "disk I/O error", "Free the disk.")
    async with opened(tmp_path, reading=lambda: read(book, (None, None), NOW)) as a:
        await a.until(lambda: "The ledger cannot be used" in a.text)
        assert "disk I/O error" in a.text
        assert "Free the disk." in a.text
        book.broken = None
        await a.pilot.press("r")
        await a.until(lambda: "Spent by day" in a.text)


async def test_empty_books_say_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path, reading=lambda: read(ledger(), (None, None), NOW)) as a:
        await a.until(lambda: "Nothing has been handed off yet." in a.text)
        assert "Press h." in a.text
        await a.pilot.press("j", "k", "G", "g", "tab", "enter", "pagedown", "e")
        assert a.app.screen is a.screen


async def test_p_draws_days_weeks_and_months(tmp_path: Path) -> None:
    async with opened(tmp_path) as a:
        for period, first in (("week", "1 Jun"), ("month", "Dec 2025"), ("day", "25 Oct")):
            await a.pilot.press("p")
            await a.until(lambda period=period: f"Spent by {period}" in a.text)  # type: ignore[misc]
            assert first in a.text


async def test_keys_walk_from_the_figures_through_the_hand_offs_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as a:
        await a.pilot.press(*["j"] * 60)
        below = a.sheet.cursor
        assert 0 < below < 36
        assert f"{below + 1} of 36" in str(a.sheet.border_subtitle)
        await a.pilot.press("G")
        assert a.sheet.cursor == 35
        assert a.sheet.scroll_offset.y == a.sheet.max_scroll_y
        await a.pilot.press(*["k"] * 120)
        assert a.sheet.cursor == 0
        assert "Spent\n" in a.text
        await a.pilot.press("pagedown", "pagedown", "pagedown")
        assert a.sheet.border_subtitle
        await a.pilot.press("g")
        assert "Spent\n" in a.text
        assert not a.sheet.border_subtitle


async def test_the_cursor_is_seen(tmp_path: Path) -> None:
    async with opened(tmp_path) as a:
        await a.pilot.press("tab", "j")
        grounds = [{piece.style and piece.style.bgcolor for piece in a.sheet.render_line(y)} for y in range(2, 6)]
        assert all(len(ground) == 1 for ground in grounds)
        assert grounds[1] != grounds[0] == grounds[2] == grounds[3]


async def test_tab_goes_to_the_hand_offs_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as a:
        await a.pilot.press("tab")
        assert a.text.startswith("Hand-offs, the newest first")
        await a.pilot.press("j", "j", "tab")
        assert a.text.startswith("Spent")


async def test_enter_shows_the_hand_off_under_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path) as a:
        await a.pilot.press("enter")  # it was out of sight: first it is shown
        assert a.app.screen is a.screen
        assert str(a.sheet.border_subtitle) == "1 of 36 · … open"
        await a.pilot.press("j", "enter")
        await a.until(lambda: isinstance(a.app.screen, EntryScreen))
        await a.pilot.press("escape")
        await a.until(lambda: a.app.screen is a.screen)


async def test_a_click_moves_the_cursor_and_a_second_one_opens(tmp_path: Path) -> None:
    async with opened(tmp_path) as a:
        await a.pilot.press("tab")
        await a.pilot.click(a.sheet, offset=(10, 6))
        assert a.sheet.cursor == 3
        await a.pilot.click(a.sheet, offset=(10, 6))
        await a.until(lambda: isinstance(a.app.screen, EntryScreen))


async def test_a_narrow_terminal_that_becomes_wide_gets_two_columns(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(60, 20)) as a:
        assert "Tokens billed" not in a.text.splitlines()[0]
        await a.pilot.resize_terminal(140, 45)
        await a.until(lambda: "Tokens billed" in a.text.splitlines()[0])


async def export(a: Accounts, name: str) -> str:
    """Export to `name`, and give what was said."""
    told = len(a.app._notifications)
    await a.pilot.press("e")
    await a.until(lambda: isinstance(a.app.screen, AskScreen))
    await a.pilot.press(*name, "enter")
    await a.until(lambda: len(a.app._notifications) > told)
    return [f"{each.title} {each.message}" for each in a.app._notifications][-1]


async def test_the_books_can_be_taken_elsewhere(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(140, 45)) as a:
        assert str(tmp_path / "a.csv") in await export(a, "a.csv")
        assert str(tmp_path / "a.json") in await export(a, "a.json")
    with (tmp_path / "a.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    listed = json.loads((tmp_path / "a.json").read_text())
    assert [each["request_id"] for each in table] == [each.request_id for each in rows()]
    assert [each["request_id"] for each in listed] == [each.request_id for each in rows()]


async def test_an_export_writes_over_nothing_and_knows_two_forms(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    async with opened(tmp_path, size=(140, 45)) as a:
        assert "already" in await export(a, "a.csv")
        assert "neither .csv nor .json" in await export(a, "a.xlsx")
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert not (tmp_path / "a.xlsx").exists()


async def test_the_key_opens_the_books_of_the_workbench(bench: OpenBench) -> None:
    config = Config()._replace(keys={"hand-off": "z"})
    async with bench("One note.\n", config=config) as b:
        await b.pilot.press("ctrl+g", "$")
        await b.until(lambda: isinstance(b.app.screen, AccountsScreen))
        sheet = b.app.screen.query_one(BookSheet)
        await b.until(lambda: "press z:" in "".join(sheet.render_line(y).text for y in range(4)))
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)


@pytest.mark.parametrize("size", [(80, 24)], ids=["narrow"])
def test_picture(size: tuple[int, int], tmp_path: Path, snap_compare: Compare) -> None:
    app = AccountsApp(partial(books, limits=(Decimal(5), Decimal(40))), tmp_path)

    async def before(pilot: Pilot[None]) -> None:
        a = Accounts(app, pilot, app.shown)
        await a.until(lambda: app.screen is app.shown and "Spent by day" in a.text)

    assert snap_compare(app, terminal_size=size, run_before=before)
