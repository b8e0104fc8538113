"""Why this file exists: in whatever order events come, a reply keeps what arrived and does not come back to life."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.ledger import Outcome, outcome
from hybridtui.core.reply import Reply, ReplyState, Usage, stopped
from hybridtui.core.reply.events import (
    ReplyDelayed,
    ReplyEnded,
    ReplyEvent,
    ReplyFailed,
    ReplyStarted,
    ReplyText,
    ReplyThinking,
    received,
)

ERROR = HybridError("The answer broke off")
WAITING = Reply(ReplyState.WAITING, sign_off="digest", cost=Decimal("1"))
USAGES = st.builds(Usage, input=st.integers(0, 99), output=st.integers(0, 99))
EVENTS: st.SearchStrategy[ReplyEvent] = st.one_of(
    st.builds(ReplyStarted, st.just("model"), st.just("req"), USAGES),
    st.builds(ReplyText, st.text(max_size=5)),
    st.builds(ReplyThinking, st.text(max_size=5)),
    st.builds(ReplyEnded, st.just("end_turn"), USAGES),
    st.builds(ReplyFailed, st.just(ERROR), st.none() | USAGES, st.booleans()),
)


def after(events: list[ReplyEvent], reply: Reply = WAITING) -> Reply:
    for event in events:
        reply = received(reply, event)
    return reply


@given(st.lists(EVENTS))
def test_text_is_all_that_arrived_before_the_end(events: list[ReplyEvent]) -> None:
    last = next((n for n, event in enumerate(events) if isinstance(event, ReplyEnded | ReplyFailed)), len(events))
    reply = after(events)
    assert reply.text == "".join(event.text for event in events[:last] if isinstance(event, ReplyText))
    assert reply.thinking == "".join(event.text for event in events[:last] if isinstance(event, ReplyThinking))
    assert reply.running == (last == len(events))


@given(st.lists(EVENTS))
def test_a_stopped_reply_keeps_its_text_and_takes_no_more(events: list[ReplyEvent]) -> None:
    reply = stopped(after([ReplyStarted("model"), ReplyText("kept")]))
    assert reply.state is ReplyState.STOPPED
    assert after(events, reply) == reply


@pytest.mark.parametrize(("seconds", "billable"), [(3, False), (0, True)])
def test_what_is_stopped_while_it_waits_to_be_sent_again_was_not_billed(seconds: int, billable: bool) -> None:
    waiting = received(Reply(ReplyState.WAITING), ReplyDelayed(seconds, HybridError("Claude is overloaded")))
    reply = stopped(waiting)
    assert (reply.state, reply.delay, reply.billable) == (ReplyState.STOPPED, None, billable)
    assert outcome(reply) is (Outcome.STOPPED if billable else Outcome.FAILED)


def test_stopping_what_has_ended_changes_nothing() -> None:
    reply = after([ReplyStarted("model"), ReplyEnded("end_turn", Usage(output=3))])
    assert stopped(reply) == reply


def test_a_failure_without_usage_keeps_the_usage_known_so_far() -> None:
    reply = after([ReplyStarted("model", "req", Usage(input=7)), ReplyFailed(ERROR)])
    assert (reply.state, reply.error, reply.usage) == (ReplyState.FAILED, ERROR, Usage(input=7))


def test_only_a_failure_that_says_so_is_certain_to_cost_nothing() -> None:
    assert not after([ReplyFailed(ERROR, billable=False)]).billable
    assert after([ReplyStarted("model"), ReplyFailed(ERROR, billable=True)]).billable
    assert stopped(WAITING).billable
    assert after([ReplyEnded("end_turn", Usage())]).billable


def test_a_reply_that_was_never_asked_for_takes_no_event() -> None:
    assert received(Reply(), ReplyText("stray")) == Reply()
