"""Why this file exists: whatever happens in whatever order, a server gets nothing but what was signed, and that once.

A machine of hypothesis plays human, workbench and accident at random: texts and models change, checks end early or
late, budgets refuse and are overridden, codes are typed right, wrong and from an earlier review, approvals are kept and
tried again. The real client sends to a server on loopback, and the hashes are compared there.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from hybridtui.core.checkpoint.machine import Checkpoint, State
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.order import Order
from hybridtui.core.reply.events import ReplyFailed
from hybridtui.frontier.claude import Claude
from tests.fake_claude import FakeClaude, happy

MODELS = st.sampled_from(["claude-opus-5-5", "claude-haiku-5-5"])
SPECS = st.sampled_from(["- Do A", "- Do A and B", "- Never do A", "- Do A\n"])
CHECKS = ("tokens", "findings", "scanner")


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


class Stop(RuleBasedStateMachine):
    """A human at the stop before a hand-off, a hasty one."""

    server: FakeClaude
    delivered = 0
    """Requests that arrived in all examples."""

    def __init__(self) -> None:
        super().__init__()
        self.server.requests.clear()
        self.claude = Claude()
        self.spec, self.model, self.effort = "- Do A", "claude-opus-5-5", ""
        self.secrets = 0
        self.over, self.agreed = False, False
        """Whether the budget refuses, and whether the human was asked about that and said yes."""
        self.checkpoint: Checkpoint | None = None
        self.changed = False
        self.codes: list[str] = ["", "k7x2"]
        self.approvals: list[Approved] = []
        self.signed: Counter[str] = Counter()
        """Hashes of the payloads that were rightly signed, and how often."""

    def composed(self) -> Envelope:
        return self.claude.compose(self.spec, Order(model=self.model, max_tokens=1_000, effort=self.effort))

    @rule(spec=SPECS, model=MODELS, effort=st.sampled_from(["", "low", "high"]))
    def changes_the_text_or_the_settings(self, spec: str, model: str, effort: str) -> None:
        """As the workbench does on every change: what is under review no longer counts."""
        self.spec, self.model, self.effort, self.changed = spec, model, effort, True
        if self.checkpoint:
            self.checkpoint = self.checkpoint.edited()

    @rule(
        pending=st.sampled_from([(), (), CHECKS[:1], CHECKS]),
        secrets=st.sampled_from([0, 0, 0, 2]),
        typed=st.booleans(),
    )
    def opens(self, pending: tuple[str, ...], secrets: int, typed: bool) -> None:
        self.secrets = secrets
        self.changed = self.over = self.agreed = False
        self.checkpoint = Checkpoint.of(self.composed(), pending=frozenset(pending), blockers=secrets, typed=typed)
        self.codes.append(self.checkpoint.code)

    @precondition(lambda self: self.checkpoint)
    @rule(check=st.sampled_from(CHECKS), secrets=st.sampled_from([0, 0, 0, 1]))
    def a_check_ends(self, check: str, secrets: int) -> None:
        assert self.checkpoint
        self.secrets = secrets
        self.checkpoint = self.checkpoint.checked(check, secrets)

    @precondition(lambda self: self.checkpoint)
    @rule(refusal=st.sampled_from(["", "The day's budget is spent.", "The month's budget is spent."]))
    def the_books_are_read(self, refusal: str) -> None:
        assert self.checkpoint
        if self.checkpoint.state is not State.SIGNED:
            self.over, self.agreed = bool(refusal), self.agreed and bool(refusal)
        self.checkpoint = self.checkpoint.budgeted(refusal)

    @precondition(lambda self: self.checkpoint)
    @rule()
    def wants_it_over_the_budget(self) -> None:
        assert self.checkpoint
        asked = not (self.changed or self.checkpoint.pending or self.secrets) and self.checkpoint.state is State.OPEN
        self.agreed = self.agreed or (self.over and asked)
        self.checkpoint = self.checkpoint.override()

    @precondition(lambda self: self.checkpoint)
    @rule(data=st.data(), right=st.sampled_from([True, True, False]), at_once=st.booleans())
    def signs(self, data: st.DataObject, right: bool, at_once: bool) -> None:
        assert self.checkpoint
        before = self.checkpoint
        code = before.code if right else data.draw(st.sampled_from(self.codes))
        mine = (not before.typed or code == before.code) and before.state is State.OPEN
        may = mine and not self.changed and not before.pending and not self.secrets
        may = may and (self.agreed or not self.over)
        try:
            self.checkpoint, approved = before.sign(code)
        except HybridError as error:
            assert (may, error.exit) == (False, Exit.REFUSED)  # noqa: PT017 - the other branch is as good
            assert self.checkpoint is before
        else:
            assert may
            assert approved.envelope == self.composed()
            self.signed[digest_of(approved.envelope.payload)] += 1
            self.approvals.append(approved)
            if at_once:
                asyncio.run(self._sent(approved))

    @precondition(lambda self: self.approvals)
    @rule(data=st.data())
    def sends(self, data: st.DataObject) -> None:
        approved = data.draw(st.sampled_from(self.approvals))
        asyncio.run(self._sent(approved))

    @precondition(lambda self: self.approvals)
    @rule(data=st.data())
    def sends_to_where_the_environment_points_by_now(self, data: st.DataObject) -> None:
        approved = data.draw(st.sampled_from(self.approvals))
        before, os.environ["ANTHROPIC_BASE_URL"] = os.environ["ANTHROPIC_BASE_URL"], "http://localhost:9"
        try:
            count = len(self.server.requests)
            events = asyncio.run(self._sent(approved))
            assert isinstance(events[-1], ReplyFailed)
            assert len(self.server.requests) == count
        finally:
            os.environ["ANTHROPIC_BASE_URL"] = before

    async def _sent(self, approved: Approved) -> list[object]:
        before = len(self.server.requests)
        events: list[object] = [event async for event in self.claude.hand_off(approved)]
        type(self).delivered += len(self.server.requests) - before
        return events

    @invariant()
    def only_what_was_signed_arrived_and_each_sign_off_once(self) -> None:
        arrived = Counter(digest_of(request.body) for request in self.server.requests)
        assert arrived <= self.signed


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Stop]]:
    with FakeClaude.in_thread(happy("Done.")) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test-0123456789")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        Stop.server = server
        yield Stop


def test_no_sequence_of_events_delivers_bytes_that_were_not_signed(stop: type[Stop]) -> None:
    limits = settings(max_examples=60, stateful_step_count=50, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(stop, settings=limits)
    assert stop.delivered, "hardly any sequence came as far as a hand-off"
