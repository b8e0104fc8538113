"""Why this file exists: a mark that slips off its words while one types is worse than none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.checkpoint.margin import CONTINUES, Margin
from hybridtui.core.checkpoint.marks import Mark, Sort
from hybridtui.core.differences.region import changed_region

texts = st.text("ab  \n\n漢", max_size=60)


def lines_of(text: str) -> list[str]:
    return text.split("\n")


def words(mark: Mark, text: str) -> str:
    return text[mark.span[0] : mark.span[1]]


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    """A text, and marks that begin with a visible character, as everything found does."""
    text = draw(texts)
    begins = [at for at, character in enumerate(text) if not character.isspace()]
    starts = draw(st.lists(st.sampled_from(begins), max_size=6)) if begins else []
    spans = [(start, draw(st.integers(start + 1, len(text)))) for start in starts]
    return text, tuple(Mark(draw(st.sampled_from(list(Sort))), span, str(at)) for at, span in enumerate(spans))


@given(marked(), st.lists(texts, max_size=3))
def test_marks_stay_on_their_words_whatever_is_edited(case: tuple[str, tuple[Mark, ...]], edits: list[str]) -> None:
    text, marks = case
    margin = Margin(marks, lines_of(text))
    said = {mark.message: words(mark, text) for mark in marks}

    for text in edits:
        margin.follow(lines_of(text))

    assert all(words(mark, text) == said[mark.message] for mark in margin.marks())


@given(marked(), texts, st.data())
def test_an_edit_elsewhere_takes_no_mark_away(
    case: tuple[str, tuple[Mark, ...]], inserted: str, data: st.DataObject
) -> None:
    text, marks = case
    margin = Margin(marks, lines_of(text))
    at = data.draw(st.integers(0, len(text)))
    edited = text[:at] + inserted + text[at:]

    went = margin.follow(lines_of(edited))

    place = changed_region(text, edited).start
    spared = {mark.message for mark in marks if not mark.span[0] < at < mark.span[1]} & {
        mark.message for mark in marks if not mark.span[0] < place < mark.span[1]
    }
    kept = {mark.message for mark in margin.marks()}
    assert went == (len(kept) < len(marks))
    if "\n" not in inserted:  # where lines are the same, which of them is new is anybody's guess
        assert spared <= kept


@given(marked(), st.lists(texts, min_size=1, max_size=3))
def test_what_followed_an_edit_is_laid_out_as_if_it_were_new(
    case: tuple[str, tuple[Mark, ...]], edits: list[str]
) -> None:
    text, marks = case
    margin = Margin(marks, lines_of(text))
    for text in edits:
        margin.follow(lines_of(text))

    fresh = Margin(margin.marks(), lines_of(text))

    def drawn(margin: Margin, row: int) -> list[tuple[str, int, int, int]]:
        return sorted(
            (each.mark.message, each.start, each.end, each.before) for each in margin.stretches(row, 0, 10_000)
        )

    assert all(drawn(margin, row) == drawn(fresh, row) for row in range(len(lines_of(text)) + 2))


@given(marked())
def test_stretches_lie_on_their_lines_and_cover_every_visible_word(case: tuple[str, tuple[Mark, ...]]) -> None:
    text, marks = case
    margin = Margin(marks, lines_of(text))

    for mark in marks:
        covered = ""
        for row, line in enumerate(lines_of(text)):
            for stretch in margin.stretches(row, 0, len(line)):
                assert 0 <= stretch.start < stretch.end <= len(line)
                if stretch.mark == mark:
                    covered += line[stretch.start : stretch.end]
        assert "".join(covered.split()) == "".join(words(mark, text).split())


def test_a_mark_whose_words_are_edited_goes_and_says_so() -> None:
    margin = Margin([Mark(Sort.ADDED, (0, 5), "first"), Mark(Sort.ADDED, (6, 12), "second")], ["first second"])

    assert margin.follow(["first sec0nd"])
    assert [mark.message for mark in margin.marks()] == ["first"]


def test_typing_right_behind_a_mark_leaves_it_alone() -> None:
    margin = Margin([Mark(Sort.ADDED, (0, 5), "first")], ["first"])

    assert not margin.follow(["first!"])
    assert [mark.span for mark in margin.marks()] == [(0, 5)]


def test_a_mark_goes_down_with_its_line() -> None:
    margin = Margin([Mark(Sort.ADDED, (4, 7), "two")], ["one", "two"])

    margin.follow(["one", "", "and", "two"])

    assert [mark.span for mark in margin.marks()] == [(9, 12)]
    assert margin.at(3, 1) == Mark(Sort.ADDED, (9, 12), "two")
    assert margin.at(1, 0) is None


def test_the_gutter_shows_where_a_mark_begins_and_how_far_it_goes() -> None:
    margin = Margin([Mark(Sort.DROPPED, (5, 25), "")], ["some words that wrap", "more"])

    assert margin.glyph(0, 0, 10) == ("-", Sort.DROPPED)
    assert margin.glyph(0, 10, 21) == (CONTINUES, Sort.DROPPED)
    assert margin.glyph(1, 0, 5) == (CONTINUES, Sort.DROPPED)
    assert Margin([Mark(Sort.DROPPED, (5, 9), "")], ["some words"]).glyph(0, 9, 11) is None


def test_the_gravest_that_begins_on_a_line_has_the_gutter_and_a_quiet_one_the_least_right_to_it() -> None:
    line = ["aa bb cc"]
    added, secret, filler = (
        Mark(Sort.ADDED, (0, 8), ""),
        Mark(Sort.SECRET, (3, 5), ""),
        Mark(Sort.FILLER, (6, 8), ""),
    )

    assert Margin([added, secret], line).glyph(0, 0, 9) == ("✗", Sort.SECRET)
    assert Margin([added, filler], line).glyph(0, 3, 9) == (CONTINUES, Sort.ADDED)
    assert Margin([filler], line).glyph(0, 3, 9) == ("·", Sort.FILLER)
    assert Margin([filler], line).glyph(0, 7, 9) is None


def test_of_two_marks_the_shorter_is_drawn_over_the_longer() -> None:
    margin = Margin([Mark(Sort.WARNING, (0, 4), "word"), Mark(Sort.ADDED, (0, 9), "item")], ["word item"])

    assert [stretch.mark.message for stretch in margin.stretches(0, 0, 4)] == ["item", "word"]
    assert [stretch.mark.message for stretch in margin.stretches(0, 4, 9)] == ["item"]


def test_the_indentation_of_further_lines_is_not_marked() -> None:
    margin = Margin([Mark(Sort.ADDED, (2, 11), "")], ["- one", "   two"])

    assert [(each.start, each.end) for row in (0, 1) for each in margin.stretches(row, 0, 9)] == [(2, 5), (3, 5)]
