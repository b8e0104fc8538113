"""Why this file exists: what happened is kept for good, and the screen knows not how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hybridtui.core.costs.budget import Spent
    from hybridtui.core.costs.calibration import Observation
    from hybridtui.core.errors import HybridError
    from hybridtui.core.history import Plan, Room, Sort, Version
    from hybridtui.core.ledger import Opening, Row
    from hybridtui.core.reply import Reply
    from hybridtui.core.reply.events import ReplyEvent
    from hybridtui.core.reply.kept import Kept


class ReplyLog(Protocol):
    """One reply on its way to the disk."""

    def append(self, event: ReplyEvent) -> None:
        """Keep what the event brings. Raises `HybridError`."""
        ...

    def record(self, reply: Reply) -> None:
        """Write down how the reply stands. Raises `HybridError`."""
        ...

    def close(self) -> None:
        """Nothing more comes."""
        ...


class Replies(Protocol):
    """The replies of one spec, on the disk. Every method raises `HybridError`."""

    def begin(self, hand_off: str, opening: Opening, spec: str) -> ReplyLog:
        """A place for the answer to `spec`; `hand_off` is the id in the ledger."""
        ...

    def kept(self) -> tuple[Kept, ...]:
        """What there is, the newest first."""
        ...

    def load(self, name: str) -> Reply:
        """The reply kept under `name`, as far as it came."""
        ...

    def spec(self, name: str) -> str:
        """The spec that it answers."""
        ...

    def latest(self) -> Reply | None:
        """The newest that can be read, as far as it came; None where there is none. Raises nothing."""
        ...

    def latest_spec(self) -> str | None:
        """The spec of the newest that reached the other side; None where there is none. Raises nothing."""
        ...


class Ledger(Protocol):
    """The books: one row for each hand-off, made of events that are only ever added. All raise `HybridError`."""

    def begin(self, opening: Opening) -> str:
        """Open a row, on the disk before this returns. Returns its id: a UUID of ours."""
        ...

    def note(self, reply: Reply) -> None:
        """Add how the hand-off `reply.id` stands now."""
        ...

    def rows(self) -> tuple[Row, ...]:
        """Every hand-off, the newest first."""
        ...

    def spent(self) -> Spent:
        """What this day and this month have cost so far."""
        ...

    def observations(self) -> tuple[Observation, ...]:
        """What was billed against what had been counted, the newest first."""
        ...


class History(Protocol):
    """Every version of what was written, drafted, signed and answered in a workspace.

    Each call may take a while: use a thread. All but `add`, `catch_up` and what only tells raise `HybridError`.
    """

    def add(self, sort: Sort, text: str, about: str = "", of: str = "") -> str:
        """Keep a version, on the disk before this returns, and let old ones go where there is no room.

        Returns its digest. A document that is the same as its newest version is not kept twice, and one that never was
        anything but empty not at all. An empty `about` is replaced by how many lines came and went. Never raises:
        what went wrong is among the `notices`, and the version waits, if there is room for it.
        """
        ...

    def catch_up(self) -> None:
        """Try once more to keep what waits. Never raises: what went wrong is among the `notices`."""
        ...

    @property
    def waiting(self) -> int:
        """How many versions wait."""
        ...

    @property
    def lost(self) -> int:
        """How many could wait no longer, since there was no room for them."""
        ...

    def notices(self) -> tuple[HybridError, ...]:
        """What went wrong since this was asked last; of each kind once."""
        ...

    def versions(self) -> tuple[Version, ...]:
        """Every version, the newest first."""
        ...

    def text(self, id: int) -> str:
        """The text of a version."""
        ...

    def find(self, words: str) -> frozenset[int]:
        """The ids of the versions whose text has `words`, in small letters or capitals."""
        ...

    def room(self) -> Room:
        """What the histories of all workspaces take, and the most they may."""
        ...

    def plan(self, excess: int) -> Plan:
        """What should go, of any workspace, to free `excess` bytes."""
        ...

    def prune(self, agreed: Plan) -> Plan:
        """Let go what was `agreed`, but for what may go no longer, and record that. Returns what went."""
        ...
