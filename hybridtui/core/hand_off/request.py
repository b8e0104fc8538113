"""Why this file exists: the request body is composed here, byte by byte, so that what is signed is what is sent.

The checkpoint reads the same bytes back (`Request.parse`): it shows what is in them, not what was meant to be.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.models import EFFORTS, find_model
from hybridtui.core.hand_off.order import Order

SYSTEM_PROMPT = """\
You are given a specification that a human has distilled from rough notes, reviewed line by line and signed off.
Execute it completely, in this one answer.

- The specification is the whole task. Its headings are Goal, Requirements, Constraints, Out of scope, Questions and
  Background; any of them may be missing.
- Constraints are binding. Leave alone everything under Out of scope, even where it would be easy or useful.
- Do not ask back: nobody is there to answer before you are done. Where the specification is silent, ambiguous or
  contradictory, and for every entry under Questions that it does not answer itself, choose the most reasonable
  reading, go on, and state the choice.
- Keep every number, unit, name and identifier exactly as given. Add no feature that was not asked for.
- Answer in Markdown, and give complete results rather than sketches. End with a section "Assumptions" that lists each
  choice you made, one line each, or says that there were none.
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One message to Claude: a system prompt, and the spec as the only user message.

    `effort` is "" where the model decides. `thinking` is how adaptive thinking is shown, one of
    `order.THINKING`; "" where the model does not take it.
    """

    spec: str
    model: str
    max_tokens: int
    effort: str = ""
    thinking: str = ""
    system: str = SYSTEM_PROMPT

    @classmethod
    def of(cls, spec: str, order: Order) -> Request:
        """The request for `spec` with those settings of `order` that its model is known to take.

        An unknown model gets neither thinking nor effort. Raises `HybridError` (exit 2) when the spec is blank or
        holds bytes that are not UTF-8, and when a setting is out of the model's range.
        """
        check_text(spec)
        model, max_tokens, effort = order.model, order.max_tokens, order.effort
        known = find_model(model)
        largest = known.max_output if known else None
        if max_tokens < 1 or (largest is not None and max_tokens > largest):
            raise HybridError(
                f"{max_tokens} is no possible length for an answer",
                f"{model} writes 1 to {largest} tokens." if largest else "At least 1 token is needed.",
                "Change max_tokens in the settings, or give another --max-tokens.",
            )
        if not (known and known.adaptive):
            return cls(spec, model, max_tokens)
        if effort and effort not in EFFORTS:
            raise HybridError(
                f'There is no effort "{effort}"',
                f"{model} takes one of {', '.join(EFFORTS)}, or none at all.",
                "Change effort in the settings, or give another --effort.",
            )
        return cls(spec, model, max_tokens, effort, order.thinking)

    def encode(self) -> bytes:
        """The body of POST /v1/messages: UTF-8 JSON in a fixed order of fields, without blanks between them."""
        body: dict[str, object] = {
            "model": self.model,
            "max_tokens": self.max_tokens,
            "stream": True,
            "system": self.system,
        }
        if self.thinking:
            body["thinking"] = {"type": "adaptive", "display": self.thinking}
        if self.effort:
            body["output_config"] = {"effort": self.effort}
        body["messages"] = [{"role": "user", "content": self.spec}]
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def parse(cls, payload: bytes) -> Request:
        """What the bytes made by `encode` say. Raises ValueError or KeyError for any others."""
        body = json.loads(payload)
        return cls(
            spec=body["messages"][0]["content"],
            model=body["model"],
            max_tokens=body["max_tokens"],
            effort=body.get("output_config", {}).get("effort", ""),
            thinking=body.get("thinking", {}).get("display", ""),
            system=body["system"],
        )

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The settings as pairs for the checkpoint; only what the bytes contain."""
        pairs = [("max_tokens", str(self.max_tokens))]
        if self.thinking:
            pairs.append(("thinking", f"adaptive, {self.thinking}"))
        if self.effort:
            pairs.append(("effort", self.effort))
        return tuple(pairs)


def check_text(spec: str) -> None:
    """Refuse a spec that says nothing, and one that cannot be written as UTF-8 without changing it."""
    if not spec.strip():
        raise HybridError("There is nothing to hand off", "The spec is empty.", "Take draft items, or write the spec.")
    try:
        spec.encode()
    except UnicodeEncodeError as error:
        line = spec.count("\n", 0, error.start) + 1
        raise HybridError(
            "The spec cannot be sent as it is",
            f"Line {line} holds bytes that are not UTF-8 text.",
            "Replace those characters, then try again.",
        ) from None
