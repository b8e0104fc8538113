"""Why this file exists: what is known of a workspace, and of its hand-offs, is one value for screen and script.

The books file a hand-off under the path that the notes had, and nothing in them is ever rewritten. A workspace that
was renamed is therefore filed under several paths, and a path may have belonged to several workspaces, one after the
other: a hand-off belongs to the one that held the path when it was opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hybridtui.core.accounts import Bill, billed
from hybridtui.core.costs.meter import FREE, UNKNOWN, money_text
from hybridtui.core.ledger import Row
from hybridtui.core.workspaces.known import Known


@dataclass(frozen=True, slots=True)
class Shelved:
    """A workspace with what the books say of it: its last hand-off, and what all and those of this month came to."""

    known: Known
    last: Row | None = None
    bill: Bill = Bill()
    month: Bill = Bill()


def shelved(known: Sequence[Known], rows: Iterable[Row], month: str) -> tuple[Shelved, ...]:
    """Each workspace with its hand-offs. `rows` are the books, the newest first; `month` is such as "2026-11"."""
    owners = _owners(known)
    own: dict[str, list[Row]] = {}
    for row in rows:
        if owner := _owner(owners.get(row.opening.project, ()), row.at):
            own.setdefault(owner, []).append(row)
    return tuple(
        Shelved(
            one,
            next(iter(own.get(one.id, ())), None),
            billed(own.get(one.id, ())),
            billed(row for row in own.get(one.id, ()) if row.day.startswith(month)),
        )
        for one in known
    )


def matching(shelf: Sequence[Shelved], words: str) -> tuple[Shelved, ...]:
    """Those whose name or folder has every one of the `words`, whatever their case."""
    wanted = words.casefold().split()
    return tuple(one for one in shelf if all(word in _searched(one.known) for word in wanted))


def spent_text(bill: Bill) -> str:
    """What a bill came to in USD: "$0.0844", "≥$0.0123" where more may have been billed, "unknown", "nothing"."""
    if not bill.spent:
        return UNKNOWN if bill.at_least else FREE
    return ("≥" if bill.at_least else "") + money_text(bill.spent, billed=True)


def to_json(shelf: Iterable[Shelved]) -> str:
    """A list with an object for each workspace, in ASCII. Money is text; a cost that nobody knows is null."""
    return json.dumps([_record(one) for one in shelf], indent=2) + "\n"


def _record(one: Shelved) -> Mapping[str, object]:
    known, last, bill = one.known, one.last, one.bill
    return {
        "id": known.id,
        "name": known.name,
        "path": known.path,
        "opened": known.opened,
        "exists": known.exists,
        "words": known.words,
        "hand_offs": bill.hand_offs,
        "last_hand_off": last and {"at": last.at, "outcome": last.outcome.value, "model": last.opening.model},
        "spent_usd": None if bill.at_least and not bill.spent else f"{bill.spent:f}",
        "spent_is_final": not bill.at_least,
        "former_paths": [held.path for held in known.held if held.until],
    }


def _searched(known: Known) -> str:
    return f"{known.name} {known.path}".casefold()


def _owners(known: Iterable[Known]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Who held each path, as (until, id): in the order in which they held it, the one that still does last."""
    owners: dict[str, list[tuple[str, str]]] = {}
    for one in known:
        for held in one.held:
            owners.setdefault(held.path, []).append((held.until, one.id))
    return {path: sorted(holders, key=lambda holder: (not holder[0], holder[0])) for path, holders in owners.items()}


def _owner(holders: Iterable[tuple[str, str]], at: str) -> str | None:
    """The first that held the path until after `at`."""
    return next((owner for until, owner in holders if not until or at < until), None)
