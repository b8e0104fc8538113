"""Why this file exists: how a draft reads on a screen (lines, glyphs, title) is settled without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hybridtui.core.draft import Run
from hybridtui.core.kinds import Kind
from hybridtui.core.session import Session
from hybridtui.ui.panes.first_words import headline, waiting
from hybridtui.ui.panes.row import GLYPHS, Row
from hybridtui.ui.wrapping import wrapped

if TYPE_CHECKING:
    from hybridtui.core.draft.item import Item


class Layout:
    """A draft as lines of at most `width` cells: items under the headings of their kinds, each with its glyph.

    Only what changed since the last time is laid out anew, since a model that writes changes one of thousands of items
    many times a second.
    """

    def __init__(self) -> None:
        self._seen = Session()
        self._width = 0
        self._blocks: dict[str, _Block] = {}
        """What was laid out, by item id."""

    def rows(self, session: Session, width: int) -> list[Row]:
        """The lines of `session`'s draft."""
        known, fitting = self._blocks, width == self._width
        same = all(getattr(session, part) is getattr(self._seen, part) for part in _DECIDING)
        same = same and session.draft.merged is self._seen.draft.merged
        self._seen, self._width, self._blocks = session, width, {}
        by_kind: dict[Kind, list[_Block]] = {}
        streaming = session.draft.streaming
        for item in session.draft.items:
            block = known.get(item.id)
            if block and same and block.item is item and (block.state == "streaming") is (item.id in streaming):
                text, state = block.text, block.state
            else:
                text, state = _text(session, item), _state(session, item)
            if block is None or not fitting or (block.text, block.state) != (text, state):
                block = _Block(item, text, state, tuple(_rows(item.id, text, state, width)))
            elif block.item is not item:
                block = block._replace(item=item)
            self._blocks[item.id] = block
            by_kind.setdefault(item.kind, []).append(block)
        rows: list[Row] = []
        for kind in Kind:
            if kind in by_kind:
                rows.append(Row(kind.heading, "draft--heading"))
                for block in by_kind[kind]:
                    rows += block.rows
                rows.append(Row("", "draft--fresh"))
        return rows


_DECIDING = ("record", "standing", "outdated", "apart")
"""The parts of a session that decide what state an item is in, besides the draft."""


class _Block(NamedTuple):
    """The lines of one item, and what they were laid out for."""

    item: Item
    text: str
    state: str
    rows: tuple[Row, ...]


def _rows(item: str, text: str, state: str, width: int) -> Iterator[Row]:
    component = f"draft--{state}"
    for number, line in enumerate(wrapped(text, width - 2)):
        yield Row(f"{' ' if number else GLYPHS[state]} {line}", component, item)


def title(session: Session) -> str:
    """What stands over the draft: the dial, and who decides how a line reads."""
    return headline(session.steering.compression, session.decider)


def counts(session: Session) -> str:
    """How many lines are new, and how many of the spec's are behind the notes."""
    if not session.draft.items and not session.stale:
        return ""
    return f"{len(session.fresh)} new" + (f" · {len(session.stale)} stale" if session.stale else "")


def about(session: Session, item_id: str) -> str:
    """What there is to know about one item: what was asked of it, and what became of that. Empty as a rule."""
    item = session.draft.item(item_id)
    if item is None:
        return ""
    wishes = [session.steering.wish(key) for key in item.sources]
    asked = dict.fromkeys(wish.compression for wish in wishes if wish.compression)
    attempts = [f"wording {wishes[0].attempt + 1}"] if wishes and wishes[0].attempt else []
    return " · ".join((*asked, *attempts, *([item.remark] if item.remark else [])))


def note(session: Session) -> str:
    """What the draft says while it holds nothing."""
    if error := session.engine.error or session.draft.error:
        return str(error)
    if session.engine.model is None:
        return waiting(session.engine.fraction)
    if session.draft.run is Run.RUNNING:
        return "Reading your notes."
    if session.draft.run is Run.STOPPED:
        return "Stopped before the first line."
    return "Nothing to refine yet: write something in the notes."


def _text(session: Session, item: Item) -> str:
    """What the item says, and how many sentences it says it for where it was merged."""
    return f"{item.text} (×{len(item.sources)})" if len(session.draft.parts(item)) > 1 else item.text


def _state(session: Session, item: Item) -> str:
    """Which of `GLYPHS` an item carries."""
    if item.id in session.draft.streaming:
        return "streaming"
    if session.is_dropped(item):
        return "dropped"
    if item.id in session.replacing:
        return "stale"
    if session.line_of(item) is not None:
        return "taken"
    return "gone" if session.was_taken(item) else "fresh"
