"""Why this file exists: what hand-offs cost, and what they were worth, is one key away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from hybridtui.core.accounts import Period, to_csv, to_json
from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.ledger import Row
from hybridtui.ui.accounts.book_sheet import BookSheet
from hybridtui.ui.accounts.books import Books
from hybridtui.ui.accounts.details import EntryScreen
from hybridtui.ui.accounts.figures import figure_lines
from hybridtui.ui.accounts.line import DIM, HEADING, Line, line
from hybridtui.ui.accounts.spending import after
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import ACCOUNTS, bindings, key_for
from hybridtui.ui.telling import tell
from hybridtui.ui.wrapping import wrapped

_FORMATS: dict[str, Callable[[Iterable[Row]], str]] = {".csv": to_csv, ".json": to_json}


class AccountsScreen(Screen[None]):
    """The books: figures, and the hand-offs below them.

    `read` gives the books and may take a while; `export` writes a text into a new file of the name given first, and
    returns where that is. Both raise `HybridError`. `empty` is what to do when there are no hand-offs.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(ACCOUNTS))

    def __init__(self, read: Callable[[], Books], export: Callable[[str, str], str], empty: str) -> None:
        super().__init__()
        self._read = read
        self._export = export
        self._empty = empty
        self._sheet = BookSheet()
        self._books: Books | None = None
        self._period = Period.DAY

    def compose(self) -> ComposeResult:
        yield self._sheet
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the books; the sheet takes the keys."""
        self._sheet.focus()
        self._tell("Reading the books.")
        self.action_reread()

    @work(group="books", exclusive=True)
    async def action_reread(self) -> None:
        """Read the books as they are now."""
        try:
            self._books = await asyncio.to_thread(self._read)
        except HybridError as error:
            self._books = None
            self._tell(error.title, error.cause, error.next_step, f"Then press {key_for(ACCOUNTS, 'reread')}.")
        else:
            self._paint()
        self.refresh_bindings()

    def _paint(self) -> None:
        books = self._books
        if books is None or not books.rows:
            self._tell("Nothing has been handed off yet.", self._empty)
            return
        key = key_for(ACCOUNTS, "period")
        self._sheet.show(partial(figure_lines, books, self._period, key), books.rows, books.moments)

    def _tell(self, *parts: str) -> None:
        """Show a few words in the place of the books."""
        self._sheet.show(partial(_note, parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key only where it means something."""
        if action in ("entry", "hand_offs", "period", "export"):
            return self._books is not None and bool(self._books.rows)
        return True

    # Looking

    def action_period(self) -> None:
        """Draw the next of day, week and month."""
        self._period = after(self._period)
        self._paint()

    def action_hand_offs(self) -> None:
        self._sheet.turn()

    def action_entry(self) -> None:
        self._sheet.open()

    @on(BookSheet.Opened)
    def _opened(self, event: BookSheet.Opened) -> None:
        if self._books:
            self.app.push_screen(EntryScreen(event.row, self._books.moments))

    def action_entry_next(self) -> None:
        self._sheet.move(1)

    def action_entry_previous(self) -> None:
        self._sheet.move(-1)

    def action_entries_on(self) -> None:
        self._sheet.move_page(1)

    def action_entries_back(self) -> None:
        self._sheet.move_page(-1)

    def action_entries_first(self) -> None:
        self._sheet.move_to_end(-1)

    def action_entries_last(self) -> None:
        self._sheet.move_to_end(1)

    def action_back(self) -> None:
        self.dismiss()

    # Taking the books elsewhere

    @work(group="export", exclusive=True)
    async def action_export(self) -> None:
        """Write the books as they are shown into a new file; the ending of its name says in which form."""
        if self._books is None:
            return
        name = await self.app.push_screen_wait(
            AskScreen(
                "Export to which file?",
                "A name that ends in .csv or in .json; one without a folder goes beside the notes.",
                needed="Give it a name.",
            )
        )
        if name is None:
            return
        try:
            where = await asyncio.to_thread(self._written, name, self._books.rows)
        except HybridError as error:
            tell(self, error)
        else:
            self.notify(visible(f"{len(self._books.rows):,} hand-offs are in {where}"), markup=False)

    def _written(self, name: str, rows: Iterable[Row]) -> str:
        write = _FORMATS.get(PurePath(name).suffix.lower())
        if write is None:
            raise HybridError("Not exported", f"{name} ends in neither .csv nor .json.", "Choose a name that does.")
        return self._export(name, write(rows))


def _note(parts: Iterable[str], width: int) -> Iterator[Line]:
    """A few words, the first of them a title."""
    for number, part in enumerate(filter(None, parts)):
        for text in wrapped(part, width):
            yield line((text, DIM if number else HEADING))
