"""Why this file exists: what is loaded in the background must neither hold up a key nor wait for ever."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Thread

import pytest

from hybridtui.ui import courtesy as courtesies
from hybridtui.ui.courtesy import REST, Courtesy, Forgone


class Clock:
    """Time that passes only while somebody sleeps; `at` is done after each sleep."""

    def __init__(self, at: Callable[[], None] = lambda: None) -> None:
        self.now = 1000.0
        self.at = at

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.at()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(courtesies, "monotonic", clock.monotonic)
    monkeypatch.setattr(courtesies, "sleep", clock.sleep)
    return clock


def in_a_thread(act: Callable[[], None]) -> None:
    thread = Thread(target=act)
    thread.start()
    thread.join()


def looked_for(courtesy: Courtesy) -> Callable[[], None]:
    return lambda: courtesy.find_spec("a_module", None)


def test_a_module_in_the_background_rests_after_a_key(clock: Clock) -> None:
    courtesy = Courtesy()
    courtesy.heed()
    in_a_thread(looked_for(courtesy))
    assert clock.now == pytest.approx(1000 + REST)


def test_without_a_key_nothing_waits(clock: Clock) -> None:
    in_a_thread(looked_for(Courtesy()))
    assert clock.now == 1000


def test_what_the_human_asks_for_itself_does_not_wait(clock: Clock) -> None:
    courtesy = Courtesy()
    courtesy.heed()
    courtesy.find_spec("a_module", None)
    assert clock.now == 1000


def test_a_module_comes_to_its_turn_however_fast_somebody_types(clock: Clock) -> None:
    courtesy = Courtesy()
    clock.at = courtesy.heed
    courtesy.heed()
    in_a_thread(looked_for(courtesy))
    assert 1000 + REST < clock.now < 1001


def test_courtesy_is_shown_in_every_import_and_ends(clock: Clock) -> None:
    courtesy, interval, finders = Courtesy(), sys.getswitchinterval(), list(sys.meta_path)
    with courtesy.shown():
        courtesy.heed()

        def missing() -> None:
            with pytest.raises(ModuleNotFoundError):
                __import__("this_module_is_not")

        in_a_thread(missing)
        assert sys.getswitchinterval() < interval
    assert clock.now == pytest.approx(1000 + REST)
    assert (sys.getswitchinterval(), sys.meta_path) == (interval, finders)


def test_who_leaves_waits_for_nothing_that_is_only_being_loaded(clock: Clock) -> None:
    courtesy, raised = Courtesy(), []
    courtesy.heed()
    clock.at = courtesy.forgo

    def load() -> None:
        with pytest.raises(Forgone):
            courtesy.find_spec("a_module", None)
        raised.append(clock.now)

    in_a_thread(load)
    assert 1000 < raised[0] < 1000 + REST
    courtesy.find_spec("what_leaving_takes", None)
    with courtesy.shown():
        in_a_thread(looked_for(courtesy))
