"""Why this file exists: whatever is in a spec, lint ends, tells true places, and says little of a good one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.checkpoint.findings import Group, Severity
from hybridtui.core.lint import PROFILES, RULES, lint
from hybridtui.core.lint.lexical import lexical
from hybridtui.core.spec import parse

PLANTED = Path(__file__).parents[2] / "data" / "planted"
PIECES = (
    '## Requirements\n;- ;easy ;if possible ;, etc.;, ;. ;TBD;should ;It ;R7 ;**R7** ;(see R9);50 MB ;must not ;`;";“;'
    "”;\n;\r\n;\r;> ;|a|\n|-|\n;```\n;İ;ẞ;\ud800;\x00;\t;### Requirement: x\n;#### Scenario: y\n;and ;only ;___;…;'"
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split(";"))).map("".join))


@given(texts, st.sampled_from(PROFILES))
def test_any_text_is_looked_through_and_every_place_is_true(text: str, profile: str) -> None:
    spec = parse(text)
    findings = lint(spec, profile)
    ids = {item.id for item in spec.items} | {""}
    assert list(findings) == sorted(findings, key=lambda each: (each.span, each.rule))
    for each in findings:
        assert text[slice(*each.span)] == each.words
        assert each.group is Group.LINT
        assert each.item in ids
        assert each.message
        assert each.fix
        assert all(0 <= edit.span[0] <= edit.span[1] <= len(text) for edit in each.edits)


@given(texts)
def test_what_is_found_does_not_depend_on_what_was_looked_at_before(text: str) -> None:
    first = lint(parse(text))
    lexical.cache_clear()
    assert lint(parse(text)) == first


def test_every_finding_has_its_rule_in_the_catalogue() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.title and rule.looks_for.endswith(".") and rule.why.endswith(".") for rule in RULES)


@pytest.mark.parametrize("name", ["greenhouse", "tool-library"])
def test_a_clean_spec_raises_at_most_two_alarms_in_a_thousand_words(name: str) -> None:
    text = (PLANTED / f"{name}.spec.md").read_text(encoding="utf-8")
    alarms = [each for each in lint(parse(text)) if each.severity in (Severity.WARN, Severity.ERROR)]
    assert len(alarms) <= 2 * len(text.split()) / 1000, alarms


def test_a_changed_item_is_the_only_one_that_is_read_anew() -> None:
    entries = [f"- Table {number} is copied every {number} minutes" for number in range(1, 60)]
    lint(parse("\n".join(entries)))
    before = lexical.cache_info().misses
    entries[30] += ", if possible"
    assert [each.rule for each in lint(parse("\n".join(entries)))] == ["L3"]
    assert lexical.cache_info().misses == before + 1
