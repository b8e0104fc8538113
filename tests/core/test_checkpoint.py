"""Why this file exists: only exactly what a human approved can be handed off; anything else is an error."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy import api

from hybridtui.core.checkpoint import Checkpoint
from hybridtui.core.envelope import Approved, Envelope, approve
from hybridtui.core.errors import Exit, HybridError

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


def test_an_approved_cannot_be_made_or_changed_by_hand() -> None:
    with pytest.raises(TypeError):
        Approved(ENVELOPE, ENVELOPE.digest(), object())
    approved = approve(ENVELOPE, ENVELOPE.digest())
    with pytest.raises(AttributeError):
        approved.envelope = replace(ENVELOPE, model="another")


SNIPPET = """
from hybridtui.core.envelope import Approved, Envelope
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
