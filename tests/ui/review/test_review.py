"""Why this file exists: what is answered at a review is carried out, lasts as long as it should, and voids codes."""

from __future__ import annotations

import json
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.reply import ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyFailed
from hybridtui.core.trace import ItemVerdict, SentenceVerdict
from tests.ui.review.reviews import Reviewer, opened

NOTES = (
    "The upload page takes files of at most 50 MB. Show the progress of each upload. Keep every upload for 30 days.\n"
)
SPEC = """# Upload page

## Requirements

- The upload page takes files of at most 60 MB
- Show the progress of each upload
"""
KEEP = "Keep every upload for 30 days."


async def ended(b: Reviewer) -> None:
    """Have Claude answer what was sent."""
    await b.until(lambda: b.sent)
    b.fakes.executor.answer(ReplyEnded("end_turn", Usage()), None)
    await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)


def since(b: Reviewer) -> str:
    """What the sheet says about the last hand-off."""
    lines = ("".join(text for text, _ in line.pieces) for line in b.sheet._rows)
    return next(line for line in lines if "hand-off" in line)


def verdict(b: Reviewer, text: str) -> SentenceVerdict:
    """What has become of a sentence of the notes."""
    examination = b.screen.session.examination
    key = next(each.key for each in examination.sentences if each.text == text)
    return next(each.verdict for each in examination.trace.sentences if each.key == key)


async def test_a_removal_changes_the_spec_and_the_code_and_can_be_undone_there(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        old = b.checkpoint.code
        await b.answer("altered", "x")
        assert b.screen.spec.text == SPEC.replace("- The upload page takes files of at most 60 MB\n", "")
        assert "altered" not in b.rules
        assert b.checkpoint.code != old
        await b.is_refused(old)
        b.screen.spec.undo()
        assert b.screen.spec.text == SPEC


async def test_what_is_waived_stays_away_over_a_restart_until_its_words_change(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("altered", "w", *"agreed", "enter")
        assert "altered" not in b.rules
        assert b.screen.session.examination.waived == 1
        await b.leave()
        await b.close()
    async with opened(tmp_path) as b:
        await b.at_checkpoint()
        assert "altered" not in b.rules
        await b.leave()
        b.screen.spec.amend(SPEC.replace("60 MB", "70 MB"))
        await b.at_checkpoint()
        assert "altered" in b.rules


async def test_a_jump_goes_to_the_place_and_the_next_review_begins_at_the_finding(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.go_to("dropped")
        await b.pilot.press("enter")
        await b.back()
        assert b.screen.notes.has_focus
        assert b.screen.notes.index(b.screen.notes.cursor_location) == NOTES.index(KEEP)
        await b.at_checkpoint()
        assert b.sheet.finding
        assert b.sheet.finding.rule == "dropped"
        await b.go_to("altered")
        await b.pilot.press("enter")
        await b.back()
        assert b.screen.spec.has_focus
        assert b.screen.spec.cursor_location[0] == 4


async def test_a_dropped_sentence_is_taken(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        assert verdict(b, KEEP) is SentenceVerdict.DROPPED
        await b.answer("dropped", "t")
        assert "- Keep every upload for 30 days" in b.screen.spec.text
        assert verdict(b, KEEP) is SentenceVerdict.CARRIED
        assert "dropped" not in b.rules


async def test_a_sentence_that_is_set_aside_at_the_checkpoint_stays_so_with_its_reason(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("dropped", "d", *"later", "enter")
        assert verdict(b, KEEP) is SentenceVerdict.SET_ASIDE
        await b.leave()
        await b.close()
    assert list(json.loads((tmp_path / "notes.trace.json").read_text())["set_aside"].values()) == ["later"]
    async with opened(tmp_path) as b:
        await b.at_checkpoint()
        assert "dropped" not in b.rules


async def test_an_answer_stands_in_the_spec_and_in_the_notes_and_is_traced(tmp_path: Path) -> None:
    asked = "Who may delete an upload?"
    async with opened(tmp_path, NOTES, f"{SPEC}\n## Open questions\n\n- {asked}\n") as b:
        await b.at_checkpoint()
        await b.answer("question", "a", *"admins", "enter")
        line = next(line for line in b.screen.spec.text.splitlines() if asked in line)
        assert line == f"- {asked} → admins"
        await b.leave()
        await b.close()
    assert line in (tmp_path / "notes.spec.md").read_text()
    assert "admins" in (tmp_path / "notes.md").read_text()
    async with opened(tmp_path) as b:
        await b.at_checkpoint()
        examination = b.screen.session.examination
        item = next(each for each in examination.spec.items if asked in each.text)
        assert examination.trace.by_item[item.id].verdict is ItemVerdict.CARRIED


async def test_the_changes_since_the_last_hand_off_are_shown_and_after_a_restart_too(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        assert since(b) == "First hand-off of this spec"
        await b.type_code()
        await ended(b)
        b.screen.spec.amend(SPEC.replace("60 MB", "55 MB"))
        await b.at_checkpoint()
        assert since(b) == "Since the last hand-off · 1 changed"
        await b.leave()
        await b.close()
    async with opened(tmp_path) as b:
        await b.at_checkpoint()
        assert since(b) == "Since the last hand-off · 1 changed"


async def test_what_never_got_there_was_not_handed_off(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.type_code()
        await b.until(lambda: b.sent)
        b.fakes.executor.answer(ReplyFailed(HybridError("Cannot reach the server")), None)
        await b.until(lambda: b.screen.session.reply.state is ReplyState.FAILED)
        b.screen.spec.amend(SPEC.replace("60 MB", "55 MB"))
        await b.at_checkpoint()
        assert since(b) == "First hand-off of this spec"
