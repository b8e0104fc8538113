"""Why this file exists: a line that says something else than its note must never get through, however well it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.english.chatter import says_nothing
from hybridtui.core.notes.sentences import sentences
from hybridtui.core.refining.fidelity import problems
from hybridtui.core.refining.words import Role, classify, line

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

BILLING = "it needs to write into postgres, we already have the customers table, don't touch the billing columns."
COLUMNS = 'it should check the columns (email, plan, seats) and tell them which rows are bad, not just "invalid file".'


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("show progress.", "The system must show progress"),
        ("so I want a small upload page, drag and drop, max like 50 MB i guess?", "Small drag-and-drop page, max 50MB"),
        (COLUMNS, 'Check columns (email, plan, seats) and report which rows are bad, not just "invalid file"'),
        ("it should check the columns email and plan", "Validate the columns email and plan"),
        (
            "if the same email shows up twice keep the newest one by updated_at",
            "Same email twice: keep the newest by `updated_at`",
        ),
        (BILLING, "Write into the Postgres customers table; do not touch billing columns"),
        (
            "background job because the big ones took 3 minutes and nginx kills it at 60s",
            "Run as a background job: the big ones took 3 min and nginx kills it at 60 s",
        ),
        (
            "also email me (well, the ops channel) if more than 5% rows fail.",
            "Email the ops channel if more than 5% of rows fail",
        ),
        ("auth — only @acme.io google accounts.", "Authentication: only @acme.io Google accounts"),
        (
            "Keep the original file for 30 days then delete, legal asked for that.",
            "The original file must be kept for 30 days, then deleted (legal)",
        ),
        ("would be cool to have dark mode but not now.", "No dark mode now"),
        (
            "remember the Turkish customers, encoding is windows-1254 sometimes, that broke the last import",
            "Support windows-1254 encoding for Turkish customers",
        ),
        ("like honestly yesterday Dana pasted 4000 rows.", "Dana pasted 4,000 rows yesterday"),
        ("we should never log passwords in plain text", "Never log plain-text passwords"),
        ("no more than five attachments per ticket", "At most 5 attachments per ticket"),
        ("the export runs on May 5th, 2026 at 5pm", "Export runs 2026-05-05 at 17:00"),
        ("don't forget the tests for the parser", "Add tests for the parser"),
        ("requests time out after thirty seconds and we retry twice", "Requests time out after 30s; retry 2 times"),
        ("should we use redis for that?", "Decide whether to use Redis for that"),
        ("max like 50 MB i guess?", "Max 50 MB"),
        ("probably fastapi, everyone knows it", "Maybe FastAPI; everyone knows it"),
    ],
)
def test_a_true_rewrite_may_stand_for_its_note(source: str, result: str) -> None:
    assert problems(source, result) == ()


@pytest.mark.parametrize(
    ("source", "result", "problem"),
    [
        (
            "yesterday Dana pasted 4000 rows",
            "Dana pasted 4000 rows of cotton",
            "has words that the note has not: cotton",
        ),
        ("max like 50 MB i guess?", "Max cotton size of 50 MB", "has words that the note has not: cotton, size"),
        ("max like 50 MB i guess?", "Max 20 MB", "says 20 MB, the note says 50 MB"),
        ("max like 50 MB i guess?", "At least 50 MB", "says at least 50 MB, the note says at most 50 MB"),
        ("max like 50 MB i guess?", "Max 50 GB", "says 50 GB, the note says 50 MB"),
        ("max like 50 MB i guess?", "50 MB", "leaves out at most 50 MB"),
        (
            "don't touch the billing columns",
            "Touch the billing columns",
            'does not say "don\'t touch the billing columns", as the note does',
        ),
        (
            "don't touch billing, update customers",
            "Don't update customers, touch billing",
            'says "Don\'t update customers", which the note does not',
        ),
        ("only admins can delete", "Admins cannot delete", 'says "cannot delete", which the note does not'),
        ("rows are checked", "Rows are never checked", 'says "never checked", which the note does not'),
        ("dark mode but not now", "Dark mode", 'does not say "not now", as the note does'),
        (
            "rows without a name can be swapped",
            "Rows without a name can not be swapped",
            'says "not" in 2 places, the note in 1',
        ),
        ("it needs to write into postgres", "Write into MySQL", 'says the name "mysql", which the note does not'),
        ("upload page for Dana", "Upload page for Bob", 'says the name "bob", the note says the name "dana"'),
        (
            "only @acme.io accounts",
            "Only @acme.com accounts",
            'says the identifier "@acme.com", the note says the identifier "@acme.io"',
        ),
        (
            "keep the newest by updated_at",
            "Keep the newest by created_at",
            'says the identifier "created_at", the note says the identifier "updated_at"',
        ),
        ("keep the newest by updated_at", "Keep the newest", 'leaves out the identifier "updated_at"'),
        (
            "give the 7 admins and the 3 users a key",
            "Give the 3 admins and the 7 users a key",
            "counts 3 where the note counts 7 (admin)",
        ),
        (
            "Keep the original file for 30 days then delete, legal asked.",
            "Keep for 30 days",
            "leaves out too much: original, file, delete, legal, asked",
        ),
        ("we ship on 2026-05-05", "We ship on 2026-06-05", "says 2026-06-05, the note says 2026-05-05"),
        ("we support python 3.11", "Support Python 3.12", "says 3.12, the note says 3.11"),
        (
            "see https://a.example/x",
            "See https://a.example/y",
            'says the link "https://a.example/y", the note says the link "https://a.example/x"',
        ),
        (
            'label it "Invalid row"',
            'Label it "Bad row"',
            'says the quotation "Bad row", the note says the quotation "Invalid row"',
        ),
        ("delete the file after 30 days", "Keep the file after 30 days", 'says "keep", the note says "delete"'),
        ("enable it before the import", "Enable it after the import", 'says "after", the note says "before"'),
        ("fastapi maybe?", "Use FastAPI", 'is sure, the note says "maybe"'),
        ("should we use redis for that?", "Use Redis for that", "answers what the note asks"),
        ("use redis for that", "Use Redis for that?", "asks what the note says"),
        ("use fastapi", "Perhaps use FastAPI", 'says "perhaps", the note is sure'),
        ("the upload should be fast", "The upload page should be fast", "has words that the note has not: page"),
        ("show progress", "Show progress and animate it, and then celebrate it", "has 9 words, the note has 2"),
        ("show progress", "Show progress\nand more", "takes more than one line"),
        ("show progress", "Show \x1b[31mprogress", "has control characters"),
        ("show progress", "Show \u202eprogress", "has control characters"),
        ("show progress", " ", "is empty"),
    ],
)
def test_a_line_that_says_something_else_is_turned_down_in_words(source: str, result: str, problem: str) -> None:
    assert problem in problems(source, result)


def test_one_wrong_figure_is_one_problem() -> None:
    assert problems("max 50 MB", "max 20 MB") == ("says 20 MB, the note says 50 MB",)


@given(
    st.lists(
        st.sampled_from(
            [
                "keep",
                "the",
                "file",
                "not",
                "only",
                "Dana",
                "5",
                "MB",
                "`a`",
                "foo_bar",
                ",",
                ".",
                "maybe",
                "rows",
                "max",
            ]
        ),
        min_size=1,
    )
)
def test_a_note_may_stand_for_itself(words: list[str]) -> None:
    note = " ".join(words)
    assert problems(note, note) == ()


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_and_told_in_plain_words(source: str, result: str) -> None:
    for problem in problems(source, result):
        assert problem.strip()


@pytest.mark.parametrize("name", ["csv-upload-ramble.md", "any-trunk-brainstorm.md", "procontext-braindump.md"])
def test_what_only_leaves_words_out_is_never_turned_down(name: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip("this document is not here")
    for sentence in sentences((CORPUS / name).read_text(encoding="utf-8")):
        if sentence.verbatim or says_nothing(sentence.text, sentence.listed):
            continue
        words = classify(sentence.text)
        for roles in ({Role.MANDATORY}, {Role.MANDATORY, Role.OPTIONAL}):
            kept = line([word.text for word in words if word.role in roles])
            assert problems(sentence.text, kept) == (), sentence.text


@pytest.mark.parametrize("name", ["csv-upload-ramble.md", "any-trunk-brainstorm.md", "procontext-braindump.md"])
def test_an_invented_object_is_always_found(name: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip("this document is not here")
    for sentence in sentences((CORPUS / name).read_text(encoding="utf-8")):
        if not sentence.verbatim:
            assert problems(sentence.text, f"{sentence.text} of zebras"), sentence.text
