"""Why this file exists: an answer that was paid for is on the disk as it arrives, also when it is cut short."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from hybridtui.core.errors import HybridError
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.core.reply.events import ReplyEvent, ReplyText, ReplyThinking
from hybridtui.core.reply.kept import Kept, spec_hash
from hybridtui.store.atomic import disk_error, encoded, write
from hybridtui.store.clock import in_name, utc_now
from hybridtui.store.replies.appended import Appended
from hybridtui.store.replies.record import (
    FAULTS,
    SPEC,
    THINKING,
    encode,
    kept,
    load,
    read,
    read_damaged,
    records,
)


class ReplyFile:
    """One answer on the disk: `<UTC time>-<8 digits of the sign-off>.md`, with a record `.json` beside it.

    Every chunk is handed to the operating system before `append` returns, so ending this process loses nothing. The
    record says "streaming" until `record` writes how it ended; one that still says so was interrupted. The spec that
    it answers is kept as `.spec.md`. Summarised thinking goes to `.thinking.md`, which exists only if there was some.
    """

    def __init__(self, folder: Path, hand_off: str, opening: Opening, spec: str, now: datetime | None = None) -> None:
        """Begin the answer to `spec`; `hand_off` is the id in the ledger. Raises `HybridError` when it cannot."""
        self._begun = now or utc_now()
        self._host, self._spec = opening.host, spec_hash(spec)
        self.path, file = _begin(folder, f"{in_name(self._begun)}-{opening.sign_off[:8]}")
        self._text = Appended(self.path, file)
        self._thinking = Appended(self.path.with_suffix(THINKING))
        try:
            write(self.path.with_suffix(SPEC), encoded(spec))
            self.record(
                Reply(ReplyState.STREAMING, opening.model, opening.sign_off, target=opening.target, id=hand_off)
            )
        except HybridError:
            self.close()
            for path in (self.path, self.path.with_suffix(SPEC)):
                path.unlink(missing_ok=True)
            raise

    def append(self, event: ReplyEvent) -> None:
        """Keep what `event` brings of text or thinking; other events bring none.

        Raises `HybridError`; what could not be written is tried again with what comes next, and by `record`.
        """
        text = event.text if isinstance(event, ReplyText) else ""
        thinking = event.text if isinstance(event, ReplyThinking) else ""
        try:
            self._text.append(encoded(text))
            self._thinking.append(encoded(thinking))
        except OSError as error:
            raise disk_error(f"Not saved: {self.path.name}", error) from error

    def record(self, reply: Reply) -> None:
        """Write the record as `reply` stands, atomically, once all of its text is written.

        Raises `HybridError`; the old record then stands.
        """
        self.append(ReplyText(""))
        write(self.path.with_suffix(".json"), encode(reply, self._host, self._begun, self._spec))

    def close(self) -> None:
        """Give the files back; nothing is appended after it. Harmless when repeated."""
        self._text.close()
        self._thinking.close()


def _begin(folder: Path, name: str) -> tuple[Path, BinaryIO]:
    """A new file of that name; the second one within a second gets "-2", and so on."""
    path = folder / f"{name}.md"
    count = 1
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return path, path.open("xb", buffering=0)
        except FileExistsError as error:
            if not folder.is_dir():
                raise disk_error(f"Cannot keep replies in {folder.name}", error) from error
            count += 1
            path = folder / f"{name}-{count}.md"
        except OSError as error:
            raise disk_error(f"Cannot keep replies in {folder.name}", error) from error


class ReplyFolder:
    """The replies of one spec in a folder, as `core.ports.Replies` asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, hand_off: str, opening: Opening, spec: str) -> ReplyFile:
        """A file for the answer to `spec`. Raises `HybridError`."""
        return ReplyFile(self._folder, hand_off, opening, spec)

    def kept(self) -> tuple[Kept, ...]:
        """What there is, the newest first. Of one whose record is damaged, that is said."""
        return tuple(sorted(map(kept, records(self._folder)), key=lambda each: each.at, reverse=True))

    def load(self, name: str) -> Reply:
        """The reply kept under `name`, as far as it came. Raises `HybridError` when there is none."""
        record = self._folder / f"{name}.json"
        try:
            with suppress(*FAULTS):
                return read(record)
            return read_damaged(record)
        except OSError as error:
            raise disk_error("That reply cannot be read", error) from error

    def spec(self, name: str) -> str:
        """The spec that it answers. Raises `HybridError` when it cannot be read."""
        try:
            return (self._folder / f"{name}{SPEC}").read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            raise disk_error(f"Cannot read {name}{SPEC}", error) from error

    def latest(self) -> Reply | None:
        """The newest that can be read, as far as it came; None where there is none."""
        for record in records(self._folder):
            with suppress(*FAULTS):
                return read(record)
        return None

    def latest_spec(self) -> str | None:
        """The spec of the newest that reached the other side; None where there is none."""
        for record in records(self._folder):
            with suppress(*FAULTS):
                table = load(record)
                if table["may_be_billed"]:
                    return record.with_suffix(SPEC).read_bytes().decode("utf-8", "surrogateescape")
        return None
