"""Why this file exists: what a draft may leave out is decided here, and a wrong word here is a wrong spec."""

from __future__ import annotations

import doctest
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.english.chatter import says_nothing
from hybridtui.core.refining import words
from hybridtui.core.refining.words import Role, classify, line

_VOCABULARY = """
so um I want need a the 50 MB at least five rows not just like you know kind of oh and but never we should it
needs to write `a b` https://x.example/p?q=1 (well, ok) "invalid file" foo_bar CSV Dana email's don't , . ? —
really already very pretty honestly i guess twice a day two two what [link](http://a.b) {vocalsound} max no.
right? li- **bold**
"""
vocabulary = st.sampled_from(_VOCABULARY.split())
spoken = st.one_of(st.text(max_size=60), st.lists(vocabulary, max_size=25).map(" ".join))


def shown(sentence: str, optional: bool = True) -> str:
    """The draft line with all optional words kept, or with none."""
    roles = {Role.MANDATORY, Role.OPTIONAL, Role.ARTICLE} if optional else {Role.MANDATORY}
    return line([word.text for word in classify(sentence) if word.role in roles])


@given(spoken)
def test_the_words_are_the_sentence_in_order(sentence: str) -> None:
    # a comma behind noise may stand apart, so spacing does not count
    assert "".join("".join(word.text for word in classify(sentence)).split()) == "".join(sentence.split())


@given(spoken)
def test_no_number_name_identifier_quote_or_negation_may_ever_go(sentence: str) -> None:
    for word in classify(sentence):
        if word.role is not Role.MANDATORY:
            assert not re.search(r"[\d`\"()\[\]/@]|_\w", word.text) or word.text.startswith("{")
            assert not re.search(
                r"n't\b|\b(?:no|not|never|without|only|except|unless)\b", word.text, re.IGNORECASE
            ) or (word.role is Role.FILLER)


@given(spoken, st.randoms())
def test_a_line_of_any_kept_words_invents_none(sentence: str, random: object) -> None:
    choose = getattr(random, "random")  # noqa: B009
    kept = [word.text for word in classify(sentence) if word.role is Role.MANDATORY or choose() < 0.5]
    source = [found.casefold() for found in re.findall(r"\w+", sentence)]
    for found in re.findall(r"\w+", line(kept)):
        assert found.casefold() in source


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("ok so basically it is slow.", "It is slow"),
        ("like honestly yesterday Dana pasted 4000 rows.", "Yesterday Dana pasted 4000 rows"),
        ("max like 50 MB i guess?", "Max 50 MB"),
        ("oh and um duplicates!", "Duplicates"),
        ("I mean, the list is, you know, sort of long", "The list is, long"),
        ("it's kind of slow", "It's slow"),
        ("So , it's go gonna have to be be trendy . {vocalsound}", "It's gonna have to be trendy"),
        ("the only the only remotes {disfmarker} I've used", "The only remotes I've used"),
        ("that's fine with everybody, right?", "That's fine with everybody"),
        ("anyway, we ship it anyway", "We ship it anyway"),
        ("pro- project plans", "Project plans"),
        ("max 2 reminders per book I guess, people hate spam", "Max 2 reminders per book, people hate spam"),
        ("what {disfmarker} uh the price is ten euros", "The price is ten euros"),
        ("I can't {disfmarker} we must not print it", "I can't we must not print it"),
        ("so yeah , I've {disfmarker} The only ones are basic", "The only ones are basic"),
        ("'cause I mean , what {disfmarker} it is slow", "It is slow"),
        ("it's more like a phone kind of , just smaller", "It's more like a phone, just smaller"),
        ("come up with shapes and shades or whatever", "Come up with shapes and shades"),
        ("each has eight {disfmarker} eight channels", "Each has eight channels"),
        ("it is three fifty {disfmarker} three hundred fifty", "It is three fifty {disfmarker} three hundred fifty"),
        ("we look at the age rather than at the {disfmarker}", "We look at the age rather than at the"),
        ("you look at the form knowing that the {disfmarker}", "You look at the form knowing"),
        ("I dunno maybe fastapi", "Maybe fastapi"),
        ("so that they see it we show a map", "So that they see it we show a map"),
        ("we're meeting in half an hour so um", "We're meeting in half an hour"),
    ],
)
def test_the_noise_of_speech_goes(sentence: str, kept: str) -> None:
    assert shown(sentence) == kept


