"""Why this file exists: a job's events are complete, in order and honest, whatever happens to the job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

import pytest

from hybridtui.core.draft.item import Item
from hybridtui.core.errors import HybridError
from hybridtui.core.refining.events import Completed, Dropped, Event, Failed, Partial, Ready, Started, Stopped
from hybridtui.core.refining.plan import plan
from hybridtui.core.steering import Compression, Mode, Steering, Wish
from hybridtui.local.decoder import Aborted, Decoder
from hybridtui.local.engine import Ask, Ended, Engine, Line, Order
from hybridtui.local.faithful import Faithful
from hybridtui.local.protocol import Refine
from hybridtui.local.refinery import Refinery
from hybridtui.local.rewrite import Rewrite
from hybridtui.local.tier import Tier
from hybridtui.local.window_cache import JSON, Key, WindowCache
from tests.local.conftest import FAITHFUL, LONG_SENTENCE, RAMBLE, REWRITE, Flag

NOTES = "I want to keep the original file for 30 days. Then send the team a mail about the 4 rows."


class StarterTier(Tier):
    """The tier of a model that is loaded already; `says` is what it writes, in place of what it would."""

    identity = "starter"

    def __init__(self, decoder: Decoder, says: Callable[[str], str] | None = None) -> None:
        self._decoder = decoder
        self._engine = Engine(decoder)
        self._faithful = Faithful(decoder)
        self._frame = None
        self._mode, self._small = None, True
        self.says = says

    def rewrite(self, compression: Compression, instruction: str) -> Rewrite:
        real = super().rewrite(compression, instruction)
        return Saying(real, self.decoder, self.says) if self.says else real


class Saying(Rewrite):
    """Writes what a test wants, a token at a time, through the real engine and the real check."""

    def __init__(self, real: Rewrite, decoder: Decoder, says: Callable[[str], str]) -> None:
        self._decoder, self._frame, self.task = Forced(decoder), real._frame, real.task
        self._says = says

    def order(self, name: str, sentence: str, headings: Sequence[str], attempt: int) -> Order:
        order = super().order(name, sentence, headings, attempt)
        text = iter(self._decoder.tokens(self._says(sentence)))

        def forced() -> Line:
            line = order.begin()
            ask: Ask = next(line)
            while True:
                answers = yield ask
                token = next(text, Forced.END)
                try:
                    ask = line.send({at: {token: 0.0} for at in answers})
                except StopIteration as end:
                    return end.value

        return Order(name, order.prompt, order.room + 200, forced)


class Forced(Decoder):
    """The real model's vocabulary, and an end that a test can ask for."""

    END = -1

    def __init__(self, decoder: Decoder) -> None:
        self.__dict__ |= decoder.__dict__

    def ends(self, token: int) -> bool:
        return token == self.END


@pytest.fixture
def tier(decoder: Decoder) -> StarterTier:
    return StarterTier(decoder)


def refinery(tier: Tier, interrupted: Callable[[], bool] | None = None) -> Refinery:
    return Refinery(tier, WindowCache(None, 0, raise_), interrupted or Flag(), clock().__next__)


def raise_(error: HybridError) -> None:
    raise error


def clock() -> count[int]:
    return count()


def items(events: Sequence[Event]) -> dict[str, Item]:
    """The finished items by the beginning of their text."""
    return {item.text: item for event in events if isinstance(event, Ready) for item in event.items}


@pytest.mark.parametrize("mode", Mode)
def test_every_sentence_is_started_with_and_accounted_for_once(tier: StarterTier, mode: Mode) -> None:
    first, *rest, last = refinery(tier).run(Refine(7, RAMBLE, Steering(mode)))
    windows = plan(RAMBLE)
    assert isinstance(first, Started)
    assert [RAMBLE[span.start : span.end] for span in first.spans] == [each.sentence.text for each in windows]
    ready = [item.sources[0] for event in rest if isinstance(event, Ready) for item in event.items]
    dropped = [key for event in rest if isinstance(event, Dropped) for key in event.keys]
    assert sorted([*ready, *dropped]) == sorted(each.sentence.key for each in windows)
    assert dropped
    assert isinstance(last, Completed)
    assert last.stats.done == last.stats.total == len(windows)
    assert {event.generation for event in (first, *rest, last)} == {7}  # type: ignore[union-attr]


