"""Why this file exists: the checkpoint is where a mistake leaves the machine, so every key on it is tried."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from hybridtui.core.changes import Change
from hybridtui.core.checkpoint import Checkpoint
from hybridtui.core.examination import Examination
from hybridtui.core.findings import Edit, Finding, Group, Severity
from hybridtui.core.glyphs import visible
from hybridtui.core.spec import parse
from hybridtui.ui import checkpoint as checkpoint_module
from hybridtui.ui.agenda import Agenda, Jump, Signed
from hybridtui.ui.ask import AskScreen
from hybridtui.ui.change_rows import FOLDED, change_rows
from hybridtui.ui.checkpoint import CheckpointScreen
from hybridtui.ui.finding_rows import finding_rows
from hybridtui.ui.manifest import FOLDED as LONGEST
from hybridtui.ui.manifest import manifest_rows
from hybridtui.ui.marked import merged
from hybridtui.ui.sheet import Sheet
from hybridtui.ui.sign_off import SignOff
from hybridtui.ui.theming import derived
from tests.ui.agendas import CHANGES, PASSWORD, SPEC, agenda, envelope
from tests.ui.test_snapshots import Compare

STYLES = Path(checkpoint_module.__file__).parents[1] / "hybridtui.tcss"

Outcome = Signed | Jump | None


@dataclass
class Remembered:
    """Answers that only remember what was decided."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def edit(self, edit: Edit) -> None:
        self.calls.append(("edit", edit.label))

    def waive(self, finding: Finding, reason: str) -> None:
        self.calls.append(("waive", finding.rule, reason))

    def allow(self, finding: Finding, reason: str, always: bool) -> None:
        self.calls.append(("allow", finding.rule, reason, always))

    def mask(self, finding: Finding) -> None:
        self.calls.append(("mask", finding.rule))

    def set_aside(self, finding: Finding, reason: str) -> None:
        self.calls.append(("set aside", finding.rule, reason))

    def take(self, finding: Finding) -> None:
        self.calls.append(("take", finding.rule))

    def answer(self, finding: Finding, text: str) -> None:
        self.calls.append(("answer", finding.rule, text))


class CheckpointApp(App[None]):
    """Nothing but a checkpoint."""

    CSS_PATH = STYLES

    def __init__(self, shown: Agenda, cursor: str = "") -> None:
        super().__init__()
        self.answers = Remembered()
        self.checkpoint = CheckpointScreen(shown, self.answers, cursor)
        self.outcomes: list[Outcome] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return derived(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self.checkpoint, self.outcomes.append)


@dataclass
class Stop:
    """An open checkpoint and the hand on the keys."""

    app: CheckpointApp
    pilot: Pilot[None]

    @property
    def screen(self) -> CheckpointScreen:
        return self.app.checkpoint

    @property
    def sheet(self) -> Sheet:
        return self.screen.query_one(Sheet)

    @property
    def sign_off(self) -> SignOff:
        return self.screen.query_one(SignOff)

    @property
    def shown(self) -> str:
        """What the terminal shows."""
        return "\n".join(
            "".join(segment.text for segment in line) for line in self.app.screen._compositor.render_strips()
        )

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                await self.pilot.pause()
                await asyncio.sleep(0)

    async def go_to(self, rule: str) -> None:
        """Walk to the finding of `rule`."""
        for _ in range(40):
            if self.sheet.finding and self.sheet.finding.rule == rule:
                return
            await self.pilot.press("j")
        raise AssertionError(f"no finding of {rule}")

    @property
    def offered(self) -> set[str]:
        """The keys in the footer."""
        return {key for key, active in self.screen.active_bindings.items() if active.binding.show}


@asynccontextmanager
async def opened(shown: Agenda, cursor: str = "", size: tuple[int, int] = (100, 40)) -> AsyncIterator[Stop]:
    app = CheckpointApp(shown, cursor)
    async with app.run_test(size=size) as pilot:
        stop = Stop(app, pilot)
        await stop.until(lambda: app.screen is app.checkpoint and stop.sheet.has_focus and stop.sheet.cursor)
        yield stop


def clean(*, typed: bool = True) -> Agenda:
    """An agenda with nothing in the way of a sign-off."""
    return agenda((), typed=typed)


# Answering


