"""Why this file exists: a masked secret is in no byte that goes out, and back in place in what is shown."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from hybridtui.core.hand_off.masks import Unmasker, masked, next_placeholder
from hybridtui.core.secrets import Secret, hash_of
from hybridtui.core.trace.record import Decision, Leave

TEXT = "log in with hunter2, I said hunter2, as ann (the annual one)"


def secret(text: str, value: str) -> Secret:
    start = text.index(value)
    return Secret("password", (start, start + len(value)))


def mask(value: str, word: str) -> Decision:
    return Decision(hash_of(value), Leave.MASKED, word)


def put_back(table: dict[str, str], pieces: list[str]) -> str:
    unmasker = Unmasker(table)
    return "".join(map(unmasker.feed, pieces)) + unmasker.end()


def test_every_occurrence_of_a_masked_value_is_replaced() -> None:
    result = masked(TEXT, [mask("hunter2", "{{SECRET_4}}")], [secret(TEXT, "hunter2")])
    assert result.text == "log in with {{SECRET_4}}, I said {{SECRET_4}}, as ann (the annual one)"
    assert result.table == {"{{SECRET_4}}": "hunter2"}


def test_a_short_value_is_only_replaced_as_a_whole_word() -> None:
    result = masked(TEXT, [mask("ann", "{{SECRET_1}}")], [secret(TEXT, "ann")])
    assert result.text.endswith("as {{SECRET_1}} (the annual one)")


def test_what_was_allowed_or_not_decided_stays() -> None:
    allowed = Decision(hash_of("hunter2"), Leave.ALLOWED, "a test box")
    assert masked(TEXT, [allowed], [secret(TEXT, "hunter2"), secret(TEXT, "ann")]).text == TEXT


def test_a_value_inside_a_longer_one_does_not_break_it() -> None:
    text = "first hunter2, then hunter2-again"
    secrets = [secret(text, "hunter2"), secret(text, "hunter2-again")]
    result = masked(text, [mask("hunter2", "{{SECRET_1}}"), mask("hunter2-again", "{{SECRET_2}}")], secrets)
    assert result.text == "first {{SECRET_1}}, then {{SECRET_2}}"


def test_a_placeholder_that_stands_in_the_text_already_is_not_used() -> None:
    text = "hunter2 and the words {{ secret_1 }}"
    result = masked(text, [mask("hunter2", "{{SECRET_1}}")], [secret(text, "hunter2")])
    assert result.text == "{{SECRET_2}} and the words {{ secret_1 }}"
    assert put_back(dict(result.table), [result.text]) == text


def test_two_secrets_never_share_a_placeholder() -> None:
    text = "hunter2 swordfish sunshine"
    decisions = [mask("hunter2", "{{SECRET_1}}"), mask("swordfish", "{{SECRET_1}}"), mask("sunshine", "no placeholder")]
    result = masked(text, decisions, [secret(text, value) for value in text.split()])
    assert len(result.table) == 3
    assert put_back(dict(result.table), [result.text]) == text


def test_the_next_placeholder_is_new() -> None:
    assert next_placeholder("") == "{{SECRET_1}}"
    assert next_placeholder("see {{SECRET_1}}", ["{{ SECRET_2 }}"]) == "{{SECRET_3}}"


def test_a_placeholder_is_put_back_however_it_is_spaced_and_cased() -> None:
    table = {"{{SECRET_1}}": "hunter2"}
    assert put_back(table, ["a {{ SECRET_1 }} b {{secret_1}} c {{{SECRET_1}}}"]) == "a hunter2 b hunter2 c {hunter2}"
    assert put_back(table, ["{{SECRET_12}} {{   SECRET_1}} {SECRET_1} {{SECRET_1"]) == (
        "{{SECRET_12}} {{   SECRET_1}} {SECRET_1} {{SECRET_1"
    )


def test_no_more_is_held_back_than_may_become_a_placeholder() -> None:
    unmasker = Unmasker({"{{SECRET_1}}": "hunter2"})
    assert unmasker.feed("use {") == "use "
    assert unmasker.feed("a} and {{ SEC") == "{a} and "
    assert unmasker.feed("URE }} {{SECRET_1") == "{{ SECURE }} "
    assert unmasker.feed("}") == ""
    assert unmasker.feed("} now") == "hunter2 now"
    assert unmasker.end() == ""


def test_without_masks_nothing_is_held_back() -> None:
    assert Unmasker({}).feed("a {{") == "a {{"


pieces = st.lists(st.text(st.sampled_from("{} SECRTsecrt_129ſx"), max_size=9), max_size=8)


@given(pieces, st.lists(st.integers(0, 40), max_size=8))
@example(["{{SECRET_1", "}}"], [])
@example(["{{{ SECRET_1 }", "}}{{SECRET_1}}"], [3, 4, 5])
@example(["x{{SECRET_1}}{{SECRET_9}}"], [2, 11, 12, 13])
def test_however_a_reply_is_cut_the_same_comes_out(parts: list[str], cuts: list[int]) -> None:
    table = {"{{SECRET_1}}": "one", "{{SECRET_12}}": "{{SECRET_1}}"}
    text = "".join(parts)
    whole = put_back(table, [text])
    at = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    assert put_back(table, [text[a:b] for a, b in pairwise(at)]) == whole
    assert put_back(table, list(text)) == whole
    unmasker = Unmasker(table)
    shown = ""
    for done, character in enumerate(text, start=1):
        shown += unmasker.feed(character)
        assert len(unmasker._held) <= len("{{  SECRET_12  }")
        assert done >= len(unmasker._held)


words = st.text(st.sampled_from("abAB12 {}_SECRT.\n"), min_size=1, max_size=12)


@given(words, words, words, words)
@example("{{SECRET_1}}", "a", "b", "a")
def test_what_was_masked_is_put_back_exactly_and_no_long_value_goes_out(a: str, one: str, b: str, other: str) -> None:
    text = a + one + b + other
    secrets = [
        Secret("password", (len(a), len(a + one))),
        Secret("password", (len(a + one + b), len(text))),
    ]
    result = masked(text, [mask(one, "{{SECRET_1}}"), mask(other, "{{SECRET_2}}")], secrets)
    assert put_back(dict(result.table), [result.text]) == text
    assert not {*result.table} & {text[start:end] for start in range(len(text)) for end in range(start, len(text) + 1)}
    outside = result.text
    for placeholder in result.table:
        outside = outside.replace(placeholder, "\0")
    if len(one) >= 6:
        assert one not in outside


def test_a_short_value_goes_wherever_a_scanner_saw_it_even_inside_a_word() -> None:
    text = "pinab12x and ab12"
    decision = Decision(hash_of("ab12"), Leave.MASKED, "{{SECRET_1}}")
    found = masked(text, [decision], [Secret("pin", (3, 7))])
    assert found.text == "pin{{SECRET_1}}x and {{SECRET_1}}"
