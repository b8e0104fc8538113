"""Why this file exists: which code blocks become files, where and under which names, is said by the human alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hybridtui.core.code.blocks import CodeBlock
from hybridtui.core.code.saving import Candidate, Fate, candidates, chosen, placed, twins
from hybridtui.core.differences.lines import line_diff
from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.ports import BlockFiles
from hybridtui.ui.choice_list import Choice, ChoiceList
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import SAVING, bindings, key_for
from hybridtui.ui.reply.blocks import about, title
from hybridtui.ui.reply.diff_screen import Answer, DiffScreen

_FATES = {
    Fate.UNNAMED: "no name",
    Fate.REFUSED: "cannot be saved",
    Fate.NEW: "new",
    Fate.SAME: "there already",
    Fate.DIFFERS: "replaces another text",
}
_ABOUT = {
    Fate.UNNAMED: f"The reply gives it no name. {key_for(SAVING, 'block-name')} gives it one.",
    Fate.REFUSED: "",
    Fate.NEW: "There is no such file yet.",
    Fate.SAME: "There is such a file, and it says the same, word for word.",
    Fate.DIFFERS: "There is such a file. What would change is shown before it is replaced.",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the human wants saved, and where."""

    folder: str
    files: tuple[Candidate, ...]


class SaveScreen(Dialog[Wanted | None]):
    """Lists the code blocks of a reply; gives those to be written, every replacement agreed to; None is none."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(SAVING))

    def __init__(self, blocks: Sequence[CodeBlock], files: BlockFiles, folder: str) -> None:
        super().__init__()
        self._files = files
        self._folder = folder
        self._candidates = candidates(blocks, partial(files.look, folder))
        self._notice = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="saving") as frame:
            frame.border_title = "Save code blocks as files"
            yield Static(id="saving-folder", markup=False)
            yield ChoiceList()
            yield Static(id="saving-about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._show()
        self._list.focus()

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def _show(self, notice: str = "") -> None:
        """Show everything as it stands, the cursor where it was. A notice stands until the cursor moves."""
        self._list.show([self._choice(at) for at in range(len(self._candidates))])
        count = sum(each.chosen for each in self._candidates)
        self.query_one("#saving-folder", Static).update(Content(f"{count} chosen, into {visible(self._folder)}"))
        self._notice = notice

    def _choice(self, at: int) -> Choice:
        one = self._candidates[at]
        box = "[x]" if one.chosen else "[ ]" if one.can_be_saved else " · "
        return f"{box} {title(one.block, one.name)}", f"{_FATES[one.fate]} · {about(one.block)}"

    @on(ChoiceList.Walked)
    def _tell(self) -> None:
        """Say below the list what there is to know about the block under the cursor."""
        one = self._candidates[self._list.at]
        told = _ABOUT[one.fate]
        if others := twins(self._candidates, self._list.at):
            told = f"Line {', '.join(str(other + 1) for other in others)} is the same file: only one can be chosen."
        elif one.refusal:
            told = f"Not saved: {one.refusal}"
        elif not one.block.closed:
            told = "Its end has not come, so it may not be whole."
        self.query_one("#saving-about", Static).update(Content(visible(self._notice or told)))
        self._notice = ""

    # What the human says

    def action_block_choose(self) -> None:
        """The block is wanted, or is not."""
        at = self._list.at
        self._candidates = chosen(self._candidates, at, not self._candidates[at].chosen)
        self._show()

    @work
    async def action_block_name(self) -> None:
        """Ask for another name."""
        at, one = self._list.at, self._candidates[self._list.at]
        asked = AskScreen(
            "Save as", f"{title(one.block, one.name)} · {about(one.block)}", "A file needs a name.", one.name
        )
        name = await self.app.push_screen_wait(asked)
        if name is not None:
            again = placed(Candidate(one.block, name), partial(self._files.look, self._folder))
            self._candidates = (*self._candidates[:at], again, *self._candidates[at + 1 :])
            self._candidates = chosen(self._candidates, at, True)
            self._show()

    @work
    async def action_block_folder(self) -> None:
        """Ask for another folder; what would be replaced there is looked up anew."""
        asked = AskScreen("Folder", "Where the files go; it is made if it is not there.", "Which?", self._folder)
        given = await self.app.push_screen_wait(asked)
        if given is None:
            return
        try:
            self._folder = self._files.folder(given)
        except HybridError as error:
            self._show(f"✗ {error.title}: {error.cause}")
            return
        look = partial(self._files.look, self._folder)
        self._candidates = tuple(placed(each, look) for each in self._candidates)
        self._show()

    def action_block_look(self) -> None:
        """Show what saving the block would change."""
        one = self._candidates[self._list.at]
        there = one.place.text if one.place else ""
        self.app.push_screen(DiffScreen(title(one.block, one.name), line_diff(there or "", one.block.text)))

    @on(ChoiceList.Clicked)
    def _clicked(self) -> None:
        self.action_block_choose()

    @work(exclusive=True)
    async def action_blocks_save(self) -> None:
        """Save what is chosen, once every replacement has been shown and agreed to; who goes back saves nothing."""
        agreed: list[Candidate] = []
        answer: Answer | None = None
        for one in (each for each in self._candidates if each.chosen):
            if one.fate is Fate.DIFFERS and one.place and answer is not Answer.ALL:
                lines = line_diff(one.place.text or "", one.block.text)
                answer = await self.app.push_screen_wait(DiffScreen(f"Replace {one.name}?", lines, asks=True))
                if answer is None:
                    return
                if answer is Answer.NO:
                    continue
            agreed.append(one)
        if agreed:
            self.dismiss(Wanted(self._folder, tuple(agreed)))
        elif answer:
            self._show("Nothing is saved: every file was kept as it is.")
        else:
            self._show(f"Nothing is chosen. {key_for(SAVING, 'block-choose')} chooses.")

    def action_back(self) -> None:
        self.dismiss(None)
