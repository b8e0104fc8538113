"""Why this file exists: a spec can go to something that does not answer, under the same sign-off as one that is billed.

Both targets are `core.ports.Executor`s. They compose the spec's own bytes and nothing around them.
"""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncGenerator, Callable
from itertools import count
from pathlib import Path

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.hand_off.request import check_text
from hybridtui.core.ports import Clipboard, Credential
from hybridtui.core.reply.events import ReplyDelivered, ReplyEvent, ReplyFailed
from hybridtui.store.atomic import create, disk_error

_NO_CREDENTIAL = Credential("")


class ClipboardTarget:
    """Hands a spec to the clipboard."""

    def __init__(self, clipboard: Clipboard) -> None:
        self._clipboard = clipboard

    def credential(self) -> Credential:
        """None is needed, and so none is missing."""
        return _NO_CREDENTIAL

    def prepare(self) -> None:
        """All that it needs is there."""

    def compose(self, spec: str, order: Order) -> Envelope:
        """The envelope for `spec`. Raises `HybridError` (exit 2) for one that is blank or not text."""
        check_text(spec)
        return Envelope(Target.CLIPBOARD, "", "", "", (), spec.encode())

    def hand_off(self, approved: Approved) -> AsyncGenerator[ReplyEvent]:
        """Copy the approved text, once. Raises TypeError for anything but an `Approved`."""
        return _delivered(approved, Target.CLIPBOARD, lambda: self._clipboard.copy(approved.envelope.payload.decode()))


class FileTarget:
    """Hands a spec to a file, which is never one that says something else already.

    Where the order names none it is `<stem>.handoff.md` beside `notes`, or "-2" and so on.
    """

    def __init__(self, notes: Path) -> None:
        self._first = notes.absolute().with_name(f"{notes.stem}.handoff.md")

    def credential(self) -> Credential:
        """None is needed, and so none is missing."""
        return _NO_CREDENTIAL

    def prepare(self) -> None:
        """All that it needs is there."""

    def compose(self, spec: str, order: Order) -> Envelope:
        """The envelope for `spec`; its host is the file's absolute path.

        Raises `HybridError` (exit 2) for a spec that is blank or not text, and for a file that cannot be written or
        that says something else.
        """
        check_text(spec)
        payload = spec.encode()
        path = _checked(order.path, payload) if order.path else _free(self._first, payload)
        return Envelope(Target.FILE, str(path), "", "", (), payload)

    def hand_off(self, approved: Approved) -> AsyncGenerator[ReplyEvent]:
        """Write the approved text, once. Raises TypeError for anything but an `Approved`."""
        return _delivered(approved, Target.FILE, lambda: _put(Path(approved.envelope.host), approved.envelope.payload))


def _delivered(approved: Approved, target: Target, deliver: Callable[[], str]) -> AsyncGenerator[ReplyEvent]:
    """Deliver what was approved for `target`, if it is that still; the rule of the type checker holds at run time."""
    if not isinstance(approved, Approved):
        raise TypeError(f"only an Approved can be handed off, not {type(approved).__name__}")
    return _delivery(approved, target, deliver)


async def _delivery(approved: Approved, target: Target, deliver: Callable[[], str]) -> AsyncGenerator[ReplyEvent]:
    try:
        envelope = approved.envelope
        if envelope.target != target or envelope.digest() != approved.sign_off:
            raise HybridError(
                "Not delivered: this is not what was signed",
                "The text or where it goes is another one now.",
                "Review what is there now, and sign that.",
                Exit.REFUSED,
            )
        approved.spend()
        yield ReplyDelivered(await asyncio.to_thread(deliver))
    except HybridError as error:
        yield ReplyFailed(error, billable=False)


def _checked(given: str, payload: bytes) -> Path:
    """The path that the human gave, if `payload` may go there."""
    try:
        path = Path(given).expanduser().absolute()
        taken = _says_otherwise(path, payload)
    except (ValueError, RuntimeError) as error:  # a NUL, or a "~" of nobody
        raise HybridError("That is no path for a file", str(error), "Give another path.") from error
    if taken:
        raise _taken(path)
    return path


def _free(first: Path, payload: bytes) -> Path:
    """The first of `first`, "-2" and so on that is no file yet, or already says `payload`."""
    stem = first.stem
    paths = (first if number == 1 else first.with_name(f"{stem}-{number}.md") for number in count(1))
    return next(path for path in paths if not _says_otherwise(path, payload))


def _says_otherwise(path: Path, payload: bytes) -> bool:
    """Whether there is something at `path` that is not `payload`. Raises `HybridError` when it cannot be told."""
    try:
        return not stat.S_ISREG(path.stat().st_mode) or path.read_bytes() != payload
    except FileNotFoundError:
        return path.is_symlink()  # one that leads nowhere yet is not ours to fill
    except OSError as error:
        raise disk_error(f"Cannot look at {path.name}", error) from error


def _put(path: Path, payload: bytes) -> str:
    """Write a new file whole; what happens to be there already, word for word, is let be."""
    if _says_otherwise(path, payload):
        raise _taken(path)
    if path.exists():
        return f"{path} says exactly this already."
    create(path, payload)
    return f"Written to {path}."


def _taken(path: Path) -> HybridError:
    return HybridError(
        f"{path.name} says something else already",
        "A hand-off overwrites no file.",
        "Choose another path, or move that file away.",
        Exit.BAD_INPUT,
    )
