"""Why this file exists: `quote` and `handoff` mean the same by the same words, or no sign-off would fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.models import EFFORTS
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.headless import streams
from hybridtui.store.workspaces.workspace import Workspace, notes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the command line says of a hand-off. None, and "-" for `output`, leave a thing as configured.

    An `effort` that is none of `EFFORTS` leaves it to the model.
    """

    spec: str
    notes: str | None = None
    target: str | None = None
    model: str | None = None
    effort: str | None = None
    max_tokens: int | None = None
    output: str = streams.STDIN

    @property
    def words(self) -> list[str]:
        """The words of a command line that choose the same."""
        options = {
            "--notes": self.notes,
            "--target": self.target,
            "--model": self.model,
            "--effort": self.effort,
            "--max-tokens": self.max_tokens,
            "-o": None if self.output == streams.STDIN else self.output,
        }
        chosen = [(option, str(value)) for option, value in options.items() if value is not None]
        return [self.spec, *(word for pair in chosen for word in pair)]

    def order(self, configured: Order) -> Order:
        """The order as `configured`, but for what was chosen. Raises `HybridError`."""
        order = configured
        if self.target is not None:
            order = order._replace(target=Target(self.target))
        if self.model is not None:
            order = order._replace(model=self.model)
        if self.effort is not None:
            order = order._replace(effort=self.effort if self.effort in EFFORTS else "")
        if self.max_tokens is not None:
            order = order._replace(max_tokens=self.max_tokens)
        if self.output != streams.STDIN and order.target is Target.CLIPBOARD:
            raise HybridError("The clipboard is no file", "-o names a file.", "Leave -o out, or choose --target file.")
        if self.output != streams.STDIN and order.target is Target.FILE:
            order = order._replace(path=str(Path(self.output).absolute()))
        return order

    @property
    def known_notes(self) -> str | None:
        """The notes that were named, or else those that lie beside the spec; None where there are none."""
        if self.notes is not None or self.spec == streams.STDIN:
            return self.notes
        beside = notes_of(Path(self.spec))
        return str(beside) if beside else None

    @property
    def project(self) -> str:
        """What the books file the hand-off under: the path of the notes, or else of the spec; "" for a pipe."""
        path = self.known_notes or self.spec
        return "" if path == streams.STDIN else str(Path(path).absolute())

    @property
    def home(self) -> Workspace:
        """The workspace whose neighbours are the hand-off's: that of the spec, or else of the notes or of the output.

        Raises `HybridError` where all that is named comes and goes through pipes.
        """
        for path in filter(None, (self.spec, self.notes, self.output)):
            if path != streams.STDIN:
                notes = Path(path)
                return Workspace.of(notes.with_name(notes.stem.removesuffix(".spec") + ".md"))
        raise HybridError(
            "There is no place to keep the reply",
            "The spec comes from standard input, and a reply is kept beside its spec.",
            "Give the spec as a file, or name a file after -o: the reply is kept beside that.",
        )
