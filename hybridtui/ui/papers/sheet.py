"""Why this file exists: what saves and merges documents need not know the panes that show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a document is shown: `text` gives it as it is now, `put` changes it as one edit.

    `shown` says that the human sees it, and is told what becomes of it.
    """

    text: Callable[[], str]
    put: Callable[[str], None]
    shown: bool = True
