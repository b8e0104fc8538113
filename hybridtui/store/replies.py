"""Why this file exists: an answer that was paid for is on the disk as it arrives, also when it is cut short."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from hybridtui.core.errors import HybridError
from hybridtui.core.reply import Reply, ReplyEvent, ReplyState, ReplyText, ReplyThinking, Usage
from hybridtui.store.atomic import disk_error, encoded, write

_SPEC = ".spec.md"


class ReplyFile:
    """One answer on the disk: `<UTC time>-<8 digits of the sign-off>.md`, with a record `.json` beside it.

    Every chunk is handed to the operating system before `append` returns, so ending this process loses nothing. The
    record says "streaming" until `record` writes how it ended; one that still says so was interrupted. The spec that
    it answers is kept as `.spec.md`. Summarised thinking goes to `.thinking.md`, which exists only if there was some.
    """

    def __init__(
        self, folder: Path, sign_off: str, host: str, model: str, spec: str, now: datetime | None = None
    ) -> None:
        """Begin the answer to `spec`, signed with `sign_off`. Raises `HybridError` when it cannot be written."""
        stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._host = host
        self._thinking: BinaryIO | None = None
        self.path, self._text = _begin(folder, f"{stamp}-{sign_off[:8]}")
        try:
            write(self.path.with_suffix(_SPEC), encoded(spec))
            self.record(Reply(ReplyState.STREAMING, model, sign_off))
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
            "sign_off": reply.sign_off,
            "model": reply.model,
            "host": self._host,
            "request_id": reply.request_id,
            "state": state.value,
            "stop_reason": reply.stop_reason,
            "usage": asdict(reply.usage) if reply.usage else None,
            "cost_usd": None if reply.cost is None else str(reply.cost),
            "may_be_billed": reply.billable,
            "error": reply.error.title if reply.error else None,
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
    )