def test_code_alone_needs_no_model(tier: StarterTier) -> None:
    *events, last = refinery(tier).run(Refine(1, NOTES, Steering(Mode.RULES)))
    assert set(items(events)) == {"Keep original file for 30 days", "Then send team mail about the 4 rows"}
    assert isinstance(last, Completed)
    assert (last.stats.tokens, last.stats.chosen, last.stats.first_token) == (0, 0, None)


def test_the_model_decides_which_words_stay_and_what_it_cost_is_told(tier: StarterTier) -> None:
    *events, last = refinery(tier).run(Refine(1, NOTES, FAITHFUL))
    assert {item.mode for item in items(events).values()} == {Mode.FAITHFUL}
    assert isinstance(last, Completed)
    assert last.stats.tokens > last.stats.chosen > 0
    assert last.stats.first_token is not None


def test_an_edit_costs_only_its_own_sentence_and_a_move_nothing(tier: StarterTier) -> None:
    works = refinery(tier)
    one, two, three = "Send the mail to the team.", "Keep the file for the owner.", "Show the rows to the owner."
    *_, first = works.run(Refine(1, f"{one} {two}", FAITHFUL))
    *_, moved = works.run(Refine(2, f"{two}\n\n{one}", FAITHFUL))
    *_, edited = works.run(Refine(3, f"{two} {three}", FAITHFUL))
    assert isinstance(first, Completed)
    assert isinstance(moved, Completed)
    assert isinstance(edited, Completed)
    assert (moved.stats.tokens, moved.stats.recalled) == (0, 2)
    assert edited.stats.recalled == 1
    assert 0 < edited.stats.tokens < first.stats.tokens / 2


def test_a_sentence_said_again_further_on_is_asked_about_once(tier: StarterTier) -> None:
    notes = "\n\n".join(f"Send the mail {number % 64} to the team." for number in range(70))
    *events, last = refinery(tier).run(Refine(1, notes, FAITHFUL))
    assert isinstance(last, Completed)
    assert last.stats.done == 70
    assert sum(len(event.items) for event in events if isinstance(event, Ready)) == 70


@pytest.mark.parametrize("kept", [None, 3, "x", [], ["x"], [True, {}], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]])
@pytest.mark.parametrize("steering", [FAITHFUL, REWRITE])
def test_what_the_disk_kept_may_be_anything(tier: StarterTier, kept: JSON, steering: Steering) -> None:
    class Damaged(WindowCache):
        def get_many(self, keys: Sequence[Key]) -> dict[Key, JSON]:
            return {**dict.fromkeys(keys, kept), **super().get_many(keys)}

    works = Refinery(tier, Damaged(None, 0, raise_), Flag())
    *events, last = works.run(Refine(1, "It should send the mail.", steering))
    assert isinstance(last, Completed)
    assert len(items(events)) == 1


def test_without_a_usable_chat_template_lines_are_faithful_and_say_so(
    tier: StarterTier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tier.decoder, "template", "{{ raise_exception('no') }}")
    *events, last = refinery(tier).run(Refine(1, "It should send the mail.", REWRITE))
    (item,) = items(events).values()
    assert isinstance(last, Completed)
    assert item.mode is Mode.FAITHFUL
    assert "chat template" in item.remark


