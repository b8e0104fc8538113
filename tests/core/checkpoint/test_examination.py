"""Why this file exists: what a look back costs less must find no less, and the verdict must count what is open."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.checkpoint.examiner import Examiner
from hybridtui.core.checkpoint.findings import Group
from hybridtui.core.secrets import Secret, hash_of
from hybridtui.core.trace import Trace
from hybridtui.core.trace.record import Decision, Leave, Record
from tests.core.secrets.made import vendor_keys
from tests.core.specs import SPEC_TEXTS

TOKEN = vendor_keys(Random(5))["GitHub token"]
NOTES = "Files of at most 50 MB are accepted. Keep every upload for 30 days. Dark mode, but not now. um so yeah.\n"
LINES = (
    "Files of at most 60 MB are accepted",
    "Keep every upload for 30 days",
    "Dark mode",
    "Mail the owner, etc.",
    f"Log in with {TOKEN}",
    "Who deletes an upload?",
)
SPEC = "# Upload\n\n## Requirements\n\n" + "".join(f"- {line}\n" for line in LINES)

SPECS = st.lists(st.sampled_from(LINES), max_size=6).map(lambda lines: "".join(f"- {line}\n" for line in lines))
EDITS = st.lists(
    st.tuples(SPECS | SPEC_TEXTS, st.sampled_from([NOTES, "", "Keep uploads. ", NOTES + "Mail the owner."])), max_size=5
)


NOTHING = Record()


def look(spec: str = SPEC, notes: str = NOTES, record: Record = NOTHING) -> Examination:
    return Examiner().examine(spec, notes, record)


@settings(max_examples=60)
@given(EDITS)
def test_one_who_has_looked_before_finds_what_one_finds_who_has_not(edits: list[tuple[str, str]]) -> None:
    examiner, record = Examiner(), Record()
    for spec, notes in edits:
        found = examiner.examine(spec, notes, record)
        assert found == look(spec, notes, record)
        assert examiner.examine(spec, notes, record) == found
        record = replace(record, known=found.spec.known)
        if found.findings:
            record = record.waive(found.findings[0].waiver("agreed"))


@settings(max_examples=60)
@given(SPEC_TEXTS | SPECS)
def test_whatever_the_spec_findings_stand_where_they_say_and_in_the_order_of_the_checkpoint(spec: str) -> None:
    found = look(spec)
    for finding in found.findings:
        text = NOTES if finding.document == "notes" else spec
        assert text[slice(*finding.span)] == finding.words
    order = [(list(Group).index(finding.group), finding.span) for finding in found.findings]
    assert order == sorted(order)


def test_the_headline_counts_each_sort_that_is_open_the_gravest_first() -> None:
    found = look()
    rules = [finding.rule for finding in found.findings]
    assert {"secret", "S10", "altered", "added", "question"} <= set(rules)
    told = found.headline.split(" · ")
    assert told[:4] == ["1 secret", "1 item put off by the notes", "1 item altered", f"{rules.count('added')} added"]
    assert told[-1] == f"{sum(finding.group is Group.QUESTION for finding in found.findings)} questions"
    assert sum(int(part.split()[0]) for part in told) == len(found.findings)


def test_what_is_waived_is_counted_and_no_longer_in_the_headline() -> None:
    before = look()
    altered = next(finding for finding in before.findings if finding.rule == "altered")
    after = look(record=Record(known=before.spec.known).waive(altered.waiver("agreed")))
    assert after.waived == 1
    assert "altered" not in after.headline
    assert len(after.findings) == len(before.findings) - 1


def test_a_secret_blocks_until_it_is_decided_about_and_is_known_even_then() -> None:
    before = look()
    after = look(record=Record().decide(Decision(hash_of(TOKEN), Leave.ALLOWED, "mine")))
    assert (before.blockers, after.blockers) == (1, 0)
    assert [SPEC[slice(*each.span)] for each in after.secrets] == [TOKEN]


def test_what_a_scanner_found_besides_blocks_too_and_is_told_once() -> None:
    start = SPEC.index("owner")
    more = [Secret("odd word", (start, start + 5)), Secret("token", (SPEC.index(TOKEN), SPEC.index(TOKEN) + 9))]
    found = Examiner().examine(SPEC, NOTES, Record(), more)
    assert found.blockers == 2
    assert [SPEC[slice(*each.span)] for each in found.secrets] == ["owner", TOKEN]


def test_the_users_own_words_block() -> None:
    assert Examiner(terms=["upload"]).examine("- Keep the upload\n", NOTES, Record()).blockers == 1


@pytest.mark.parametrize(
    ("strict", "blocking"), [("secrets", set()), ("errors", {"error"}), ("warnings", {"error", "warn"})]
)
def test_the_settings_say_what_else_must_be_answered(strict: str, blocking: set[str]) -> None:
    found = Examiner(strict=strict).examine(SPEC, NOTES, Record())
    others = [finding for finding in found.findings if finding.group is not Group.SECRET]
    assert {"error", "warn", "info"} <= {finding.severity.value for finding in others}
    assert found.demanded == tuple(finding for finding in others if finding.severity.value in blocking)
    assert found.blockers == 1 + len(found.demanded)


def test_what_is_waived_is_demanded_no_more() -> None:
    strict = Examiner(strict="errors")
    before = strict.examine(SPEC, NOTES, Record())
    waived = Record(known=before.spec.known)
    for finding in before.demanded:
        waived = waived.waive(finding.waiver("agreed"))
    assert strict.examine(SPEC, NOTES, waived).demanded == ()


def test_without_notes_nothing_is_said_about_them() -> None:
    found = look(notes="")
    assert found.trace == Trace()
    assert not any(finding.group is Group.CREEP for finding in found.findings)
    assert look("", "").headline == "Nothing to object to."
