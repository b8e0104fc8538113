"""Why this file exists: what the human signs is what they were shown, so what the sheet shows is held to the agenda."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hybridtui.core.checkpoint.findings import Edit, Finding, Group, Severity
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.glyphs import visible
from hybridtui.core.spec.changes import Change
from hybridtui.ui.checkpoint.agenda import Agenda
from hybridtui.ui.checkpoint.change_rows import FOLDED, change_rows
from hybridtui.ui.checkpoint.finding_rows import finding_rows
from hybridtui.ui.checkpoint.manifest import FOLDED as LONGEST
from hybridtui.ui.checkpoint.manifest import manifest_rows
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.marked import merged
from tests.ui.checkpoint.agendas import CHANGES, PASSWORD, SPEC, agenda, envelope
from tests.ui.checkpoint.stop import opened


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
    assert "target     the clipboard" in lines


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
