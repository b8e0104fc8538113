"""Why this file exists: Claude's answer was paid for; here it streams, stays readable, and says how it ended."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from hybridtui.core.glyphs import visible
from hybridtui.core.meter import money_text
from hybridtui.core.reply import Reply, ReplyState

_EMPTY = "Nothing was handed off yet. Press h (in an editor ^g h) to review the spec and send it."

_STATES = {
    ReplyState.NONE: "",
    ReplyState.WAITING: "sent, waiting for the first word",
    ReplyState.STREAMING: "streaming; s stops it and keeps what arrived",
    ReplyState.ENDED: "complete",
    ReplyState.STOPPED: "stopped by you; what arrived is kept",
    ReplyState.FAILED: "broken off; what arrived is kept",
}

_STOP_REASONS = {
    "end_turn": "Claude finished",
    "max_tokens": "cut off at the output limit",
    "stop_sequence": "ended at a stop sequence",
    "tool_use": "Claude asked for a tool, which it does not have here",
    "pause_turn": "paused by the server",
    "refusal": "Claude declined to answer",
    "model_context_window_exceeded": "the context window is full",
}


class ReplyPane(VerticalScroll, can_focus=True):
    """Pane 4. Text, thinking and the outcome are kept apart."""

    BORDER_TITLE = "4 Claude"

    def __init__(self) -> None:
        super().__init__(id="claude")
        self._shown = Reply()
        self._unfolded = False

    def compose(self) -> ComposeResult:
        yield Static(_EMPTY, id="reply-status", markup=False)
        yield Static("", id="reply-thinking", markup=False)
        # A link in a reply must not open a browser by a stray click.
        yield Markdown("", id="reply-text", open_links=False)
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
        status = f"{reply.model} · {_STATES[reply.state]}" if reply.state is not ReplyState.NONE else _EMPTY
        self.query_one("#reply-status", Static).update(Content(status))
        thinking = self.query_one("#reply-thinking", Static)
        thinking.display = bool(reply.thinking)
        folded = f"Thinking, {len(reply.thinking.split())} words (i unfolds)"
        thinking.update(Content(visible(reply.thinking) if self._unfolded else folded))
        outcome = self.query_one("#reply-outcome", Static)
        lines = list(_outcome(reply))
        outcome.display = bool(lines)
        outcome.update(Content("\n".join(lines)))


def _outcome(reply: Reply) -> Iterable[str]:
    """How the reply ended, in words, a line each."""
    if reply.state in (ReplyState.NONE, ReplyState.WAITING, ReplyState.STREAMING):
        return
    if reply.error:
        yield f"✗ {visible(str(reply.error))}"
    if reply.stop_reason:
        yield _STOP_REASONS.get(reply.stop_reason, visible(reply.stop_reason))
    if reply.usage:
        word = "billed" if reply.state is ReplyState.ENDED else "unconfirmed, at least"
        cost = money_text(reply.cost, billed=True)
        yield f"{word} {reply.usage.all_input:,} tokens in, {reply.usage.output:,} out · cost {cost}"
    if reply.request_id:
        yield f"request {visible(reply.request_id)}"
