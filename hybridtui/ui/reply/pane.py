"""Why this file exists: Claude's answer was paid for; here it streams, stays readable, and says how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Markdown, Static

from hybridtui.core.glyphs import visible
from hybridtui.core.meter import money_text
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.ui.keys import LEADER, Key, key_for, shown
from hybridtui.ui.page import Page

_STOP_REASONS = {
    "end_turn": "Claude finished",
    "max_tokens": "cut off at the output limit",
    "stop_sequence": "ended at a stop sequence",
    "tool_use": "Claude asked for a tool, which it does not have here",
    "pause_turn": "paused by the server",
    "refusal": "Claude declined to answer",
    "model_context_window_exceeded": "the context window is full",
}


class ReplyPane(Page):
    """Pane 4. Text, thinking and the outcome are kept apart."""

    BORDER_TITLE = "4 Claude"

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(id="claude")
        self._keys = keys
        self._shown = Reply()
        self._unfolded = False

    def compose(self) -> ComposeResult:
        yield Static(self._status(Reply()), id="reply-status", markup=False)
        yield Static("", id="reply-thinking", markup=False)
        # A link in a reply must not open a browser by a stray click.
        yield Markdown("", id="reply-text", open_links=False, parser_factory=_parser)
        yield Static("", id="reply-outcome", markup=False)

    def show(self, reply: Reply) -> None:
        """Show the reply as far as it has come; only what is new is laid out, until the end lays out all of it once."""
        shown, self._shown = self._shown, reply
        if reply == shown:
            return
        text = self.query_one(Markdown)
        if reply.sign_off != shown.sign_off or not reply.text.startswith(shown.text):
            text.update(visible(reply.text))
            self.anchor(False)
        elif shown.running and not reply.running:
            # Streamed blocks and a whole render can differ for tables: the last word is a whole render.
            text.update(visible(reply.text))
        elif len(reply.text) > len(shown.text):
            text.append(visible(reply.text[len(shown.text) :]))
        if self.max_scroll_y > 0 and reply.running and not self.is_anchored:
            # Only now, because Textual hangs an anchored page that is not full from the bottom.
            self.anchor()
        self._describe(reply)

    def toggle_thinking(self) -> None:
        """Unfold or fold the summarised thinking."""
        self._unfolded = not self._unfolded
        self._describe(self._shown)

    def _describe(self, reply: Reply) -> None:
        self.query_one("#reply-status", Static).update(Content(visible(self._status(reply))))
        thinking = self.query_one("#reply-thinking", Static)
        thinking.display = bool(reply.thinking)
        folded = f"Thinking, {len(reply.thinking.split())} words ({key_for(self._keys, 'thinking')} unfolds)"
        thinking.update(Content(visible(reply.thinking) if self._unfolded else folded))
        outcome = self.query_one("#reply-outcome", Static)
        lines = list(_outcome(reply))
        outcome.display = bool(lines)
        outcome.update(Content("\n".join(lines)))

    def _status(self, reply: Reply) -> str:
        """Where the reply stands, in a line."""
        hand_off, stop = key_for(self._keys, "hand-off"), key_for(self._keys, "stop")
        kept = "what arrived is kept" if reply.text else "nothing had arrived"
        says = {
            ReplyState.WAITING: "on its way, waiting for the first word",
            ReplyState.STREAMING: f"streaming; {stop} stops it and keeps what arrived",
            ReplyState.ENDED: "complete",
            ReplyState.STOPPED: f"stopped by you; {kept}",
            ReplyState.FAILED: f"broken off; {kept}" if reply.text else "failed",
        }
        if reply.state is ReplyState.NONE:
            lead = shown(LEADER)
            return f"Nothing was handed off yet. {hand_off} (in an editor {lead} {hand_off}) opens the checkpoint."
        return f"{reply.model} · {says[reply.state]}"


def _parser() -> MarkdownIt:
    """Textual's own, but for entities: "&#x202e;" would put back what `visible` took out."""
    return MarkdownIt("gfm-like").disable("entity")


def _outcome(reply: Reply) -> Iterable[str]:
    """How the reply ended, in words, a line each."""
    if reply.state in (ReplyState.NONE, ReplyState.WAITING, ReplyState.STREAMING):
        return
    if reply.error:
        yield f"✗ {visible(str(reply.error))}"
    if reply.stop_reason:
        yield _STOP_REASONS.get(reply.stop_reason, visible(reply.stop_reason))
    if reply.usage:
        billed = reply.state is ReplyState.ENDED
        word = "billed" if billed else "unconfirmed, at least"
        cost = money_text(reply.cost, billed=billed)
        yield f"{word} {reply.usage.all_input:,} tokens in, {reply.usage.output:,} out · cost {cost}"
    if reply.request_id:
        yield f"request {visible(reply.request_id)}"
