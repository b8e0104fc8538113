"""Why this file exists: what the human takes out of the program goes somewhere that tests can look into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hybridtui.core.code.saving import Place


class Clipboard(Protocol):
    """Where text waits to be pasted."""

    def copy(self, text: str) -> str:
        """Hand `text` over. Returns what is known of what became of it, in words. Raises `HybridError`."""
        ...


class BlockFiles(Protocol):
    """Where code blocks of a reply become files. Every method raises `HybridError`."""

    def folder(self, given: str) -> str:
        """The absolute path of a folder that the human named; it may not be there yet."""
        ...

    def look(self, folder: str, name: str) -> Place:
        """What is in `folder` under `name` now. Refuses a name that leads out of the folder."""
        ...

    def save(self, folder: str, name: str, place: Place, text: str) -> None:
        """Write `text` whole, unless what is there is not what `look` saw."""
        ...
