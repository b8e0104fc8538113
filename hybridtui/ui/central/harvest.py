"""Why this file exists: a line enters the spec only when the human takes it, and leads back to the notes ever after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on, work

from hybridtui.ui.central.helm import Helm
from hybridtui.ui.messages import ItemSelected, Recorded, SpecLineSelected, TakeRequested
from hybridtui.ui.pause import Pause

if TYPE_CHECKING:
    from hybridtui.core.draft.item import Item
    from hybridtui.core.ports import Services
    from hybridtui.core.session import Session
    from hybridtui.ui.keys import Key

GLANCE = 0.1
"""Seconds that the cursor rests on a line before its sources are looked up."""


class Harvest(Helm):
    """Takes lines from the draft into the spec, and shows where lines of either came from."""

    def __init__(self, keys: Sequence[Key], session: Callable[[], Session], services: Callable[[], Services]) -> None:
        super().__init__(keys, session, services)
        self._line_pause = Pause(self, GLANCE, self._trace_line)

    @on(ItemSelected)
    def _item_selected(self, event: ItemSelected) -> None:
        item = self.session.draft.item(event.item_id) if event.item_id else None
        if item and self.draft.has_focus:
            self._mark(item.sources)

    @on(SpecLineSelected)
    def _spec_line_selected(self) -> None:
        self._line_pause.restart()

    @work(group="trace", exclusive=True)
    async def _trace_line(self) -> None:
        """Show where the spec's line came from. Long notes take a while to search, so a thread does it."""
        from hybridtui.core.session import sources_at

        row, _ = self.spec.cursor_location
        sources = await asyncio.to_thread(sources_at, self.session, self.spec.text, row)
        if self.spec.has_focus:
            self._mark(sources)

    def _mark(self, sources: tuple[str, ...]) -> None:
        """Highlight sentences in the notes, unless the notes have moved on since the draft was made."""
        draft = self.session.draft
        self.notes.mark(draft.places(sources) if self.notes.text == draft.notes else ())

    @on(TakeRequested)
    def _take_requested(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Take the item under the draft's cursor, and go on to the next new one."""
        item = self.current_item()
        if item and (old := self.session.replaced_by(item)):
            self._swap(item, old)
        elif item:
            self.take_items([item])
            self.draft.move_on()
        else:
            self.remark("That line is still being written." if self.draft.cursor else "Nothing new to take.")

    def action_take_all(self) -> None:
        """Take what is new; what says the same is taken once, and what belongs in the place of a line is left."""
        self.compare_now()
        if self.session.fresh:
            self.take_items(self.session.fresh)
        else:
            self.remark("Nothing new to take.")

    @work(group="swap", exclusive=True)
    async def _swap(self, item: Item, old: str) -> None:
        """Put `item` in the place of the line `old`, if the human wants it so."""
        from hybridtui.core.spec import parse
        from hybridtui.core.spec.edits import swap
        from hybridtui.ui.dialogs.swap import Choice, SwapScreen

        kind = next((entry.kind for entry in parse(self.spec.text).items if entry.text == old), None)
        choice = await self.app.push_screen_wait(SwapScreen(old, item, kind))
        if choice is Choice.BESIDE:
            self.take_items([item])
        elif choice is Choice.REPLACE:
            spec = swap(self.spec.text, old, item)
            if spec == self.spec.text:
                self.remark("That line is no longer in the spec.")
            else:
                self._taken([item], spec)

    def take_items(self, items: Sequence[Item]) -> None:
        """Put finished items into the spec, and say so."""
        from hybridtui.core.plurals import number_of

        self.carry_over(items)
        self.echo(f"Took {number_of(len(items), 'line')} from the draft.")

    def carry_over(self, items: Sequence[Item]) -> None:
        """Put finished items into the spec."""
        from hybridtui.core.spec.edits import take

        self._taken(items, take(self.spec.text, items))

    def _taken(self, items: Sequence[Item], spec: str) -> None:
        """The spec becomes `spec`, in which `items` stand, as one undo step."""
        from hybridtui.core.session import took

        self.spec.amend(spec)
        self.become(took(self.session, items))
        self.post_message(Recorded())
