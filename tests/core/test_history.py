"""Why this file exists: what goes to make room is what will be missed least, and what must stay stays."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.days import seconds
from hybridtui.core.history import Held, Plan, Room, Sort, Version, changes, may_go, plan

NOW = "2026-11-23T12:00:00+00:00"
DOCUMENTS = (Sort.NOTES, Sort.SPEC)


def version(id: int, sort: Sort, at: str, of: str = "", digest: str = "", workspace: str = "w") -> Version:
    return Version(id, at, sort, "", 10, digest or f"digest-{id}", of, workspace)


def held(*versions: Version) -> list[Held]:
    """Versions with a piece of their own each, and one that all share."""
    return [Held(each, 1, (0, each.id)) for each in versions]


def sizes(versions: list[Held]) -> dict[int, int]:
    return {0: 1000, **{each.version.id: 10 for each in versions}}


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Versions of two workspaces over a hundred days, in the order in which they were kept; clocks may be set back."""
    minutes = draw(st.lists(st.integers(0, 100 * 1440), min_size=1, max_size=60))
    if draw(st.booleans()):
        minutes.sort()
    made: list[Version] = []
    for number, minute in enumerate(minutes, 1):
        day, rest = divmod(minute, 1440)
        month, of_month = divmod(day, 28)
        at = f"2026-{8 + month:02}-{of_month + 1:02}T{rest // 60:02}:{rest % 60:02}:00+00:00"
        sort = draw(st.sampled_from(Sort))
        specs = [each for each in made if each.sort is Sort.SPEC]
        of = draw(st.sampled_from(specs)).digest if sort is Sort.SIGN_OFF and specs else ""
        made.append(version(number, sort, at, of, workspace=draw(st.sampled_from("wx"))))
    return made


@given(histories(), st.integers(0, 2000))
def test_what_must_stay_stays(versions: list[Version], excess: int) -> None:
    parts = held(*versions)
    gone = {each.id for each in plan(parts, sizes(parts), excess, NOW).go}
    stays = [each for each in versions if each.id not in gone]
    for key in {(each.workspace, each.sort) for each in versions}:
        chain = [each for each in versions if (each.workspace, each.sort) == key]
        assert chain[-1].id not in gone
    for each in versions:
        age = seconds(NOW) - seconds(each.at)
        if each.sort in (Sort.SIGN_OFF, Sort.PRUNING) or age < 86_400:
            assert each in stays
        if each.sort is Sort.REPLY and age < 30 * 86_400:
            assert each in stays
    signed = {(each.workspace, each.of) for each in versions if each.sort is Sort.SIGN_OFF}
    assert not [e for e in versions if e.id in gone and e.sort is Sort.SPEC and (e.workspace, e.digest) in signed]


@given(histories(), st.integers(0, 2000))
def test_it_frees_what_it_says_and_stops_as_soon_as_that_is_enough(versions: list[Version], excess: int) -> None:
    parts = held(*versions)
    weights = sizes(parts)
    made = plan(parts, weights, excess, NOW)
    gone = {each.id for each in made.go}
    left = {piece for each in parts if each.version.id not in gone for piece in each.pieces}
    assert made.frees == len(gone) + sum(size for piece, size in weights.items() if piece not in left)
    if made.frees < excess:
        assert gone == may_go(versions, NOW)
    elif made.go:
        short = plan(parts, weights, made.frees, NOW)
        assert short.go == made.go
        fewer = held(*(each for each in versions if each.id not in gone or each.id == made.go[-1].id))
        assert made.frees - excess < max(plan(fewer, weights, 1, NOW).frees, 1011)


@given(histories(), st.integers(0, 60))
def test_drafts_go_first_and_replies_last(versions: list[Version], count: int) -> None:
    parts = held(*versions)
    order = [each.sort for each in plan(parts, sizes(parts), 11 * count, NOW).go]
    ranks = [0 if sort is Sort.DRAFT else 1 if sort in DOCUMENTS else 2 for sort in order]
    assert ranks == sorted(ranks)


def test_a_burst_is_thinned_before_versions_that_stand_alone() -> None:
    burst = [version(n, Sort.NOTES, f"2026-11-10T09:{n:02}:00+00:00") for n in range(1, 20)]
    alone = [version(20 + day, Sort.NOTES, f"2026-11-{11 + day}T09:00:00+00:00") for day in range(8)]
    parts = held(*burst, *alone)
    gone = {each.id for each in plan(parts, sizes(parts), 11 * 15, NOW).go}
    assert len(gone) == 15
    assert gone <= {each.id for each in burst}


def test_a_clock_that_is_set_back_makes_no_version_look_superfluous() -> None:
    times = ["08:00", "08:01", "08:02", "10:30", "10:40", "09:00", "11:00"]  # set back after the fifth
    versions = [version(n, Sort.NOTES, f"2026-11-10T{time}:00+00:00") for n, time in enumerate(times, 1)]
    parts = held(*versions)
    (gone,) = plan(parts, sizes(parts), 11, NOW).go
    assert gone.id == 2


def test_thinning_leaves_no_hole_where_versions_are_evenly_spread() -> None:
    days = [version(n, Sort.SPEC, f"2026-10-{n:02}T09:00:00+00:00") for n in range(1, 31)]
    parts = held(*days)
    gone = {each.id for each in plan(parts, sizes(parts), 11 * 14, NOW).go}
    stays = [each.id for each in days if each.id not in gone]
    assert max(after - before for before, after in pairwise(stays)) <= 4
    assert stays[0] == 1


def test_a_text_that_others_share_is_freed_only_with_the_last_of_them() -> None:
    drafts = [version(n, Sort.DRAFT, "2026-10-01T09:00:00+00:00") for n in (1, 2, 3)]
    shared = [Held(drafts[0], 1, (7,)), Held(drafts[1], 1, (7, 7)), Held(drafts[2], 1, (8,))]
    assert plan(shared, {7: 500, 8: 500}, 2, NOW) == Plan((drafts[0], drafts[1]), 502)


def test_a_plan_says_in_words_what_would_go() -> None:
    made = [
        *(version(n, Sort.DRAFT, NOW) for n in range(40)),
        version(90, Sort.NOTES, NOW),
        version(91, Sort.REPLY, NOW),
        version(92, Sort.REPLY, NOW),
    ]
    assert Plan(tuple(made)).words == "40 drafts, 1 version of the notes, 2 replies"
    assert Plan().words == ""


def test_no_limit_is_never_exceeded() -> None:
    assert not Room(10**12, 0).exceeded
    assert not Room(5, 5).exceeded
    assert Room(6, 5).exceeded


def test_lines_that_came_and_went_are_counted() -> None:
    assert changes([], ["a"]) == "+1 line"
    assert changes(["a", "b"], ["a", "c", "d"]) == "+2 -1 lines"
    assert changes(["a", "b", "c"], ["c", "a", "b"]) == "lines moved"
    assert changes(["a"], ["a"]) == "as it was"


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_the_count_is_that_of_the_whole_texts(before: list[str], now: list[str]) -> None:
    come, gone = (Counter(now) - Counter(before)).total(), (Counter(before) - Counter(now)).total()
    said = changes(before, now)
    assert (f"+{come}" in said) == (come > 0)
    assert (f"-{gone}" in said) == (gone > 0)
