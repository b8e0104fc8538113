"""Why this file exists: which Claude models the workbench offers, and which settings each of them takes.

A model that is not in the table can still be used: its id is sent as it is, with no settings it might reject.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

EFFORTS = ("low", "medium", "high", "xhigh", "max")


class Generation(StrEnum):
    """Claude's tokenizers: the one of Claude 3 up to 4.6, and the one since 4.7, which makes about 30 % more tokens."""

    OLD = "3.0"
    NEW = "4.8"


class ClaudeModel(NamedTuple):
    """A preset: the API's id, the name on screen, the largest output in tokens, what the model is for.

    `adaptive` says whether it takes adaptive thinking with a visible summary and an effort (one of `EFFORTS`).
    """

    id: str
    name: str
    use: str
    max_output: int = 128_000
    adaptive: bool = True


MODELS = (
    ClaudeModel("claude-opus-5-5", "Opus 5.5", "the usual choice"),
    ClaudeModel("claude-sonnet-5-5", "Sonnet 5.5", "half the price"),
    ClaudeModel("claude-haiku-5-5", "Haiku 5.5", "small, plain tasks"),
    ClaudeModel("claude-fable-5-2", "Fable 5.2", "the hardest tasks"),
)
DEFAULT_MODEL = MODELS[0].id

# Thinking counts against the limit, so it must leave room for both thinking and answer.
DEFAULT_MAX_TOKENS = 32_000

_NEW_SINCE = (4, 7)

_VERSION = re.compile(r"claude-(?:[a-z]+-)?(\d{1,2})(?:-(\d{1,2}))?(?!\d)")


def find_model(model_id: str) -> ClaudeModel | None:
    """The preset with exactly this id, or None."""
    return next((model for model in MODELS if model.id == model_id), None)


def model_name(model_id: str) -> str:
    """What a model is called on screen; one that is not known by its id."""
    model = find_model(model_id)
    return model.name if model else model_id


def version(model_id: str) -> tuple[int, int] | None:
    """The version in a model's id, (5, 5) for "claude-opus-5-5"; None where the id says none in that form."""
    found = _VERSION.match(model_id)
    return (int(found[1]), int(found[2] or 0)) if found else None


def generation(model_id: str) -> Generation:
    """The tokenizer of a model; one whose version is unknown counts as a current one."""
    known = version(model_id)
    return Generation.OLD if known is not None and known < _NEW_SINCE else Generation.NEW
