"""Why this file exists: a disk, a price list or a program that fails costs no reply, and no book says what was not."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved
from hybridtui.core.ledger import Outcome, Row
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyEvent, ReplyStarted, ReplyText
from hybridtui.store.replies import folder as replies
from hybridtui.store.replies.folder import ReplyFolder
from tests.core.hand_off.test_hand_off import Sending
from tests.fakes import FakeExecutor

STARTED = ReplyStarted("claude-opus-5-5", "req_1", Usage(input=100, output=1))
ONE, TWO, THREE = ReplyText("One. "), ReplyText("Two. "), ReplyText("Three.")
WHOLE = "One. Two. Three."
ENDED = ReplyEnded("end_turn", Usage(input=100, output=50))
NO_BOOKS = HybridError("The ledger cannot be used", "It is read-only.", "Make it writable.")

Step = ReplyEvent | Callable[[], object]


class Scripted(FakeExecutor):
    """Answers with what the script says; what can be called in it happens in between."""

    def __init__(self, *script: Step) -> None:
        super().__init__()
        self._script = script

    async def hand_off(self, approved: Approved) -> AsyncIterator[ReplyEvent]:
        for step in self._script:
            if callable(step):
                step()
            else:
                yield step


async def sent(folder: Path, *script: Step) -> Sending:
    """A hand-off that was followed to its end."""
    return await followed(Sending(folder), *script)


async def followed(sending: Sending, *script: Step) -> Sending:
    sending.fakes.executor = Scripted(*script)
    await sending.begin()
    return sending


def outcome(sending: Sending) -> tuple[Reply, Row, Reply]:
    """The reply on the screen, in the books, and on the disk."""
    (row,) = sending.fakes.ledger.rows()
    folder = ReplyFolder(sending.folder / "notes.replies")
    (kept,) = folder.kept()
    return sending.replies[-1], row, folder.load(kept.name)


class Disk:
    """Where the text of a reply goes; takes nothing while it is full."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._full = False
        begin = replies._begin

        def begun(folder: Path, name: str) -> tuple[Path, BinaryIO]:
            path, file = begin(folder, name)
            write = file.write

            def wrote(data: bytes) -> int:
                if self._full:
                    raise OSError(errno.ENOSPC, "No space left on device")
                return write(data)

            patch.setattr(file, "write", wrote)
            return path, file

        patch.setattr(replies, "_begin", begun)

    def fill(self) -> None:
        self._full = True

    def free(self) -> None:
        self._full = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


async def test_a_disk_that_is_full_for_a_while_leaves_no_hole_in_the_reply(tmp_path: Path, disk: Disk) -> None:
    sending = await sent(tmp_path, STARTED, ONE, disk.fill, TWO, ReplyText("Three"), disk.free, ReplyText("."), ENDED)
    shown, row, kept = outcome(sending)
    assert [error.title[:9] for error in sending.troubles] == ["Not saved"], "told once"
    assert (shown.text, kept.text, row.outcome) == (WHOLE, WHOLE, Outcome.COMPLETE)
    assert kept.state is ReplyState.ENDED


async def test_a_disk_with_room_again_only_after_the_last_word_has_it_all(tmp_path: Path, disk: Disk) -> None:
    _, _, kept = outcome(await sent(tmp_path, STARTED, ONE, disk.fill, TWO, THREE, disk.free, ENDED))
    assert (kept.text, kept.state) == (WHOLE, ReplyState.ENDED)


async def test_a_disk_that_stays_full_costs_nothing_of_what_is_shown_and_its_record_claims_no_whole_reply(
    tmp_path: Path, disk: Disk
) -> None:
    sending = await sent(tmp_path, STARTED, ONE, disk.fill, TWO, THREE, ENDED)
    shown, row, kept = outcome(sending)
    assert len(sending.troubles) == 1
    assert (shown.text, shown.state, row.outcome) == (WHOLE, ReplyState.ENDED, Outcome.COMPLETE)
    assert (kept.text, kept.state) == ("One. ", ReplyState.FAILED)
    assert kept.usage == STARTED.usage


