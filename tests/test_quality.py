"""Why this file exists: the bars that the quality of drafts is held to, on every document there is.

What they measure, and how, is told in `tests/bench/quality.py`, which prints the figures themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from hybridtui.core.refining.plan import plan
from hybridtui.core.refining.words import Word
from hybridtui.core.steering import Mode
from hybridtui.local import models
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import PROMPTS, SEQUENCES
from hybridtui.local.tier import Tier
from tests.bench import judges
from tests.bench.drafts import Draft, Made, identity, refined
from tests.bench.fragments import fragment, main_verb
from tests.bench.labels import CORPUS, RAMBLE, SENTENCES, Expected, documents, rated
from tests.bench.measures import Measures, Share, measure
from tests.bench.ranking import figures, gain

LEAST_RATIO = {RAMBLE.name: 1.2, "qmsum-es2005a-transcript.txt": 2.0}


def never() -> Decoder:
    raise AssertionError("rules need no model")


@pytest.fixture(scope="module")
def tier() -> Iterator[Tier]:
    """The starter, loaded when it is first asked."""
    path = models.starter()
    if path is None:
        pytest.skip("the starter model is not installed")
    tier = Tier(path, lambda: Decoder(path, sequences=PROMPTS + SEQUENCES))
    yield tier
    tier.unload()


def holds_the_bars(path: Path, draft: Draft) -> Measures:
    found = measure(path.read_text("utf-8"), draft, Expected.of(path))
    assert found.items > 0
    assert found.outside == 0
    assert {sort: share.value for sort, share in found.kept.items()} == dict.fromkeys(found.kept, 1.0)
    assert found.flipped == 0
    assert found.carried.value >= 0.95
    assert found.gone.value >= 0.95
    assert found.fragments.value <= 0.02
    assert found.ratio >= LEAST_RATIO.get(path.name, 1.0)
    return found


@pytest.mark.parametrize("path", [*documents(), SENTENCES], ids=lambda path: path.name)
def test_a_draft_by_rules_alone_holds_the_bars(path: Path, tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"")
    tier = Tier(tmp_path / "model.gguf", never)
    found = holds_the_bars(path, refined(path.read_text("utf-8"), tier, Mode.RULES))
    assert found.draft_chosen.part == found.notes_judged.part == 0


def test_a_faithful_draft_of_the_starter_holds_the_bars_and_the_model_has_a_say(tier: Tier) -> None:
    notes = RAMBLE.read_text("utf-8")
    found = holds_the_bars(RAMBLE, refined(notes, tier, Mode.FAITHFUL))
    by_rules = refined(notes, tier, Mode.RULES)
    assert found.notes_judged.part > found.draft_chosen.part > 0
    assert found.words[1] == sum(len(item.text.split()) for item in by_rules.items) + found.draft_chosen.part


BACK_CHANNEL = re.compile(
    r"(?:\W|\{\w+\}|\b(?:mm|hmm|uh|um|huh|okay|ok|kay|yeah|yep|right|cool|so|but)\b)*", re.IGNORECASE
)


def test_the_back_channel_of_a_meeting_gives_no_items() -> None:
    path = CORPUS / "qmsum-es2005a-transcript.txt"
    if not path.exists():
        pytest.skip("the corpus is not there")
    chatter = [each for each in plan(path.read_text("utf-8")) if BACK_CHANNEL.fullmatch(each.sentence.text)]
    assert len(chatter) > 50
    assert [each.sentence.text for each in chatter if not each.filler] == []


# -- the measures themselves -------------------------------------------------------------------------------------------

NOTES = "It must not exceed 50 MB. We never write the log to `app.log`. um yeah."


def made(*texts: str) -> Measures:
    """The measures of a draft with these texts for the first sentences of `NOTES`."""
    keys = [each.sentence.key for each in plan(NOTES)]
    items = tuple(Made(text, (key,)) for text, key in zip(texts, keys, strict=False))
    return measure(NOTES, Draft("", items), Expected(("50 MB", "app.log"), ("um yeah",), ("um",)))


def test_a_draft_that_keeps_everything_is_without_fault_but_for_the_filler() -> None:
    found = measure(NOTES, identity(NOTES), Expected(("50 MB",), ("um yeah",), ("um",)))
    assert (found.outside, found.flipped, found.ratio) == (0, 0, 1.0)
    assert found.fragments.part == 0
    assert (found.carried.part, found.gone.part, found.gone.whole) == (1, 0, 2)


def test_each_fault_is_counted_once_where_it_is() -> None:
    right, log = "It must not exceed 50 MB", "We never write the log to `app.log`"
    assert (made(right, log).outside, made(right, log).flipped) == (0, 0)
    assert made(f"{right} of cotton").outside == 2
    assert made(right, "We write the log to `app.log`").flipped == 1
    assert made("It must exceed 50 MB").kept["numbers"] == Share(1, 2)  # the figure, but not the limit that it is
    assert made("It must not exceed 60 MB").kept["numbers"] == Share(0, 2)
    assert made(right, "We never write the log").kept["identifiers"] == Share(0, 1)
    assert made("Not 50 MB", "Never log to `app.log`").fragments == Share(2, 2)
    assert made(right).carried == Share(1, 2)
    assert made(right, log, "um yeah").gone == Share(0, 2)


def test_labels_that_no_sentence_has_are_refused() -> None:
    with pytest.raises(ValueError, match="no sentence"):
        measure(NOTES, identity(NOTES), Expected(("a sentence that is not there",)))


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("so I want a small upload page", "want"),
        ("it should check the columns", "check"),
        ("we need to be able to export", "export"),
        ("if the same email shows up twice keep the newest one", "keep"),
        ("Organizer sees a table of responses.", "sees"),
        ("the data that nobody reads is big", "is"),
        ("Should the library also work as a pure Python API?", "work"),
        ("I shall {disfmarker} I can't imagine it", "imagine"),
        ("users re-run the jobs", "run"),
        ("oh and duplicates!", ""),
        ("Lightweight alternative to DocuSign", ""),
    ],
)
def test_the_main_verb_is_found_by_words_alone(sentence: str, verb: str) -> None:
    assert main_verb(sentence) == verb


def test_a_line_is_a_fragment_where_the_verb_of_its_source_is_gone() -> None:
    assert fragment("so I want a small upload page", "Small upload page")
    assert not fragment("it should check the columns", "Check columns")
    assert not fragment("oh and duplicates!", "Duplicates")


# -- judges ------------------------------------------------------------------------------------------------------------


def test_every_rated_word_may_still_go() -> None:
    assert len(rated()) >= 180


@pytest.mark.parametrize("judge", [judges.one_pass, judges.writing, judges.with_and_without])
def test_each_judge_scores_every_word_that_may_go(
    tier: Tier, judge: Callable[[Decoder, Mapping[str, Sequence[Word]]], judges.Judgement]
) -> None:
    words = rated()[:6]
    said = judge(tier.decoder, {word.key: word.words for word in words})
    assert {(word.key, word.at) for word in words} <= set(said.scores)
    assert len(set(said.scores.values())) > 1
    assert said.tokens > 0


def test_ranking_tells_skill_from_chance() -> None:
    labels = [True, False, False, True, False, False]
    perfect, useless, turned = [9, 1, 2, 8, 3, 4], [1] * 6, [1, 9, 8, 2, 7, 6]
    best = figures(perfect, labels)
    assert (best.auc, best.low, best.high, best.precision, best.agreement, best.best) == (1, 1, 1, 1, 1, 1)
    assert figures(useless, labels).auc == 0.5
    assert figures(turned, labels).auc == 0
    assert figures([9, 8, 1, 2, 3, 4], labels).precision == 0.5
    assert gain(perfect, turned, labels) == (1, 1, 1)
    assert gain(perfect, perfect, labels) == (0, 0, 0)
