"""Why this file exists: a day has seen every screen, so there is one list of the ways to them."""

from __future__ import annotations

from collections.abc import Mapping

SCREENS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "help": (("?",), "Press these in the draft"),
    "accounts": (("$",), "Estimates"),
    "replies": (("R",), "to this spec"),
    "timeline": (("T",), "c Compare"),
    "workspaces": (("W",), "Workspaces ·"),
    "commands": (("p",), "Search for commands"),
    "checkpoint": (("h",), "Checkpoint: nothing has been sent yet"),
    "instruction": (("e",), "What the model should know"),
    "reply": (("4",), "4 Claude"),
    "copying": (("4", "y"), "number or Enter copies"),
    "saving": (("4", "f"), "Save code blocks as files"),
    "editor": (("E",), "EDITING, Enter ends it"),
}
"""The keys (after the leader) that lead to each screen, and what is on it and nowhere else."""
