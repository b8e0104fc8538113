"""Why this file exists: the accounts say what the books hold, at any width, and nothing that they do not know."""

from __future__ import annotations

import asyncio
import csv
import json
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from hybridtui.core.accounts import Period
from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.ledger import Outcome, Row
from hybridtui.store.exports import Exports
from hybridtui.ui import accounts as accounts_package
from hybridtui.ui.accounts.books import Books, read
from hybridtui.ui.accounts.details import EntryScreen, sections
from hybridtui.ui.accounts.entry import cost_text, entry_line, project_text
from hybridtui.ui.accounts.figures import figure_lines
from hybridtui.ui.accounts.screen import AccountsScreen
from hybridtui.ui.accounts.sheet import BookSheet
from hybridtui.ui.accounts.spending import spending_lines
from hybridtui.ui.ask import AskScreen
from hybridtui.ui.theming import derived
from tests.ui.books import NOW, books, ledger, row, rows
from tests.ui.conftest import OpenBench
from tests.ui.test_snapshots import Compare

STYLES = Path(accounts_package.__file__).parents[2] / "hybridtui.tcss"
WIDTHS = (55, 60, 75, 100, 135, 250)


def text_of(made: Books, width: int, period: Period = Period.DAY) -> str:
    """What stands above the hand-offs."""
    return "\n".join(each.text for each in figure_lines(made, period, "p", width))


# What it says


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("period", Period)
def test_no_line_is_wider_than_the_screen(period: Period, width: int) -> None:
    for made in (books(), books(row(1, "2026-11-23")), books(limits=(Decimal("5.00"), Decimal("123456.78")))):
        for each in figure_lines(made, period, "p", width):
            assert cell_len(each.text) <= width, each.text


@given(project=st.text(), width=st.integers(45, 200), outcome=st.sampled_from(Outcome))
def test_a_hand_off_takes_one_line_of_exactly_the_width_whatever_its_project_is_called(
    project: str, width: int, outcome: Outcome
) -> None:
    entry = row(1, "2026-11-23", outcome)
    shown = entry_line(replace(entry, opening=replace(entry.opening, project=project)), NOW, width).text
    assert cell_len(shown) == width
    assert shown == visible(shown).translate({0x09: "?", 0x0A: "?"})


def test_what_is_not_final_reads_at_least_and_what_is_unknown_is_never_nothing() -> None:
    assert cost_text(row(1, "2026-11-23")) == "$0.2500"
    assert cost_text(row(1, "2026-11-23", Outcome.STOPPED)) == "≥$0.2500"
    assert cost_text(row(1, "2026-11-23", Outcome.BROKEN, None)) == "unknown"
    assert cost_text(row(1, "2026-11-23", Outcome.COMPLETE, None)) == "unknown"
    assert cost_text(row(1, "2026-11-23", Outcome.FAILED, None)) == "nothing"


def test_the_sums_tell_the_uncertain_apart() -> None:
    said = text_of(books(), 75)
    known = sum((each.cost or Decimal(0) for each in rows()), Decimal(0))
    assert f"in all      at least ${known:.2f} since 20 Oct 2026" in said
    assert "unconfirmed at least $0.0212 of it, 3 hand-offs cut short or open" in said
    assert "unknown     2 hand-offs of unknown cost, in none of these sums" in said


def test_what_is_certain_is_told_without_reservations() -> None:
    said = text_of(books(row(2, "2026-11-23"), row(1, "2026-11-22")), 75)
    assert "in all      $0.5000 since 22 Nov 2026" in said
    for reservation in ("unconfirmed", "unknown", "≥", "?"):
        assert reservation not in said


def test_budgets_are_shown_with_what_is_left() -> None:
    said = [each.text for each in spending_lines(books(limits=(Decimal(5), Decimal("7.50"))), 75)]
    assert "today       at least $0.2500 of $5.00, ≤$4.75 left" in said
    assert "this month  at least $7.50 of $7.50, nothing left" in said


def test_the_counterfactual_is_called_one() -> None:
    said = " ".join(text_of(books(row(0, "2026-11-23")), 75).split())
    assert (
        "instead had the notes been sent instead: ≈$0.0120 for the input; the specs: ≈$0.0040 (same tokenizer" in said
    )


def test_the_one_shot_rate_comes_with_its_definition() -> None:
    again = replace(row(0, "2026-11-22"), id="again", at="2026-11-22T09:00:00+00:00")
    said = " ".join(text_of(books(row(3, "2026-11-23"), again, row(0, "2026-11-20")), 75).split())
    assert "66.7 %, 2 of 3: complete API hand-offs whose project was not handed off again within 24 hours" in said


def test_nothing_to_tell_from_is_said_so() -> None:
    bare = replace(row(0, "2026-11-23", Outcome.FAILED, None), usage=None)
    said = text_of(books(replace(bare, opening=replace(bare.opening, meter=None))), 75)
    assert said.count("nothing to tell from yet") == 5
    assert "Nothing that is known of." in said


def test_notes_are_called_by_their_folder() -> None:
    assert project_text("/home/ana/upload/notes.md") == "upload"
    assert project_text("/home/ana/upload/auth.md") == "upload/auth.md"
    assert project_text("/notes.md") == "notes.md"
    assert project_text("") == "(no notes)"


def test_more_projects_than_fit_are_summed_up() -> None:
    many = (replace(row(n, "2026-11-23"), opening=replace(row(n, "").opening, project=f"/p/{n}")) for n in range(9))
    assert "and 3 more, $0.7500" in text_of(books(*many), 75)


def test_the_details_hold_estimate_against_bill() -> None:
    entry = row(3, "2026-11-23")  # 1,111 tokens estimated, 1,172 billed
    told = {name: value for _, fields in sections(entry, NOW) for name, value in fields}
    assert told["estimate"] == "5.2 % too low, inside its range"
    assert told["request id"] == "req_000003"
    assert told["sign-off"] == entry.opening.sign_off
    assert told["when"] == "23 Nov 2026, 08:03:00"
    assert told["cost"] == "$0.2500"
    stopped = dict(dict(sections(row(3, "2026-11-23", Outcome.STOPPED), NOW))["What became of it"])
    assert stopped["cost"] == "at least $0.2500"


# On the screen


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
    config = replace(Config(), keys={"hand-off": "z"})
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