def test_another_attempt_at_a_wording_is_another_one_and_always_the_same(tier: StarterTier) -> None:
    def words(attempt: int) -> str:
        writer = tier.rewrite(Compression.DENSE, "")
        engine = Engine(tier.decoder)
        engine.begin(writer.order("one", "It should send the mail to the team every day.", (), attempt))
        while engine.busy:
            ended = list(engine.turn())[-1]
        assert isinstance(ended, Ended)
        text: str = ended.result.text
        return text

    drawn = [words(attempt) for attempt in (0, 1, 2, 3, 1)]
    assert drawn[1] == drawn[4]
    assert len(set(drawn)) >= 3


def test_what_is_near_the_cursor_comes_first(tier: StarterTier) -> None:
    notes = "\n\n".join(f"Send the mail {number} to the team." for number in range(30))
    run = refinery(tier).run(Refine(1, notes, FAITHFUL, cursor=notes.index("mail 20")))
    first = next(event for event in run if isinstance(event, Ready))
    assert "mail 20" in first.items[0].text
    run.close()  # type: ignore[attr-defined]


def test_the_dial_and_wishes_for_single_sentences_need_no_model_once_it_has_judged(tier: StarterTier) -> None:
    works, notes = refinery(tier), "It should send the mail. We need to show the rows."
    (send, show) = (window.sentence.key for window in plan(notes))
    list(works.run(Refine(1, notes, FAITHFUL)))
    for steering, expected in (
        (Steering(Mode.FAITHFUL), {"Send mail", "Show rows"}),
        (Steering(Mode.FAITHFUL, Compression.LIGHT), {"Send the mail", "Show the rows"}),
        (Steering(Mode.FAITHFUL, Compression.VERBATIM), set(notes.replace(". ", ".\n").split("\n"))),
        (Steering(Mode.FAITHFUL, wishes=(Wish(send, Compression.LIGHT),)), {"Send the mail", "Show rows"}),
    ):
        *events, last = works.run(Refine(2, notes, steering))
        assert set(items(events)) == expected
        assert isinstance(last, Completed)
        assert last.stats.tokens == 0
    *events, _ = works.run(Refine(3, notes, Steering(Mode.FAITHFUL, wishes=(Wish(show, attempt=1),))))
    assert "Show rows" not in items(events)


def test_the_models_own_wording_grows_and_stands_if_it_can(decoder: Decoder) -> None:
    tier = StarterTier(decoder, lambda sentence: "- Keeps the original file for 30 days.\nAnd more")
    *events, last = refinery(tier).run(Refine(1, "I want to keep the original file for 30 days.", REWRITE))
    (item,) = items(events).values()
    assert (item.text, item.mode, item.remark) == ("Keeps the original file for 30 days", Mode.REWRITE, "")
    partials = [event.item.text for event in events if isinstance(event, Partial)]
    assert len(set(partials)) >= 3
    assert all(item.text.startswith(text) for text in partials)
    assert isinstance(last, Completed)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ("Keep the original file for 90 days.", "90 day"),
        ("Keep the original file for 30 days in the Berlin office.", "berlin"),
        ("Do not keep the original file for 30 days.", "not"),
        ("<think>Keep the original file for 30 days.", "empty"),
        ("Keep the original file for 30 days, " + " ".join(map(str, range(60))), "longer"),
        ("## " * 200, "circles"),
        ("", "empty"),
    ],
)
def test_a_wording_that_cannot_stand_gives_way_to_a_faithful_line_that_says_why(
    decoder: Decoder, says: str, why: str
) -> None:
    tier = StarterTier(decoder, lambda sentence: says)
    *events, last = refinery(tier).run(Refine(1, "I want to keep the original file for 30 days.", REWRITE))
    (item,) = items(events).values()
    assert isinstance(last, Completed)
    assert (item.text, item.mode) == ("Keep original file for 30 days", Mode.FAITHFUL)
    assert item.remark.startswith("the model's wording")
    assert why in item.remark


