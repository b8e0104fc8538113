"""Why this file exists: a fact not recognised is not protected, and one seen where none is turns down good lines."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.english.stems import stem
from hybridtui.core.facts import FactKind, absent, facts
from hybridtui.core.refining.fidelity import problems

_WORDS = """
50 MB 5s five seconds `a b` "not found" https://x.example/p?q=1 a.b@c.de Dana CSVs foo_bar userId --dry-run ./a/b.py
v1.2.3 2026-05-05 May 5th 5pm don't only without no more than at least max twice half an hour $5k 10% , . ? — ( ) ' `
"""
spoken = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_WORDS.split()), max_size=20).map(" ".join))


def values(text: str, *kinds: FactKind) -> list[str]:
    """The values of the facts of these kinds in `text`."""
    return [fact.value for fact in facts(text) if fact.kind in kinds]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("wait 5s", ["5 s"]),
        ("wait 5 sec", ["5 s"]),
        ("wait five seconds", ["5 s"]),
        ("a 5-second wait", ["5 s"]),
        ("max like 50MB", ["50 MB"]),
        ("50 megabytes", ["50 MB"]),
        ("4000 rows", ["4000"]),
        ("4,000 rows", ["4000"]),
        ("4k rows", ["4000"]),
        ("two hundred and fifty rows", ["250"]),
        ("a dozen rows", ["12"]),
        ("two million users, 2.5 million rows", ["2000000", "2500000"]),
        ("5% or 7.50 percent", ["5 %", "7.5 %"]),
        ("$4/user, 5 dollars, $5k", ["4 $", "5 $", "5000 $"]),
        ("5-10 min", ["5 min", "10 min"]),
        ("between two and three weeks", ["2 week", "3 week"]),
        ("retry twice, 3 times", ["2 x", "3 x"]),
        ("half an hour", ["0.5 h"]),
        ("at -5 degrees", ["-5"]),
        ("one minute", ["1 min"]),
        ("12345678901234567890123456789012345 rows", ["12345678901234567890123456789012345"]),
    ],
)
def test_a_number_has_one_spelling(text: str, numbers: list[str]) -> None:
    assert values(text, FactKind.NUMBER) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "the newest one",
        "one of them",
        "encoded in utf-8",
        "a 2FA token, 3D charts",
        "ISO-8859-1",
        "v2 of it",
        "version 1.2.3",
        "on 2026-05-05 at 14:30",
        "`row 5`",
        "a few hundred rows",
        "#42",
        "first and second",
    ],
)
def test_a_number_within_something_else_is_none(text: str) -> None:
    assert values(text, FactKind.NUMBER) == []


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("max 50 MB", ["at most 50 MB"]),
        ("maximum file size is 50 MB", ["at most 50 MB"]),
        ("50 MB max", ["at most 50 MB"]),
        ("limit uploads to 50 MB", ["at most 50 MB"]),
        ("up to five", ["at most 5"]),
        ("no more than 5", ["at most 5"]),
        ("must not exceed 5 s", ["at most 5 s"]),
        ("no files over 5 MB", ["at most 5 MB"]),
        ("5 or fewer", ["at most 5"]),
        ("<= 5", ["at most 5"]),
        ("more than 5% fail", ["at least 5 %"]),
        ("no less than 5", ["at least 5"]),
        ("at least about 5", ["at least 5"]),
        ("5+ seats", ["at least 5"]),
        ("5 min", []),
        ("over there, 5 rows", []),
        ("5 rows and 6 columns", []),
    ],
)
def test_a_limit_has_a_direction(text: str, limits: list[str]) -> None:
    assert values(text, FactKind.LIMIT) == limits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("use updated_at here", ["updated_at"]),
        ("use `npm i  foo` here", ["npm i foo"]),
        ("call userId.", ["userId"]),
        ("see README.md, please", ["README.md"]),
        ("run foo() now", ["foo()"]),
        ("with --dry-run and -v", ["--dry-run", "-v"]),
        ("in ./src/a_b.py", ["./src/a_b.py"]),
        ("all *.csv and .env", ["*.csv", ".env"]),
        ("only @acme.io, in #ops", ["@acme.io", "#ops"]),
        ("(see user.name.first)", ["user.name.first"]),
        ("the __init__ file", ["__init__"]),
        ("really _now_ and **here**", []),
        ("e.g. i.e. 5 p.m. etc.", []),
        ("and/or, yes/no", []),
        ("drag-and-drop, wait... what", []),
        ("5.5 or 1.2.3", []),
    ],
)
def test_identifiers_are_told_from_words(text: str, found: list[str]) -> None:
    assert values(text, FactKind.CODE) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("yesterday Dana pasted rows", ["dana"]),
        ("Dana pasted rows", []),
        ("use Google Drive", ["google", "drive"]),
        ("customer CSVs in a CSV", ["csv", "csv"]),
        ("AnyTrunk's pitch", ["anytrunk"]),
        ("in UTF-8 or windows-1254", ["utf-8", "windows-1254"]),
        ("It broke. The import did", []),
        ("now I think I'm done", []),
        ("do NOT touch ALL of it", []),
        ("WE NEED THE UPLOAD PAGE NOW", []),
        ('say "Bad row"', []),
        ("QA/legal", ["qa"]),
        ("- Rows\n- Columns", []),
    ],
)
def test_names_are_told_from_sentence_starts(text: str, found: list[str]) -> None:
    assert values(text, FactKind.NAME) == found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("see https://x.example/p?q=1.", FactKind.URL, ["https://x.example/p?q=1"]),
        ("(see https://x.example/)", FactKind.URL, ["https://x.example"]),
        ("mail A.b@c.de!", FactKind.EMAIL, ["a.b@c.de"]),
        ('not "invalid file," but', FactKind.QUOTE, ["invalid file"]),
        ("it's the user's file", FactKind.QUOTE, []),
        ("‘a b’ and “c”", FactKind.QUOTE, ["a b", "c"]),
        ("v2, version 3.1, 1.2.3", FactKind.VERSION, ["v2", "v3.1", "v1.2.3"]),
        ("May 5th, 2026", FactKind.DATE, ["2026-05-05"]),
        ("5 May 2026", FactKind.DATE, ["2026-05-05"]),
        ("2026-05-05", FactKind.DATE, ["2026-05-05"]),
        ("5pm, 17:00, 5:30 a.m.", FactKind.DATE, ["17:00", "17:00", "05:30"]),
        ("by Friday", FactKind.DATE, ["friday"]),
        ("it may march on", FactKind.DATE, []),
        ("don't touch the billing columns", FactKind.NEGATION, ["not touch bill column"]),
        ("dark mode but not now", FactKind.NEGATION, ["not dark mode"]),
        ("only admins, no guests", FactKind.NEGATION, ["only admin", "not guest"]),
        ("no more than 5 rows", FactKind.NEGATION, []),
        ("don't forget the tests", FactKind.NEGATION, []),
        ("no, wait", FactKind.NEGATION, []),
    ],
)
def test_other_facts_have_one_spelling(text: str, kind: FactKind, found: list[str]) -> None:
    assert values(text, kind) == found


@given(spoken)
def test_every_fact_stands_where_it_says_in_order(text: str) -> None:
    found = facts(text)
    assert [fact.start for fact in found] == sorted(fact.start for fact in found)
    for fact in found:
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.value.strip()


@given(spoken)
def test_no_fact_is_absent_from_its_own_text(text: str) -> None:
    assert absent(facts(text), text, facts(text)) == ()


def test_an_identifier_is_there_without_its_marks_and_a_name_in_any_case() -> None:
    wanted = facts("use `foo` with Postgres")
    there = "Postgres: foo"
    assert absent(wanted, there, facts(there)) == ()
    assert [fact.value for fact in absent(facts("call user_id"), "call user_ids", ())] == ["user_id"]
    assert absent(facts("as a CSV"), "as csvs", ()) == ()
    assert [fact.value for fact in absent(wanted, "fool with MySQL", ())] == ["foo", "postgres"]


def test_words_of_one_stem_meet_and_irregular_verbs_too() -> None:
    assert stem("duplicates") == stem("duplicated")
    assert stem("kept") == stem("keeps")
    assert stem("row") != stem("column")


@pytest.mark.parametrize("unit", ["no ", "5 ", "a_", "_", ".a", "a/", "`", '"', "'", "1,", "max ", "five ", "A ", "a@"])
@pytest.mark.parametrize("read", [facts, lambda text: problems(text, text)])
def test_a_long_text_of_one_thing_is_read_at_once(read: Callable[[str], object], unit: str) -> None:
    started = time.process_time()
    read(unit * (3000 // len(unit)))
    assert time.process_time() - started < 3
