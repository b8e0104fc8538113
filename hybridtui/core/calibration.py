"""Why this file exists: what was billed tells how far the offline count is off, for a model and a kind of text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """One billed hand-off. `counter` names the tokenizer that counted `raw` tokens of spec and `overhead` of the rest.

    `kind` is the kind of text of the spec, `billed` every token of input that the API reported.
    """

    model: str
    counter: str
    kind: str
    raw: int
    overhead: int
    billed: int
