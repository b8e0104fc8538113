"""Why this file exists: each press of a key leads to the next choice, and all of them can be reached."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.hand_off.models import EFFORTS, MODELS
from hybridtui.core.hand_off.order import Order, Target, next_effort, next_model, next_target

HERE = (Target.API, Target.CLIPBOARD, Target.FILE)


@pytest.mark.parametrize(
    ("step", "field", "choices"),
    [
        (partial(next_target, offered=HERE), "target", HERE),
        (next_model, "model", [model.id for model in MODELS]),
        (next_effort, "effort", ("", *EFFORTS)),
    ],
    ids=["target", "model", "effort"],
)
def test_every_choice_is_reached_once_and_the_first_comes_again(
    step: Callable[[Order], Order], field: str, choices: tuple[str, ...]
) -> None:
    order, seen = Order(), []
    for _ in choices:
        order = step(order)
        seen.append(getattr(order, field))
    assert sorted(seen) == sorted(choices)
    assert order == Order()


@given(st.sampled_from(["", "claude-9", "gpt"]), st.sampled_from(["medium", "none such"]))
def test_what_we_do_not_know_leads_to_the_first_choice(model: str, effort: str) -> None:
    assert next_model(Order(model=model)).model == MODELS[0].id
    assert next_effort(Order(effort="none such")).effort == ""
    assert next_effort(Order(model=model, effort=effort)) == Order(model=model, effort=effort)


def test_only_what_answers_takes_an_effort() -> None:
    assert Order().takes_effort
    assert not Order()._replace(target=Target.CLIPBOARD).takes_effort
    assert next_target(Order(target=Target.CLAUDE_CODE), HERE).target is Target.API
