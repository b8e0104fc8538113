"""Why this file exists: Claude's answer was paid for; here it streams, stays readable, and says how it ended.

It is drawn line by line, as the draft is, and laid out for a moment at a time: no key waits for a reply, however long
it is or fast it comes. Nothing is laid out while the pane is out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from hybridtui.core.glyphs import visible
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.ui.keys import PAGE, Key, key_for
from hybridtui.ui.reply.document import Document
from hybridtui.ui.reply.drawing import NAMES, Brush
from hybridtui.ui.reply.following import Following
from hybridtui.ui.reply.looks import LOOKS
from hybridtui.ui.reply.outcome import empty, outcome, status
from hybridtui.ui.reply.stopwatch import Stopwatch
from hybridtui.ui.reply.word_count import WordCount
from hybridtui.ui.wrapping import first_parts, wrapped_content

if TYPE_CHECKING:
    from hybridtui.core.reply.kept import Kept

_BUDGET = 0.012
"""Seconds of laying out at a stretch: a key that comes meanwhile waits no longer than that."""
_PACE = 0.1
"""Seconds from one laying out to the next while a reply streams: ten times a second reads well and spares the line."""
_LEAVE = 4
"""While a reply streams, the pane leaves the loop to others for so many times as long as it has just laid out."""
_MARGIN = "│ "
"""What stands before each line of the thinking."""


class ReplyPane(Following):
    """Pane 4. Its first line stays in place and says where the reply stands; below it thinking, text and outcome."""

    BORDER_TITLE = "4 Claude"
    DEFAULT_CSS = LOOKS
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reply--{name}" for name in NAMES}

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(id="claude")
        self._keys = keys
        self._reply = Reply()
        self._kept: Kept | None = None
        self._watch = Stopwatch()
        self._away: dict[tuple[str, str], Stopwatch] = {}
        """The stopwatches of replies that run while another one is shown."""
        self._words, self._thoughts = WordCount(), WordCount()
        self._progress: tuple[float | None, int] = (None, 0)
        """Seconds and words as they were told last: while a reply streams, once a second."""
        self._unfolded = False
        self._text, self._thinking = Document(80), Document(80)
        self._status = ""
        self._head: list[Content] = wrapped_content(Content(empty(keys)), 80)
        self._foot: list[Content] = []
        self._width = 0
        self._place: float | None = None
        """Where to be, as a part of the whole, once all is laid out to a new width."""
        self._dirty = True
        self._next: Timer | None = None
        self._clock: Timer | None = None
        self._brush = Brush(self)

    @property
    def plain(self) -> str:
        """All that the pane shows, above, in and below its window, as far as it is laid out."""
        return "\n".join((self._status, *(line.plain for part in self._parts() for line in part)))

    def on_mount(self) -> None:
        """Start the clock that tells how long a reply takes."""
        self._clock = self.set_interval(1, self._tick, pause=True)

    def rekey(self, keys: Sequence[Key]) -> None:
        """Name other keys from now on."""
        self._keys = keys
        self._touch()
        self._advance()

    def show(self, reply: Reply, kept: Kept | None = None) -> None:
        """Show the reply as far as it has come. `kept` says that it was taken out again to be read."""
        before, self._reply = self._reply, reply
        if reply is before and kept is self._kept:
            return
        self._kept = kept
        self._touch()
        if not _continues(before, reply):
            self._place = None
            if before.running:
                self._away[_name(before)] = self._watch
            watch = self._away.pop(_name(reply), Stopwatch())
            self._watch = watch if reply.running else Stopwatch()  # when it ended meanwhile is not known
            self._words, self._thoughts = WordCount(), WordCount()
            self._progress = None, 0
            self.following = reply.running
            self._begin_anew()
            self.go_to(0)
        self._watch.run(reply.running)
        if self._clock is not None:
            (self._clock.resume if reply.running else self._clock.pause)()
        self._advance()

    def toggle_thinking(self) -> None:
        """Unfold or fold the summarised thinking; the text in sight stays there."""
        self._unfolded = not self._unfolded
        self._thinking = Document(self._width - len(_MARGIN))
        self._touch()
        self._advance()

    def on_show(self) -> None:
        """Catch up with what came while the pane was out of sight."""
        self._advance()

    def on_resize(self) -> None:
        """Fit the new width, and keep the place in the text."""
        width = self.scrollable_content_region.width
        if width != self._width:
            if self._width and not self.following and self._place is None:
                self._place = self.scroll_y / max(1, self._count())
            self._width = width
            self._begin_anew()
            self._touch()
        self._advance()

    # Laying out

    def _touch(self) -> None:
        """Something is to be laid out."""
        self._dirty = self.growing = True

    def _begin_anew(self) -> None:
        self._text, self._thinking = Document(self._width), Document(self._width - len(_MARGIN))

    def _advance(self) -> None:
        """Lay out what is new, for a moment; the rest, and what comes next, a little later."""
        if self._next is not None or not self._dirty or not self._width or not self.display:
            return
        begun, reply = monotonic(), self._reply
        head, above, settled = self._head, self._above, len(self._text.lines)
        self._text.feed(reply.text)
        self._thinking.feed(reply.thinking if self._unfolded else "")
        documents = self._thinking, self._text
        for document in documents:
            while document.behind and monotonic() < begun + _BUDGET:
                document.step()
            if not document.behind:
                document.settle(ended=not reply.running)
        behind = any(document.behind for document in documents)
        self._describe(complete=not behind)
        if self.scroll_y > above and not self.following:
            self.go_to(self.scroll_y + self._above - above)
        same = self._above == above and self._head == head
        self.fit(1 + self._count(), 1 + above + settled if same else 0)
        if not behind:
            self._dirty = False
            self._arrive()
        took = monotonic() - begun
        self._next = self.set_timer(_BUDGET if behind else max(_PACE, took * _LEAVE), self._go_on)

    def _go_on(self) -> None:
        self._next = None
        self._advance()

    def _describe(self, *, complete: bool) -> None:
        """Word what stands around the text. The outcome is told once the text is `complete`."""
        reply = self._reply
        self._head, self._foot = [], []
        if reply.state is ReplyState.NONE:
            self._head = wrapped_content(Content(empty(self._keys)), self._width)
        elif reply.thinking:
            words, key = self._thoughts.of(reply.thinking), key_for(self._keys, "thinking")
            sign, folds = ("▾", "folds") if self._unfolded else ("▸", "unfolds")
            self._head = [Content(f"{sign} Thinking, {words:,} words ({key} {folds})").stylize("dim")]
        if complete:
            self._foot = [Content("")] * bool(reply.text)
            for text, name in outcome(reply, self._keys):
                self._foot += wrapped_content(Content(visible(text)).stylize(name), self._width)
        if reply.running and self._progress[1]:
            self._tell()
        else:
            self._tick()

    def _arrive(self) -> None:
        """All that came is laid out."""
        if not self._reply.running:
            self.rest()
        if self._place is not None:
            self.go_to(round(self._place * self._count()))
            self._place = None

    def _tick(self) -> None:
        """Look at the clock, count the words, and say where the reply stands now."""
        self._progress = self._watch.seconds, self._words.of(self._reply.text)
        self._tell()

    def _tell(self) -> None:
        """Say where the reply stands."""
        if not self._width or not self.display:
            return
        pieces = status(self._reply, self._keys, *self._progress, self._kept)
        text = first_parts([visible(piece) for piece in pieces], self._width)
        if text != self._status:
            self._status = text
            self.refresh(Region(0, 0, self.size.width, 1))

    # Drawing

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y if y else 0
        if y == self.size.height - 1 and self.below and self._reply.running:
            more = f"▼ more below · {key_for(PAGE, 'page-end')} follows"
            line = Content(more).stylize("status")
        elif y == 0:
            line = Content(self._status).stylize("status")
        else:
            line = self._line(number - 1)
        return self._brush.strip(line, number, self._width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The lines that the mouse has marked, as they are on the screen."""
        return selection.extract(self.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is marked now."""
        self.refresh()

    def _line(self, number: int) -> Content:
        """Line `number` of all, the pinned one left out; an empty one below the last."""
        for part in self._parts():
            if number < len(part):
                line = part[number]
                thought = part is self._thinking.lines or part is self._thinking.loose
                return Content.assemble((_MARGIN, "dim"), line) if thought else line
            number -= len(part)
        return Content("")

    def _parts(self) -> tuple[Sequence[Content], ...]:
        text, thinking, gap = self._text, self._thinking, [Content("")] * bool(self._reply.thinking)
        return self._head, thinking.lines, thinking.loose, gap, text.lines, text.loose, self._foot

    @property
    def _above(self) -> int:
        """How many lines stand above the text."""
        return sum(map(len, self._parts()[:4]))

    def _count(self) -> int:
        return sum(map(len, self._parts()))


def _continues(before: Reply, reply: Reply) -> bool:
    """Whether `reply` is the same reply as `before`, further on."""
    return _name(before) == _name(reply) and reply.text.startswith(before.text)


def _name(reply: Reply) -> tuple[str, str]:
    return reply.id, reply.sign_off
