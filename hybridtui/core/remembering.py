"""Why this file exists: what was found out about a text is remembered, but not for long after the text is gone.

Most sentences are what they were when notes and spec are looked over again, so whatever rules find in one is kept. All
of it comes to some 30 kB a sentence, and every pause in the typing makes a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

_Found = TypeVar("_Found")

FEW = 500
"""Texts that may be gone and remembered in any case: to look over as many again takes less than a second."""

_REMEMBERED: list[_lru_cache_wrapper[object]] = []


def remembered(most: int) -> Callable[[Callable[..., _Found]], _lru_cache_wrapper[_Found]]:
    """A decorator: what the function found out about a text is remembered, for at most so many texts, until `forget`.

    For what is found in whole texts; of words, which come again in other texts, an `lru_cache` is enough.
    """

    def decorate(find: Callable[..., _Found]) -> _lru_cache_wrapper[_Found]:
        found = lru_cache(maxsize=most)(find)
        _REMEMBERED.append(found)
        return found

    return decorate


def forget() -> None:
    """Forget everything that is `remembered`. It costs time, nothing else."""
    for found in _REMEMBERED:
        found.cache_clear()


class Forgetting:
    """Has no more texts remembered that are gone than there are texts, or than a `FEW`.

    There is one at a time: with a new one all that the last one saw is forgotten.
    """

    def __init__(self) -> None:
        forget()
        self._there: frozenset[str] = frozenset()
        self._gone = 0

    def see(self, texts: Iterable[str]) -> None:
        """These are the texts that there are now."""
        there = frozenset(texts)
        self._gone += len(self._there - there)
        self._there = there
        if self._gone > max(FEW, len(there)):
            forget()
            self._gone = 0