@pytest.mark.parametrize("before", [0, 1, 4])
async def test_books_that_fail_meanwhile_are_told_once_and_stop_nothing(tmp_path: Path, before: int) -> None:
    sending = Sending(tmp_path)
    script: list[Step] = [STARTED, ONE, TWO, THREE, ENDED]
    script.insert(before, lambda: setattr(sending.fakes.ledger, "broken", NO_BOOKS))
    shown, row, kept = outcome(await followed(sending, *script))
    assert sending.troubles == [NO_BOOKS]
    assert (shown.text, shown.state) == (kept.text, kept.state) == (WHOLE, ReplyState.ENDED)
    assert (row.outcome, row.confirmed) == (Outcome.OPEN, False), "what the books do not know is not final"
    assert (row.usage is None) is (before == 0)


async def test_books_that_work_again_have_the_end(tmp_path: Path) -> None:
    sending = Sending(tmp_path)
    books = sending.fakes.ledger
    fail, mend = (lambda: setattr(books, "broken", NO_BOOKS)), (lambda: setattr(books, "broken", None))
    _, row, _ = outcome(await followed(sending, fail, STARTED, mend, ONE, ENDED))
    assert (row.outcome, row.confirmed, row.usage) == (Outcome.COMPLETE, True, ENDED.usage)


async def test_a_price_list_that_breaks_meanwhile_makes_the_cost_unknown_and_not_that_of_the_start(
    tmp_path: Path,
) -> None:
    sending = Sending(tmp_path)
    lose = lambda: setattr(sending.fakes.prices, "broken", HybridError("There is no price list"))  # noqa: E731
    found = outcome(await followed(sending, STARTED, ONE, lose, ENDED))
    assert [each.cost for each in found] == [None] * 3
    assert [each.usage for each in found] == [ENDED.usage] * 3


async def test_what_the_start_was_billed_is_beside_the_text_before_there_is_any(tmp_path: Path) -> None:
    sending = Sending(tmp_path)
    seen: list[tuple[Reply, Row, Reply]] = []
    await followed(sending, STARTED, lambda: seen.append(outcome(sending)), ONE, ENDED)
    ((shown, row, kept),) = seen
    assert shown.cost == row.cost == kept.cost == Decimal("0.00042")
    assert (kept.request_id, kept.state, row.outcome) == ("req_1", ReplyState.FAILED, Outcome.OPEN)


@pytest.mark.parametrize(("before", "text"), [(1, ""), (2, "One. "), (3, "One. {{SECR")])
async def test_a_fault_of_the_program_is_no_stop_by_the_human_and_is_quoted_by_its_kind_alone(
    tmp_path: Path, before: int, text: str
) -> None:
    def fault() -> None:
        raise KeyError("sk-canary")

    script: list[Step] = [STARTED, ONE, ReplyText("{{SECR")]
    shown, row, kept = outcome(await sent(tmp_path, *script[:before], fault, ENDED))
    assert (shown.state, shown.billable, row.outcome) == (ReplyState.FAILED, True, Outcome.BROKEN)
    assert (shown.text, kept.text) == (text, text)
    assert "KeyError" in str(shown.error)
    assert "canary" not in str(shown.error)
    assert row.usage == shown.usage == kept.usage == STARTED.usage


async def test_what_comes_after_the_end_is_neither_shown_nor_kept(tmp_path: Path) -> None:
    shown, _, kept = outcome(await sent(tmp_path, STARTED, ONE, ENDED, TWO, ReplyEnded("max_tokens", Usage(9, 9))))
    assert (shown.text, kept.text, kept.usage) == ("One. ", "One. ", ENDED.usage)


async def test_a_stop_and_its_echo_leave_one_end(tmp_path: Path) -> None:
    sending = Sending(tmp_path)
    task = sending.begin(STARTED, ONE)
    await sending.begun.wait()
    task.cancel()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    shown, row, kept = outcome(sending)
    assert (shown.state, kept.state, row.outcome) == (ReplyState.STOPPED, ReplyState.STOPPED, Outcome.STOPPED)
    assert [reply.state for reply in sending.fakes.ledger.notes] == [ReplyState.STREAMING, ReplyState.STOPPED]
