"""Why this file exists: the accounts say what the books hold, at any width, and nothing that they do not know."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hybridtui.core.accounts import Period
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Outcome
from hybridtui.ui.accounts.books import Books
from hybridtui.ui.accounts.details import sections
from hybridtui.ui.accounts.entry import entry_line, project_text
from hybridtui.ui.accounts.figures import figure_lines
from hybridtui.ui.accounts.spending import spending_lines
from tests.ui.accounts.books import NOW, books, row, rows

WIDTHS = (55, 60, 75, 100, 135, 250)


def text_of(made: Books, width: int, period: Period = Period.DAY) -> str:
    """What stands above the hand-offs."""
    return "\n".join(each.text for each in figure_lines(made, period, "p", width))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("period", Period)
def test_no_line_is_wider_than_the_screen(period: Period, width: int) -> None:
    for made in (books(), books(row(1, "2026-11-23")), books(limits=(Decimal("5.00"), Decimal("123456.78")))):
        for each in figure_lines(made, period, "p", width):
            assert cell_len(each.text) <= width, each.text


@given(project=st.text(), width=st.integers(45, 200), outcome=st.sampled_from(Outcome))
def test_a_hand_off_takes_one_line_of_exactly_the_width_whatever_its_project_is_called(
    project: str, width: int, outcome: Outcome
) -> None:
    entry = row(1, "2026-11-23", outcome)
    shown = entry_line(replace(entry, opening=replace(entry.opening, project=project)), NOW, width).text
    assert cell_len(shown) == width
    assert shown == visible(shown).translate({0x09: "?", 0x0A: "?"})


def test_what_is_not_final_reads_at_least_and_what_is_unknown_is_never_nothing() -> None:
    assert row(1, "2026-11-23").cost_text == "$0.2500"
    assert row(1, "2026-11-23", Outcome.STOPPED).cost_text == "≥$0.2500"
    assert row(1, "2026-11-23", Outcome.BROKEN, None).cost_text == "unknown"
    assert row(1, "2026-11-23", Outcome.COMPLETE, None).cost_text == "unknown"
    assert row(1, "2026-11-23", Outcome.FAILED, None).cost_text == "nothing"


def test_the_sums_tell_the_uncertain_apart() -> None:
    said = text_of(books(), 75)
    known = sum((each.cost or Decimal(0) for each in rows()), Decimal(0))
    assert f"in all      at least ${known:.2f} since 20 Oct 2026" in said
    assert "unconfirmed at least $0.0212 of it, 3 hand-offs cut short or open" in said
    assert "unknown     2 hand-offs of unknown cost, in none of these sums" in said


def test_what_is_certain_is_told_without_reservations() -> None:
    said = text_of(books(row(2, "2026-11-23"), row(1, "2026-11-22")), 75)
    assert "in all      $0.5000 since 22 Nov 2026" in said
    for reservation in ("unconfirmed", "unknown", "≥", "?"):
        assert reservation not in said


def test_budgets_are_shown_with_what_is_left() -> None:
    said = [each.text for each in spending_lines(books(limits=(Decimal(5), Decimal("7.50"))), 75)]
    assert "today       at least $0.2500 of $5.00, ≤$4.75 left" in said
    assert "this month  at least $7.50 of $7.50, nothing left" in said


def test_the_counterfactual_is_called_one() -> None:
    said = " ".join(text_of(books(row(0, "2026-11-23")), 75).split())
    assert (
        "instead had the notes been sent instead: ≈$0.0120 for the input; the specs: ≈$0.0040 (same tokenizer" in said
    )


def test_the_one_shot_rate_comes_with_its_definition() -> None:
    again = replace(row(0, "2026-11-22"), id="again", at="2026-11-22T09:00:00+00:00")
    said = " ".join(text_of(books(row(3, "2026-11-23"), again, row(0, "2026-11-20")), 75).split())
    assert "66.7 %, 2 of 3: complete API hand-offs whose project was not handed off again within 24 hours" in said


def test_nothing_to_tell_from_is_said_so() -> None:
    bare = replace(row(0, "2026-11-23", Outcome.FAILED, None), usage=None)
    said = text_of(books(replace(bare, opening=replace(bare.opening, meter=None))), 75)
    assert said.count("nothing to tell from yet") == 5
    assert "Nothing that is known of." in said


def test_notes_are_called_by_their_folder() -> None:
    assert project_text("/home/ana/upload/notes.md") == "upload"
    assert project_text("/home/ana/upload/auth.md") == "upload/auth.md"
    assert project_text("/notes.md") == "notes.md"
    assert project_text("") == "(no notes)"


def test_more_projects_than_fit_are_summed_up() -> None:
    many = (replace(row(n, "2026-11-23"), opening=replace(row(n, "").opening, project=f"/p/{n}")) for n in range(9))
    assert "and 3 more, $0.7500" in text_of(books(*many), 75)


def test_the_details_hold_estimate_against_bill() -> None:
    entry = row(3, "2026-11-23")  # 1,111 tokens estimated, 1,172 billed
    told = {name: value for _, fields in sections(entry, NOW) for name, value in fields}
    assert told["estimate"] == "5.2 % too low, inside its range"
    assert told["request id"] == "req_000003"
    assert told["sign-off"] == entry.opening.sign_off
    assert told["when"] == "23 Nov 2026, 08:03:00"
    assert told["cost"] == "$0.2500"
    stopped = dict(dict(sections(row(3, "2026-11-23", Outcome.STOPPED), NOW))["What became of it"])
    assert stopped["cost"] == "at least $0.2500"


def test_the_details_of_what_was_given_away_or_turned_down_hold_nothing_against_a_bill() -> None:
    turned_down = replace(row(3, "2026-11-23", Outcome.FAILED, None), usage=None)
    copied = replace(turned_down, opening=replace(turned_down.opening, target=Target.CLIPBOARD))
    assert "estimate" not in dict(dict(sections(turned_down, NOW))["What became of it"])
    assert set(dict(dict(sections(copied, NOW))["Estimated before"])) == {"notes", "spec"}


def test_what_claude_counted_has_no_range_in_the_details() -> None:
    entry = row(3, "2026-11-23")
    assert entry.opening.meter
    exact = replace(entry, opening=replace(entry.opening, meter=replace(entry.opening.meter, exact=True)))
    assert dict(dict(sections(exact, NOW))["Estimated before"])["input"] == "1,111 tokens, counted by Claude"