@pytest.mark.parametrize(
    ("rule", "keys", "call"),
    [
        ("secret", ["x"], ("edit", "Remove it")),
        ("secret", ["2"], ("edit", "Write “<password>”")),
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
        ("secret", {"x", "m", "o", "a", "enter"}),
        ("added", {"f", "w", "enter"}),
        ("dropped", {"t", "d", "enter"}),
        ("L1", {"w", "enter"}),
        ("S9", {"enter", "a", "w"}),
    ],
)
async def test_only_the_keys_that_answer_the_finding_are_offered(rule: str, keys: set[str]) -> None:
    async with opened(agenda()) as stop:
        await stop.go_to(rule)
        assert stop.offered == keys | {"b", "escape"}
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
        await stop.pilot.press("f", "f", "j", "j", "f")
        assert len(stop.app.answers.calls) == 1
        stop.screen.show(replace(shown, examination=replace(shown.examination)))
        await stop.pilot.press("f")
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
        for _ in range(6):
            await stop.pilot.press("n")
            seen.append(stop.sheet.cursor)
        rules = [agenda().by_key[stop_].rule for stop_ in seen[:4]]
        assert rules == ["secret", "altered", "L1", "S9"]
        assert seen[4:] == ["changes", "sent", "sent"]
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
            assert stop.sheet.finding is None or stop.sheet.finding.rule in stop.shown
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


async def test_another_code_signs_nothing_and_says_so() -> None:
    async with opened(clean()) as stop:
        await stop.pilot.press("tab", *"0000", "enter")
        await stop.until(lambda: "not the code shown" in stop.shown)
        assert stop.app.outcomes == []


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


async def test_what_takes_time_fills_in() -> None:
    shown = clean()
    early = Agenda(Checkpoint.of(shown.checkpoint.envelope, pending=frozenset({"tokens", "trace"})), Examination())
    async with opened(early) as stop:
        assert "not all is checked yet" in stop.shown
        assert "Nothing to object to." not in stop.shown
        assert "counting tokens" in stop.shown
        stop.screen.show(shown)
        await stop.until(lambda: "≈312 tokens" in stop.shown)
        assert "Nothing to object to." in stop.shown
        assert "changed: new code" not in stop.shown


# What is shown


async def test_no_control_character_and_no_markup_of_a_text_is_obeyed() -> None:
    evil = "[bold]a\x1b[31m\x9b\u202e[/] [/ [@click=app.quit]q[/]"
    made = Finding("L1", Group.LINT, Severity.WARN, evil, (0, 5), evil, evil, fix=evil, edits=(Edit(evil, (0, 1), ""),))
    shown = replace(agenda((made,)), changes=(Change("changed", evil, evil, evil + "!"),), missing=evil)
    async with opened(shown) as stop:
        assert visible("[bold]a\x1b[31m") in stop.shown
        assert not set(stop.shown) & {"\x1b", "\x9b", "\u202e"}
        await stop.pilot.press("w")
        await stop.until(lambda: isinstance(stop.app.screen, AskScreen))
        await stop.until(lambda: "[@click=app.quit]" in stop.shown)
        assert not set(stop.shown) & {"\x1b", "\x9b", "\u202e"}


@pytest.mark.parametrize("rule", [each.rule for each in agenda().examination.findings])
def test_no_line_about_findings_gives_a_secret_away(rule: str) -> None:
    shown = agenda()
    shown = replace(
        shown,
        examination=replace(
            shown.examination,
            findings=tuple(
                each if each.group is Group.SECRET else replace(each, message=f"{each.message} {PASSWORD}", item="C1")
                for each in shown.examination.findings
            ),
        ),
    )
    cursor = next(key for key, finding in shown.by_key.items() if finding.rule == rule)
    assert not [line.text for line in finding_rows(shown, cursor, 90) if PASSWORD in line.text]


TEXTS = st.text(st.characters(exclude_categories=()), max_size=80)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(Group)), max_size=5), st.integers(40, 150))
def test_findings_fit_any_width_and_each_stands_once_in_its_group(
    texts: list[tuple[str, str, Group]], width: int
) -> None:
    found = [Finding("L1", group, Severity.WARN, text, (0, 0), words) for text, words, group in texts]
    shown = agenda(found)
    for cursor in (*shown.by_key, ""):
        lines = list(finding_rows(shown, cursor, width))
        assert all(cell_len(line.text) <= width for line in lines)
        order = list(dict.fromkeys(line.stop for line in lines if line.stop))
        assert sorted(order) == sorted(shown.by_key)
        assert [shown.by_key[key].group for key in order] == sorted(
            (each.group for each in found), key=list(Group).index
        )


