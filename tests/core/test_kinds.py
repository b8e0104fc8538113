"""Why this file exists: kinds come from headings and cues, and how often that is right must be known."""

from __future__ import annotations

import sys

import pytest

from hybridtui.core.cues import kind_of
from hybridtui.core.kinds import Kind
from hybridtui.core.notes import Sentence
from hybridtui.core.titles import section_kind, title_kind

FLOOR = 0.95
"""The share of the sentences below that must come out right."""

LABELLED = {
    Kind.GOAL: [
        "the goal is to stop losing orders over the weekend",
        "I want a tool that tells me which plants need water",
        "we want people to find a free desk in under a minute, that's the whole idea",
        "rough idea: a shared shopping list for the whole house",
        "so basically I'd love to build a tiny radio for my grandmother",
        "the point is that nobody has to type the same address twice",
        "we're building a planner for volunteer shifts",
        "My idea is a map of all the public benches",
        "imagine a fridge that reorders milk",
        "our main aim here is fewer phone calls",
        "do all this so that customers trust the numbers",
    ],
    Kind.REQUIREMENT: [
        "it should send a receipt by mail",
        "users can reset their password themselves",
        "show progress",
        "add a search box on top",
        "um it needs to work on phones obviously",
        "the importer must accept semicolons too",
        "make sure the print view looks decent",
        "oh and export to CSV",
        "admins can merge two accounts",
        "remember the people with old tablets",
        "please keep the filters when I go back",
        "every order has a number and a date",
        "dark mode",
        "if the same serial shows up twice keep the newer one",
        "okay so like validate the postcode before saving",
        "background job because the large ones took ages last time",
        "maybe sqlite since we all know it",
        "sort by distance, closest first",
    ],
    Kind.CONSTRAINT: [
        "max like 20 MB i guess?",
        "don't touch the invoices table",
        "it must never show the full card number",
        "only staff may see phone numbers",
        "we can't store anything outside the EU",
        "it has to be live before the end of June",
        "at most 3 retries",
        "delete uploads within 30 days, legal asked for that",
        "never log the token",
        "budget is around 15k",
        "no third-party cookies",
        "must not break the old clients",
        "it has to run offline",
        "GDPR applies to all of this",
        "read-only access for the auditors",
        "due by friday",
        "up to 200 rows per page",
        "auth — only company accounts",
    ],
    Kind.OUT_OF_SCOPE: [
        "would be cool to have themes but not now",
        "payments are out of scope",
        "we don't need reporting",
        "skip the mobile app",
        "maybe later a wishlist",
        "no need for single sign-on",
        "I don't think we need an archive in the first round",
        "localization can wait",
        "not in the first version",
        "for the first version no payments at all",
        "nice to have, eventually",
        "multi-tenant is a non-goal",
        "notifications aren't a priority",
        "we won't support old browsers",
        "that's for another release",
    ],
    Kind.QUESTION: [
        "who owns the data?",
        "should we keep the old API around?",
        "what happens if two people book the same slot?",
        "not sure who signs this off",
        "is SQLite enough for this?",
        "we still need to find out whether guests can pay",
        "which of the two fields wins, the date or the number?",
        "need to decide between rows and cards",
        "so does it have to be in Dutch as well?",
        "TBD: retention of logs",
        "I wonder if the barcode is unique",
        "the export, is it nightly or live?",
        "that works on Android too, right?",
    ],
    Kind.BACKGROUND: [
        "our team keeps losing the spreadsheet",
        "yesterday Ben deleted half the list by accident",
        "currently they do it all on paper",
        "last year we tried a wiki and nobody used it",
        "we already have a customer table",
        "the old system was written in Delphi",
        "people always forget the second form",
        "she asked for it twice",
        "right now every branch has its own file",
        "it's a mess",
        "they met on Tuesday and talked for an hour",
    ],
}


def sentence(text: str, *headings: str, verbatim: bool = False) -> Sentence:
    return Sentence("k.0", 1, 0, len(text), text, headings, verbatim)


def test_most_sentences_come_out_with_the_kind_a_reader_gives_them(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [(text, kind) for kind, texts in LABELLED.items() for text in texts]
    wrong = [(text, kind.value, got.value) for text, kind in cases if (got := kind_of(sentence(text))) is not kind]
    accuracy = 1 - len(wrong) / len(cases)
    with capsys.disabled():
        sys.stdout.write(f"\nkinds: {len(cases)} sentences, accuracy {accuracy:.3f}, wrong: {wrong}\n")
    assert len(cases) >= 60
    assert accuracy >= FLOOR


@pytest.mark.parametrize("kind", list(Kind))
def test_the_title_of_its_own_section_names_each_kind(kind: Kind) -> None:
    assert title_kind(kind.heading) is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Nice to have", Kind.OUT_OF_SCOPE),
        ("Not now", Kind.OUT_OF_SCOPE),
        ("open questions", Kind.QUESTION),
        ("Security & privacy", Kind.CONSTRAINT),
        ("The big idea", Kind.GOAL),
        ("Where we are today", Kind.BACKGROUND),
        ("Must-haves", Kind.REQUIREMENT),
        ("Resolved questions", None),
        ("Import", None),
        ("How we got from the first question to the second release", None),
    ],
)
def test_titles_name_kinds_only_where_they_are_titles_of_sections(title: str, kind: Kind | None) -> None:
    assert title_kind(title) is kind


def test_the_nearest_heading_that_names_a_kind_decides() -> None:
    assert section_kind(["Requirements", "Out of scope"]) is Kind.OUT_OF_SCOPE
    assert section_kind(["Requirements", "Import"]) is Kind.REQUIREMENT
    assert section_kind(["Notes on the questions of the board", "Import"]) is None


@pytest.mark.parametrize(
    ("text", "heading", "kind"),
    [
        ("wishlists", "Later", Kind.OUT_OF_SCOPE),
        ("it should print labels", "Background", Kind.BACKGROUND),
        ("who pays?", "Requirements", Kind.QUESTION),
        ("export, but not now", "Requirements", Kind.OUT_OF_SCOPE),
        ("at most 5 users", "Requirements", Kind.CONSTRAINT),
        ("at most 5 users", "Out of scope", Kind.OUT_OF_SCOPE),
    ],
)
def test_strong_cues_outweigh_the_heading_and_weak_ones_do_not(text: str, heading: str, kind: Kind) -> None:
    assert kind_of(sentence(text, heading)) is kind


def test_what_is_verbatim_goes_by_its_heading_alone() -> None:
    assert kind_of(sentence("```\nwhy?\n```", "Limits", verbatim=True)) is Kind.CONSTRAINT
    assert kind_of(sentence("| why? |", verbatim=True)) is Kind.REQUIREMENT
