"""Why this file exists: work beside the keyboard may be cancelled before it begins, and then leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import WorkType


def begin(
    owner: DOMNode, work: Callable[[], Coroutine[Any, Any, object]], *, group: str, exclusive: bool = False
) -> None:
    """Have `owner` do `work`, an async function or a partial of one; if `exclusive`, instead of what the group does.

    Its coroutine is made when it begins: one made before would never be awaited where it is cancelled first.
    """
    job: WorkType[object] = work  # mypy cannot tell which kind of callable it is
    owner.run_worker(job, group=group, exclusive=exclusive)
