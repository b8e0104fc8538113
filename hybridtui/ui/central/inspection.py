"""Why this file exists: what the spec adds, alters and drops is marked where it stands, while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work

from hybridtui.core.checkpoint.margin import Margin
from hybridtui.ui.central.settling import Settling
from hybridtui.ui.messages import Recorded, SpecEdited

if TYPE_CHECKING:
    from hybridtui.core.checkpoint.examination import Examination
    from hybridtui.core.checkpoint.examiner import Examiner
    from hybridtui.core.checkpoint.findings import Finding
    from hybridtui.core.config import Checkpoint, Config
    from hybridtui.core.notes.sentences import Sentence
    from hybridtui.core.ports import Scanner, Services
    from hybridtui.core.secrets import Secret
    from hybridtui.core.session import Session
    from hybridtui.core.trace.record import Record
    from hybridtui.ui.keys import Key


class Inspection(Settling):
    """Looks the spec and its notes over after every pause, and marks in both what deserves a look."""

    def __init__(
        self, keys: Sequence[Key], session: Callable[[], Session], services: Callable[[], Services], config: Config
    ) -> None:
        super().__init__(keys, session, services)
        self.config = config
        self._examiner: tuple[Checkpoint, Examiner] | None = None
        """It looks things over by the settings beside it, and remembers what it has seen."""
        self._turn = asyncio.Lock()
        self._marked: Examination | None = None
        self._margins = (Margin(), Margin())
        """What the latest examination has to say, beside the lines of notes and spec."""
        self._edited = False
        """Whether the spec was edited here: what is only looked at gets no trace file."""
        self._scanned: tuple[str, tuple[Secret, ...]] = ("", ())

    def paint(self) -> None:
        """Show the session, marks included."""
        super().paint()
        examination = self.session.examination
        if examination is not self._marked:
            self._marked = examination
            for pane, margin in zip((self.notes, self.spec), self._margins, strict=True):
                pane.show_marks(margin)

    @on(SpecEdited)
    def _spec_was_edited(self) -> None:
        self._edited = True

    @on(Recorded)
    @work(group="examine", exclusive=True)
    async def examine(self) -> None:
        """Look everything over, and mark what was found."""
        await self.examination()

    async def examination(self) -> Examination:
        """What is found about everything as it stands, which the session has then. It takes a while at first."""
        return await asyncio.shield(asyncio.ensure_future(self._examined()))

    async def _examined(self) -> Examination:
        from hybridtui.core.session import examined

        async with self._turn:  # the examiner remembers what it has seen, and must not be in two threads at once
            spec, notes = self.spec.text, self.notes.text
            more = self._scanned[1] if self._scanned[0] == spec else ()
            found, self._margins = await asyncio.to_thread(self._look, spec, notes, self.session.decided, more)
        before = self.session.record
        self.become(examined(self.session, found))
        if self._edited and self.session.record != before:
            self.post_message(Recorded())  # the trace file may have been written before the new items had their ids
        return found

    def _look(
        self, spec: str, notes: str, record: Record, more: Sequence[Secret]
    ) -> tuple[Examination, tuple[Margin, Margin]]:
        settings = self.config.checkpoint
        if self._examiner is None or self._examiner[0] != settings:
            from hybridtui.core.checkpoint.examiner import (
                Examiner,  # in this thread, because its rules take a while to load
            )

            self._examiner = settings, Examiner(settings.listed, settings.profile, settings.strict)
        from hybridtui.core.checkpoint.marking import notes_marks, spec_marks

        found = self._examiner[1].examine(spec, notes, record, more)
        return found, (Margin(notes_marks(found), notes.split("\n")), Margin(spec_marks(found), spec.split("\n")))

    async def scan(self, scanner: Scanner) -> None:
        """Have `scanner` look for secrets in the spec, besides our own rules. Raises `HybridError`."""
        spec = self.spec.text
        if self._scanned[0] != spec:
            self._scanned = spec, await asyncio.to_thread(scanner.scan, spec)
            await self.examination()

    def keep(self, record: Record) -> None:
        """Keep what the human decided."""
        self.become(replace(self.session, record=record))
        self.post_message(Recorded())

    def show(self, finding: Finding) -> None:
        """Go to where a finding stands."""
        from hybridtui.core.checkpoint.findings import Document

        pane = self.notes if finding.document is Document.NOTES else self.spec
        pane.focus()
        pane.move_cursor(pane.location(finding.span[0]), center=True)

    def action_next_mark(self) -> None:
        self._go_to_mark()

    def action_previous_mark(self) -> None:
        self._go_to_mark(backwards=True)

    def _go_to_mark(self, backwards: bool = False) -> None:
        pane = self.spec if self.pane == self.spec.id else self.notes
        pane.focus()
        if pane.next_mark(backwards) is None:
            self.remark(f"There is nothing marked in the {pane.id}.")

    def action_take(self) -> None:
        """In the notes, take the sentence under the cursor; elsewhere, the draft's item."""
        if self.pane != self.notes.id:
            super().action_take()
        elif sentence := self._sentence():
            self.take_sentence(sentence)

    def take_sentence(self, sentence: Sentence) -> None:
        """Take a sentence into the spec: as the draft has it, or else as it was written."""
        from hybridtui.core.draft.item import Item
        from hybridtui.core.refining.plan import window

        draft, known = self.session.draft, window(sentence)
        item = None if sentence.key in draft.partials else draft.by_key.get(sentence.key)
        self.carry_over([item or Item(known.item_id, known.kind, sentence.text, (sentence.key,), None)])
        self.remark(f"Took: {sentence.text}")

    def action_drop(self) -> None:
        """In the notes, set the sentence under the cursor aside or want it again; elsewhere, drop the draft's item."""
        if self.pane != self.notes.id:
            super().action_drop()
        elif sentence := self._sentence():
            if sentence.key in self.session.record.aside:
                self.keep(self.session.record.want(sentence.key))
            else:
                self._set_aside(sentence)

    @work(group="aside", exclusive=True)
    async def _set_aside(self, sentence: Sentence) -> None:
        from hybridtui.ui.dialogs.ask import AskScreen

        asked = AskScreen("Set aside: why? (may be empty)", sentence.text)
        if (reason := await self.app.push_screen_wait(asked)) is not None:
            self.keep(self.session.record.set_aside(sentence.key, reason=reason))

    def _sentence(self) -> Sentence | None:
        """The sentence under the cursor of the notes, which may have been looked over before the latest key."""
        if self.session.examination.notes != self.notes.text:
            self.remark("The notes are being looked over. Try again in a moment.")
            return None
        from hybridtui.core.checkpoint.marking import sentence_at

        place = self.notes.index(self.notes.cursor_location)
        sentence = sentence_at(self.session.examination.sentences, place)
        if sentence is None:
            self.remark("There is no sentence under the cursor.")
        return sentence
