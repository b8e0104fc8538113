"""Why this file exists: where a spec goes and how it is to be executed is chosen as one value, and signed as one."""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from hybridtui.core.hand_off.models import DEFAULT_MAX_TOKENS, DEFAULT_MODEL, EFFORTS, MODELS, find_model

T = TypeVar("T")


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


OFFERED = (Target.API, Target.CLIPBOARD, Target.FILE)
"""Where a hand-off can go so far."""

UNANSWERED = frozenset({Target.CLIPBOARD, Target.FILE})
"""Targets that stay on this machine: nothing is billed there, and nothing answers."""

THINKING = ("summarized", "omitted")
"""What may be shown of the model's thinking. It is billed all the same."""


class Order(NamedTuple):
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

    @property
    def takes_effort(self) -> bool:
        """Whether the model is known to take an effort."""
        model = find_model(self.model)
        return self.target is Target.API and model is not None and model.adaptive


def next_target(order: Order, offered: Container[Target]) -> Order:
    """The order for the next of the targets that are `offered`."""
    return order._replace(target=_after(order.target, [target for target in Target if target in offered]))


def next_model(order: Order) -> Order:
    """The order for the next of the models that we know."""
    return order._replace(model=_after(order.model, [model.id for model in MODELS]))


def next_effort(order: Order) -> Order:
    """The order with the next effort; after the highest the model decides. As it is where the model takes none."""
    return order._replace(effort=_after(order.effort, ("", *EFFORTS))) if order.takes_effort else order


def _after(current: T, choices: Sequence[T]) -> T:
    """The choice after `current`, round and round; the first where `current` is none of them."""
    return choices[(choices.index(current) + 1) % len(choices)] if current in choices else choices[0]