@given(TEXTS.filter(lambda text: text.strip() != ""), st.integers(20, 90))
def test_the_exact_bytes_are_all_there(text: str, width: int) -> None:
    spec = text.encode("utf-8", "replace").decode()
    shown = replace(agenda(()), checkpoint=Checkpoint.of(envelope(spec)))
    lines = [line.text for line in manifest_rows(shown, raw=True, unfolded=True, width=width)]
    body = "".join(lines[lines.index("Byte for byte") + 1 :])
    assert body == visible(shown.checkpoint.envelope.payload.decode())


def test_a_long_text_is_folded_until_the_human_asks_for_it() -> None:
    spec = "".join(f"- item {number}\n" for number in range(LONGEST))
    shown = replace(agenda(()), checkpoint=Checkpoint.of(envelope(spec)))
    folded = [line.text for line in manifest_rows(shown, raw=False, unfolded=False, width=60)]
    assert len(folded) < LONGEST + 20
    assert f"- item {LONGEST - 1}" not in folded
    whole = [line.text for line in manifest_rows(shown, raw=False, unfolded=True, width=60)]
    assert f"- item {LONGEST - 1}" in whole
    assert any("section" in line for line in whole)


def test_a_text_that_is_no_request_is_shown_as_it_is() -> None:
    clipboard = replace(envelope(SPEC), target="clipboard", host="this machine", payload=b"123")
    shown = replace(agenda(()), checkpoint=Checkpoint.of(clipboard))
    lines = [line.text for line in manifest_rows(shown, raw=False, unfolded=False, width=60)]
    assert lines[-1] == "123"
    assert "target      the clipboard" in lines


async def test_many_changes_are_folded_and_enter_unfolds_them() -> None:
    many = tuple(Change("added", f"R{number}", "", f"Line {number}") for number in range(30))
    async with opened(replace(agenda(()), changes=many), size=(100, 60)) as stop:
        assert stop.sheet.cursor == "changes"
        assert f"{30 - FOLDED} more lines" in stop.shown
        await stop.pilot.press("enter")
        await stop.until(lambda: "Line 29" in stop.shown)
        await stop.pilot.press("space")
        await stop.until(lambda: "Line 29" not in stop.shown)


def test_a_change_is_told_by_item_and_then_by_word() -> None:
    lines = [line.text for line in change_rows(replace(agenda(), changes=CHANGES), unfolded=True, width=80)]
    assert lines[0] == "Since the last hand-off · 1 changed, 1 added, 1 removed, 1 moved"
    assert "≠ R1   Accept files up to [-50-]{+60+} MB" in lines
    assert "- R6   Send a mail when the check is done" in lines


@pytest.mark.parametrize(
    ("made", "title"),
    [
        (replace(agenda(), before=False, changes=()), "First hand-off of this spec"),
        (replace(agenda(), changes=()), "Since the last hand-off · nothing changed"),
    ],
)
def test_without_changes_the_sheet_says_why(made: Agenda, title: str) -> None:
    assert [line.text for line in change_rows(made, unfolded=False, width=80)] == [title, ""]


WORDS = st.lists(st.sampled_from(["a", "b", "cc", "12", ".", "x-y"]), max_size=8).map(" ".join)


@given(WORDS, WORDS)
def test_both_lines_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    text = merged(old, new, "").plain
    assert re.sub(r"\{\+.*?\+\}", "", text).replace("[-", "").replace("-]", "") == old
    assert re.sub(r"\[-.*?-\]", "", text).replace("{+", "").replace("+}", "") == new


async def test_exact_bytes_come_into_sight_with_one_key() -> None:
    async with opened(agenda(), size=(80, 24)) as stop:
        await stop.pilot.press("b")
        await stop.until(lambda: '{"model":"claude-opus-5-5"' in stop.shown)
        await stop.pilot.press("b")
        await stop.until(lambda: "# Upload page" in stop.shown)


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (60, 20)], ids=["wide", "narrow", "smallest"])
@pytest.mark.parametrize("kind", ["findings", "ready"])
def test_picture(kind: str, size: tuple[int, int], snap_compare: Compare) -> None:
    shown = agenda()
    if kind == "ready":
        shown = replace(shown, checkpoint=replace(shown.checkpoint, blockers=0))
    app = CheckpointApp(shown)

    async def before(pilot: Pilot[None]) -> None:
        stop = Stop(app, pilot)
        await stop.until(lambda: stop.sheet.has_focus and stop.sheet.cursor)
        if kind == "ready":
            await pilot.press("n", "j", "s")
            await stop.until(lambda: stop.sign_off.line.has_focus)
            stop.sign_off.line.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)