def test_a_thought_is_never_shown(decoder: Decoder) -> None:
    tier = StarterTier(decoder, lambda sentence: "<think>Hm, secret.</think>\n\nKeep the original file for 30 days.")
    *events, _ = refinery(tier).run(Refine(1, "I want to keep the original file for 30 days.", REWRITE))
    shown = [event.item.text for event in events if isinstance(event, Partial)] + [*items(events)]
    assert "Keep the original file for 30 days" in shown
    assert not any("secret" in text.casefold() for text in shown)


def test_a_sentence_too_long_for_the_context_is_cut_by_code_and_says_so(small: Decoder) -> None:
    for sequence in range(small.sequences):
        small.forget(sequence)
    *events, last = refinery(StarterTier(small)).run(
        Refine(1, f"{LONG_SENTENCE}.\n\nKeep the rows for the team.", FAITHFUL)
    )
    by_mode = {item.mode: item for item in items(events).values()}
    assert isinstance(last, Completed)
    assert "tokens of context" in by_mode[Mode.RULES].remark
    assert "local.context" in by_mode[Mode.RULES].remark
    assert by_mode[Mode.FAITHFUL].text == "Keep rows for team"


def test_notes_longer_than_any_context_are_refined_whole(small: Decoder) -> None:
    for sequence in range(small.sequences):
        small.forget(sequence)
    notes = "\n\n".join(f"Send the mail {number} to the team of the owner." for number in range(60))
    *events, last = refinery(StarterTier(small)).run(Refine(1, notes, FAITHFUL))
    assert isinstance(last, Completed)
    assert last.stats.tokens > small.context
    assert len(items(events)) == 60
    assert {item.mode for item in items(events).values()} == {Mode.FAITHFUL}


def test_a_line_of_ten_thousand_words_is_carried_beside_the_rest(tier: StarterTier) -> None:
    line = "copy of the row in the file " * 1_430
    *events, last = refinery(tier).run(Refine(1, f"{line}\n\nSend the mail to the team.", FAITHFUL))
    by_mode = {item.mode: item.text for item in items(events).values()}
    assert isinstance(last, Completed)
    assert by_mode == {None: line.strip(), Mode.FAITHFUL: "Send mail to team"}


def test_what_is_verbatim_is_carried_as_it_is(tier: StarterTier) -> None:
    fence = "```python\nthe  answer = 42\n```"
    *events, _ = refinery(tier).run(Refine(1, fence, FAITHFUL))
    (item,) = items(events).values()
    assert (item.text, item.mode) == (fence, None)


def test_empty_notes_complete_at_once(tier: StarterTier) -> None:
    started, completed = refinery(tier).run(Refine(1, ""))
    assert isinstance(started, Started)
    assert isinstance(completed, Completed)


def test_an_interrupted_job_says_so_and_the_next_one_is_whole(tier: StarterTier, flag: Flag) -> None:
    works = refinery(tier, flag)
    seen = []
    notes = "\n\n".join(f"Send the mail {number} to the team of the owner." for number in range(90))
    for event in works.run(Refine(3, notes, FAITHFUL)):
        seen.append(event)
        flag.up = flag.up or isinstance(event, Ready)
    assert isinstance(seen[-1], Stopped)
    assert 0 < seen[-1].stats.done < seen[-1].stats.total
    flag.up = False
    assert isinstance([*works.run(Refine(4, RAMBLE, FAITHFUL))][-1], Completed)


@pytest.mark.parametrize(("problem", "end"), [(Aborted(), Stopped), (HybridError("t", "c", "n"), Failed)])
def test_a_failing_model_ends_the_job_and_what_was_done_stands(
    tier: StarterTier, monkeypatch: pytest.MonkeyPatch, problem: Exception, end: type
) -> None:
    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr(tier.engine, "turn", fail)
    *events, last = refinery(tier).run(Refine(1, "keep it.\n\nsend the mail.", FAITHFUL))
    assert isinstance(last, end)
    assert list(items(events)) == ["Keep it"]
    assert not tier.engine.busy
