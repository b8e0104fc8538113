"""Why this file exists: the keys that mean something here stand below everything, as many whole ones as there is room.

Textual's footer is cut in the middle of a word where the screen is narrow, and takes down and puts up a widget for
every key whenever the focus moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget

from hybridtui.core.glyphs import visible
from hybridtui.ui.keys import shown

_GAP = 1
"""Columns between two entries."""

KEPT = ("leader", "help", "quit", "back")
"""Actions whose keys are shown wherever they work, however little room there is: from there all others are found."""


class Entry(NamedTuple):
    """A key, and what it is called; `key` is Textual's name for it, `shown` what people call it."""

    key: str
    shown: str
    label: str
    action: str

    @property
    def width(self) -> int:
        """Columns that it takes."""
        return cell_len(self.shown) + 1 + cell_len(self.label)


def fitting(entries: Sequence[Entry], width: int) -> tuple[Entry, ...]:
    """The entries for which there is room, in their order: those that come first, and before them those to be kept."""
    left, chosen = width + _GAP, set[Entry]()
    for entry in sorted(entries, key=lambda entry: entry.action not in KEPT):
        left -= entry.width + _GAP
        if left < 0:
            break
        chosen.add(entry)
    return tuple(entry for entry in entries if entry in chosen)


class KeyBar(Widget):
    """The keys of the screen that it stands on, as they apply where the focus is. A click on one presses it."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;

        .key-bar--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }

        .key-bar--label {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
    }
    """
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--label"}

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def on_mount(self) -> None:
        """Hear of it whenever other keys apply."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if self.app.app_focus and screen is self.screen:
            self.call_after_refresh(self._read)

    def _read(self) -> None:
        found: dict[str, Entry] = {}
        for active in self.screen.active_bindings.values() if self.is_attached else ():
            binding = active.binding
            if (binding.show or binding.action in KEPT) and active.enabled and binding.action not in found:
                found[binding.action] = Entry(binding.key, shown(binding.key), binding.description, binding.action)
        if (entries := tuple(found.values())) != self._entries:
            self._entries = entries
            self.refresh()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return fitting(self._entries, self.size.width)

    def render(self) -> Content:
        key, label = (self.get_visual_style(f"key-bar--{part}") for part in ("key", "label"))
        return Content(" " * _GAP).join(
            Content.assemble((visible(entry.shown), key), (f" {visible(entry.label)}", label)) for entry in self.entries
        )

    def on_click(self, event: Click) -> None:
        """Press the key under the pointer."""
        for start, entry in self._places():
            if start <= event.x < start + entry.width:
                self.app.simulate_key(entry.key)

    def _places(self) -> Iterator[tuple[int, Entry]]:
        at = 0
        for entry in self.entries:
            yield at, entry
            at += entry.width + _GAP
