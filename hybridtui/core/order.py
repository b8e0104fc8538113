"""Why this file exists: where a spec goes and how it is to be executed is chosen as one value, and signed as one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hybridtui.core.models import DEFAULT_MAX_TOKENS, DEFAULT_MODEL


class Target(StrEnum):
    """Where a hand-off goes."""

    API = "api"
    CLAUDE_CODE = "claude-code"
    CLIPBOARD = "clipboard"
    FILE = "file"

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return {"api": "Claude API", "claude-code": "Claude Code", "clipboard": "the clipboard", "file": "a file"}[self]


UNANSWERED = frozenset({Target.CLIPBOARD, Target.FILE})
"""Targets that stay on this machine: nothing is billed there, and nothing answers."""

THINKING = ("summarized", "omitted")
"""What may be shown of the model's thinking. It is billed all the same."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a spec is to be executed. All but `target` and `path` matter to the API alone.

    `max_tokens` is the most that an answer may have, thinking included; `effort` is one of `models.EFFORTS`, or ""
    where the model decides; `thinking` is one of `THINKING`. `path` is the file that the target "file" writes.
    """

    target: Target = Target.API
    model: str = DEFAULT_MODEL
    max_tokens: int = DEFAULT_MAX_TOKENS
    effort: str = ""
    thinking: str = THINKING[0]
    path: str = ""
