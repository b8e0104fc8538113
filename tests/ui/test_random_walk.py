"""Why this file exists: whatever is pressed, in whatever order, only what was shown and signed goes out, and once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from textual.events import Key
from textual.widgets import Static

from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.config import Budget, Config
from hybridtui.core.config import Checkpoint as Stop
from hybridtui.core.costs.budget import Spent
from hybridtui.core.hand_off.models import MODELS
from hybridtui.core.hand_off.order import Target
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded
from hybridtui.core.secrets import hash_of
from hybridtui.core.trace.record import Record
from hybridtui.ui.checkpoint.agenda import Signed
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from hybridtui.ui.dialogs.help import HelpScreen
from tests.ui.review.reviews import TOKEN, Reviewer, opened

NOTES = "The upload page takes files of at most 50 MB. Keep every upload for 30 days. Dark mode, but not now.\n"
SPEC = "# Upload page\n\n- The upload page takes files of at most 60 MB\n- Dark mode\n\n## Open questions\n\n- Who?\n"
WORDS = ["- Mail the owner quickly, etc.\n", f"- Log in with {TOKEN}\n", "- Keep it for 9 days\n", "x", " "]
STEPS = 60


@dataclass
class Seen:
    """What was on the screen when the human signed, and what they had decided by then."""

    checkpoint: Checkpoint
    prompt: str
    code: str
    decided: Record


@dataclass
class Walk:
    """A human who presses anything, and now and then means it."""

    b: Reviewer
    random: Random
    typed: bool
    codes: list[str] = field(default_factory=lambda: ["k7x2"])

    async def step(self) -> None:
        screen = self.b.app.screen
        if isinstance(screen, CheckpointScreen):
            acts = [self.answers, self.answers, self.changes, self.signs, self.signs, self.types_some_code, self.waits]
        elif isinstance(screen, AskScreen):
            acts = [self.says]
        elif isinstance(screen, ConfirmScreen):
            acts = [self.confirms]
        elif isinstance(screen, HelpScreen):
            acts = [self.closes]
        else:
            acts = [self.changes, self.changes, self.looks_around, self.reviews, self.reviews, self.hears]
        await self.random.choice(acts)()

    async def press(self, *keys: str) -> None:
        """One after the other, or all in one go."""
        if self.random.random() < 0.5:
            for key in keys:
                self.b.app.post_message(Key(key, key if len(key) == 1 else None))
            await self.b.pilot.pause()
        else:
            await self.b.pilot.press(*keys)

    async def changes(self) -> None:
        spec, notes, pick = self.b.screen.spec, self.b.screen.notes, self.random
        match pick.randrange(6):
            case 5:
                self.b.fakes.ledger.spending = Spent(day=Decimal(pick.choice((1, 1, 1, 5))))
            case 0:
                spec.undo()
            case 1:
                self.b.screen.choose(pick.choice(MODELS).id)
            case 2:
                notes.amend(notes.text + "Show the progress. ")
            case _:
                spec.amend(spec.text + pick.choice(WORDS) if pick.random() < 0.7 else SPEC)
        await self.b.pilot.pause()

    async def looks_around(self) -> None:
        await self.press("ctrl+g", self.random.choice("13ntd"))

    async def reviews(self) -> None:
        await self.press("ctrl+g", "h")

    async def hears(self) -> None:
        self.b.fakes.executor.answer(ReplyEnded("end_turn", Usage()), None)
        await self.b.pilot.pause()

    async def says(self) -> None:
        await self.press(*self.random.choice((("y", "enter"), ("enter",), ("escape",))))

    async def confirms(self) -> None:
        await self.press(*self.random.choice((("y",), ("y", "y"), ("escape",))))
        if self.random.random() < 0.5:
            self.b.fakes.counter.counts.put_nowait(self.random.randrange(1, 9_000))

    async def closes(self) -> None:
        await self.press("escape")

    async def answers(self) -> None:
        keys = ["j", "j", "n", "g", *"fxmoawtd1bTMEcy", "enter", "escape", "S", "question_mark"]
        await self.press(*self.random.choices(keys, k=2))

    async def types_some_code(self) -> None:
        await self.press("s", *self.random.choice(self.codes), "enter")

    async def waits(self) -> None:
        await self.b.until(lambda: (it := self.b.screen.session.checkpoint) is None or not it.pending)

    async def signs(self) -> None:
        """Answer what stands in the way, and sign."""
        await self.waits()
        screen = self.b.app.screen
        for _ in range(4):
            checkpoint = self.b.screen.session.checkpoint
            if not isinstance(screen, CheckpointScreen) or not checkpoint:
                return
            if checkpoint.refused:
                await self.b.pilot.press("escape", "y", "y")  # from the code, or a count, to the question
                continue
            if not checkpoint.blockers:
                break
            await self.press("escape" if self.b.app.focused is not self.b.sheet else "g")
            await self.press(self.random.choice("moxa"))
            if isinstance(self.b.app.screen, AskScreen):
                await self.b.pilot.press("y", "enter")
            await self.waits()
        if isinstance(self.b.app.screen, CheckpointScreen) and (checkpoint := self.b.screen.session.checkpoint):
            self.codes.append(checkpoint.code)
            await self.press(*(("s", *checkpoint.code, "enter") if self.typed else "S"))


@pytest.mark.parametrize("typed", [True, False], ids=["code", "key"])
@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
async def test_only_what_was_shown_and_signed_goes_out_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, typed: bool
) -> None:
    seen: list[Seen] = []
    dismiss = CheckpointScreen.dismiss

    def remember(screen: CheckpointScreen, result: object = None) -> object:
        if isinstance(result, Signed) and screen.is_current:
            prompt = str(screen.query_one("#sign-off-prompt", Static).content)
            seen.append(Seen(screen._agenda.checkpoint, prompt, result.code, b.screen.session.decided))
        return dismiss(screen, result)  # type: ignore[arg-type]

    monkeypatch.setattr(CheckpointScreen, "dismiss", remember)
    config = Config(checkpoint=Stop(sign_off="code" if typed else "key"), budget=Budget(day="5"))
    async with opened(tmp_path, NOTES, SPEC, config=config) as b:
        walk = Walk(b, Random(seed), typed)
        for _ in range(STEPS):
            await walk.step()
        await b.pilot.pause()
        sent, copied = list(b.fakes.executor.sent), list(b.fakes.clipboard.copied)
        rows = [row.opening for row in reversed(b.fakes.ledger.rows()) if row.opening.target is Target.API]
    assert seen, "nobody signed on this walk"
    assert len({id(approved) for approved in sent}) == len(sent)
    rest = iter(seen)
    for approved, opening in zip(sent, rows, strict=True):
        at = next((each for each in rest if each.checkpoint.digest == approved.sign_off), None)
        assert at, "this was not signed, or is sent a second time"
        assert approved.envelope == at.checkpoint.envelope
        assert approved.envelope.digest() == approved.sign_off
        assert at.checkpoint.obstacle == ""
        assert (opening.sign_off, opening.over_budget) == (approved.sign_off, at.checkpoint.overridden)
        assert (at.code.casefold() == at.checkpoint.code and at.code in at.prompt) if typed else "Press S" in at.prompt
        if TOKEN.encode() in approved.envelope.payload:
            assert any((each.hash, each.leave) == (hash_of(TOKEN), "allowed") for each in at.decided.decisions)
    signed = (at.checkpoint.envelope for at in seen)
    assert Counter(copied) <= Counter(each.payload.decode() for each in signed if each.target == "clipboard")
