"""Why this file exists: what a workspace cost must follow it through its names, and never be another one's."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row
from hybridtui.core.reply import Usage
from hybridtui.core.workspaces.known import Held, Known
from hybridtui.core.workspaces.shelf import matching, shelved, spent_text, to_json


def known(id: str, *held: Held, name: str = "") -> Known:
    path = held[0].path
    return Known(id, path, name or id, "/x", "2026-11-23T09:00:00+00:00", held, 12)


def row(at: str, project: str, cost: str | None = "0.5", outcome: Outcome = Outcome.COMPLETE) -> Row:
    opening = Opening(Target.API, "https://claude.invalid", "KEY", "claude-opus-5-5", "a" * 64, project=project)
    money = None if cost is None else Decimal(cost)
    return Row(at, at, opening, outcome, usage=Usage(1, 1), cost=money, day=at[:10])


def test_what_was_handed_off_under_a_former_path_is_still_its_own() -> None:
    one = known("one", Held("/x/new.md"), Held("/x/old.md", "2026-11-20T00:00:00"))
    rows = [row("2026-11-22T10:00:00", "/x/new.md"), row("2026-10-01T10:00:00", "/x/old.md")]
    (shelf,) = shelved([one], rows, "2026-11")
    assert (shelf.bill.hand_offs, shelf.bill.spent, shelf.month.spent) == (2, Decimal("1.0"), Decimal("0.5"))
    assert shelf.last is rows[0]


def test_who_took_a_name_later_pays_only_for_what_came_later() -> None:
    first = known("first", Held("/x/b.md"), Held("/x/a.md", "2026-11-20T00:00:00"))
    second = known("second", Held("/x/a.md"))
    rows = [row("2026-11-22T10:00:00", "/x/a.md", "2"), row("2026-11-01T10:00:00", "/x/a.md", "1")]
    for order in ([first, second], [second, first]):
        spent = {one.known.id: one.bill.spent for one in shelved(order, rows, "2026-11")}
        assert spent == {"first": Decimal(1), "second": Decimal(2)}


def test_what_nobody_on_the_list_held_is_nobodys() -> None:
    gone = known("gone", Held("/x/new.md"), Held("/x/old.md", "2026-11-20T00:00:00"))
    (shelf,) = shelved([gone], [row("2026-11-21T10:00:00", "/x/old.md"), row("2026-11-21T10:00:00", "")], "2026-11")
    assert (shelf.last, shelf.bill.hand_offs) == (None, 0)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12345"), st.sampled_from("xyz")), unique=True),
    st.lists(st.tuples(st.sampled_from("0123456"), st.sampled_from("abc"))),
)
def test_each_hand_off_is_counted_at_most_once(
    holdings: list[tuple[str, str, str]], sent: list[tuple[str, str]]
) -> None:
    held: dict[str, list[Held]] = {}
    for path, until, owner in holdings:
        held.setdefault(owner, []).append(Held(path, until))
    shelf = shelved([known(owner, *each) for owner, each in held.items()], [row(at, path) for at, path in sent], "2026")
    owned = [(at, path) for at, path in sent if any(path == one and at < until for one, until, _ in holdings)]
    assert sum(one.bill.hand_offs for one in shelf) == len(owned)


def test_what_is_not_known_is_not_called_nothing() -> None:
    one = known("one", Held("/x/a.md"))

    def told(*rows: Row) -> str:
        return spent_text(shelved([one], rows, "2026-11")[0].bill)

    failed = row("2026-11-21", "/x/a.md", None, Outcome.FAILED)
    unpriced = row("2026-11-21", "/x/a.md", None)
    assert told() == told(failed) == "nothing"
    assert told(unpriced) == told(unpriced, failed) == "unknown"
    assert told(unpriced, row("2026-11-21", "/x/a.md")) == "≥$0.5000"
    assert told(row("2026-11-21", "/x/a.md"), failed) == "$0.5000"


def test_json_keeps_money_exact_and_unknown_apart_from_zero() -> None:
    one, other = known("one", Held("/x/a.md"), Held("/x/z.md", "2026-01-01")), known("other", Held("/x/b.md"))
    third = known("third", Held("/x/c.md"))
    rows = [
        row("2026-11-21", "/x/a.md", "0.10"),
        row("2026-11-20", "/x/a.md", "0.20"),
        row("2026-11-21", "/x/b.md", None),
    ]
    first, second, last = json.loads(to_json(shelved([one, other, third], rows, "2026-11")))
    assert (first["spent_usd"], first["spent_is_final"], first["hand_offs"]) == ("0.30", True, 2)
    assert first["last_hand_off"] == {"at": "2026-11-21", "outcome": "complete", "model": "claude-opus-5-5"}
    assert first["former_paths"] == ["/x/z.md"]
    assert (second["spent_usd"], second["spent_is_final"]) == (None, False)
    assert (last["spent_usd"], last["spent_is_final"], last["last_hand_off"]) == ("0", True, None)


def test_a_workspace_is_found_by_any_words_of_its_name_and_path() -> None:
    shelf = shelved([known("1", Held("/home/trip/notes.md"), name="Rome"), known("2", Held("/x/a.md"))], [], "")
    assert [one.known.id for one in matching(shelf, "rome TRIP")] == ["1"]
    assert len(matching(shelf, "  ")) == 2
    assert matching(shelf, "rome x") == ()
