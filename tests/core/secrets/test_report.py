"""Why this file exists: what the human is told about a secret never shows it, and each way out is one."""

from __future__ import annotations

from random import Random

import pytest

from hybridtui.core.checkpoint.findings import Group, Severity
from hybridtui.core.secrets import hash_of, shown
from hybridtui.core.secrets.report import findings
from hybridtui.core.secrets.scanner import RULES, scan
from hybridtui.core.spec import parse
from hybridtui.core.trace.record import Decision, Leave, Record
from tests.core.secrets.made import password, vendor_keys

WORD = password(Random(7))
TEXT = f"""# Import

The box is 192.168.4.20, ask Kestrel.

## Requirements

- The import logs in with the password {WORD} at night.
- It writes a log.

```
DB_PASSWORD={WORD}
```
"""
SPEC = parse(TEXT)


def test_each_secret_is_an_error_that_names_its_item_and_its_rule() -> None:
    found = findings(SPEC, Record(), scan(TEXT, ["kestrel"]))
    assert [each.rule for each in found] == ["personal", "term", "secret", "secret"]
    assert {(each.group, each.severity) for each in found} == {(Group.SECRET, Severity.ERROR)}
    for each in found:
        item = SPEC.item(each.item)
        assert item is not None
        assert item.span[0] <= each.span[0] < each.span[1] <= item.span[1]
        assert TEXT[slice(*each.span)] == each.words
    assert [each.item for each in found[2:]] == [SPEC.items[1].id, SPEC.items[3].id]


def test_a_secret_in_a_heading_is_found_and_belongs_to_no_item() -> None:
    text = f"# The password is {WORD}\n\n- one item\n"
    (found,) = findings(parse(text), Record(), scan(text))
    assert found.item == ""


def test_no_message_shows_a_secret() -> None:
    for seed in range(20):
        for key in [*vendor_keys(Random(seed)).values(), password(Random(seed))]:
            text = f"- the token is {key}\n"
            for each in findings(parse(text), Record(), scan(text)):
                assert key not in each.message + each.fix
                assert shown(key) in each.message
                assert len(shown(key).partition("…")[0]) <= max(2, len(key) // 4)


@pytest.mark.parametrize(
    "decision",
    [Decision(hash_of(WORD), Leave.ALLOWED, "a test box"), Decision(hash_of(WORD), Leave.MASKED, "{{SECRET_1}}")],
)
def test_a_decision_answers_a_secret_wherever_it_stands_and_no_other(decision: Decision) -> None:
    left = findings(SPEC, Record(decisions=(decision,)), scan(TEXT))
    assert [each.words for each in left] == ["192.168.4.20"]


def test_after_each_edit_the_secret_is_gone_and_nothing_else_is_found() -> None:
    for seed in range(10):
        random = Random(seed)
        for secret in [*vendor_keys(random).values(), password(random)]:
            for sentence in ("- the password is {} for now.\n", "KEY={}\n", "- see (`{}`)\n", '"token": "{}",\n'):
                text = sentence.format(secret)
                for found in findings(parse(text), Record(), scan(text)):
                    for edit in found.edits:
                        after = text[: edit.span[0]] + edit.text + text[edit.span[1] :]
                        assert secret not in after
                        assert scan(after) == ()


def test_what_may_stand_for_a_secret_is_no_secret() -> None:
    sorts = {found.sort for seed in range(5) for key in vendor_keys(Random(seed)).values() for found in scan(key)}
    for sort in sorts:
        assert scan(f"password: <{sort}>\nthe token is <{sort}>") == ()


def test_removing_words_leaves_no_gap() -> None:
    text = f"- login with admin / {WORD} at night\n"
    (found,) = findings(parse(text), Record(), scan(text))
    edit = found.edits[0]
    assert text[: edit.span[0]] + text[edit.span[1] :] == "- login with admin / at night\n"


def test_every_rule_says_what_it_reads() -> None:
    assert all(rule.__doc__ for rule in RULES)
