"""Why this file exists: the history is versions, what tells them apart, and which of them may go."""

from hybridtui.core.history.pruning import REPLY_DAYS, Held, Plan, Room, may_go, plan
from hybridtui.core.history.version import Sort, Version, changes

__all__ = ["REPLY_DAYS", "Held", "Plan", "Room", "Sort", "Version", "changes", "may_go", "plan"]
