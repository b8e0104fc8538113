"""Why this file exists: an edit that code makes must leave a sentence that a person would have written."""

from __future__ import annotations

import pytest

from hybridtui.core.lint import lint
from hybridtui.core.spec import parse

CUTS = [
    ("Keep the session alive if possible.", "Keep the session alive."),
    ("If possible, keep the session alive.", "Keep the session alive."),
    ("Retry, where applicable, three times.", "Retry three times."),
    ("Retry three times, if needed.", "Retry three times."),
    ("The export usually has a header.", "The export has a header."),
    ("Ideally the import can be undone.", "The import can be undone."),
    ("Show name, price, etc.", "Show name, price."),
    ("Show name, price etc. in the list.", "Show name, price in the list."),
    ("Show name, price, and so on.", "Show name, price."),
    ("Show name, price and more.", "Show name, price."),
    ("Use Leaflet or similar.", "Use Leaflet."),
    ("Store colour, size, ...", "Store colour, size."),
    ("Store colour, size…", "Store colour, size"),
    ("Show PNG, JPEG and the like, on the page.", "Show PNG, JPEG, on the page."),
]
KEPT = ["Show an appropriate message.", "Admins and/or owners can delete.", "The page is easy to use."]


@pytest.mark.parametrize(("text", "after"), CUTS)
def test_words_are_cut_so_that_a_sentence_remains(text: str, after: str) -> None:
    spec = f"- {text}\n- next\n"
    edits = [edit for finding in lint(parse(spec)) for edit in finding.edits]
    assert [spec[: edit.span[0]] + edit.text + spec[edit.span[1] :] for edit in edits] == [f"- {after}\n- next\n"]


@pytest.mark.parametrize("text", KEPT)
def test_words_with_a_place_of_their_own_are_left_to_the_human(text: str) -> None:
    findings = lint(parse(f"- {text}\n"))
    assert findings
    assert not any(finding.edits for finding in findings)


def test_should_can_become_must() -> None:
    spec = "## Constraints\n\n- Logs should stay in the EU.\n"
    ((edit,),) = (finding.edits for finding in lint(parse(spec)))
    assert spec[slice(*edit.span)] == "should"
    assert edit.text == "must"
