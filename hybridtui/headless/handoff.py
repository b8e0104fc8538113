"""Why this file exists: what a human signed can be handed off from a script, and nothing else can."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hybridtui.core.errors import INTERRUPTED, Exit
from hybridtui.core.hand_off.envelope import Approved
from hybridtui.core.hand_off.flow import HandOff, Release
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.core.ledger import Opening, Row
from hybridtui.core.ports import Ledger
from hybridtui.core.reply import ReplyState
from hybridtui.headless import asking, refusals, streams
from hybridtui.headless.answer import Answer
from hybridtui.headless.choices import Choices
from hybridtui.headless.printer import Printer
from hybridtui.headless.quotation import Quotation, draw_up
from hybridtui.headless.quotation_report import report
from hybridtui.headless.shortfall import shortfall
from hybridtui.store import atomic
from hybridtui.store.replies.folder import ReplyFile, ReplyFolder


def run(sign_off: str | None, over_budget: bool, again: bool, **chosen: Any) -> int:
    """`hybridtui handoff`: send what was `chosen` once it is signed, and print the reply as it comes.

    It is signed by typing its code on a terminal, or by `sign_off`, the hash that `quote` printed for the very same. A
    script that runs twice does not send twice, unless that is what `again` says.
    Ends with 130 when the human stopped it. Raises `HybridError`, before anything is sent.
    """
    choices = Choices(**chosen)
    quotation = draw_up(choices)
    streams.check_output(choices.output, choices.spec, "the spec")
    streams.check_output(choices.output, choices.known_notes or streams.STDIN, "the notes")
    replies, answer = _Replies(choices.home.replies), Answer(Printer())
    approved = _signed(quotation, sign_off, over_budget, again)
    hand_off = HandOff(quotation.executor, quotation.ledger, replies, quotation.prices, answer, answer.trouble)
    _follow(hand_off, quotation.release(approved, over_budget))
    return _ended(answer, choices, replies.place)


class _Replies(ReplyFolder):
    """Knows where the latest reply is kept."""

    place: Path | None = None

    def begin(self, hand_off: str, opening: Opening, spec: str) -> ReplyFile:
        """A file for the answer to `spec`. Raises `HybridError`."""
        file = super().begin(hand_off, opening, spec)
        self.place = file.path
        return file


def _signed(quotation: Quotation, sign_off: str | None, over_budget: bool, again: bool) -> Approved:
    """What may be sent. Raises `HybridError` (exit 3) where a human has not signed exactly this."""
    asked = sign_off is None and asking.on_terminal()
    if asked:
        sys.stderr.write(report(quotation))
    checkpoint = quotation.checkpoint(over_budget)
    if checkpoint.blockers:
        raise refusals.undecided(quotation.examined)
    if sign_off is None and not asked:
        raise refusals.unsigned(quotation.choices)
    if sign_off is not None and sign_off.strip().casefold() != checkpoint.digest:
        raise refusals.other(quotation.choices)
    if sign_off is not None and not again and (before := _before(quotation.ledger, checkpoint.digest)):
        raise refusals.sent_before(before)
    if checkpoint.refused:
        raise refusals.over_budget(quotation.standing)
    if quotation.missing:
        raise refusals.no_credential(quotation.missing)
    if asked:
        return asking.ask(quotation, checkpoint)
    for words in quotation.standing.words:
        streams.note(words)
    return checkpoint.sign(checkpoint.code)[1]


def _before(ledger: Ledger, digest: str) -> Row | None:
    """The latest hand-off under that sign-off that may have been billed. Raises `HybridError`."""
    return next((row for row in ledger.rows() if row.opening.sign_off == digest and row.billable), None)


def _follow(hand_off: HandOff, release: Release) -> None:
    """Send, and follow to the end. Ctrl+C and SIGTERM stop the reply; a terminal that goes away does not."""

    async def follow() -> None:
        task = asyncio.current_task()
        assert task is not None
        with suppress(NotImplementedError):  # Windows has no such signal
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        with suppress(asyncio.CancelledError):  # what arrived is kept and told
            await hand_off.run(release)

    with _outliving_the_terminal():
        asyncio.run(follow())


@contextmanager
def _outliving_the_terminal() -> Iterator[None]:
    hang_up = getattr(signal, "SIGHUP", None)
    before = signal.signal(hang_up, signal.SIG_IGN) if hang_up else None
    try:
        yield
    finally:
        if hang_up:
            signal.signal(hang_up, before or signal.SIG_DFL)


def _ended(answer: Answer, choices: Choices, place: Path | None) -> int:
    """Tell how it ended, and write the text where it was asked for, if it is whole. Raises `HybridError`."""
    reply, problem = answer.reply, shortfall(answer.reply)
    try:
        answer.close()
        if problem is None and choices.output != streams.STDIN and reply.target not in UNANSWERED:
            atomic.write(Path(choices.output), atomic.encoded(reply.text))
    finally:
        if problem is not None:
            streams.tell(problem)
        answer.bill(str(place) if place else "")
    if problem is None:
        return Exit.DONE
    return INTERRUPTED if reply.state is ReplyState.STOPPED else problem.exit
