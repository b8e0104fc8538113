"""Why this file exists: a job's events are complete, in order and honest, whatever happens to the job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from hybridtui.core.errors import HybridError
from hybridtui.core.plan import plan
from hybridtui.core.refine import Completed, Dropped, Failed, Partial, Ready, Started, Stopped
from hybridtui.core.words import Word
from hybridtui.local.decoder import Aborted
from hybridtui.local.faithful import Step
from hybridtui.local.protocol import Refine
from hybridtui.local.refinery import Refinery
from tests.local.conftest import RAMBLE, Flag


class Shortener:
    """Keeps every word, one a step, and remembers what it was asked; `failure` is raised in the second step."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.failure = failure

    def __call__(self, sentence: str, words: Sequence[Word]) -> Iterator[Step]:
        self.asked.append(sentence)
        for at in range(1, len(words) + 1):
            yield Step(tuple(word.text for word in words[:at]), at, at // 2)
            if self.failure:
                raise self.failure


def clock() -> Iterator[float]:
    return (float(second) for second in count())


def refinery(shorten: Shortener, interrupted: Flag | None = None) -> Refinery:
    return Refinery(shorten, interrupted or Flag(), clock().__next__)


def test_every_sentence_is_started_with_and_accounted_for() -> None:
    first, *rest, last = refinery(Shortener()).run(Refine(7, RAMBLE))
    windows = plan(RAMBLE)
    assert isinstance(first, Started)
    assert [RAMBLE[span.start : span.end] for span in first.spans] == [each.sentence.text for each in windows]
    done = [event for event in rest if isinstance(event, Ready | Dropped)]
    keys = [event.keys[0] if isinstance(event, Dropped) else event.items[0].sources[0] for event in done]
    assert keys == [each.sentence.key for each in windows]
    assert any(isinstance(event, Dropped) for event in done)
    assert [event.stats.done for event in done] == list(range(1, len(windows) + 1))
    assert isinstance(last, Completed)
    assert {event.generation for event in (first, *done, last)} == {7}


def test_an_item_grows_by_partials_of_its_own_id() -> None:
    events = list(refinery(Shortener()).run(Refine(1, "keep the original file.")))
    partials = [event for event in events if isinstance(event, Partial)]
    (ready,) = (event for event in events if isinstance(event, Ready))
    assert len({event.item.text for event in partials}) >= 3
    assert {event.item.id for event in partials} == {ready.items[0].id}
    assert partials[-1].item.text == ready.items[0].text


def test_tokens_and_seconds_add_up_over_the_lines() -> None:
    *_, last = refinery(Shortener()).run(Refine(1, "keep the file. send the mail."))
    assert isinstance(last, Completed)
    assert (last.stats.tokens, last.stats.chosen) == (6, 2)
    assert last.stats.first_token is not None
    assert 0 < last.stats.first_token < last.stats.seconds


def test_an_unchanged_sentence_costs_nothing_in_the_next_job() -> None:
    shorten = Shortener()
    works = refinery(shorten)
    list(works.run(Refine(1, "keep the file. send the mail.")))
    *_, last = works.run(Refine(2, "send the mail. keep the letter."))
    assert shorten.asked == ["keep the file.", "send the mail.", "keep the letter."]
    assert isinstance(last, Completed)
    assert last.stats.tokens == 3


def test_a_line_that_was_cut_off_is_not_remembered() -> None:
    shorten = Shortener(failure=Aborted())
    works = refinery(shorten)
    list(works.run(Refine(1, "keep the file.")))
    shorten.failure = None
    events = list(works.run(Refine(2, "keep the file.")))
    (ready,) = (event for event in events if isinstance(event, Ready))
    assert ready.items[0].text.casefold().startswith("keep the file")


def test_a_fence_is_carried_as_it_is_without_the_model() -> None:
    shorten = Shortener()
    fence = "```\nSELECT  *\n```"
    events = list(refinery(shorten).run(Refine(1, fence)))
    (ready,) = (event for event in events if isinstance(event, Ready))
    assert ready.items[0].text == fence
    assert shorten.asked == []


def test_empty_notes_complete_with_nothing() -> None:
    started, completed = refinery(Shortener()).run(Refine(1, ""))
    assert started == Started(1, ())
    assert isinstance(completed, Completed)
    assert completed.stats.total == 0


def test_an_interrupted_job_ends_as_stopped_between_sentences() -> None:
    flag = Flag()
    events = []
    for event in refinery(Shortener(), flag).run(Refine(3, "keep the file. send the mail.")):
        events.append(event)
        flag.up = isinstance(event, Ready)
    assert isinstance(events[-1], Stopped)
    assert events[-1].stats.done == 1


def test_an_abort_within_a_sentence_ends_as_stopped() -> None:
    *_, last = refinery(Shortener(failure=Aborted())).run(Refine(1, "keep the file."))
    assert isinstance(last, Stopped)


def test_a_failure_of_the_model_ends_as_failed() -> None:
    error = HybridError("The local model failed")
    *_, last = refinery(Shortener(failure=error)).run(Refine(1, "keep the file."))
    assert last == Failed(1, error)
