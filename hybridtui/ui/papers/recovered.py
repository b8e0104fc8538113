"""Why this file exists: who comes back after a crash is told what was brought back, and how to be rid of it."""

from __future__ import annotations

from collections.abc import Iterable

from hybridtui.core.errors import HybridError
from hybridtui.core.journal import Recovery
from hybridtui.core.plurals import number_of
from hybridtui.ui.moments import Moments


def recovered(found: Iterable[tuple[str, Recovery]], moments: Moments) -> HybridError:
    """What to say of what was brought back, by the names of the files."""
    parts = "; ".join(_part(name, each, moments) for name, each in found)
    return HybridError("Recovered what was typed after the last save", f"{parts}.", "Undo (^z) takes it back.")


def _part(name: str, each: Recovery, moments: Moments) -> str:
    merged = ", merged into what another program wrote" if each.merged else ""
    conflicts = f", with {number_of(each.conflicts, 'conflict')}" if each.conflicts else ""
    return f"{number_of(each.characters, 'character')} of {name} ({moments.brief(each.at).strip()}){merged}{conflicts}"
