"""Rules that find, without a model, what makes a spec hard to build from or to check."""

from hybridtui.core.lint.catalogue import RULES, Rule, manual
from hybridtui.core.lint.linter import PROFILES, lint

__all__ = ["PROFILES", "RULES", "Rule", "lint", "manual"]
