"""Why this file exists: who leaves cancels work that has not begun; it must not come to nothing with a warning."""

from __future__ import annotations

import asyncio
import gc
import warnings
from functools import partial

from textual.app import App

from hybridtui.ui.background import begin


async def test_work_that_is_cancelled_before_it_begins_was_never_made() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        done.append(number)

    app = App[None]()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        async with app.run_test():
            begin(app, partial(work, 1), group="work")
            app.workers.cancel_all()
            await asyncio.sleep(0)
        gc.collect()

    assert done == []
    assert [str(each.message) for each in warned] == []


async def test_exclusive_work_takes_the_place_of_what_its_group_does() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        done.append(number)

    app = App[None]()
    async with app.run_test():
        for number in (1, 2):
            begin(app, partial(work, number), group="work", exclusive=True)
        begin(app, partial(work, 3), group="other", exclusive=True)
        await app.workers.wait_for_complete([each for each in app.workers if not each.is_cancelled])

    assert done == [2, 3]
