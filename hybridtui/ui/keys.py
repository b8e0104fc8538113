"""Why this file exists: one table of keys, from which bindings, leader menu, bar of keys, help and README follow.

A terminal leaves few ctrl keys: the editor, Textual, tmux and flow control take most. So every action has a plain key
that works wherever text is not edited, and the same key works everywhere after the leader. Nothing here needs a special
keyboard protocol.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import Binding

LEADER = "ctrl+g"
"""Opens the menu of actions from anywhere, the editors included."""


class Key(NamedTuple):
    """One action: its stable id (also the name a user's key map uses), its plain key, and what it is called.

    `anywhere` is a key that works in the editors without the leader. `short` is its word in the bar of keys; empty
    keeps it out of there.
    """

    id: str
    plain: str
    label: str
    help: str
    short: str = ""
    anywhere: str = ""

    @property
    def action(self) -> str:
        """The Textual action: ids are in kebab case, actions in snake case."""
        return self.id.replace("-", "_")


KEYS: tuple[Key, ...] = (
    Key("pane-notes", "1", "Notes", "Go to the notes"),
    Key("pane-draft", "2", "Draft", "Go to the draft"),
    Key("pane-spec", "3", "Spec", "Go to the spec"),
    Key("pane-claude", "4", "Claude", "Go to Claude's reply"),
    Key(
        "take",
        "t",
        "Take item",
        "Take the draft item, or the sentence of the notes, under the cursor into the spec",
        "Take",
    ),
    Key("take-all", "a", "Take all new", "Take every draft item that was never taken", "All"),
    Key("again", "o", "Other wording", "Word the draft item under the cursor in another way"),
    Key("shorter", "b", "Briefer", "Make the draft item under the cursor shorter"),
    Key("verbatim", "v", "Verbatim", "Leave the draft item under the cursor as it was written, or no longer"),
    Key("drop", "d", "Drop", "Drop the draft item, or set the sentence of the notes aside; or want it again"),
    Key("part", "u", "Split/merge", "Split a merged draft item (×2), or merge it again"),
    Key("dial", "c", "Compression", "Turn the dial: verbatim, light, dense", "Dial"),
    Key("mode", "w", "Who decides", "Who decides how a line reads: auto, rules, faithful, rewrite"),
    Key("instruction", "e", "Instruction", "Tell a model that rewrites what it should know"),
    Key("next-mark", "n", "Next mark", "Go to the next mark: dropped, added, altered, stale, a finding", "Mark"),
    Key("previous-mark", "N", "Previous mark", "Go to the mark before"),
    Key("editor", "E", "Your editor", "Open the notes or the spec in $VISUAL or $EDITOR, and take over what it writes"),
    Key("resolve", "k", "Settle conflict", "Settle a conflict with what another program wrote: keep one side or both"),
    Key("hand-off", "h", "Hand off", "Open the checkpoint: review what would be sent to Claude", "Hand off"),
    Key("thinking", "i", "Thinking", "Show or fold Claude's thinking", "Thinking"),
    Key("copy", "y", "Copy", "Copy the reply, or a code block of it", "Copy"),
    Key("save-blocks", "f", "Save files", "Save code blocks of the reply as files", "Files"),
    Key("replies", "R", "Replies", "List the replies of this spec, with the version that each answers", "Replies"),
    Key("timeline", "T", "Timeline", "Walk the versions of notes, drafts, specs, sign-offs and replies", "Timeline"),
    Key("accounts", "dollar_sign", "Accounts", "Open the accounts: what hand-offs cost, and what they were worth"),
    Key("take-over", "O", "Take over", "Write these notes here, where another hybridtui has them open", "Take over"),
    Key("workspaces", "W", "Workspaces", "Go to another workspace; begin, rename or take one off the list"),
    Key("help", "question_mark", "Help", "Show this page", "Help", anywhere="f1"),
    Key("stop", "s", "Stop", "Stop the refinement, or Claude's reply (what arrived is kept)", "Stop"),
    Key("refine", "r", "Refine now", "Run the local refinement again", "Refine"),
    Key("live", "l", "Live on/off", "Refine while you type, or only when asked", "Live"),
    Key("model", "m", "Claude model", "Choose the next Claude model"),
    Key("palette", "p", "Commands", "Search every command", anywhere="ctrl+p"),
    Key("notices", "x", "Dismiss notices", "Take the notices off the screen", anywhere="escape"),
    Key("suspend", "z,ctrl+z", "Suspend", "Save, and go back to the shell; fg brings the workbench back"),
    Key("quit", "q", "Quit", "Save and leave", "Quit", anywhere="ctrl+q"),
)

DRAFT: tuple[Key, ...] = (
    Key("draft-next", "down,j", "Next item", "Next item"),
    Key("draft-previous", "up,k", "Previous item", "Previous item"),
    Key("draft-on", "pagedown", "Ten items on", "Ten items on"),
    Key("draft-back", "pageup", "Ten items back", "Ten items back"),
    Key("draft-first", "home,g", "First item", "First item"),
    Key("draft-last", "end,G", "Last item", "Last item"),
    Key("draft-take", "enter", "Take", "Take the item under the cursor into the spec"),
)

EDITOR: tuple[Key, ...] = (
    Key("editor-start", "ctrl+home", "Start", "Start of the text"),
    Key("editor-end", "ctrl+end", "End", "End of the text"),
)

PAGE: tuple[Key, ...] = (
    Key("line-down", "j", "Down", "A line down"),
    Key("line-up", "k", "Up", "A line up"),
    Key("page-start", "g", "Top", "Top of the page"),
    Key("page-end", "G", "Bottom", "Bottom of the page"),
)

ACCOUNTS: tuple[Key, ...] = (
    Key("entry", "enter", "Details", "Show all that is known of the hand-off under the cursor", "Details"),
    Key("hand-offs", "tab", "List", "Go to the hand-offs, or back to the figures", "List"),
    Key("period", "p", "Period", "Draw what was spent by day, week or month", "Period"),
    Key("export", "e", "Export", "Write the books into a file, as CSV or JSON", "Export"),
    Key("reread", "r", "Read again", "Read the books again"),
    Key("back", "escape,q", "Back", "Leave the accounts", "Back"),
    Key("entry-next", "down,j", "Next hand-off", "Next hand-off, or a line down"),
    Key("entry-previous", "up,k", "Previous hand-off", "Previous hand-off, or a line up"),
    Key("entries-on", "pagedown", "Page down", "A page down"),
    Key("entries-back", "pageup", "Page up", "A page up"),
    Key("entries-first", "home,g", "Top", "Top of the figures"),
    Key("entries-last", "end,G", "Bottom", "The oldest hand-off"),
)

TIMELINE: tuple[Key, ...] = (
    Key("version-read", "enter", "Read", "Show the text of the version on the whole screen, or the list again", "Read"),
    Key("compare-with", "c", "Compare", "Compare it with the version before, with now, or with nothing", "Compare"),
    Key("version-restore", "r", "Restore", "Put the version back into its pane, which undo takes back", "Restore"),
    Key("version-copy", "y", "Copy", "Copy the text of the version", "Copy"),
    Key("sort-next", "s", "Filter", "List notes, drafts, specs, sign-offs or replies only, or all again", "Filter"),
    Key("version-find", "slash", "Search", "List only versions that have certain words", "Search"),
    Key("prune", "P", "Prune", "Show what would go to make the history half as large, and ask"),
    Key("turn", "tab", "List/text", "Go to the text, or back to the list"),
    Key("help", "question_mark", "Help", "Show these keys", "Help", anywhere="f1"),
    Key("back", "escape,q", "Back", "Leave the text, the search, or the timeline", "Back"),
    Key("versions-next", "down,j", "Next version", "The version before it in time, or a line of the text"),
    Key("versions-previous", "up,k", "Previous version", "The version after it in time, or a line of the text"),
    Key("versions-on", "pagedown", "Page down", "A page down"),
    Key("versions-back", "pageup", "Page up", "A page up"),
    Key("versions-first", "home,g", "Newest", "The newest version"),
    Key("versions-last", "end,G", "Oldest", "The oldest version"),
)

REPLIES: tuple[Key, ...] = (
    Key("reply-read", "enter", "Read", "Show the reply under the cursor in pane 4", "Read"),
    Key("spec-compare", "d", "Spec since", "Show what changed in the spec since that reply", "Spec since"),
    Key("back", "escape,q", "Back", "Leave the list", "Back"),
)

WORKSPACES: tuple[Key, ...] = (
    Key("workspace-open", "enter", "Open", "Save this workspace, and open the one under the cursor", "Open"),
    Key("workspace-new", "ctrl+n", "New", "Begin a workspace, by a name or a path", "New"),
    Key("workspace-rename", "ctrl+r", "Rename", "Rename it: notes, spec, trace and replies move together", "Rename"),
    Key("workspace-forget", "ctrl+t", "Take off", "Take it off the list; no file is touched", "Take off"),
    Key("back", "escape", "Back", "Stay in this workspace", "Back"),
    Key("workspace-next", "down", "Next workspace", "Next workspace"),
    Key("workspace-previous", "up", "Previous workspace", "Previous workspace"),
    Key("workspaces-on", "pagedown", "Page down", "A page down"),
    Key("workspaces-back", "pageup", "Page up", "A page up"),
)

SAVING: tuple[Key, ...] = (
    Key("blocks-save", "enter", "Save", "Save what is chosen; each file that would be replaced is shown first", "Save"),
    Key("block-choose", "space", "Choose", "Choose the code block under the cursor, or leave it out", "Choose"),
    Key("block-name", "n", "Name", "Give the code block another name", "Name"),
    Key("block-folder", "c", "Folder", "Choose another folder", "Folder"),
    Key("block-look", "v", "Look", "Show the code block, or what it would change", "Look"),
    Key("back", "escape,q", "Back", "Save nothing", "Back"),
)

DIFF: tuple[Key, ...] = (
    Key("diff-yes", "y", "Replace", "Replace the file by what is shown", "Replace"),
    Key("diff-no", "n", "Keep", "Keep the file as it is", "Keep"),
    Key("diff-all", "a", "Replace all", "Replace this file and all that come after it", "All"),
    Key("back", "escape,q", "Back", "Go back; nothing is replaced", "Back"),
)

RESOLVE: tuple[Key, ...] = (
    Key("keep-here", "h", "Keep here", "Keep what stood here", "Keep here"),
    Key("keep-outside", "o", "Keep outside", "Keep what came from outside", "Keep outside"),
    Key("keep-both", "b", "Keep both", "Keep both, what stood here first", "Keep both"),
    Key("back", "escape", "Back", "Leave both in the text, between marker lines", "Back"),
)

SWAP: tuple[Key, ...] = (
    Key("replace", "enter", "Replace", "Put the new line in the place of the old one", "Replace"),
    Key("beside", "a", "Add", "Keep the old line and add the new one", "Add"),
    Key("back", "escape", "Back", "Leave the spec as it is", "Back"),
)

CHECKPOINT: tuple[Key, ...] = (
    Key(
        "finding-fix", "f", "Fix", "Change the spec as proposed; number keys choose where there are several ways", "Fix"
    ),
    Key("finding-remove", "x", "Remove it", "Take the secret, or the item, out of the spec", "Remove"),
    Key(
        "finding-mask",
        "m",
        "Mask: send a placeholder, put back in the reply",
        "Send a placeholder, and put the secret back in the reply",
        "Mask",
    ),
    Key("finding-once", "o", "Allow once", "Let the secret go out with this hand-off", "Once"),
    Key("finding-always", "a", "Allow always", "Let the secret go out with every hand-off, for a reason", "Always"),
    Key("finding-take", "t", "Take into the spec", "Take the dropped sentence into the spec", "Take"),
    Key("finding-aside", "d", "Set aside for good", "Leave the dropped sentence out for good", "Set aside"),
    Key("finding-answer", "enter,a", "Answer", "Answer the question, in the spec and in the notes", "Answer"),
    Key(
        "finding-waive",
        "w",
        "Waive: keep as it is",
        "Leave the spec as it is, for a reason that lasts as long as those words",
        "Waive",
    ),
    Key(
        "finding-jump",
        "enter",
        "Go there",
        "Go to where the finding stands; hand off again comes back to it",
        "Go",
    ),
    Key("finding-look", "v", "Go there", "Go to where the question stands; hand off again comes back to it", "Go"),
    Key("unfold", "enter,space", "Unfold", "Show what is folded, or fold it", "Unfold"),
    Key("bytes", "b", "Exact bytes", "Show what is sent byte for byte, or in readable form", "Bytes"),
    Key("target-next", "T", "Next target", "Send it elsewhere: to the API, the clipboard, a file"),
    Key("model-next", "M", "Next model", "Have the next Claude model execute it"),
    Key("effort-next", "E", "Next effort", "Have the model think harder; after the most, it decides itself"),
    Key(
        "count",
        "c",
        "Count exactly",
        "Have Claude count the tokens: asks first, as that uploads what is shown",
        "Count",
    ),
    Key("over-budget", "y", "Over the budget", "Send it over the budget this once: asks first", "Over the budget"),
    Key("code", "tab,s", "Sign", "Go to the line where the code is typed", "Sign"),
    Key("send", "S", "Sign and send", "Sign exactly what is shown and send it, once", "Sign and send"),
    Key("help", "question_mark", "Help", "Show these keys", "Help", anywhere="f1"),
    Key("back", "escape", "Back", "Leave the code for the findings, or the checkpoint; nothing is sent", "Back"),
    Key("finding-next", "down,j", "Next finding", "Next finding, or a line down"),
    Key("finding-previous", "up,k", "Previous finding", "Previous finding, or a line up"),
    Key("group-next", "n", "Next group", "Next group of findings, then the changes, then what is sent"),
    Key("group-previous", "N", "Previous group", "Previous group"),
    Key("sheet-on", "pagedown", "Page down", "A page down"),
    Key("sheet-back", "pageup", "Page up", "A page up"),
    Key("sheet-start", "home,g", "Top", "First finding"),
    Key("sheet-end", "end,G", "Bottom", "End of what is sent"),
)


def with_overrides(keys: tuple[Key, ...], overrides: Mapping[str, str]) -> tuple[Key, ...]:
    """The table with the user's plain keys, `overrides` mapping an id to a key in Textual's spelling."""
    return tuple(
        Key(key.id, overrides.get(key.id, key.plain), key.label, key.help, key.short, key.anywhere) for key in keys
    )


def bindings(keys: tuple[Key, ...]) -> list[Binding]:
    """Textual bindings for a table. Plain keys reach an action only where no text is being edited."""
    from textual.binding import Binding  # here, because commands that list the keys need no Textual

    table = []
    for key in keys:
        table.append(Binding(key.plain, key.action, key.short or key.label, show=bool(key.short), id=key.id))
        if key.anywhere:
            table.append(Binding(key.anywhere, key.action, key.label, show=False, id=f"{key.id}-anywhere"))
    return table


_NAMED = {
    "question_mark": "?",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "dollar_sign": "$",
    "slash": "/",
    "space": "Space",
}


def shown(keys: str) -> str:
    """Keys as people write them: "?" for question_mark, "^g" for ctrl+g, "↓ j" for down,j."""
    return " ".join(_shown(key) for key in keys.split(","))


def _shown(key: str) -> str:
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _NAMED.get(key) or (key if len(key) == 1 else key.capitalize())


def key_for(keys: Sequence[Key], id: str) -> str:
    """The plain key of the action `id`, as people write it."""
    return next(shown(key.plain) for key in keys if key.id == id)
