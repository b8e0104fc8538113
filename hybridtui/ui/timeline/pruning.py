"""Why this file exists: nobody agrees to lose versions without having read which."""

from __future__ import annotations

from collections.abc import Sequence

from hybridtui.core.history import REPLY_DAYS, Plan, Room, Version


def question(plan: Plan, room: Room, versions: Sequence[Version]) -> str:
    """What would go, what would stay, and what that frees; `versions` are those of this workspace."""
    here = {version.id for version in versions}
    others = sum(version.id not in here for version in plan.go)
    limit = f" of {_megabytes(room.limit)}" if room.limit else ""
    return "\n".join(
        (
            f"The versions of all your notes take {_megabytes(room.used)}{limit} on the disk.",
            f"These would go, and free {_megabytes(plan.frees)}: {plan.words}."
            + (f" {others:,} of them are of other notes." if others else ""),
            "These stay: the newest of each sort, all of the last day, every sign-off with its spec, and"
            f" replies of the last {REPLY_DAYS} days. Among notes and specs, what goes is what differs least in time"
            " from its neighbours.",
        )
    )


def went_words(went: Plan) -> str:
    """What went."""
    return f"Pruned: {went.words}. {_megabytes(went.frees)} are free." if went.go else "Nothing was pruned."


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
