"""Why this file exists: the newest job wins, and every other one hears of it."""

from __future__ import annotations

from threading import Thread

from hybridtui.local.mailbox import Mailbox
from hybridtui.local.protocol import Refine
from tests.local.conftest import wait_until

ONE, TWO = Refine(1, "one"), Refine(2, "two")


def test_the_newest_job_is_taken_and_the_older_one_told_of() -> None:
    unseen: list[Refine] = []
    mailbox = Mailbox(unseen.append)
    mailbox.put(ONE)
    mailbox.put(TWO)
    assert unseen == [ONE]
    assert mailbox.take() == TWO


def test_a_new_job_interrupts_the_one_under_way_and_starts_uninterrupted() -> None:
    unseen: list[Refine] = []
    mailbox = Mailbox(unseen.append)
    mailbox.put(ONE)
    mailbox.take()
    assert not mailbox.interrupted()
    mailbox.put(TWO)
    assert mailbox.interrupted()
    mailbox.take()
    assert not mailbox.interrupted()
    assert unseen == []


def test_a_stop_takes_back_a_job_that_waits() -> None:
    unseen: list[Refine] = []
    mailbox = Mailbox(unseen.append)
    mailbox.put(ONE)
    mailbox.stop()
    assert unseen == [ONE]
    assert not mailbox.interrupted()  # nothing was under way: a model that loads goes on loading


def test_taking_waits_for_a_job() -> None:
    mailbox = Mailbox(lambda job: None)
    taken: list[Refine | None] = []
    taker = Thread(target=lambda: taken.append(mailbox.take()), daemon=True)
    taker.start()
    mailbox.put(ONE)
    wait_until(lambda: taken == [ONE])
    taker.join()


def test_where_no_job_comes_in_time_there_is_none_and_the_next_one_is_not_lost() -> None:
    mailbox = Mailbox(lambda job: None)
    assert mailbox.take(0.001) is None
    mailbox.put(ONE)
    assert mailbox.take(60) == ONE


def test_a_job_is_abandoned_where_it_was_stopped_and_not_where_it_was_replaced() -> None:
    mailbox = Mailbox(lambda job: None)
    mailbox.put(ONE)
    mailbox.take()
    assert not mailbox.abandoned()
    mailbox.put(TWO)
    assert mailbox.interrupted()
    assert not mailbox.abandoned()
    mailbox.stop()
    assert mailbox.abandoned()
