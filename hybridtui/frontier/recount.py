"""Why this file exists: after a keystroke in a long text only the line that it is in is counted again."""

from __future__ import annotations

from collections.abc import Callable

from hybridtui.frontier.splitting import lines, pieces

_TEXTS = 6  # remembered at once: notes, spec and system prompt, and what is counted beside them
_STEP = 65_536  # characters compared at a time
_REMEMBERED = 8_000_000  # characters of pieces whose counts are kept


class Recount:
    """Counts texts with `count`, which counts one piece, so that a text like an earlier one costs what is new in it.

    The count of a text does not depend on what was counted before. Not for several threads at once.
    """

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count
        self._texts: list[_Counted] = []
        self._pieces: dict[str, int] = {}
        self._size = 0

    def count(self, text: str) -> int:
        """The counts of all pieces of `text`, added up. Raises what `count` raises."""
        nearest, prefix, suffix = _Counted(self._line), 0, 0
        changed = len(text)
        for one in self._texts:
            head = common_prefix(one.text, text)
            tail = common_suffix(one.text, text, head)
            new = max(len(one.text), len(text)) - head - tail
            if new < changed and 2 * new <= len(text):  # more would be another text, not a later state of that one
                nearest, prefix, suffix, changed = one, head, tail, new
        self._texts = [one for one in self._texts if one is not nearest][-_TEXTS + 1 :]
        nearest.change(text, prefix, suffix)
        self._texts.append(nearest)  # the latest is the last to be forgotten
        return nearest.total

    def _line(self, line: str) -> int:
        return sum(map(self._piece, pieces(line)))

    def _piece(self, piece: str) -> int:
        count = self._pieces.get(piece)
        if count is None:
            count = self._count(piece)
            if self._size > _REMEMBERED:
                self._pieces.clear()
                self._size = 0
            self._pieces[piece] = count
            self._size += len(piece)
        return count


class _Counted:
    """A text, where its lines end, and what they count.

    The lines lie on two stacks that meet where the text was changed last: an edit at the same place finds what it needs
    on top. Before that place their ends are measured from the start of the text, behind it from its end, so that none
    of them moves when the text between grows.
    """

    def __init__(self, count: Callable[[str], int]) -> None:
        self.text = ""
        self.total = 0
        self._count = count
        self._before: list[tuple[int, int]] = []
        self._behind: list[tuple[int, int]] = []

    def change(self, text: str, prefix: int, suffix: int) -> None:
        """Become `text`, of which all but the first `prefix` and the last `suffix` characters are new."""
        if len(text) == len(self.text) == prefix:
            return
        self._meet_before(prefix)
        rest = self._drop_until(suffix)
        start = at = self._before[-1][0] if self._before else 0
        for line in lines(text[start : len(text) - rest]):
            at += len(line)
            count = self._count(line)
            self._before.append((at, count))
            self.total += count
        self.text = text

    def _meet_before(self, place: int) -> None:
        """Let the stacks meet at the last end of a line that stands before `place`, where the change begins."""
        size = len(self.text)
        while self._before and self._before[-1][0] >= place:
            end, count = self._before.pop()
            self._behind.append((size - end, count))
        while self._behind and size - self._behind[-1][0] < place:
            end, count = self._behind.pop()
            self._before.append((size - end, count))

    def _drop_until(self, suffix: int) -> int:
        """Take away the lines behind that end before the last `suffix` characters, or where these begin, and the one
        after them. Returns how many characters the others have."""
        rest = suffix
        while self._behind and rest >= suffix:
            rest, count = self._behind.pop()
            self.total -= count
        return rest if rest < suffix else 0


def common_prefix(one: str, other: str) -> int:
    """How many characters both texts begin with. Compares blocks: a megabyte takes a tenth of a millisecond."""
    at, shorter, step = 0, min(len(one), len(other)), _STEP
    while step:
        while at + step <= shorter and one.startswith(other[at : at + step], at):
            at += step
        step //= 2
    return at


def common_suffix(one: str, other: str, taken: int) -> int:
    """How many characters both texts end with, apart from the first `taken` of each."""
    at, shorter, step = 0, min(len(one), len(other)) - taken, _STEP
    while step:
        while at + step <= shorter and one.endswith(other[len(other) - at - step : len(other) - at], 0, len(one) - at):
            at += step
        step //= 2
    return at
