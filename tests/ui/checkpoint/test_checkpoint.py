"""Why this file exists: the checkpoint is where a mistake leaves the machine, so every key on it is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.findings import Document, Edit, Group
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.secrets import Secret
from hybridtui.core.spec import parse
from hybridtui.ui.checkpoint.agenda import FINDINGS, TOKENS, Agenda, Jump, Signed
from hybridtui.ui.dialogs.ask import AskScreen
from tests.ui.checkpoint.agendas import PASSWORD, SPEC, agenda, envelope
from tests.ui.checkpoint.stop import clean, opened

# Answering


@pytest.mark.parametrize(
    ("rule", "keys", "call"),
    [
        ("secret", ["x"], ("edit", "Remove it")),
        ("secret", ["f"], ("edit", "Write “<password>”")),
        ("secret", ["1"], ("edit", "Write “<password>”")),
        ("added", ["x"], ("edit", "Remove the item")),
        ("secret", ["m"], ("mask", "secret")),
        ("secret", ["o"], ("allow", "secret", "", False)),
        ("secret", ["a", *"test db", "enter"], ("allow", "secret", "test db", True)),
        ("altered", ["f"], ("edit", "Write “50 MB”")),
        ("added", ["w", *"new idea", "enter"], ("waive", "added", "new idea")),
        ("dropped", ["t"], ("take", "dropped")),
        ("dropped", ["d", "enter"], ("set aside", "dropped", "")),
        ("dropped", ["d", *"later", "enter"], ("set aside", "dropped", "later")),
        ("L4", ["1"], ("edit", "Delete “, etc.”")),
        ("S9", ["enter", *"refuse it", "enter"], ("answer", "S9", "refuse it")),
        ("S9", ["a", *"refuse it", "enter"], ("answer", "S9", "refuse it")),
    ],
)
async def test_a_key_answers_the_finding_under_the_cursor(rule: str, keys: list[str], call: tuple[object, ...]) -> None:
    keys = ["space" if key == " " else key for key in keys]
    async with opened(agenda()) as stop:
        await stop.go_to(rule)
        await stop.pilot.press(*keys)
        await stop.until(lambda: stop.app.answers.calls)
        assert stop.app.answers.calls == [call]
        assert stop.app.outcomes == []


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("secret", {"f", "x", "m", "o", "a", "enter"}),
        ("added", {"x", "w", "enter"}),
        ("dropped", {"t", "d", "enter"}),
        ("L1", {"w", "enter"}),
        ("S9", {"enter", "a", "w", "v"}),
    ],
)
async def test_only_the_keys_that_answer_the_finding_are_offered(rule: str, keys: set[str]) -> None:
    async with opened(agenda()) as stop:
        await stop.go_to(rule)
        assert stop.offered == keys | {"b", "question_mark", "escape"}
        await stop.pilot.press(*({"f", "x", "m", "t", "3"} - keys))
        assert stop.app.answers.calls == []


@pytest.mark.parametrize(("rule", "key"), [("added", "w"), ("secret", "a"), ("S9", "a")])
async def test_where_words_are_needed_an_empty_line_does_nothing(rule: str, key: str) -> None:
    async with opened(agenda()) as stop:
        await stop.go_to(rule)
        await stop.pilot.press(key, "enter")
        await stop.until(lambda: "✗" in stop.shown)
        assert isinstance(stop.app.screen, AskScreen)
        await stop.pilot.press("escape")
        await stop.until(lambda: stop.app.screen is stop.screen)
        assert stop.app.answers.calls == []


async def test_the_cursor_goes_to_the_next_finding_when_one_is_answered() -> None:
    shown = agenda()
    async with opened(shown) as stop:
        await stop.go_to("added")
        rest = tuple(each for each in shown.examination.findings if each.rule != "added")
        stop.screen.show(replace(shown, examination=replace(shown.examination, findings=rest)))
        await stop.until(lambda: stop.sheet.finding and stop.sheet.finding.rule == "stale")


async def test_nothing_is_answered_by_an_examination_that_an_answer_made_old() -> None:
    shown = agenda()
    async with opened(shown) as stop:
        await stop.go_to("altered")
        await stop.pilot.press("f", "f", "j", "x")
        assert stop.sheet.finding
        assert stop.sheet.finding.rule == "added"
        assert len(stop.app.answers.calls) == 1
        stop.screen.show(replace(shown, examination=replace(shown.examination)))
        await stop.pilot.press("x")
        await stop.until(lambda: len(stop.app.answers.calls) == 2)


async def test_a_finding_that_went_while_its_reason_was_typed_is_left_alone() -> None:
    shown = agenda()
    async with opened(shown) as stop:
        await stop.go_to("L1")
        await stop.pilot.press("w", "x")
        stop.screen.show(replace(shown, examination=replace(shown.examination, findings=())))
        await stop.pilot.press("enter")
        await stop.until(lambda: stop.app.screen is stop.screen)
        assert stop.app.answers.calls == []


async def test_no_fix_deletes_an_item() -> None:
    made = agenda().examination
    removed = tuple(replace(each, edits=(Edit("Remove", each.span, ""),)) for each in made.findings)
    creep = [each for each in removed if each.group is Group.CREEP and each.document is Document.SPEC]
    async with opened(agenda(creep)) as stop:
        for finding in creep:
            await stop.pilot.press("g")
            await stop.go_to(finding.rule)
            await stop.pilot.press("f", "1")
            assert "f" not in stop.offered
            assert "x" in stop.offered
        assert stop.app.answers.calls == []


async def test_a_question_leads_to_its_place_too() -> None:
    async with opened(agenda()) as stop:
        await stop.go_to("S9")
        await stop.pilot.press("v")
        await stop.until(lambda: stop.app.outcomes)
        (jump,) = stop.app.outcomes
        assert isinstance(jump, Jump)
        assert jump.finding.rule == "S9"


async def test_a_jump_leaves_for_a_finding_and_comes_back_to_it() -> None:
    async with opened(agenda()) as stop:
        await stop.go_to("L4")
        await stop.pilot.press("enter")
        await stop.until(lambda: stop.app.outcomes)
        (jump,) = stop.app.outcomes
        assert isinstance(jump, Jump)
        assert SPEC[slice(*jump.finding.span)] == ", etc."
    async with opened(agenda(), cursor=jump.cursor) as stop:
        assert stop.sheet.finding == jump.finding
        assert "Delete “, etc.”" in stop.shown


# Walking


async def test_groups_are_walked_in_their_order_down_to_what_is_sent() -> None:
    async with opened(agenda(), size=(60, 20)) as stop:
        seen = [stop.sheet.cursor]
        for _ in range(10):
            await stop.pilot.press("n")
            seen.append(stop.sheet.cursor)
        rules = [agenda().by_key[stop_].rule for stop_ in seen[:8]]
        assert rules == ["secret", "S10", "altered", "added", "stale", "dropped", "L1", "S9"]
        assert seen[8:] == ["changes", "sent", "sent"]
        await stop.pilot.press("N", "N", "N")
        assert stop.sheet.finding
        assert stop.sheet.finding.rule == "L1"


async def test_every_line_can_be_reached_and_every_finding_on_the_way() -> None:
    shown = agenda()
    async with opened(shown, size=(60, 20)) as stop:
        walked = {stop.sheet.cursor}
        while stop.sheet.scroll_offset.y < stop.sheet.max_scroll_y:
            await stop.pilot.press("j")
            walked.add(stop.sheet.cursor)
            if finding := stop.sheet.finding:
                assert finding.words[:12] in stop.shown or finding.message[:12] in stop.shown
        assert walked >= set(shown.by_key)
        assert "no choices" not in stop.shown
        await stop.pilot.press("g")
        assert stop.sheet.cursor == next(iter(shown.by_key))
        assert stop.sheet.scroll_offset.y == 0


async def test_the_cursor_comes_along_when_pages_are_turned() -> None:
    async with opened(agenda(), size=(60, 20)) as stop:
        first = stop.sheet.cursor
        await stop.pilot.press("pagedown")
        assert stop.sheet.cursor != first
        await stop.pilot.press("end")
        assert stop.sheet.cursor == "payload"
        while stop.sheet.scroll_offset.y:
            await stop.pilot.press("pageup")
        await stop.pilot.press("pageup")
        assert stop.sheet.cursor == first


async def test_what_is_read_stays_in_sight_when_a_check_ends() -> None:
    shown = agenda()
    async with opened(replace(shown, meter=None), size=(60, 20)) as stop:
        await stop.pilot.press("end")
        assert stop.sheet.scroll_offset.y == stop.sheet.max_scroll_y > 0
        stop.screen.show(shown)
        await stop.until(lambda: "≈$0.0011" in stop.shown)
        assert stop.sheet.scroll_offset.y == stop.sheet.max_scroll_y


# Signing


async def test_typing_the_code_signs() -> None:
    shown = clean()
    async with opened(shown) as stop:
        assert f"Type {shown.checkpoint.code}" in stop.shown
        await stop.pilot.press("s", *shown.checkpoint.code.upper(), "enter")
        await stop.until(lambda: stop.app.outcomes)
        (signed,) = stop.app.outcomes
        assert isinstance(signed, Signed)
        assert shown.checkpoint.sign(signed.code)[1].sign_off == shown.checkpoint.digest


async def test_another_code_signs_nothing_says_so_and_makes_room_for_the_right_one() -> None:
    shown = clean()
    async with opened(shown) as stop:
        await stop.pilot.press("tab", *"0000", "enter")
        await stop.until(lambda: "not the code shown" in stop.shown)
        assert stop.app.outcomes == []
        await stop.pilot.press(shown.checkpoint.code[0])
        await stop.until(lambda: "not the code shown" not in stop.shown)
        await stop.pilot.press(*shown.checkpoint.code[1:], "enter")
        await stop.until(lambda: stop.app.outcomes == [Signed(shown.checkpoint.code)])


async def test_letters_typed_as_a_code_answer_nothing() -> None:
    shown = agenda()
    shown = replace(shown, checkpoint=replace(shown.checkpoint, blockers=0))
    async with opened(shown) as stop:
        await stop.pilot.press("s", *"xmoabSf1")
        await stop.until(lambda: stop.sign_off.line.value == "xmoabSf1")
        assert stop.app.answers.calls == []
        assert stop.app.outcomes == []


async def test_escape_leaves_the_code_first_and_the_checkpoint_then() -> None:
    async with opened(clean()) as stop:
        await stop.pilot.press("s", "7", "escape")
        assert stop.sheet.has_focus
        assert stop.sign_off.line.value == "7"
        await stop.pilot.press("escape")
        await stop.until(lambda: stop.app.outcomes)
        assert stop.app.outcomes == [None]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda made: replace(made, checkpoint=replace(made.checkpoint, blockers=2)), "2 secrets wait"),
        (lambda made: replace(made, checkpoint=replace(made.checkpoint, pending=frozenset({"scan"}))), "work: scan"),
        (lambda made: replace(made, checkpoint=made.checkpoint.edited()), "has changed since"),
        (lambda made: replace(made, missing="Set ANTHROPIC_API_KEY."), "Set ANTHROPIC_API_KEY."),
    ],
    ids=["secret", "pending", "void", "no credential"],
)
@pytest.mark.parametrize("typed", [True, False])
async def test_what_stands_in_the_way_is_said_and_no_code_is_taken(
    change: Callable[[Agenda], Agenda], reason: str, typed: bool
) -> None:
    shown = change(clean(typed=typed))
    async with opened(shown) as stop:
        assert reason in stop.shown
        assert f"Type {shown.checkpoint.code}" not in stop.shown
        await stop.pilot.press("s", "tab", *shown.checkpoint.code, "enter", "S")
        assert stop.app.outcomes == []


async def test_with_a_plain_key_one_deliberate_key_signs() -> None:
    async with opened(clean(typed=False)) as stop:
        assert "Press S to sign" in stop.shown
        await stop.pilot.press("s", "tab", "S")
        await stop.until(lambda: stop.app.outcomes)
        assert stop.app.outcomes == [Signed("")]


async def test_an_edit_voids_what_was_typed_and_shows_that_the_code_is_new() -> None:
    shown = clean()
    spec = SPEC.replace("60 MB", "50 MB")
    edited = replace(
        shown, checkpoint=Checkpoint.of(envelope(spec)), examination=replace(shown.examination, spec=parse(spec))
    )
    async with opened(shown) as stop:
        await stop.pilot.press("s", *shown.checkpoint.code)
        stop.screen.show(edited)
        await stop.until(lambda: "The spec changed: new code." in stop.shown)
        assert edited.checkpoint.code in stop.shown
        await stop.pilot.press("enter", *shown.checkpoint.code, "enter")
        assert stop.app.outcomes == []


async def test_another_model_is_a_change_but_not_of_the_spec() -> None:
    shown = clean()
    async with opened(shown) as stop:
        stop.screen.show(replace(shown, checkpoint=Checkpoint.of(envelope(SPEC, "claude-sonnet-5"))))
        await stop.until(lambda: "What would be sent changed" in stop.shown)


@pytest.mark.parametrize(
    ("sent", "told"),
    [(SPEC, "1 secret goes out as it is"), (SPEC.replace(PASSWORD, "<secret-1>"), "1 secret goes out masked")],
    ids=["allowed", "masked"],
)
async def test_what_becomes_of_an_answered_secret_stays_in_sight(sent: str, told: str) -> None:
    shown, start = clean(), SPEC.index(PASSWORD)
    found = replace(shown.examination, secrets=(Secret("password", (start, start + len(PASSWORD))),))
    shown = replace(shown, examination=found, checkpoint=Checkpoint.of(envelope(sent)))
    async with opened(shown) as stop:
        assert stop.shown.count(told) == 2  # in the verdict, and with what is sent
    assert (shown.without_secrets(PASSWORD) == PASSWORD) == (sent == SPEC)


async def test_what_blocks_is_named_first() -> None:
    async with opened(agenda()) as stop:
        assert "✗ Blocked by 1 secret · 1 item put off" in stop.shown


async def test_what_takes_time_fills_in() -> None:
    shown = clean()
    early = Agenda(Checkpoint.of(shown.checkpoint.envelope, pending=frozenset({FINDINGS, TOKENS})), Examination())
    async with opened(early) as stop:
        assert "not all is checked yet" in stop.shown
        assert "Nothing to object to." not in stop.shown
        assert "counting tokens" in stop.shown
        stop.screen.show(shown)
        await stop.until(lambda: "≈312 tokens" in stop.shown)
        assert "Nothing to object to." in stop.shown
        assert "changed: new code" not in stop.shown
