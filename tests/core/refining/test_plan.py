"""Why this file exists: with no model at all, the plan alone must already be a faithful and a shorter text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hybridtui.core.english.chatter import says_nothing
from hybridtui.core.refining.plan import Window, plan
from hybridtui.core.refining.words import Role, line

ROOT = Path(__file__).parents[3]
RAMBLE = (ROOT / "tests/data/csv-upload-ramble.md").read_text()
LABELS = json.loads((ROOT / "tests/data/csv-upload-ramble.labels.json").read_text())
SAMPLES = [ROOT / "tests/data/csv-upload-ramble.md", *sorted((ROOT.parent / "shared/corpus").glob("*[pmt].[mt][dx]*"))]
"""The committed sample, and where the checkout has neighbours, their brainstorms and a transcript."""

each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)

NEGATION = re.compile(r"\b(?:not|never|without|except|unless|cannot|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*\w*")
IDENTIFIER = re.compile(r"`[^`]+`|https?://\S+[\w/]|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*\b|@\w[\w.]*\w|\b[A-Z]{2,}s?\b")


def draft(window: Window, optional: bool = True) -> str:
    roles = {Role.MANDATORY, Role.OPTIONAL, Role.ARTICLE} if optional else {Role.MANDATORY}
    return line([word.text for word in window.words if word.role in roles])


def of(part: str) -> Window:
    """The window of the labelled sentence that contains `part`."""
    return next(window for window in plan(RAMBLE) if part in window.sentence.text)


def test_each_sentence_is_one_window_under_its_own_key() -> None:
    windows = plan("Show progress.\n\n```\ncode\n```\n\num what else")
    assert [window.item_id for window in windows] == [window.sentence.key for window in windows]
    assert [(bool(window.words), window.filler) for window in windows] == [(True, False), (False, False), (True, True)]


def test_nine_in_ten_of_the_sentences_that_matter_are_carried() -> None:
    carried = [not of(part).filler for part in LABELS["carry"]]
    assert sum(carried) >= 0.9 * len(carried)


def test_nine_in_ten_of_the_sentences_that_say_nothing_are_not() -> None:
    dropped = [of(part).filler for part in LABELS["filler"]]
    assert sum(dropped) >= 0.9 * len(dropped)


def test_at_most_one_in_ten_filler_words_remains() -> None:
    def count(text: str) -> int:
        return sum(
            len(re.findall(rf"\b{re.escape(filler)}\b", text, re.IGNORECASE)) for filler in LABELS["filler_words"]
        )

    drafted = "\n".join(draft(window) for window in plan(RAMBLE) if not window.filler)
    assert count(RAMBLE) >= 8
    assert count(drafted) <= 0.1 * count(RAMBLE)


@each_sample
@pytest.mark.parametrize("optional", [True, False], ids=["longest", "shortest"])
def test_a_draft_invents_no_word_and_loses_no_number_identifier_or_negation(path: Path, optional: bool) -> None:
    for window in plan(path.read_text()):
        if window.filler or window.sentence.verbatim:
            continue
        text, drafted = window.sentence.text, draft(window, optional)
        assert {found.casefold() for found in re.findall(r"\w+", drafted)} <= {
            found.casefold() for found in re.findall(r"\w+", text)
        }
        for essential in (NEGATION, NUMBER, IDENTIFIER):
            kept = {found.casefold() for found in essential.findall(drafted)}
            assert {found.casefold() for found in essential.findall(text)} - kept == set(), text
        assert drafted


@each_sample
def test_only_sentences_without_numbers_and_identifiers_are_dropped(path: Path) -> None:
    for window in plan(path.read_text()):
        if window.filler:
            said = re.sub(r"\{\w+\}", "", window.sentence.text)
            assert not NUMBER.search(said)
            assert not IDENTIFIER.search(said)


TALKING = """
um what else. | Mm-hmm . | Yeah . | Okay, that's cool. | Right. | ok where was I | let me think |
hang on a sec | anyway moving on | sorry got distracted, back to it | what was I saying |
ok I think that's all | more later | {vocalsound} Uh yeah uh , | so yes , | Thanks a lot, Tom | Hi Sam, |
cheers | hope you're well! | bear with me | does that make sense? | okay so here goes | note to self |
I lost my train of thought | no | ... | good point | I'll come back to this later |
I don't {disfmarker} | it's not uh {disfmarker} | so we're looking for {disfmarker} | hm, I don't know yet |
sorry for the wall of text | next topic | to be continued | ok I'm back
"""


@pytest.mark.parametrize("sentence", [sentence.strip() for sentence in TALKING.split("|")])
def test_talk_about_the_talking_says_nothing(sentence: str) -> None:
    assert says_nothing(sentence)


CONTENT = """
show progress | Slim . | not now | Dana | wait for emails? | more than 5 | where do the logs go? | CSV |
move it to S3 | who is it for? | we should not | never | think about colour | start with SQLite |
thanks page | back button | remember me | hold the line open | next to the logo | `ok` |
say hello to new users | I don't know the price | it must not {disfmarker} sync | twelve | what is it for?
"""


@pytest.mark.parametrize("sentence", [sentence.strip() for sentence in CONTENT.split("|")])
def test_a_sentence_with_content_is_never_filler(sentence: str) -> None:
    assert not says_nothing(sentence)


def test_a_list_is_not_talk_but_the_same_words_in_prose_are() -> None:
    assert [window.filler for window in plan("- what did you do\n- um\n")] == [False, True]
    assert says_nothing("what did you do")


def test_two_asides_are_one_aside() -> None:
    assert says_nothing("anyway that's basically it, sorry for the wall of text")
    assert not says_nothing("anyway that's basically it, ship it on Friday")
