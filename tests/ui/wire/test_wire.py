"""Why this file exists: less is sent, and it must still be the same picture, whatever stood there, on any terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from random import Random

import pytest
from hypothesis import given, strategies
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from wcwidth import wcwidth

from hybridtui.ui.wire.cells import Cell, cells, clusters, reach
from hybridtui.ui.wire.pen import DEFAULT, Pen, change
from hybridtui.ui.wire.picture import Picture, Piece
from tests.ui.wire.emulator import Emulator, Width

TRUE = ColorSystem.TRUECOLOR
CONSOLE = Console(color_system="truecolor", force_terminal=True, no_color=False)
STYLES = [
    Style.parse(text)
    for text in (
        "#d8dce4 on #161a22",
        "#7aa2d6 on #161a22",
        "bold #8e7d49 on #161a22",
        "dim bold #8e7d49 on #161a22",
        "italic underline #c0c0c0 on #202020",
        "reverse #30445f on #161a22",
        "strike red on default",
        "none",
        "underline2 green",
        "on #202020",
    )
]
PLAIN = "the quick brown fox jumps over it, twice; é ü ß ─│╭ ▁▂▃ ✓ ·"
WIDE = "漢字かなカナ한글，。"
DOUBTFUL = ["👍", "👍🏽", "👨‍👩‍👧", "❤️", "🇨🇭", "e\u0301", "☎\ufe0f", "क्षि", "\u200b", "⌚", "\ue0b0", "ﷺ", "\u1160"]


class Canvas:
    """Rows of segments, changed at random, as panes would: parts of rows, whole rows, and rows that scroll."""

    def __init__(self, width: int, height: int, random: Random, alphabet: Sequence[str]) -> None:
        self.width, self.height, self._random, self._alphabet = width, height, random, alphabet
        self.cuts = [0, width // 3, 2 * width // 3, width]
        self.rows = [self._row() for _ in range(height)]

    def act(self) -> list[Piece]:
        """Change something; the pieces that a compositor would draw anew, and some that did not change."""
        pick = self._random
        match pick.randrange(25):
            case 0:
                by = pick.choice((1, 2, 3))
                top, bottom = sorted(pick.sample(range(self.height + 1), 2))
                if bottom - top > by:
                    fresh = [self._row() for _ in range(by)]
                    block = self.rows[top:bottom]
                    self.rows[top:bottom] = block[by:] + fresh if pick.random() < 0.5 else fresh + block[:-by]
                return self.whole()
            case 1:
                inner = sorted(pick.sample(range(1, self.width), 2))
                self.cuts = [0, *inner, self.width]  # another layout
                self.rows = [self._row() for _ in range(self.height)]
                return self.whole()
            case 2 | 3 | 4:
                y = pick.randrange(self.height)
                self.rows[y] = self._row()
                return list(self.pieces([y]))
            case _:
                y, at = pick.randrange(self.height), pick.randrange(3)
                self.rows[y][at] = self._typed(self.rows[y][at], self.cuts[at + 1] - self.cuts[at])
                around = range(max(0, y - 1), min(self.height, y + 2))
                return [*pick.sample(list(self.pieces(around)), 3), self._piece(y, at)]

    def whole(self) -> list[Piece]:
        return list(self.pieces(range(self.height)))

    def pieces(self, rows: Iterable[int]) -> Iterator[Piece]:
        for y in rows:
            for at in range(3):
                yield self._piece(y, at)

    def _piece(self, y: int, at: int) -> Piece:
        return Piece(self.cuts[at], y, self.cuts[at + 1] - self.cuts[at], self.rows[y][at])

    def _row(self) -> list[Strip]:
        return [self._strip(end - start) for start, end in zip(self.cuts, self.cuts[1:], strict=False)]

    def _strip(self, width: int) -> Strip:
        pick = self._random
        segments = [
            Segment("".join(pick.choices(self._alphabet, k=pick.randrange(1, 12))), pick.choice(STYLES))
            for _ in range(pick.randrange(1, 4))
        ]
        return Strip(segments).adjust_cell_length(width, pick.choice(STYLES))

    def _typed(self, strip: Strip, width: int) -> Strip:
        """A few other cells somewhere in the strip."""
        pick = self._random
        at = pick.randrange(width)
        typed = Strip([Segment("".join(pick.choices(self._alphabet, k=pick.randrange(1, 3))), pick.choice(STYLES))])
        parts = [strip.crop(0, at), typed, strip.crop(min(width, at + typed.cell_length))]
        return Strip.join(parts).adjust_cell_length(width, STYLES[0])


def drawn(pieces: Sequence[Piece]) -> str:
    """Each strip as Rich writes it, from its own column."""
    return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(CONSOLE)}" for x, y, _, strip in pieces)


@pytest.mark.parametrize("knows", ["REP", "no REP"])
@pytest.mark.parametrize("alphabet", [PLAIN + " " * 60, PLAIN * 3 + WIDE], ids=["narrow", "wide"])
def test_after_any_act_the_screen_is_what_plain_output_would_show(alphabet: str, knows: str) -> None:
    canvas = Canvas(60, 12, Random(7), alphabet)
    ours, plain, picture = Emulator(60, 12, painted=True), Emulator(60, 12), Picture(60, 12)
    picture.repeats = ours.repeats = knows == "REP"
    sent = usual = 0
    for act in range(2_500):
        pieces = canvas.act() if act else canvas.whole()
        less, all_of_it = picture.paint(pieces, TRUE), drawn(pieces)
        ours.take(less)
        plain.take(all_of_it)
        sent, usual = sent + len(less), usual + len(all_of_it)
        touched = range(12) if act % 100 == 0 else {piece.y for piece in pieces}
        for y in touched:
            assert ours.looks(y) == plain.looks(y), f"row {y} after act {act}"
    assert [ours.looks(y) for y in range(12)] == [plain.looks(y) for y in range(12)]
    assert sent < usual / 2


WIDTHS: dict[str, Width] = {
    "as wcwidth measures": wcwidth,
    "every character narrow": lambda char: min(1, max(0, wcwidth(char))),
    "what is in doubt is wide": lambda char: 2 if reach(char, 1) is not None else max(0, wcwidth(char)),
    "marks take a cell": lambda char: max(1, wcwidth(char)),
}


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_however_wide_a_terminal_takes_doubtful_text_what_stands_beside_it_is_right(width: Width) -> None:
    """Only cells that doubtful text may touch can differ from what is wanted; all others stand where they belong."""
    canvas = Canvas(48, 6, Random(11), [*PLAIN[:40], *PLAIN[:40], *DOUBTFUL])
    terminal, picture = Emulator(48, 6, width), Picture(48, 6)
    rows: list[list[Cell]] = [[(" ", DEFAULT)] * 48 for _ in range(6)]
    for act in range(1_500):
        pieces = canvas.act() if act else canvas.whole()
        terminal.take(picture.paint(pieces, TRUE))
        for x, y, columns, strip in pieces:
            rows[y][x : x + columns] = cells(strip, TRUE, columns)
        for y in {piece.y for piece in pieces}:
            open_to_doubt = {at for start, end in clusters(rows[y]) for at in range(start, end)}
            for at, (text, _) in enumerate(rows[y]):
                if at not in open_to_doubt:
                    assert terminal.buffer[y][at].data == text, f"cell {at} of row {y} after act {act}: {rows[y]}"


def test_what_is_on_the_screen_already_costs_nothing() -> None:
    canvas = Canvas(60, 14, Random(3), PLAIN)
    picture = Picture(60, 14)
    assert picture.paint(canvas.whole(), TRUE)
    assert picture.paint(canvas.whole(), TRUE) == ""
    again = [piece._replace(strip=Strip(list(piece.strip))) for piece in canvas.whole()]
    assert picture.paint(again, TRUE) == ""


def test_a_letter_costs_its_place_and_its_colour() -> None:
    picture, style = Picture(40, 2), STYLES[0]
    picture.paint([Piece(0, 0, 40, Strip([Segment("a wor".ljust(40), style)]))], TRUE)
    text = picture.paint([Piece(0, 0, 40, Strip([Segment("a word".ljust(40), style)]))], TRUE)
    assert text == "\x1b[1;6Hd", "its colour is that of the letter before"


def test_a_page_that_scrolls_is_moved_by_the_terminal() -> None:
    picture, emulator = Picture(80, 24), Emulator(80, 24)

    def page(first: int) -> list[Piece]:
        lines = [f"line {first + y} of a text that is read from top to bottom" for y in range(24)]
        return [Piece(0, y, 80, Strip([Segment(line.ljust(80), STYLES[0])])) for y, line in enumerate(lines)]

    emulator.take(first := picture.paint(page(0), TRUE))
    for step in (1, 3, 2, 4, 1, 0):
        emulator.take(text := picture.paint(page(step), TRUE))
        assert len(text) < len(first) / 4, "all of it was sent again"
        assert all(f"line {step + y} of" in "".join(cell[0] for cell in emulator.looks(y)) for y in (0, 12, 23))


def test_a_page_that_scrolls_takes_its_growing_last_line_along() -> None:
    picture, emulator = Picture(80, 10), Emulator(80, 10)

    def page(first: int, last: str) -> list[Piece]:
        lines = [*(f"line {first + y} of a text that is read to its end" for y in range(8)), last, ""]
        return [Piece(0, y, 80, Strip([Segment(line.ljust(80), STYLES[0])])) for y, line in enumerate(lines)]

    start = "The last line grows, word by word, and has a few "
    emulator.take(picture.paint(page(0, start), TRUE))
    fresh = [*page(0, start)[1:8], page(0, f"{start}more")[8], page(0, "and then the next")[8], page(0, "")[9]]
    emulator.take(text := picture.paint([piece._replace(y=y) for y, piece in enumerate(fresh)], TRUE))
    assert "The last line" not in text
    assert "".join(cell[0] for cell in emulator.looks(7)).rstrip() == f"{start}more"


@pytest.mark.parametrize("repeats", [True, False])
def test_a_run_is_repeated_only_by_a_terminal_that_can(repeats: bool) -> None:
    picture = Picture(60, 1)
    picture.repeats = repeats
    text = picture.paint([Piece(0, 0, 60, Strip([Segment("a".ljust(58) + "──", STYLES[0])]))], TRUE)
    assert ("\x1b[56b" in text) is repeats
    assert (" " * 57 in text) is not repeats


def test_what_has_two_colours_by_turns_is_drawn_colour_by_colour() -> None:
    picture, emulator = Picture(60, 1), Emulator(60, 1)
    words = [Segment(word, style) for word in ("one ", "two ", "six ") for style in STYLES[:2]]
    strip = Strip(words).adjust_cell_length(60, STYLES[0])
    emulator.take(text := picture.paint([Piece(0, 0, 60, strip)], TRUE))
    assert text.count("38;2;216;220;228") == 1
    plain = Emulator(60, 1)
    plain.take(strip.render(CONSOLE))
    assert emulator.looks(0) == plain.looks(0)


def test_what_a_terminal_would_obey_is_not_drawn() -> None:
    strip = Strip([Segment("a\x1b[2Jb\x9bc\x07d\te".ljust(20), STYLES[0])])
    text = Picture(20, 1).paint([Piece(0, 0, 20, strip)], TRUE)
    assert "\x1b[2J" not in text
    assert "\x9b" not in text
    assert "\x07" not in text
    assert "\t" not in text


def test_no_link_is_left_open_after_an_update() -> None:
    picture = Picture(10, 1)
    strip = Strip([Segment("0123456789", Style(bold=True, color="red", bgcolor="blue", link="https://example.org"))])
    text = picture.paint([Piece(0, 0, 10, strip)], TRUE)
    assert text.endswith("\x1b]8;;\x1b\\")
    assert text.count("https://example.org") == 1


pens = strategies.builds(
    Pen,
    strategies.frozensets(strategies.sampled_from([1, 3, 4, 7, 9]), max_size=3),
    strategies.sampled_from(["", "31", "38;2;1;2;3"]),
    strategies.sampled_from(["", "44", "48;2;9;9;9"]),
    strategies.just(""),
)


@given(strategies.lists(pens, min_size=1, max_size=8))
def test_from_any_pen_to_any_other_the_difference_is_enough(way: list[Pen]) -> None:
    turned, fresh, before = Emulator(4, 1), Emulator(4, 1), DEFAULT
    for pen in way:
        turned.take(change(before, pen))
        before = pen
    turned.take("x")
    fresh.take(change(DEFAULT, way[-1]) + "x")
    assert turned.looks(0) == fresh.looks(0)


attributes = strategies.frozensets(strategies.sampled_from((1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53)))


@given(attributes, attributes)
def test_no_attribute_stays_on_that_should_not(before: frozenset[int], after: frozenset[int]) -> None:
    text = change(Pen(before), Pen(after))
    assert obeyed(before, text) == after


def obeyed(before: frozenset[int], text: str) -> frozenset[int]:
    """The attributes that are on after a terminal read `text`, by ECMA-48."""
    ends = {22: {1, 2}, 23: {3}, 24: {4, 21}, 25: {5, 6}, 27: {7}, 28: {8}, 29: {9}, 54: {51, 52}, 55: {53}}
    on = set(before)
    for codes in re.findall(r"\x1b\[([0-9;]*)m", text):
        for code in map(int, codes.split(";") if codes else ["0"]):
            if code == 0:
                on.clear()
            elif code in ends:
                on -= ends[code]
            else:
                on.add(code)
    return frozenset(on)


def test_cells_are_as_many_as_asked_for() -> None:
    for text in ("漢字", "漢", "a漢", "", "e\u0301e\u0301", "\u0301a"):
        for width in range(6):
            made = cells([Segment(text, STYLES[0])], TRUE, width)
            assert len(made) == width
            assert sum(map(wcwidth, "".join(text for text, _ in made))) == width, (text, width)
