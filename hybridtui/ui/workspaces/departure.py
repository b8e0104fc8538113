"""Why this file exists: the picker wants another workspace opened, and only the application can do that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hybridtui.core.errors import HybridError


@dataclass(frozen=True, slots=True)
class Departure:
    """Open the workspace of the notes at `path` in the place of this one.

    With a `name`, `path` and `id` are those of this one, which is first moved to that name or path.
    """

    path: str
    id: str = ""
    name: str = ""


Depart = Callable[[Departure, Callable[[HybridError], None]], None]
"""Sets out on a departure, and returns at once. Where it fails, what it was given second is told why; nothing has
changed then. Where it succeeds, the screen that asked for it is gone."""
