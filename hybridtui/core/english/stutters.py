"""Why this file exists: spoken words come twice ("the the") and half ("go gonna"); only the last attempt was meant.

So do sentences: a transcriber marks where a speaker gave one up and began another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from hybridtui.core.english import lexicon
from hybridtui.core.english.chunks import Chunk

_LONGEST_REPEAT = 3
_MEANT_TWICE = frozenset({"that", "had", "bye"})
_LONGEST_FRAGMENT = 4
_LONGEST_START = 3


def stutters(parts: Sequence[Chunk], noise: Collection[int]) -> Iterator[int]:
    """The indexes of chunks that are repeated or begun again right away; `noise` between the attempts is looked over.

    Numbers, negations and abbreviations are never taken for stutter, nor are content words on both sides of a comma.
    """
    live = [i for i, part in enumerate(parts) if i not in noise and not part.punctuation and not part.locked]
    cores = [parts[index].core for index in live]
    at = 0
    while at < len(live):
        again = cores[at] in cores[at + 1 : at + 1 + _LONGEST_REPEAT]
        lengths = range(_LONGEST_REPEAT if again else 0, 0, -1)
        length = next((size for size in lengths if _repeats(parts, live, cores, at, size)), 0)
        yield from live[at : at + length]
        if not length and at + 1 < len(live) and _gives_up(parts, noise, live[at], cores[at + 1]):
            yield live[at]
        at += max(length, 1)


def _repeats(parts: Sequence[Chunk], live: Sequence[int], cores: Sequence[str], at: int, size: int) -> bool:
    if cores[at : at + size] != cores[at + size : at + 2 * size] or len(cores) < at + 2 * size:
        return False
    for index in live[at : at + size]:
        part = parts[index]
        following = parts[index + 1]
        again = part.counts and following.text != lexicon.BROKEN_OFF  # "two two-digit codes", but "eight {…} eight"
        if not part.plain or part.shouted or again or (size == 1 and part.negates):
            return False
        pause = part.text[-1] if part.pauses else following.text[0] if following.punctuation else ""
        if pause and (pause != "," or part.core not in lexicon.STOP | lexicon.OPENERS):
            return False  # "US cups, cups differ" names two things
    return size > 1 or cores[at] not in _MEANT_TWICE


def _gives_up(parts: Sequence[Chunk], noise: Collection[int], index: int, following: str) -> bool:
    """Whether the chunk is the beginning of the next word, given up: "pro- project", "li uh like", "go gonna"."""
    part = parts[index]
    if part.plain and part.text.islower() and part.core in lexicon.STUTTERS.get(following, ()):
        return True
    if not part.core.isalpha() or part.core == following or not following.startswith(part.core):
        return False
    hesitates = index + 1 in noise and len(part.core) <= _LONGEST_FRAGMENT and part.text.islower()
    return part.text.endswith("-") or (hesitates and part.core not in lexicon.STOP | lexicon.NEGATIONS)


def broken_off(parts: Sequence[Chunk]) -> bool:
    """Whether a transcriber marked that the sentence was not brought to its end."""
    last = next((part for part in reversed(parts) if any(char.isalnum() for char in part.text)), None)
    return last is not None and last.text.startswith(lexicon.BROKEN_OFF)


def abandoned(parts: Sequence[Chunk], live: Sequence[int]) -> Iterator[int]:
    """The indexes, of those `live`, of beginnings that were given up at a mark: "what {disfmarker} that is a lot".

    Only a few words of grammar since the last pause are taken for one, none of them a negation, and only where another
    attempt follows.
    """
    for mark, part in enumerate(parts):
        if not part.text.startswith(lexicon.BROKEN_OFF) or mark >= max(live, default=0):
            continue
        pause = next((at for at in range(mark - 1, -1, -1) if parts[at].pauses), -1)
        begun = [at for at in live if pause < at < mark]
        small = all(parts[at].core in lexicon.STOP and not parts[at].locked for at in begun)
        if small and len(begun) <= _LONGEST_START and not any(parts[at].negates for at in range(pause + 1, mark)):
            yield from begun
