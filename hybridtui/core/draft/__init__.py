"""What the local model proposes now, and what the human asks of it."""

from hybridtui.core.draft.draft import Draft, Merged, Run

__all__ = ["Draft", "Merged", "Run"]
