"""Why this file exists: kinds come from headings and cues, and how often that is right must be known."""

from __future__ import annotations

import sys

import pytest

from hybridtui.core.english.cues import kind_of
from hybridtui.core.english.titles import section_kind, title_kind
from hybridtui.core.kinds import Kind
from hybridtui.core.notes.sentences import Sentence
from tests.labelled_kinds import KNOWN, UNSEEN


def sentence(text: str, *headings: str, verbatim: bool = False) -> Sentence:
    return Sentence("k.0", 0, len(text), text, headings, verbatim)


@pytest.mark.parametrize(("name", "labelled", "floor"), [("known", KNOWN, 0.95), ("unseen", UNSEEN, 0.8)])
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
