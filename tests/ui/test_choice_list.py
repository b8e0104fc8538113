"""Why this file exists: a list of any length is walked with plain keys, and its cursor is always in sight."""

from __future__ import annotations

import time

import pytest
from textual.app import App, ComposeResult

from hybridtui.ui.choice_list import Choice, ChoiceList


class _App(App[None]):
    CSS = "ChoiceList { height: auto; max-height: 5; }"

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__()
        self._choices = choices

    def compose(self) -> ComposeResult:
        yield ChoiceList(self._choices)


def drawn(choices: ChoiceList) -> list[str]:
    return [choices.render_line(y).text.rstrip() for y in range(choices.size.height)]


@pytest.mark.parametrize(
    ("keys", "at", "first"),
    [
        ("", 0, 0),
        ("jj", 2, 0),
        ("jjjjj", 5, 1),
        ("jk", 0, 0),
        ("k", 0, 0),
        ("G", 8, 4),
        ("Gj", 8, 4),
        ("Gkkkkk", 3, 3),
        ("Gg", 0, 0),
    ],
)
async def test_the_cursor_walks_and_stays_in_sight(keys: str, at: int, first: int) -> None:
    app = _App([(str(n), "") for n in range(9)])
    async with app.run_test(size=(20, 10)) as pilot:
        choices = app.query_one(ChoiceList)
        await pilot.press("tab", *keys)
        assert choices.at == at
        assert drawn(choices) == [str(n) for n in range(first, first + 5)]


async def test_a_line_that_is_too_long_is_cut_and_what_is_said_about_it_gives_way() -> None:
    app = _App([("app/main.py", "python · 42 lines"), ("\x1b[31m[b]x[/b]\n", ""), ("漢字漢字漢字漢字漢字漢字", "more")])
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        assert drawn(app.query_one(ChoiceList)) == ["app/main.py  python…", "␛[31m[b]x[/b]", "漢字漢字漢字漢字漢 …"]


async def test_a_thousand_lines_are_walked_at_once() -> None:
    app = _App([(f"line {n}", "") for n in range(1000)])
    async with app.run_test(size=(20, 10)) as pilot:
        choices = app.query_one(ChoiceList)
        start = time.process_time()
        choices.show([(f"other {n}", "") for n in range(1000)])
        await pilot.press("tab", "G", "k")
        assert time.process_time() - start < 2
        assert choices.at == 998
        assert drawn(choices)[-2:] == ["other 998", "other 999"]


async def test_the_line_that_is_clicked_is_the_one_under_the_cursor() -> None:
    app = _App([(str(n), "") for n in range(3)])
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.click(ChoiceList, offset=(0, 2))
        assert app.query_one(ChoiceList).at == 2
