"""Why this file exists: versions are kept while the human works, in a thread of their own: no key waits for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import Target
from hybridtui.core.history import Sort
from hybridtui.core.ledger import outcome

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.timer import Timer

    from hybridtui.core.draft import Draft
    from hybridtui.core.errors import HybridError
    from hybridtui.core.hand_off.flow import Release
    from hybridtui.core.ports import History
    from hybridtui.core.reply import Reply

SPACING = 3.0
"""Seconds between two versions of a document at least, unless something else is about to change it."""

LONGEST = 10.0
"""Seconds from an edit until it is kept at the latest."""

AGAIN = 10.0
"""Seconds until it is tried again to keep what could not be kept."""


class Strand:
    """The versions of one document: one for each pause of the human, and one now and then while they make none.

    `text` gives the document as it is now; `keep` has a version kept.
    """

    def __init__(self, owner: DOMNode, text: Callable[[], str], keep: Callable[[str], None]) -> None:
        self._owner = owner
        self._text = text
        self._keep = keep
        self._timer: Timer | None = None
        self._kept_at = 0.0

    def touch(self) -> None:
        """The document was edited."""
        if self._timer is None:
            self._timer = self._owner.set_timer(LONGEST, self.keep)

    def rest(self) -> None:
        """The human pauses: what there is now is worth keeping, if the last version is not quite new."""
        if monotonic() - self._kept_at >= SPACING:
            self.keep()

    def keep(self) -> None:
        """Keep what there is now, unless it is kept already."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.begin()

    def begin(self) -> None:
        """Keep what there is now; the history knows whether it has it already."""
        self._kept_at = monotonic()
        self._keep(self._text())


class Recorder:
    """Keeps versions of notes and spec, and every draft, sign-off and reply.

    `history` is asked for once `begin` or `settle` was called. `tell` hears what went wrong; work goes on. `writes`
    says whether it is this workbench that writes notes and spec.
    """

    def __init__(
        self,
        owner: DOMNode,
        history: Callable[[], History],
        *,
        notes: Callable[[], str],
        spec: Callable[[], str],
        tell: Callable[[HybridError], None],
        writes: Callable[[], bool],
    ) -> None:
        self._owner = owner
        self._history = history
        self._writes = writes
        self._tell = tell
        self._thread = ThreadPoolExecutor(1, "history")
        self._under_way: set[asyncio.Future[object]] = set()
        self._waiting: list[Callable[[], object]] | None = []
        """What is to be kept as soon as there is a history; None from then on."""
        self._again: Timer | None = None
        self.notes = Strand(owner, notes, partial(self._keep, Sort.NOTES))
        self.spec = Strand(owner, spec, partial(self._keep, Sort.SPEC))

    def begin(self, reply: Reply) -> None:
        """There is a history now: keep what is open as it is, which another program may have written, and a reply that
        was cut short."""
        self._go()
        self.notes.begin()
        self.spec.begin()
        if reply.id:
            self._soon(partial(self._keep_missing, reply))

    def drafted(self, draft: Draft) -> None:
        """A draft run has ended."""
        self._soon(partial(self._keep_draft, draft))

    def signed(self, release: Release) -> None:
        """The human signed: keep the spec, and the very bytes that the sign-off is the digest of."""
        self._soon(partial(self._keep_release, release))

    def replied(self, reply: Reply) -> None:
        """A reply has ended."""
        self._soon(partial(self._keep_reply, reply))

    async def settle(self) -> None:
        """Wait until everything is kept that there is, or cannot be."""
        self._go()
        if self._under_way or self._history().waiting:
            # First: what cannot be kept then is not tried again, for seconds each time, with what comes after it.
            self._soon(self._history().catch_up)
        self.notes.keep()
        self.spec.keep()
        while self._under_way:
            await asyncio.wait(self._under_way)

    def unkept(self) -> HybridError | None:
        """What is not in the history by now, None where everything is."""
        from hybridtui.core.errors import HybridError
        from hybridtui.core.plurals import number_of

        history = self._history()
        if not (count := history.waiting + history.lost):
            return None
        return HybridError(
            f"{number_of(count, 'version')} could not be kept in the history",
            "It could not be written until the end.",
            "Notes, spec and replies are saved: the next start keeps them as they are then.",
        )

    # In the thread

    def _keep_draft(self, draft: Draft) -> None:
        from hybridtui.core.plurals import number_of
        from hybridtui.core.spec.edits import assemble

        if items := draft.finished:
            ended = "" if draft.run.value == "done" else f", {draft.run.value}"
            self._history().add(Sort.DRAFT, assemble(items), f"{number_of(len(items), 'item')}{ended}")

    def _keep_release(self, release: Release) -> None:
        history, envelope, target = self._history(), release.approved.envelope, release.opening.target
        spec = history.add(Sort.SPEC, release.spec)
        model = f", {model_name(envelope.model)}" if envelope.model else ""
        signed = envelope.canonical().decode("utf-8", "surrogateescape")
        history.add(Sort.SIGN_OFF, signed, f"{release.approved.sign_off[:8]}, {target.label}{model}", of=spec)

    def _keep_missing(self, reply: Reply) -> None:
        from hybridtui.core.errors import HybridError

        try:
            known = any(each.sort is Sort.REPLY and each.of == reply.id for each in self._history().versions())
        except HybridError:
            return  # a history that cannot be read is told of where it is written
        if not known:
            self._keep_reply(reply)

    def _keep_reply(self, reply: Reply) -> None:
        from hybridtui.core.costs.meter import cost_text
        from hybridtui.core.ledger import COSTLESS, Outcome

        became = outcome(reply)
        who = model_name(reply.model) or ("" if reply.target is Target.API else reply.target.label)
        final = became in (Outcome.COMPLETE, Outcome.CUT)
        cost = cost_text(reply.cost, final=final, billable=became not in COSTLESS)
        about = ", ".join(part for part in (who, became.words, cost) if part)
        self._history().add(Sort.REPLY, reply.text, about, of=reply.id)

    # Into the thread

    def _keep(self, sort: Sort, text: str) -> None:
        if not self._writes():
            return  # it is behind the text of whoever does, who keeps it
        self._soon(lambda: self._history().add(sort, text))

    def _soon(self, job: Callable[[], object]) -> None:
        """Have `job` done after those before it, once there is a history."""
        if self._waiting is not None:
            self._waiting.append(job)
            return
        future = asyncio.get_running_loop().run_in_executor(self._thread, job)
        self._under_way.add(future)
        future.add_done_callback(self._done)

    def _go(self) -> None:
        waiting, self._waiting = self._waiting, None
        for job in waiting or ():
            self._soon(job)

    def _done(self, future: asyncio.Future[object]) -> None:
        self._under_way.discard(future)
        future.result()
        for notice in self._history().notices():
            self._tell(notice)
        if self._history().waiting and self._again is None:
            self._again = self._owner.set_timer(AGAIN, self._catch_up)

    def _catch_up(self) -> None:
        self._again = None
        self._soon(self._history().catch_up)
