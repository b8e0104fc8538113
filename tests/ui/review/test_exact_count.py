"""Why this file exists: an exact count uploads the spec, so nothing is counted that the human was not asked about."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from textual.events import Key
from textual.widgets import Static

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from tests.ui.review.reviews import TOKEN, GatedScanner, Reviewer, opened

NOTES = "The upload page takes files of at most 50 MB. Keep every upload for 30 days.\n"
SPEC = "# Upload page\n\n- The upload page takes files of at most 50 MB\n"


def told(b: Reviewer) -> str:
    """What stands on the sheet."""
    return "\n".join("".join(text for text, _ in line.pieces) for line in b.sheet._rows)


async def asked(b: Reviewer) -> str:
    """Ask for a count; returns the question."""
    await b.pilot.press("c")
    await b.until(lambda: isinstance(b.app.screen, ConfirmScreen) and b.app.screen.seen)
    return str(b.app.screen.query_one(Static).content)


async def counting(b: Reviewer) -> None:
    """Ask for a count, and say yes."""
    before = len(b.fakes.counter.sent)
    await asked(b)
    await b.pilot.press("y")
    await b.until(lambda: len(b.fakes.counter.sent) > before and b.app.screen.query("#sheet"))


def verdict(b: Reviewer) -> str:
    return str(b.app.screen.query_one("#verdict", Static).content)


async def test_a_yes_uploads_exactly_what_is_shown_to_be_counted_and_the_count_replaces_the_estimate(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        assert "≈" in next(line for line in told(b).splitlines() if line.startswith("input"))
        question = await asked(b)
        assert "https://claude.invalid" in question
        assert "uploaded to" in question
        assert "nothing is billed" in question
        assert b.fakes.counter.sent == []
        await b.pilot.press("y")
        await b.until(lambda: b.fakes.counter.sent)
        (approved,) = b.fakes.counter.sent
        assert approved.envelope == b.fakes.counter.compose_count(b.checkpoint.envelope)
        assert approved.sign_off == approved.envelope.digest()
        assert "https://claude.invalid is counting the tokens" in verdict(b)
        b.fakes.counter.counts.put_nowait(1204)
        await b.until(lambda: "1,204 tokens, counted by Claude" in told(b))
        assert "is counting" not in verdict(b)
        title = b.app.screen.query_one("#checkpoint").border_title
        assert title == "Checkpoint: uploaded to be counted, not handed off"
        await b.pilot.press("c")
        assert isinstance(b.app.screen, CheckpointScreen)
        await b.type_code()
        await b.until(lambda: b.sent)
        (row,) = b.fakes.ledger.rows()
        assert row.opening.meter
        assert (row.opening.meter.exact, row.opening.meter.input_tokens) == (True, 1204)


async def test_a_count_holds_until_the_envelope_changes_and_what_was_counted_is_not_asked_again(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await counting(b)
        b.fakes.counter.counts.put_nowait(1204)
        await b.until(lambda: "counted by Claude" in told(b))
        await b.answer("dropped", "d", "enter")
        assert "1,204 tokens, counted by Claude" in told(b)
        await b.pilot.press("M")
        await b.ready()
        assert "counted by Claude" not in told(b)


async def test_a_count_that_runs_is_stopped_by_escape_and_the_stop_is_not_left(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await counting(b)
        await b.pilot.press("escape")
        await b.until(lambda: b.fakes.counter.stopped == 1)
        assert isinstance(b.app.screen, CheckpointScreen)
        assert "is counting" not in verdict(b)
        await counting(b)
        b.fakes.counter.counts.put_nowait(7)
        await b.until(lambda: "7 tokens, counted" in told(b))


@pytest.mark.parametrize("key", ["M", "T", "x"])
async def test_a_change_of_what_would_be_sent_ends_its_count(tmp_path: Path, key: str) -> None:
    async with opened(tmp_path, NOTES, f"{SPEC}- Mail the owner about each upload\n") as b:
        await b.at_checkpoint()
        await b.go_to("added")
        await counting(b)
        before = b.checkpoint
        await b.pilot.press(key)
        await b.until(lambda: b.checkpoint is not before and b.fakes.counter.stopped == 1)
        b.fakes.counter.counts.put_nowait(1204)
        await b.ready()
        assert "counted by Claude" not in told(b)


async def test_a_count_ends_when_the_checkpoint_is_left(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await counting(b)
        await b.type_code()
        await b.until(lambda: b.fakes.counter.stopped == 1 and b.sent)


async def test_a_count_that_fails_is_told_and_the_estimate_stays(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        before = told(b)
        await counting(b)
        b.fakes.counter.counts.put_nowait(HybridError("Claude did not count", "It is busy.", "Try again."))
        await b.until(lambda: any("did not count" in notice.title for notice in b.app._notifications))
        await b.until(lambda: told(b) == before)
        assert not b.checkpoint.obstacle


async def test_nothing_is_counted_while_a_secret_waits_or_a_check_runs(tmp_path: Path) -> None:
    scanner = GatedScanner("upload page")
    async with opened(tmp_path, NOTES, SPEC, scanner=scanner) as b:
        await b.review()
        await b.until(lambda: b.checkpoint.pending == {"the secret scanner"})
        await b.pilot.press("c")
        assert isinstance(b.app.screen, CheckpointScreen)
        scanner.gate.set()
        await b.ready()
        assert b.checkpoint.blockers
        await b.pilot.press("c")
        assert isinstance(b.app.screen, CheckpointScreen)
        assert b.fakes.counter.sent == []


async def test_a_yes_to_a_request_that_is_no_longer_the_one_shown_uploads_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await asked(b)
        b.screen.spec.amend(f"{SPEC}- Log in with {TOKEN}\n")
        await b.pilot.press("y")
        await b.until(lambda: isinstance(b.app.screen, CheckpointScreen))
        await b.pilot.pause()
        assert b.fakes.counter.sent == []


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
async def test_whatever_is_pressed_nothing_is_counted_without_the_question_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random, seen = Random(seed), list[tuple[str, Envelope]]()
    yes = ConfirmScreen.action_yes

    def remember(screen: ConfirmScreen) -> None:
        if screen.seen and screen is b.app.screen:
            seen.append((str(screen.query_one(Static).content), b.checkpoint.envelope))
        yes(screen)

    monkeypatch.setattr(ConfirmScreen, "action_yes", remember)
    specs = [SPEC, f"{SPEC}- Mail the owner about each upload\n", f"{SPEC}- Log in with {TOKEN}\n"]
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        counts = 0
        for _ in range(50):
            if b.screen.session.checkpoint is None:
                await b.at_checkpoint()
            if random.random() < 0.1:
                b.screen.spec.amend(random.choice(specs))
            if random.random() < 0.4:
                await b.until(lambda: (it := b.screen.session.checkpoint) is None or not it.pending)
                await b.pilot.press("g", "c", random.choice("yyynx"))
            else:
                for key in random.choices([*"ccyynMETjgxmd", "question_mark", "escape", "enter", "s"], k=3):
                    b.app.post_message(Key(key, key if len(key) == 1 else None))
                await b.pilot.pause()
            for approved in b.fakes.counter.sent[counts:]:
                question, envelope = seen.pop()
                assert "uploaded to" in question
                assert approved.envelope == b.fakes.counter.compose_count(envelope)
                assert TOKEN.encode() not in approved.envelope.payload
            counts = len(b.fakes.counter.sent)
            if random.random() < 0.3:
                b.fakes.counter.counts.put_nowait(1000 + counts)
        assert b.sent == []
    assert counts, "nobody had anything counted on this walk"
