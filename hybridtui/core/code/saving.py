"""Why this file exists: before code blocks become files, the human sees what each of them would do to the folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hybridtui.core.code.blocks import CodeBlock
from hybridtui.core.errors import HybridError


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file would go: its absolute path, and what is there now; None where nothing is.

    Bytes that are not UTF-8 stand in `text` as lone surrogates (surrogateescape).
    """

    path: str
    text: str | None = None


class Fate(StrEnum):
    """What saving a block would do."""

    UNNAMED = "unnamed"
    REFUSED = "refused"
    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be saved as `name`. `refusal` says why it cannot be; `chosen` that it is wanted."""

    block: CodeBlock
    name: str = ""
    place: Place | None = None
    refusal: str = ""
    chosen: bool = False

    @property
    def fate(self) -> Fate:
        """What saving it would do."""
        if self.place is None:
            return Fate.REFUSED if self.refusal else Fate.UNNAMED
        if self.place.text is None:
            return Fate.NEW
        return Fate.SAME if self.place.text == self.block.text else Fate.DIFFERS

    @property
    def can_be_saved(self) -> bool:
        """Whether there would be anything to write."""
        return self.fate in (Fate.NEW, Fate.DIFFERS)

    @property
    def key(self) -> str:
        """The same for two paths that are one file on some systems."""
        return self.place.path.casefold() if self.place else ""


Look = Callable[[str], Place]
"""What is in the place of a name. Raises `HybridError` for a name that cannot be used."""


def candidates(blocks: Sequence[CodeBlock], look: Look) -> tuple[Candidate, ...]:
    """The blocks under their own names. Chosen is what is whole, would change something, and has its name alone."""
    found = [placed(Candidate(block, block.name), look) for block in blocks]
    times = Counter(each.key for each in found)
    return tuple(
        replace(each, chosen=each.can_be_saved and each.block.closed and times[each.key] == 1) for each in found
    )


def placed(candidate: Candidate, look: Look) -> Candidate:
    """The candidate with what is in its place now. It is chosen no more if there is nothing to write."""
    if not candidate.name:
        return replace(candidate, place=None, refusal="", chosen=False)
    try:
        found = replace(candidate, place=look(candidate.name), refusal="")
    except HybridError as error:
        return replace(candidate, place=None, refusal=error.cause or error.title, chosen=False)
    return replace(found, chosen=found.chosen and found.can_be_saved)


def chosen(all: Sequence[Candidate], index: int, wanted: bool) -> tuple[Candidate, ...]:
    """The candidates with that at `index` wanted or not; another one that is the same file gives way to it."""
    one = all[index]
    wanted = wanted and one.can_be_saved
    return tuple(
        replace(each, chosen=wanted)
        if at == index
        else replace(each, chosen=each.chosen and not (wanted and each.key == one.key))
        for at, each in enumerate(all)
    )


def twins(all: Sequence[Candidate], index: int) -> tuple[int, ...]:
    """The places of the others that are the same file as that at `index`."""
    key = all[index].key
    return tuple(at for at, each in enumerate(all) if at != index and key and each.key == key)
