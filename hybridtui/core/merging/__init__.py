"""Why this file exists: two people, or two programs, may edit one text at once, and neither may lose a word."""

from hybridtui.core.merging.merge import Merged, Merging, merge

__all__ = ["Merged", "Merging", "merge"]
