"""Why this file exists: striking one item must not touch its neighbours, and Markdown makes that easy to get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.spec import parse
from hybridtui.core.spec.removal import edited, without
from tests.core.specs import SPEC_TEXTS


def struck(text: str, said: str) -> str:
    return without(text, next(item for item in parse(text).items if item.text == said))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- a\n- x\n- b\n", "- a\n- b\n"),
        ("- a\n- x\n  more\n  - within\n\n    - deeper\n- b\n", "- a\n- b\n"),
        ("- a\r\n- [ ] x\r\n- b", "- a\r\n- b"),
        ("## Goal\n\n- x\n\n## Questions\n\n- b\n", "## Goal\n\n## Questions\n\n- b\n"),
        ("a\n\nx\n\nb\n", "a\n\nb\n"),
        ("x\n\nb\n", "b\n"),
        ("a\n\nx", "a\n\n"),
        ("x", ""),
        ("text\n- x\n---\n- b\n", "text\n\n---\n- b\n"),
        ("text\n- x\n2. b\n", "text\n\n2. b\n"),
        ("## Requirements\n- x\n  - Acceptance criteria:\n    - b\n- c\n", "## Requirements\n- c\n"),
        ("## Requirements\n- a\n  - Acceptance criteria:\n    - x\n- c\n", "## Requirements\n- a\n- c\n"),
        ("## Requirements\nx\n\nAcceptance criteria:\n\n- b\n\nc\n", "## Requirements\n\nc\n"),
        ("### Requirement: N\nx\n\n#### Scenario: s\n- WHEN b\n\n### Requirement: M\nc\n", "### Requirement: M\nc\n"),
        ("### Requirement: N\n- x\n- b\n", "### Requirement: N\n- b\n"),
    ],
)
def test_an_item_goes_with_its_bullet_and_all_within_it_and_leaves_no_hole(text: str, after: str) -> None:
    said = next(item.text for item in parse(text).items if item.text.startswith("x"))
    assert struck(text, said) == after


@given(SPEC_TEXTS, st.data())
def test_all_other_items_stay(text: str, data: st.DataObject) -> None:
    spec = parse(text)
    if not spec.items:
        return
    item = data.draw(st.sampled_from(spec.items))
    gone = {item.id}
    for each in spec.items:
        if each.parent in gone:
            gone.add(each.id)
    left = [(each.text, each.verbatim) for each in spec.items if each.id not in gone]
    after = without(text, item)
    assert after == text or [(each.text, each.verbatim) for each in parse(after).items] == left


@given(st.lists(st.sampled_from(["- a", "- b", "  - c", "d", "## Goal", "1. e", "", "> f"]), max_size=10), st.data())
def test_an_item_with_a_line_of_its_own_can_always_be_struck(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    if items := parse(text).items:
        assert without(text, data.draw(st.sampled_from(items))) != text


@given(st.text(), st.text(), st.text(), st.text())
def test_an_edit_replaces_its_span_and_nothing_else(before: str, old: str, after: str, new: str) -> None:
    span = (len(before), len(before) + len(old))
    assert edited(before + old + after, span, new) == before + new + after
