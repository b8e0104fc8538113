"""Why this file exists: an answer that was paid for is on the disk as it arrives, also when it is cut short."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from hybridtui.core.errors import HybridError
from hybridtui.core.kept import Kept
from hybridtui.core.ledger import Opening
from hybridtui.core.order import Target
from hybridtui.core.reply import Reply, ReplyEvent, ReplyState, ReplyText, ReplyThinking, Usage
from hybridtui.store.atomic import disk_error, encoded, write

_SPEC = ".spec.md"


class ReplyFile:
    """One answer on the disk: `<UTC time>-<8 digits of the sign-off>.md`, with a record `.json` beside it.

    Every chunk is handed to the operating system before `append` returns, so ending this process loses nothing. The
    record says "streaming" until `record` writes how it ended; one that still says so was interrupted. The spec that
    it answers is kept as `.spec.md`. Summarised thinking goes to `.thinking.md`, which exists only if there was some.
    """

    def __init__(self, folder: Path, hand_off: str, opening: Opening, spec: str, now: datetime | None = None) -> None:
        """Begin the answer to `spec`; `hand_off` is the id in the ledger. Raises `HybridError` when it cannot."""
        stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._opening = opening
        self._thinking: BinaryIO | None = None
        self.path, self._text = _begin(folder, f"{stamp}-{opening.sign_off[:8]}")
        try:
            write(self.path.with_suffix(_SPEC), encoded(spec))
            self.record(
                Reply(ReplyState.STREAMING, opening.model, opening.sign_off, target=opening.target, id=hand_off)
            )
        except HybridError:
            self.close()
            for path in (self.path, self.path.with_suffix(_SPEC)):
                path.unlink(missing_ok=True)
            raise

    def append(self, event: ReplyEvent) -> None:
        """Keep what `event` brings of text or thinking; other events bring none. Raises `HybridError`."""
        try:
            if isinstance(event, ReplyText):
                _write_all(self._text, encoded(event.text))
            elif isinstance(event, ReplyThinking):
                if self._thinking is None:
                    self._thinking = self.path.with_suffix(".thinking.md").open("ab", buffering=0)
                _write_all(self._thinking, encoded(event.text))
        except OSError as error:
            raise disk_error(f"Not saved: {self.path.name}", error) from error

    def record(self, reply: Reply) -> None:
        """Write the record as `reply` stands, atomically. Raises `HybridError`; the old record then stands."""
        state = ReplyState.STREAMING if reply.running else reply.state
        table = {
            "hand_off": reply.id,
            "sign_off": reply.sign_off,
            "target": reply.target,
            "model": reply.model,
            "host": self._opening.host,
            "request_id": reply.request_id,
            "state": state.value,
            "stop_reason": reply.stop_reason,
            "usage": asdict(reply.usage) if reply.usage else None,
            "cost_usd": None if reply.cost is None else str(reply.cost),
            "may_be_billed": reply.billable,
            "error": reply.error.title if reply.error else None,
            "note": reply.note,
        }
        write(self.path.with_suffix(".json"), (json.dumps(table, indent=2) + "\n").encode())

    def close(self) -> None:
        """Give the files back; nothing is appended after it. Harmless when repeated."""
        self._text.close()
        if self._thinking is not None:
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


def _write_all(file: BinaryIO, data: bytes) -> None:
    """An unbuffered write may take only a part, on a full disk for one."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


class ReplyFolder:
    """The replies of one spec in a folder, as `core.ports.Replies` asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, hand_off: str, opening: Opening, spec: str) -> ReplyFile:
        """A file for the answer to `spec`. Raises `HybridError`."""
        return ReplyFile(self._folder, hand_off, opening, spec)

    def kept(self) -> tuple[Kept, ...]:
        """What there is, the newest first. One that cannot be read is left out."""
        return tuple(
            kept for record in sorted(self._folder.glob("*.json"), reverse=True) if (kept := _kept(record)) is not None
        )

    def load(self, name: str) -> Reply:
        """The reply kept under `name`, as far as it came. Raises `HybridError` when it cannot be read."""
        try:
            return _read(self._folder / f"{name}.json")
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise HybridError("That reply cannot be read", f"{name}: {error}", "Look into its folder.") from error

    def spec(self, name: str) -> str:
        """The spec that it answers. Raises `HybridError` when it cannot be read."""
        try:
            return (self._folder / f"{name}{_SPEC}").read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            raise disk_error(f"Cannot read {name}{_SPEC}", error) from error


def latest(folder: Path) -> Reply | None:
    """The newest reply kept in `folder`, as far as it came; None where there is none that can be read."""
    for record in sorted(folder.glob("*.json"), reverse=True):
        with suppress(OSError, ValueError, KeyError, TypeError, ArithmeticError):
            return _read(record)
    return None


def latest_spec(folder: Path) -> str | None:
    """The spec of the newest hand-off kept in `folder` that reached the other side; None where there is none."""
    for record in sorted(folder.glob("*.json"), reverse=True):
        with suppress(OSError, ValueError, KeyError, TypeError):
            table = json.loads(record.read_bytes())
            if table["may_be_billed"] or table["state"] != ReplyState.FAILED:
                return record.with_suffix(_SPEC).read_bytes().decode("utf-8", "surrogateescape")
    return None


def _read(record: Path) -> Reply:
    table = json.loads(record.read_bytes())
    state = ReplyState(table["state"])
    error = HybridError(table["error"], f"It is kept in {record.parent}.") if table["error"] else None
    if state is ReplyState.STREAMING:
        state, error = ReplyState.FAILED, HybridError("hybridtui ended before this reply did")
    thinking = record.with_suffix(".thinking.md")
    return Reply(
        state,
        table["model"],
        table["sign_off"],
        record.with_suffix(".md").read_text(encoding="utf-8", errors="replace"),
        thinking.read_text(encoding="utf-8", errors="replace") if thinking.exists() else "",
        table["stop_reason"],
        table["request_id"],
        Usage(**table["usage"]) if table["usage"] else None,
        Decimal(table["cost_usd"]) if table["cost_usd"] is not None else None,
        table["may_be_billed"],
        error,
        note=table.get("note", ""),
        target=Target(table.get("target", Target.API)),
        id=table.get("hand_off", ""),
    )


def _kept(record: Path) -> Kept | None:
    with suppress(OSError, ValueError, KeyError, TypeError, ArithmeticError):
        table = json.loads(record.read_bytes())
        state = ReplyState(table["state"])
        begun = datetime.strptime(record.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return Kept(
            record.stem,
            begun.isoformat(),
            ReplyState.FAILED if state is ReplyState.STREAMING else state,
            hashlib.sha256(record.with_suffix(_SPEC).read_bytes()).hexdigest(),
            Target(table.get("target", Target.API)),
            table["model"],
            table["stop_reason"],
            Decimal(table["cost_usd"]) if table["cost_usd"] is not None else None,
            table["may_be_billed"],
            table["error"] or "",
        )
    return None
