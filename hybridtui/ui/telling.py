"""Why this file exists: an error is shown in the same way wherever it comes up, and nothing in it is obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hybridtui.core.glyphs import visible

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel
    from textual.widget import Widget

    from hybridtui.core.errors import HybridError

_SECONDS = 12
"""How long it stays: there are up to three lines to read."""


def tell(screen: Widget, error: HybridError, severity: SeverityLevel = "error") -> None:
    """Show an error as a notice over `screen`: what, why, and what to do next."""
    screen.notify(
        visible("\n".join(part for part in (error.cause, error.next_step) if part)),
        title=visible(error.title),
        severity=severity,
        timeout=_SECONDS,
        markup=False,
    )
