"""Why this file exists: one page that says what every key does, made from the table of keys and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.keys import (
    ACCOUNTS,
    CHECKPOINT,
    DIFF,
    DRAFT,
    EDITOR,
    LEADER,
    PAGE,
    REPLIES,
    RESOLVE,
    SAVING,
    SWAP,
    TIMELINE,
    WORKSPACES,
    Key,
    shown,
)
from hybridtui.ui.page import Page
from hybridtui.ui.wrapping import wrapped, wrapped_content

_EDITOR = (
    ("^z ^y", "Undo, redo"),
    ("^x ^c ^v", "Cut, copy, paste"),
    ("^k ^u", "Delete to the end, to the start of the line"),
    ("Tab", "Next pane"),
    ("F7", "Select all"),
)
"""Textual's own keys of an editor that are worth knowing."""


Table = Sequence[tuple[str, str]]
Sections = Sequence[tuple[str, Table]]
"""Titles, and below each what the keys do: pairs of keys and words."""


def page(keys: Sequence[Key]) -> Sections:
    """What stands on the help page."""
    lead = shown(LEADER)
    everywhere = [
        (shown(key.plain), key.help + (f" (also {shown(key.anywhere)})" if key.anywhere else "")) for key in keys
    ]
    return (
        (f"Press these in the draft and the reply; in an editor press {lead} first", everywhere),
        ("In the draft", _lines(DRAFT)),
        ("In the notes and the spec", [*_EDITOR, *_lines(EDITOR)]),
        ("In the list of replies", _lines(REPLIES)),
        ("In the list of workspaces", _lines(WORKSPACES)),
        ("Where code blocks become files", _lines(SAVING)),
        ("Where a file would be replaced", _lines(DIFF)),
        ("Where a line of the spec is behind the notes", _lines(SWAP)),
        ("Where another program wrote something else", _lines(RESOLVE)),
        ("At the checkpoint", _lines(CHECKPOINT)),
        ("In the accounts", _lines(ACCOUNTS)),
        ("In the timeline", _lines(TIMELINE)),
        ("On this page, at the checkpoint and in the reply", _lines(PAGE)),
    )


def checkpoint_page() -> Sections:
    """The keys of the checkpoint."""
    return (("At the checkpoint", _lines(CHECKPOINT)), ("On this page", _lines(PAGE)))


def timeline_page() -> Sections:
    """The keys of the timeline."""
    return (("In the timeline", _lines(TIMELINE)), ("On this page", _lines(PAGE)))


def laid_out(sections: Sections, width: int) -> Content:
    """The page in lines of `width` cells: keys on the left, what they do in a column of its own."""
    column = max(len(name) for _, table in sections for name, _ in table) + 4
    lines: list[Content] = []
    for title, table in sections:
        lines += [Content(""), *wrapped_content(Content.styled(title, "bold"), width)]
        for name, text in table:
            first, *rest = wrapped(text, width - column)
            lines.append(Content.assemble((f"  {name}".ljust(column), "bold"), first))
            lines += [Content(" " * column + line) for line in rest]
    return Content("\n").join(lines[1:])


def _lines(keys: Sequence[Key]) -> Table:
    return [(shown(key.plain), key.help) for key in keys]


class HelpScreen(Dialog[None]):
    """A page of help; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", "Close", show=False)]

    def __init__(self, sections: Sections) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        with Page(id="help-page") as page_scroll:
            page_scroll.border_title = "Help"
            page_scroll.border_subtitle = "Esc closes"
            yield Static()

    def on_resize(self) -> None:
        """Lay the page out to the width there is, once that is known."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = self.query_one(Page).scrollable_content_region.width
        self.query_one(Static).update(laid_out(self._sections, width))
