"""Why this file exists: a review in which things happen at the wrong moment still signs what was seen, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from hybridtui.core.checkpoint.machine import State
from hybridtui.core.config import Checkpoint, Config
from hybridtui.core.errors import HybridError
from hybridtui.core.ledger import Outcome
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText
from tests.ui.review.reviews import TOKEN, Reviewer, opened

NOTES = "The upload page takes files of at most 50 MB. Keep every upload for 30 days.\n"
SPEC = """# Upload page

## Requirements

- The upload page takes files of at most 60 MB
- Mail the owner about each upload

## Open questions

- Who may delete an upload?
"""
A_KEY_SIGNS = Config(checkpoint=Checkpoint(sign_off="key"))


def told(b: Reviewer) -> str:
    """The notices on the screen."""
    return "\n".join(f"{notice.title} {notice.message}" for notice in b.app._notifications)


@pytest.mark.parametrize(
    ("rule", "keys"), [("added", ("x",)), ("dropped", ("t",)), ("question", ("a", "n", "o", "enter"))]
)
async def test_what_was_found_in_another_text_changes_nothing(tmp_path: Path, rule: str, keys: tuple[str, ...]) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.go_to(rule)
        other = f"# Another\n\n{SPEC}"
        b.screen.spec.amend(other)
        await b.pilot.press(*keys)
        await b.until(lambda: "has changed since it was looked over" in told(b))
        assert (b.screen.spec.text, b.screen.notes.text) == (other, NOTES)
        await b.ready()
        await b.type_code()
        await b.until(lambda: b.sent)
        assert b.sent == [other]


async def test_a_key_behind_the_one_that_signs_decides_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=A_KEY_SIGNS) as b:
        await b.at_checkpoint()
        await b.go_to("added")
        for key in ("S", "x", "S", "escape"):
            b.app.post_message(Key(key, key if len(key) == 1 else None))
        await b.back()
        await b.until(lambda: b.sent)
        assert b.sent == [SPEC] == [b.screen.spec.text]


async def test_an_answer_that_comes_after_the_human_left_is_not_carried_out(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, f"{SPEC}- Is {TOKEN} in use?\n") as b:
        await b.at_checkpoint()
        found = {each.rule: each for each in b.screen.session.examination.findings}
        await b.leave()
        before, review = b.screen.session, b.screen.review
        review.allow(found["secret"], "", always=False)
        review.allow(found["secret"], "mine", always=True)
        review.mask(found["secret"])
        review.take(found["dropped"])
        review.set_aside(found["dropped"], "later")
        review.edit(found["added"].edits[0])
        review.answer(found["question"], "no")
        review.waive(found["altered"], "agreed")
        assert b.screen.session is before
        assert b.screen.notes.text == NOTES


async def test_a_spec_that_an_answer_emptied_cannot_be_signed(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, "- Mail the owner about each upload\n") as b:
        await b.at_checkpoint()
        old = b.checkpoint.code
        await b.go_to("added")
        await b.pilot.press("x")
        await b.until(lambda: b.checkpoint.state is State.VOID)
        assert b.screen.spec.text.strip() == ""
        await b.pilot.press("s", "tab", "S")
        b.screen.spec.undo()  # what was signed for is there again, and yet this review is over
        await b.until(lambda: "Mail" in b.screen.spec.text)
        assert b.checkpoint.code == old
        assert b.checkpoint.obstacle
        await b.leave()
        assert b.sent == []
        await b.at_checkpoint()
        await b.type_code()
        await b.until(lambda: b.sent)


async def test_a_change_of_model_and_back_again_is_reviewed_anew(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        model = b.screen.session.order.model
        b.screen.choose("claude-haiku-4-5")
        b.screen.choose(model)
        assert b.checkpoint.obstacle
        await b.answer("added", "w", "x", "enter")  # what is answered opens the review of what there is now
        assert not b.checkpoint.obstacle
        await b.type_code()
        await b.until(lambda: b.sent)
        assert b.fakes.executor.sent[0].envelope.model == model


async def test_looking_everything_over_in_the_meantime_changes_neither_code_nor_obstacle(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        before = b.checkpoint
        for _ in range(3):
            b.screen.examine()
            await b.screen.examination()
        assert b.checkpoint is before
        await b.type_code()
        await b.until(lambda: b.sent)


async def test_without_prices_the_checkpoint_says_so_and_can_be_signed(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        b.fakes.prices.broken = HybridError("There is no price list", "gone", "Install it again.")
        await b.at_checkpoint()
        assert "There is no price list" in told(b)
        await b.type_code()
        await b.until(lambda: b.sent)


async def test_two_answers_in_one_go_are_one(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.go_to("dropped")
        before = b.screen.session.examination
        for _ in range(3):
            b.app.post_message(Key("t", "t"))
        await b.until(lambda: b.screen.session.examination is not before)
        await b.ready()
        assert b.screen.spec.text.count("Keep every upload") == 1


@pytest.mark.parametrize("after", [("enter",), ("enter", "enter")])
async def test_an_enter_behind_the_one_that_signs_neither_sends_again_nor_closes_anything(
    tmp_path: Path, after: tuple[str, ...]
) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.pilot.press("ctrl+g", "4")
        await b.at_checkpoint()
        for key in ("s", *b.checkpoint.code, "enter", *after):
            b.app.post_message(Key(key, key if len(key) == 1 else None))
        await b.back()
        await b.until(lambda: b.sent)
        b.fakes.executor.answer(
            ReplyStarted("claude-opus-5-5"), ReplyText("Done."), ReplyEnded("end_turn", Usage(1, 2)), None
        )
        await b.until(lambda: b.fakes.ledger.notes and not b.fakes.ledger.notes[-1].running)
        assert b.sent == [SPEC]
        assert b.app.screen is b.screen
        assert [row.outcome for row in b.fakes.ledger.rows()] == [Outcome.COMPLETE]
