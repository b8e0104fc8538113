"""Why this file exists: what deserves a look is marked without a key, is gone to by one, and goes once answered."""

from __future__ import annotations

import json
from pathlib import Path

from hybridtui.core.checkpoint.marks import Sort
from hybridtui.core.trace import SentenceVerdict
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.panes.marked_editor import MarkedEditor
from tests.ui.review.reviews import GatedScanner, Reviewer, opened

NOTES = (
    "The upload page takes files of at most 50 MB. Keep every upload for 30 days. Show the progress of each upload.\n"
)
SPEC = "# Upload page\n\n- The upload page takes files of at most 50 MB\n- Show the progress of each upload\n"
KEEP = "Keep every upload for 30 days."


def marks(pane: MarkedEditor) -> dict[Sort, str]:
    """What is marked in a pane: the sort, and the words."""
    return {mark.sort: pane.text[slice(*mark.span)] for mark in pane._margin.marks()}


def verdicts(b: Reviewer) -> dict[str, SentenceVerdict]:
    """What has become of each sentence of the notes."""
    examination = b.screen.session.examination
    texts = {each.key: each.text for each in examination.sentences}
    return {texts[each.key]: each.verdict for each in examination.trace.sentences}


async def on_the_dropped_sentence(b: Reviewer) -> None:
    """Go there by the key for the next mark."""
    await b.until(lambda: marks(b.screen.notes) == {Sort.DROPPED: KEEP})
    await b.pilot.press("ctrl+g", "n")
    await b.until(lambda: b.screen.notes.index(b.screen.notes.cursor_location) == NOTES.index(KEEP))


async def test_marks_come_while_one_types_and_go_without_any_key(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.until(lambda: marks(b.screen.notes) == {Sort.DROPPED: KEEP})
        assert Sort.ADDED not in marks(b.screen.spec)
        await b.pilot.press("ctrl+g", "3", "ctrl+end", *"- Mail", "space", *"owners")
        await b.until(lambda: marks(b.screen.spec).get(Sort.ADDED) == "Mail owners")
        await b.pilot.press("enter", *"- Keep", "space", *"every", "space", *"upload", "space", *"30", "space", *"days")
        await b.until(lambda: Sort.DROPPED not in marks(b.screen.notes))


async def test_the_key_for_the_next_mark_goes_round_in_the_pane_where_one_is(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC + "- Mail the owners\n- Cache nothing\n") as b:
        await b.until(lambda: Sort.ADDED in marks(b.screen.spec))
        await b.pilot.press("ctrl+g", "3", "ctrl+home")
        places = [place(b)]
        for _ in range(2):
            await b.pilot.press("ctrl+g", "n")
            await b.until(lambda: place(b) != places[-1])
            places.append(place(b))
        await b.pilot.press("ctrl+g", "N")
        await b.until(lambda: place(b) == places[1])
        assert len(set(places)) == 3
        assert b.screen.spec.has_focus


def place(b: Reviewer) -> int:
    """Where the cursor is in the spec."""
    return b.screen.spec.index(b.screen.spec.cursor_location)


async def test_a_sentence_is_set_aside_in_the_notes_and_wanted_again_over_restarts(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await on_the_dropped_sentence(b)
        await b.pilot.press("ctrl+g", "d")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        await b.pilot.press(*"later", "enter")
        await b.until(lambda: verdicts(b)[KEEP] is SentenceVerdict.SET_ASIDE)
        await b.close()
    kept = json.loads((tmp_path / "notes.trace.json").read_text())
    assert list(kept["set_aside"].values()) == ["later"]
    async with opened(tmp_path) as b:
        await b.until(lambda: marks(b.screen.notes) == {Sort.SET_ASIDE: KEEP})
        b.screen.notes.move_cursor(b.screen.notes.location(NOTES.index(KEEP)))
        await b.pilot.press("ctrl+g", "d")
        await b.until(lambda: verdicts(b)[KEEP] is SentenceVerdict.DROPPED)
        await b.close()
    async with opened(tmp_path) as b:
        await b.until(lambda: marks(b.screen.notes) == {Sort.DROPPED: KEEP})


async def test_a_sentence_is_taken_where_it_stands(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await on_the_dropped_sentence(b)
        await b.pilot.press("ctrl+g", "t")
        await b.until(lambda: "- Keep every upload for 30 days" in b.screen.spec.text)
        await b.until(lambda: verdicts(b)[KEEP] is SentenceVerdict.CARRIED)
        b.screen.spec.undo()
        await b.until(lambda: verdicts(b)[KEEP] is SentenceVerdict.DROPPED)
        assert b.screen.spec.text == SPEC


async def test_esc_at_the_reason_sets_nothing_aside(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await on_the_dropped_sentence(b)
        await b.pilot.press("ctrl+g", "d")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        await b.pilot.press(*"later", "escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert not b.screen.session.record.aside


async def test_the_ids_of_what_was_typed_last_are_on_the_disk(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.pilot.press("ctrl+g", "3", "ctrl+end", *"- Mail")
        await b.until(lambda: len(b.screen.session.examination.spec.items) == 3)
        known = b.screen.session.record.known
        await b.until(lambda: (tmp_path / "notes.spec.md").read_text().endswith("Mail"))
        await b.close()
    kept = json.loads((tmp_path / "notes.trace.json").read_text())["items"]
    assert [each["id"] for each in kept] == [each.id for each in known]
    assert [each["hash"] for each in kept] == [each.hash for each in known]


async def test_marks_wait_for_no_scanner(tmp_path: Path) -> None:
    scanner = GatedScanner()
    async with opened(tmp_path, NOTES, SPEC, scanner=scanner) as b:
        await b.until(lambda: marks(b.screen.notes) == {Sort.DROPPED: KEEP})
        assert scanner.asked == []