@pytest.mark.parametrize(
    "sentence",
    [
        "It looks like a table",
        "Something like Slack",
        "I would like it green",
        "Tools like Figma",
        "What kind of database",
        "I dunno if the API allows that",
        "Postgres or whatever they use",
        "Because it is slow",
        "The same sort of button",
        "Do you know the format",
        "It isn't actually used",
        "Turn right",
        "If so",
        "Fifteen pounds or so",
        "Metric + US cups, cups differ",
        "We know that that works",
        "A [pause] button",
        "Well-known formats",
        "Right-click the row",
        "No, no",
        "Two two-digit codes",
        'Show "um, oh" as typed',
        'Say " uh uh " twice',
        "Use `like  this` please",
    ],
)
def test_words_that_only_resemble_noise_stay(sentence: str) -> None:
    assert shown(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "least"),
    [
        ("so I want a small upload page", "I want small upload page"),
        ("so I want to have a small upload page", "Have small upload page"),
        ("it needs to write into postgres", "Write into postgres"),
        ("we should really just use the old importer", "Use old importer"),
        ("and there should be a button for the admins", "There should be a button for admins"),
        ("it needs to be very clear which currency", "It needs to be clear which currency"),
        ("we already have the customers table", "We have customers table"),
        ("also email the ops channel", "Email ops channel"),
    ],
)
def test_at_its_shortest_a_line_still_says_it(sentence: str, least: str) -> None:
    assert shown(sentence, optional=False) == least


@pytest.mark.parametrize(
    "sentence",
    [
        "Don't touch the billing columns",
        "We should not store the passwords",
        "It must never block the user",
        "Without the extra login",
        "Sync twice a day",
        "Keep it for a month",
        "Only a few of the rows",
        "Would be cool to have dark mode but not now",
        "Maybe we should use fastapi",
        "We need it",
        "We need the app to queue scans",
        "I want to",
        "Delete it after 30 days then stop",
        "This is a mess",
        "Just the email column",
        "Call it Plan A",
        "Keep (the old one)",
    ],
)
def test_where_a_missing_word_would_change_or_break_the_sentence_none_is_optional(sentence: str) -> None:
    least = shown(sentence, optional=False)
    assert least.casefold().split() == [
        word for word in sentence.casefold().split() if word in least.casefold().split()
    ]
    for essential in re.findall(
        r"[Nn]ot|[Nn]ever|[Ww]ithout|[Dd]on't|[Oo]nly|\d+|a day|a month|a few|cool|Maybe", sentence
    ):
        assert essential.casefold() in least.casefold()


def test_a_lead_in_stays_or_goes_as_a_whole() -> None:
    so, lead = classify("so I want to export rows")[:2]
    assert (so.text, so.role) == ("so", Role.FILLER)
    assert (lead.text, lead.role) == ("I want to", Role.OPTIONAL)


def test_the_scope_of_a_negation_ends_with_its_clause() -> None:
    roles = {word.text: word.role for word in classify("don't change a thing, add the export")}
    assert (roles["a"], roles["the"]) == (Role.MANDATORY, Role.ARTICLE)


def test_a_quote_marker_on_a_continued_line_is_no_word() -> None:
    assert [word.text for word in classify("needs\n> validation")] == ["needs", "validation"]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (["needs", "x", "."], "Needs x"),
        ([",", "and", ",", ",", "so"], "And, so"),
        (["is", "it", "ok", "?"], "Is it ok?"),
        (["done!"], "Done"),
        (["a", "—", "b", "—"], "A — b"),
        (["csvImport", "works"], "csvImport works"),
        (["updated_at", "wins"], "updated_at wins"),
        (["`code`", "first."], "`code` first"),
        (["logos,", "fonts,", "etc."], "Logos, fonts, etc."),
        (["wait..."], "Wait"),
        (["the", "`a ; b`", "stays"], "The `a ; b` stays"),
        ([], ""),
        ([","], ""),
    ],
)
def test_kept_words_read_as_a_line(kept: list[str], expected: str) -> None:
    assert line(kept) == expected


def test_the_roles_are_as_the_docstring_says() -> None:
    def roles(sentence: str) -> None:
        for role in Role:
            if texts := [word.text for word in classify(sentence) if word.role is role]:
                sys.stdout.write(f"{role.value}: {' / '.join(texts)}\n")

    def shortest(sentence: str) -> str:
        return shown(sentence, optional=False)

    examples = doctest.DocTestFinder().find(
        words, "words", extraglobs=vars(words) | locals() | {"says_nothing": says_nothing}
    )
    runner = doctest.DocTestRunner(verbose=False)
    assert sum(runner.run(each).attempted for each in examples) >= 10
    assert runner.failures == 0
