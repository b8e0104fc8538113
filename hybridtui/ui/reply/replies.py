"""Why this file exists: one spec is handed off more than once, and each reply answers the version of then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hybridtui.core.costs.meter import cost_text
from hybridtui.core.differences.lines import line_diff
from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import COSTLESS, Outcome
from hybridtui.core.plurals import number_of
from hybridtui.core.reply import ReplyState
from hybridtui.core.reply.kept import Kept, spec_hash, versions
from hybridtui.ui.choice_list import ChoiceList
from hybridtui.ui.dialogs.dialog import Dialog
from hybridtui.ui.key_bar import KeyBar
from hybridtui.ui.keys import REPLIES, bindings
from hybridtui.ui.moments import Moments
from hybridtui.ui.reply.diff_screen import DiffScreen
from hybridtui.ui.reply.outcome import ended

_WORD, _MONEY = 10, 9
_WORDS_FROM = 76
"""Columns of the screen from which on there is room for the outcome in words."""


class RepliesScreen(Dialog[Kept | None]):
    """Lists the replies of a spec; gives the one to read, or None.

    `spec` is the spec as it is now, `spec_of` gives the one that a reply answers (raises `HybridError`), `under_way` is
    the id of the hand-off that runs, `in_pane` that of the reply in the pane, `again` the key that sends one again.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(REPLIES))

    def __init__(
        self,
        kept: Sequence[Kept],
        spec: str,
        spec_of: Callable[[str], str],
        *,
        under_way: str,
        in_pane: str,
        again: str,
    ) -> None:
        super().__init__()
        self._kept = kept
        self._spec, self._now = spec, spec_hash(spec)
        self._spec_of = spec_of
        self._versions = versions(kept)
        self._under_way, self._in_pane, self._again = under_way, in_pane, again
        self._moments = Moments.here()
        self._room = len(f"v{len(self._versions)} = now")

    def compose(self) -> ComposeResult:
        with Vertical(id="replies") as frame:
            count = len(self._kept)
            frame.border_title = f"{number_of(count, 'reply', 'replies')} to this spec"
            in_pane = (at for at, each in enumerate(self._kept) if each.hand_off == self._in_pane)
            yield ChoiceList(at=next(in_pane, 0))
            yield Static(id="replies-about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one(ChoiceList).focus()

    def on_resize(self) -> None:
        """Fit the width."""
        self.query_one(ChoiceList).show([(self._row(each), "") for each in self._kept])

    @property
    def current(self) -> Kept:
        """The reply under the cursor."""
        return self._kept[self.query_one(ChoiceList).at]

    def _row(self, one: Kept) -> str:
        outcome = self._outcome(one)
        name = model_name(one.model) or ("" if one.target is Target.API else one.target.value)
        cost = cost_text(one.cost, final=outcome in (Outcome.COMPLETE, Outcome.CUT), billable=outcome not in COSTLESS)
        cells = [outcome.glyph, self._moments.brief(one.at), self._version(one).ljust(self._room)]
        if self.app.size.width >= _WORDS_FROM:
            in_time = one.state is ReplyState.STOPPED  # the books know only that it cost nothing
            cells.append(f"{(Outcome.STOPPED if in_time else outcome).words:<{_WORD}}")
        return " ".join((*cells, cost.rjust(_MONEY), name))

    def _outcome(self, one: Kept) -> Outcome:
        return Outcome.OPEN if one.hand_off and one.hand_off == self._under_way else one.outcome

    def _version(self, one: Kept) -> str:
        """Which version of the spec it answers: "v2", "v3 = now"."""
        number = self._versions.get(one.spec)
        return "v?" if number is None else f"v{number}{' = now' if one.spec == self._now else ''}"

    @on(ChoiceList.Walked)
    def _walked(self) -> None:
        """Say below the list what there is to know about the reply under the cursor."""
        self.query_one("#replies-about", Static).update(Content(visible("\n".join(self._about(self.current)))))

    def _about(self, one: Kept) -> list[str]:
        outcome = self._outcome(one)
        spec = "the spec as it is now" if one.spec == self._now else "another version of the spec"
        says = {
            Outcome.OPEN: "It is on its way.",
            Outcome.COMPLETE: f"It answers {spec}.",
            Outcome.CUT: ended(one.stop_reason),
            Outcome.STOPPED: "You stopped it; what arrived is kept, and billed.",
            Outcome.BROKEN: f"{one.error or 'It broke off'}; it may have been billed.",
            Outcome.FAILED: f"{one.error or 'You stopped it in time'}; nothing was billed.",
            Outcome.DELIVERED: f"Nothing answers there. It was {spec}.",
        }
        lines = [says[outcome]]
        if outcome in (Outcome.CUT, Outcome.STOPPED, Outcome.BROKEN, Outcome.FAILED):
            lines.append(f"To send the spec again: Esc, then {self._again}. It takes a new sign-off.")
        return lines

    # What the human wants

    @on(ChoiceList.Clicked)
    def action_reply_read(self) -> None:
        """Show the reply in the pane."""
        self.dismiss(self.current)

    def action_spec_compare(self) -> None:
        """Show what changed in the spec since."""
        one = self.current
        about = self.query_one("#replies-about", Static)
        try:
            before = self._spec_of(one.name)
        except HybridError as error:
            about.update(Content(visible(f"✗ {error}")))
            return
        lines = line_diff(before, self._spec)
        if lines:
            self.app.push_screen(
                DiffScreen(f"The spec since {self._version(one)}, {self._moments.full(one.at)}", lines)
            )
        else:
            about.update("The spec is the same, word for word.")

    def action_back(self) -> None:
        self.dismiss(None)
