"""Why this file exists: one page that says what every key does, made from the table of keys and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hybridtui.ui.keys import (
    ACCOUNTS,
    CHECKPOINT,
    DIFF,
    DRAFT,
    EDITOR,
    LEADER,
    PAGE,
    REPLIES,
    SAVING,
    SWAP,
    Key,
    shown,
)
from hybridtui.ui.page import Page

_EDITOR = (
    ("^z ^y", "Undo, redo"),
    ("^x ^c ^v", "Cut, copy, paste"),
    ("^k ^u", "Delete to the end, to the start of the line"),
    ("Tab", "Next pane"),
    ("F7", "Select all"),
)
"""Textual's own keys of an editor that are worth knowing."""


def page(keys: Sequence[Key]) -> Content:
    """The help page as text."""
    lead = shown(LEADER)
    everywhere = [
        (shown(key.plain), key.help + (f" (also {shown(key.anywhere)})" if key.anywhere else "")) for key in keys
    ]
    sections = (
        (f"Press these in the draft and the reply; in an editor press {lead} first", everywhere),
        ("In the draft", _lines(DRAFT)),
        ("In the notes and the spec", [*_EDITOR, *_lines(EDITOR)]),
        ("In the list of replies", _lines(REPLIES)),
        ("Where code blocks become files", _lines(SAVING)),
        ("Where a file would be replaced", _lines(DIFF)),
        ("Where a line of the spec is behind the notes", _lines(SWAP)),
        ("At the checkpoint", _lines(CHECKPOINT)),
        ("In the accounts", _lines(ACCOUNTS)),
        ("On this page, at the checkpoint and in the reply", _lines(PAGE)),
    )
    return _laid_out(sections)


def checkpoint_page() -> Content:
    """The keys of the checkpoint as text."""
    return _laid_out((("At the checkpoint", _lines(CHECKPOINT)), ("On this page", _lines(PAGE))))


def _laid_out(sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Content:
    lines: list[Content] = []
    for title, table in sections:
        lines += [Content(""), Content.styled(title, "bold")]
        lines += [Content.assemble((f"  {name:<10}", "bold"), " ", text) for name, text in table]
    return Content("\n").join(lines[1:])


def _lines(keys: Sequence[Key]) -> list[tuple[str, str]]:
    return [(shown(key.plain), key.help) for key in keys]


class HelpScreen(ModalScreen[None]):
    """A page of help; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", "Close", show=False)]

    def __init__(self, text: Content) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Page(id="help-page") as page_scroll:
            page_scroll.border_title = "Help"
            page_scroll.border_subtitle = "Esc closes"
            yield Static(self._text)
