"""Why this file exists: only exactly what a human approved can be handed off; anything else is an error."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy import api

from hybridtui.core.checkpoint.machine import CODE, Checkpoint, State, short_code
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope, approve

ENVELOPE = Envelope("api", "https://api.example", "ANTHROPIC_API_KEY", "claude-opus-5-5", (("effort", "high"),), b"{}")

WORDS = st.text(max_size=20)
ENVELOPES = st.builds(
    Envelope,
    target=WORDS,
    host=WORDS,
    credential=WORDS,
    model=WORDS,
    settings=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    payload=st.binary(max_size=40),
    folder=WORDS,
    permission=WORDS,
)
FIELDS = st.sampled_from([field.name for field in fields(Envelope)])


@given(ENVELOPES, ENVELOPES, FIELDS)
def test_a_change_of_any_field_changes_the_digest(envelope: Envelope, other: Envelope, field: str) -> None:
    changed = replace(envelope, **{field: getattr(other, field)})
    assert (changed.digest() == envelope.digest()) == (changed == envelope)


@given(ENVELOPES, ENVELOPES)
def test_different_envelopes_never_share_their_canonical_bytes(one: Envelope, other: Envelope) -> None:
    assert (one.canonical() == other.canonical()) == (one == other)


def test_bytes_cannot_move_between_the_head_and_the_payload() -> None:
    head, payload = ENVELOPE.canonical().split(b"\0", 1)
    assert b"\0" not in head
    assert payload == ENVELOPE.payload
    assert replace(ENVELOPE, payload=b"\0{}").digest() != ENVELOPE.digest()


def test_the_sign_off_is_a_sha256_in_lower_case_hexadecimal() -> None:
    assert len(ENVELOPE.digest()) == 64
    assert set(ENVELOPE.digest()) <= set("0123456789abcdef")


def test_a_sign_off_for_what_was_shown_approves_it() -> None:
    approved = approve(ENVELOPE, ENVELOPE.digest())
    assert approved.envelope is ENVELOPE
    assert approved.sign_off == ENVELOPE.digest()


@pytest.mark.parametrize(
    "sign_off",
    ["", ENVELOPE.digest().upper(), replace(ENVELOPE, payload=b"{ }").digest()],
    ids=["none", "case", "other"],
)
def test_any_other_sign_off_is_refused(sign_off: str) -> None:
    with pytest.raises(HybridError) as caught:
        approve(ENVELOPE, sign_off)
    assert caught.value.exit is Exit.REFUSED


def test_an_edit_voids_the_review() -> None:
    checkpoint = Checkpoint.of(ENVELOPE)
    assert checkpoint.sign(checkpoint.code)[1].sign_off == checkpoint.digest
    with pytest.raises(HybridError):
        checkpoint.edited().sign(checkpoint.code)


def test_each_obstacle_is_said_in_its_turn_and_none_is_signed_past() -> None:
    open_ = Checkpoint.of(ENVELOPE, pending=frozenset({"tokens", "scan"}), blockers=2)
    stages = [
        (open_, "Still at work: scan, tokens."),
        (open_.checked("scan", 2), "Still at work: tokens."),
        (open_.checked("scan", 2).checked("tokens", 2), "2 secrets wait for an answer."),
        (open_.checked("scan", 2).checked("tokens", 1), "1 secret waits for an answer."),
        (open_.edited(), "What was shown has changed since. Review what is there now."),
        (Checkpoint.of(ENVELOPE).sign(open_.code)[0], "This was signed already."),
    ]
    for checkpoint, obstacle in stages:
        assert checkpoint.obstacle == obstacle
        with pytest.raises(HybridError) as caught:
            checkpoint.sign(checkpoint.code)
        assert (caught.value.exit, caught.value.cause) == (Exit.REFUSED, obstacle)
    ready = open_.checked("scan", 0).checked("tokens", 0)
    assert ready.obstacle == ""
    signed, approved = ready.sign(ready.code)
    assert (signed.state, approved.envelope) == (State.SIGNED, ENVELOPE)


def test_a_void_review_stays_void_whatever_ends_later_and_a_signed_one_signed() -> None:
    void = Checkpoint.of(ENVELOPE, pending=frozenset({"scan"})).edited()
    assert void.checked("scan", 0).edited().state is State.VOID
    signed, _ = Checkpoint.of(ENVELOPE).sign(short_code(ENVELOPE.digest()))
    assert signed.edited() == signed


def test_findings_that_the_settings_want_answered_stand_in_the_way_after_secrets() -> None:
    open_ = Checkpoint.of(ENVELOPE, pending=frozenset({"findings"}))
    assert open_.checked("findings", 3, demanded=2).obstacle == "1 secret waits for an answer."
    strict = open_.checked("findings", 2, demanded=2)
    assert strict.obstacle == "2 findings wait for an answer, which checkpoint.strict asks for."
    assert not strict.cleared
    with pytest.raises(HybridError):
        strict.sign(strict.code)
    assert strict.checked("findings", 0).obstacle == ""


def test_a_secret_found_by_a_late_check_blocks_though_an_earlier_check_found_none() -> None:
    checkpoint = Checkpoint.of(ENVELOPE, pending=frozenset({"rules", "scan"})).checked("rules", 0).checked("scan", 1)
    assert checkpoint.obstacle == "1 secret waits for an answer."


def test_a_budget_that_refuses_stands_in_the_way_until_the_human_overrides_it() -> None:
    refused = Checkpoint.of(ENVELOPE).budgeted("The day's budget is spent.")
    assert (refused.refused, refused.obstacle) == (True, "The day's budget is spent.")
    with pytest.raises(HybridError, match="Not signed"):
        refused.sign(refused.code)
    assert refused.override().obstacle == ""
    assert refused.override().sign(refused.code)[1].sign_off == refused.digest


def test_a_yes_that_nobody_was_asked_for_is_worth_nothing() -> None:
    fine = Checkpoint.of(ENVELOPE)
    assert fine.override() == fine
    for early in (
        Checkpoint.of(ENVELOPE, pending=frozenset({"tokens"})),
        Checkpoint.of(ENVELOPE, blockers=1),
        Checkpoint.of(ENVELOPE).edited(),
    ):
        refused = early.budgeted("Spent.")
        assert not refused.refused
        assert refused.override() == refused


def test_a_yes_lasts_as_long_as_the_refusal_and_covers_no_other_envelope() -> None:
    allowed = Checkpoint.of(ENVELOPE).budgeted("Spent.").override()
    assert allowed.budgeted("Spent, by a little more.").obstacle == ""
    assert allowed.budgeted("").budgeted("Spent.").obstacle == "Spent."
    assert allowed.edited().obstacle
    signed, _ = allowed.sign(allowed.code)
    assert signed.budgeted("Spent.") == signed


@given(st.text(max_size=6))
def test_only_the_code_signs_in_either_case_and_with_blanks_around_it(typed: str) -> None:
    checkpoint = Checkpoint.of(ENVELOPE)
    assert checkpoint.sign(f" {checkpoint.code.upper()} ")[1].sign_off == checkpoint.digest
    if typed.strip().casefold() != checkpoint.code:
        with pytest.raises(HybridError, match="Not signed") as caught:
            checkpoint.sign(typed)
        assert caught.value.next_step == f"Type {checkpoint.code}."


def test_where_a_key_signs_no_code_is_needed_but_obstacles_hold() -> None:
    assert Checkpoint.of(ENVELOPE, typed=False).sign()[1].sign_off == ENVELOPE.digest()
    with pytest.raises(HybridError):
        Checkpoint.of(ENVELOPE, typed=False, blockers=1).sign()


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_short_plain_and_the_same_each_time(digest: bytes) -> None:
    code = short_code(digest.hex())
    assert len(code) == CODE
    assert set(code) <= set("23456789abcdefghjkmnpqrstuvwxyz")
    assert code == short_code(digest.hex().upper())


def test_codes_of_envelopes_that_hardly_differ_are_hardly_ever_the_same() -> None:
    codes = {short_code(replace(ENVELOPE, payload=b"%d" % number).digest()) for number in range(1_000)}
    assert len(codes) >= 997  # by chance, one pair in two among a thousand


def test_a_sign_off_is_spent_once() -> None:
    approved = approve(ENVELOPE, ENVELOPE.digest())
    approved.spend()
    with pytest.raises(HybridError) as caught:
        approved.spend()
    assert caught.value.exit is Exit.REFUSED


def test_an_approved_cannot_be_made_or_changed_by_hand() -> None:
    with pytest.raises(TypeError):
        Approved(ENVELOPE, ENVELOPE.digest(), object())
    approved = approve(ENVELOPE, ENVELOPE.digest())
    with pytest.raises(AttributeError):
        approved.envelope = replace(ENVELOPE, model="another")


SNIPPET = """
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.ports import Executor

def signed(executor: Executor, approved: Approved) -> None:
    executor.hand_off(approved)

def unsigned(executor: Executor, envelope: Envelope) -> None:
    executor.hand_off(envelope)
"""


def test_handing_off_an_unsigned_envelope_is_a_type_error(tmp_path: Path) -> None:
    source = tmp_path / "snippet.py"
    source.write_text(SNIPPET)
    out, err, status = api.run(["--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", str(source)])
    (problem,) = [line for line in out.splitlines() if "error:" in line]
    assert (err, status) == ("", 1)
    assert ":9: error:" in problem
    assert '"hand_off" of "Executor" has incompatible type "Envelope"; expected "Approved"' in problem
