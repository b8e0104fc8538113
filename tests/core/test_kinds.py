"""Why this file exists: kinds come from headings and cues, and how often that is right must be known."""

from __future__ import annotations

import sys

import pytest

from hybridtui.core.english.cues import kind_of
from hybridtui.core.english.titles import section_kind, title_kind
from hybridtui.core.kinds import Kind
from hybridtui.core.notes import Sentence

LABELLED = {
    Kind.GOAL: [
        "we're aiming for zero manual steps on release day",
        "I'd like some way to see who took which key",
        "ideally nurses spend less time on paperwork",
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
        "print labels in A6",
        "the map zooms to the user's village",
        "each ticket gets a colour by age",
        "notifications via telegram or mail",
        "there has to be an undo",
        "sort order: newest first",
        "support for left-handed layout",
        "people should be able to swap shifts",
        "probably go with redis for the queue",
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
        "response in under 200 ms",
        "cannot use any cloud service",
        "must fit on a 7 inch screen",
        "no passwords in the logs, ever",
        "launch before christmas",
        "we only have two developers",
        "nothing may leave the building",
        "prices always in euros, never dollars",
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
        "a dark theme would be sweet but that's for later",
        "let's not do billing yet",
        "forget about Windows for now",
        "no i18n in v1",
        "the chat idea is parked",
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
        "do we need to keep the audit log?",
        "unclear if the API allows that",
        "who signs off on the copy",
        "or is a cron job enough?",
        "we haven't decided on the colour",
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
        "the current tool crashes every morning",
        "Lena spends two hours a day copying rows",
        "they used a whiteboard before",
        "support gets about 30 mails a week on this",
        "it broke twice last month",
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
"""Sentences that the rules were made with."""

UNSEEN = {
    Kind.GOAL: [
        "the dream is that coaches never open excel again",
        "I want something my dad can use without calling me",
        "what we're after is one place for all recipes",
    ],
    Kind.REQUIREMENT: [
        "club members get a badge after ten runs",
        "attach photos to a report",
        "the list refreshes itself every minute",
        "oh and some kind of backup",
        "it should warn before overwriting",
        "filter by district and by date",
        "also needs a kiosk mode",
        "rows with an unknown code go to a review queue",
        "search must ignore accents",
    ],
    Kind.CONSTRAINT: [
        "don't email anyone before 8 am",
        "max two clicks to get to a timer",
        "it can't cost more than 50 a month",
        "only the treasurer sees amounts",
        "needs to be finished by may 3rd",
        "privacy: we are not allowed to keep birth dates",
    ],
    Kind.OUT_OF_SCOPE: [
        "an ios app would be nice but not right now",
        "we can skip the statistics page",
        "no need to support IE",
        "leaderboards: maybe next year",
    ],
    Kind.QUESTION: [
        "how do we deal with duplicates?",
        "not sure if the scanner has an api",
        "can parents see each other's comments?",
        "need to ask Petra whether pdf is fine",
    ],
    Kind.BACKGROUND: [
        "last season we lost three score sheets",
        "right now everything lives in a whatsapp group",
        "we have about 90 members in four teams",
        "our coach writes it all on paper",
    ],
}
"""Sentences written after the rules and never used to change them: what to expect of other people's notes."""


def sentence(text: str, *headings: str, verbatim: bool = False) -> Sentence:
    return Sentence("k.0", 0, len(text), text, headings, verbatim)


@pytest.mark.parametrize(("name", "labelled", "floor"), [("known", LABELLED, 0.95), ("unseen", UNSEEN, 0.8)])
def test_most_sentences_come_out_with_the_kind_a_reader_gives_them(
    name: str, labelled: dict[Kind, list[str]], floor: float, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [(text, kind) for kind, texts in labelled.items() for text in texts]
    wrong = [(text, kind.value, got.value) for text, kind in cases if (got := kind_of(sentence(text))) is not kind]
    accuracy = 1 - len(wrong) / len(cases)
    with capsys.disabled():
        sys.stdout.write(f"\nkinds, {name}: {len(cases)} sentences, accuracy {accuracy:.2f}, wrong: {wrong}\n")
    assert accuracy >= floor


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
